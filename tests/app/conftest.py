"""The dashboard on a small store of made-up articles, as a user would open it.

Streamlit's caches live as long as the process; the app asks them by data folder and build, so what one
test has cached serves the next one on the same folder and no other.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.app.corrections import rebuild
from dashboard.app.state.view_context import ViewContext
from dashboard.charts.theme import LIGHT, Style
from dashboard.filters import Filters
from dashboard.settings import PACKAGE
from dashboard.store import Store
from tests.synthetic import SOURCES, build_store

MAIN = PACKAGE / "app" / "main.py"
PATIENCE = 60
"""Seconds that one run may take on a busy machine."""
HOSTILE = (
    '<script>alert(1)</script><img src=x onerror="alert(2)"> [x](javascript:alert(3)) $e=mc^2$ :smile: **b**'
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that opens the whole app is slow; one that draws a piece of it is not."""
    for item in items:
        if "open_app" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the synthetic store."""
    folder = tmp_path_factory.mktemp("data")
    build_store(folder, n_articles=24)
    return folder


@pytest.fixture
def context(data: Path) -> ViewContext:
    """What a view gets to work with, on the synthetic store without filters."""
    return ViewContext(Store(data), Filters(), Style(LIGHT, SOURCES), {})


Open = Callable[..., AppTest]


@pytest.fixture
def open_app(data: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open the app, on a view and with URL parameters, and run it once."""
    monkeypatch.setattr(sys, "argv", [str(MAIN)])  # else the first path given to pytest is the data folder

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


def query_of(app: AppTest) -> dict[str, list[str]]:
    """The URL's parameters, each as a list."""
    return {name: value if isinstance(value, list) else [value] for name, value in app.query_params.items()}


def active_filters_of(app: AppTest) -> list[str]:
    """The words of the active filters, without their crosses."""
    return [
        button.label.rsplit("\u2002", 1)[0] for button in app.button if str(button.key).startswith("chip_")
    ]


def labelled(widgets: Iterable[Any], label: str) -> Any:
    """The one widget with that label."""
    (found,) = (widget for widget in widgets if widget.label == label)
    return found


def speak(monkeypatch: pytest.MonkeyPatch, code: str) -> list[list[str]]:
    """Let `code` run in the place of the build; returns the commands that were asked for."""
    asked: list[list[str]] = []
    start = subprocess.Popen

    def stand_in(command: list[str], **options: Any) -> Any:
        asked.append(command)
        return start([sys.executable, "-c", code], **options)

    monkeypatch.setattr(rebuild.subprocess, "Popen", stand_in)
    return asked


def build_in_place(monkeypatch: pytest.MonkeyPatch, articles: int) -> list[list[str]]:
    """Let the stand-in of a build answer as a real one of so many articles does; the commands asked for."""
    report = {"rows": {"articles": articles}, "read": 0, "kept": articles, "skipped": []}
    return speak(monkeypatch, f"print({json.dumps(json.dumps(report))})")
