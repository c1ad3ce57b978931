"""The dashboard on a small store of made-up articles, as a user would open it.

Streamlit's caches live as long as the process; the app asks them by data folder and build, so what one
test has cached serves the next one on the same folder and no other.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.settings import PACKAGE
from tests.synthetic import build_store

MAIN = PACKAGE / "app" / "main.py"
PATIENCE = 60
"""Seconds that one run may take on a busy machine."""


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the synthetic store."""
    folder = tmp_path_factory.mktemp("data")
    build_store(folder, n_articles=24)
    return folder


Open = Callable[..., AppTest]


@pytest.fixture
def open_app(data: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open the app, on a view and with URL parameters, and run it once."""

    def run(view: str = "overview", folder: Path = data, **query: str | list[str]) -> AppTest:
        monkeypatch.setenv("PARALLAX_DATA", str(folder))
        app = AppTest.from_file(str(MAIN), default_timeout=PATIENCE)
        for name, value in query.items():
            app.query_params[name] = value
        app.run()
        if view != "overview":
            app.switch_page(f"views/{view}.py")
            for name, value in query.items():
                app.query_params[name] = value
            app.run()
        return app

    return run


def html_of(app: AppTest) -> str:
    """All HTML that the app wrote, style sheets left out."""
    return "\n".join(
        str(part.proto.body) for part in app.get("html") if "<style>" not in str(part.proto.body)
    )
