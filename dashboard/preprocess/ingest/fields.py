"""What a user calls the fields of an article, in the terms of `clean.FIELDS`."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.errors import SettingsError
from dashboard.preprocess.ingest.clean import FIELD_NAMES, FIELDS

_NAMED_IN_ERRORS = 3
"""Names of a field that an error tells beside its own."""


def resolve_fields(columns: Mapping[str, str]) -> dict[str, str]:
    """A choice of columns with its fields by their own names: ``{"text": "story"}`` -> ``{"body": "story"}``.

    :param columns: a field, or any usual name of one (`clean.FIELD_NAMES`), to the column of a table.
    :raises SettingsError: if a name means no field, or two mean the same.
    """
    resolved: dict[str, str] = {}
    said: dict[str, str] = {}
    for name, column in columns.items():
        plain = name.strip().lower().replace(" ", "_").replace("-", "_")
        field = next((field for field, names in FIELD_NAMES.items() if plain in names), None)
        if field is None:
            raise SettingsError(f"there is no field {name!r} to map a column to; fields are {_all_fields()}")
        if field in resolved:
            raise SettingsError(f"{said[field]} and {name} are the same field; map it to one column")
        resolved[field], said[field] = column, name
    return resolved


def _all_fields() -> str:
    shown = []
    for field in FIELDS:
        others = [name for name in FIELD_NAMES[field] if name != field][:_NAMED_IN_ERRORS]
        shown.append(f"{field} (or {', '.join(others)})")
    return ", ".join(shown)
