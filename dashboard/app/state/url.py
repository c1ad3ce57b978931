"""State in the URL: the filters and the choices of every view are read from it and written to it.

One run of the app calls `read_url` first and `write_url` last. In between, widgets live under
session-state keys that are their public names in the URL: the fields of `Filters`, and whatever a view
registers with `remember`. A copied link restores the view; so does the browser's back button.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import TypeVar

import streamlit as st

from dashboard.app.components.error_box import guarded
from dashboard.filters import Filters

FIELDS = tuple(field.name for field in fields(Filters))

_PAGE = "_address_page"
_WRITTEN = "_address_written"
_TOUCHED = "_address_touched"
_FRESH = "_address_fresh"
_CHOICES = "_address_choices"
_SHOWN = "_address_shown"

Query = dict[str, list[str]]
T = TypeVar("T")


def read_url(page: str) -> None:
    """Bring the session in line with the URL, before any widget is drawn.

    The URL wins where it was changed from outside: a new session, a followed link, the back button. A
    click on the navigation empties it: the filters stay then. While a widget's change is under way the
    browser may still report the URL before it: the widget wins (`touch`).
    """
    state = st.session_state
    query = {name: st.query_params.get_all(name) for name in st.query_params}
    # Where the last run failed before the sidebar was drawn, its widgets have lost their values.
    if _PAGE not in state or "sources" not in state:
        outside = True
    elif state[_PAGE] != page:
        outside = bool(query)
    else:
        outside = query != state[_WRITTEN] and not state.get(_TOUCHED, False)
    if outside:
        set_filters(Filters.from_query(query))
        state[_CHOICES] = {name: values for name, values in query.items() if name not in FIELDS}
    state[_FRESH] = outside or state.get(_PAGE) != page
    state[_PAGE] = page
    state[_TOUCHED] = False
    state[_SHOWN] = {}


def write_url() -> None:
    """Write the filters and the choices of the view just drawn to the URL."""
    state = st.session_state
    query: Query = dict(current_filters().to_query())
    for name, (default, show) in state[_SHOWN].items():
        value = state.get(name, default)
        if value is None:
            continue
        shown = show(value)
        if value != default and shown:
            query[name] = shown
        state[_CHOICES][name] = shown
    state[_WRITTEN] = query
    if {name: st.query_params.get_all(name) for name in st.query_params} != query:
        st.query_params.from_dict(query)


@guarded()
def touch() -> None:
    """Note that a widget was changed in this run; the ``on_change`` of every widget in the URL."""
    st.session_state[_TOUCHED] = True


def current_filters() -> Filters:
    """The filters that the session holds."""
    state = st.session_state
    values = {name: state[name] for name in FIELDS if state.get(name) is not None}
    for name in ("sources", "groups", "entities", "stories", "articles"):
        values[name] = tuple(values.get(name, ()))
    return Filters(**values)


def set_filters(filters: Filters) -> None:
    """Make `filters` the session's; in a callback, or before the sidebar is drawn."""
    for name in FIELDS:
        value = getattr(filters, name)
        st.session_state[name] = list(value) if isinstance(value, tuple) else value


@guarded()
def change_filters(**changes: object) -> None:
    """Change some filters; the callback of active filters and of "filter by this"."""
    touch()
    set_filters(current_filters().replace(**changes))


def remember(
    name: str,
    options: Sequence[T] | Callable[[str], T | None],
    default: T,
    show: Callable[[T], str] = str,
) -> T:
    """Fill the widget key `name` from the URL, or from the last visit, and keep it in the URL.

    Call it before the widget of that key is drawn, and give the widget no default of its own. `options`
    are the allowed values, or a function that reads one from its text (None: not allowed). Returns the
    value in force.
    """
    state = st.session_state
    kept: Query = state[_CHOICES]
    if (state[_FRESH] or name not in state) and name not in state[_SHOWN]:
        value: T | None = None
        if kept.get(name):
            value = _read(kept[name][0], options, show)
        state[name] = default if value is None else value
    elif not callable(options) and state[name] not in options:
        state[name] = default
    state[_SHOWN][name] = (default, lambda chosen: [show(chosen)])
    chosen: T = state[name]
    return chosen


def remember_many(
    name: str,
    options: Sequence[T],
    default: Sequence[T],
    show: Callable[[T], str] = str,
) -> list[T]:
    """`remember` for a widget of several values, in the URL as repeated parameters."""
    state = st.session_state
    kept: Query = state[_CHOICES]
    if (state[_FRESH] or name not in state) and name not in state[_SHOWN]:
        read = [_read(text, options, show) for text in dict.fromkeys(kept.get(name, ()))]
        state[name] = [value for value in read if value is not None] or list(default)
    else:
        state[name] = [value for value in state[name] if value in options]
    state[_SHOWN][name] = (list(default), lambda chosen: [show(value) for value in chosen])
    chosen: list[T] = state[name]
    return chosen


def choose(name: str, value: str) -> None:
    """Set a choice of this or another view; in a callback."""
    touch()
    st.session_state[name] = value
    st.session_state[_CHOICES][name] = [value]


def link_query(filters: Filters, choices: Mapping[str, str | Sequence[str]] | None = None) -> Query:
    """The query of a link to a view under `filters` with the given choices, for ``st.page_link``."""
    query: Query = dict(filters.to_query())
    for name, value in (choices or {}).items():
        query[name] = [value] if isinstance(value, str) else list(value)
    return query


def _read(text: str, options: Sequence[T] | Callable[[str], T | None], show: Callable[[T], str]) -> T | None:
    if callable(options):
        return options(text)
    return next((option for option in options if show(option) == text), None)
