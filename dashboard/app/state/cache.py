"""What the app keeps between reruns: the open store and the answers of the measures."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.settings import DATA
from dashboard.store import Store


def data_folder() -> Path:
    """The folder of the tables: after ``--`` on the command line, else PARALLAX_DATA, else ``data``."""
    given = sys.argv[1] if len(sys.argv) > 1 and not sys.argv[1].startswith("-") else None
    return Path(given or os.environ.get("PARALLAX_DATA") or DATA)


def open_store(data: Path) -> Store:
    """The current build in `data`; opened anew when another build has taken its place.

    :raises StoreError: if there is no build or it cannot be read.
    """
    store = _open(str(data))
    if store.stale:
        _open.clear(str(data))
        store = _open(str(data))
    return store


@st.cache_resource(show_spinner=False, max_entries=4)
def _open(data: str) -> Store:
    return Store(Path(data))


def cached_query(store: Store, measure: Callable[..., Any], *args: Any, **options: Any) -> Any:
    """`measure(store, *args, **options)`, from the cache where this build was asked the same before."""
    asked = f"{measure.__module__}.{measure.__qualname__}{args!r}{sorted(options.items())!r}"
    return _cached_query(f"{store.data.resolve()}/{store.build_id}", asked, measure, store, args, options)


@st.cache_data(show_spinner=False, max_entries=600)
def _cached_query(
    build: str,
    asked: str,
    _measure: Callable[..., Any],
    _store: Store,
    _args: tuple[Any, ...],
    _options: dict[str, Any],
) -> Any:
    return _measure(_store, *_args, **_options)
