"""One view, or one piece of a view, drawn without a browser over tables made by rule."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest


def draw_piece(piece: str, data: str, filters: dict[str, object], args: tuple[object, ...]) -> None:
    """One function of the app that draws with a view context, as the app calls it; runs inside AppTest."""
    from importlib import import_module
    from pathlib import Path

    from dashboard.app.state.cache import open_store
    from dashboard.app.state.url import read_url, write_url
    from dashboard.app.state.view_context import ViewContext
    from dashboard.charts.theme import LIGHT, Style
    from dashboard.filters import Filters
    from tests.synthetic import SOURCES

    module, name = piece.split(":")
    read_url(module)
    chosen = Filters(**filters)  # type: ignore[arg-type]
    context = ViewContext(open_store(Path(data)), chosen, Style(LIGHT, SOURCES, "footer"), {})
    getattr(import_module(module), name)(context, *args)
    write_url()


def run_piece(
    piece: str, data: Path, *args: object, query: dict[str, str] | None = None, **filters: Any
) -> AppTest:
    """`piece`, "MODULE:FUNCTION", after one run with `args` after the context and `query` in the address."""
    app = AppTest.from_function(
        draw_piece,
        kwargs={"piece": piece, "data": str(data), "filters": filters, "args": args},
        default_timeout=60,
    )
    for key, value in (query or {}).items():
        app.query_params[key] = value
    app.run()
    assert not app.exception, app.exception
    return app


def run_view(name: str, data: Path, query: dict[str, str] | None = None, **filters: Any) -> AppTest:
    """The view `name` after one run with `query` in the address."""
    return run_piece(f"dashboard.app.views.{name}:show", data, query=query, **filters)


def html_of(app: AppTest) -> str:
    """All HTML that the view put on the page."""
    return "".join(str(element.proto.body) for element in app.get("html"))
