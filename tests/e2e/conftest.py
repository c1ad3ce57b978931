"""A real dashboard in a real browser: one server a set of articles, one page a test."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page

from dashboard.app.main import VIEWS
from dashboard.demo import articles_path
from dashboard.preprocess.pipeline import build
from dashboard.settings import SEEDS

# Streamlit serves the first view at the root.
PATHS = ["" if place == 0 else view.path for place, view in enumerate(VIEWS)]
NAMES = [view.path for view in VIEWS]


def free_port() -> int:
    """A port on localhost that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serve(data: Path) -> Iterator[str]:
    """Serve the dashboard over `data`; yields its address."""
    port = free_port()
    log = data / "server.log"
    with log.open("wb") as out:
        command = [sys.executable, "-m", "dashboard", "open", "--data", str(data), "--port", str(port)]
        server = subprocess.Popen(
            [*command, "--no-browser"], stdout=out, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            for _ in range(300):
                with socket.socket() as probe:
                    if probe.connect_ex(("localhost", port)) == 0:
                        break
                assert server.poll() is None, log.read_text()
                time.sleep(0.2)
            yield f"http://localhost:{port}"
        finally:
            os.killpg(server.pid, 15)
            server.wait()


@pytest.fixture(scope="session")
def seeds_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tables of the two seed articles."""
    data = tmp_path_factory.mktemp("seeds-data")
    build([SEEDS], data)
    return data


@pytest.fixture(scope="session")
def demo_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tables of the demonstration set."""
    data = tmp_path_factory.mktemp("demo-data")
    build([articles_path()], data)
    return data


@pytest.fixture(scope="session")
def seeds_url(seeds_data: Path) -> Iterator[str]:
    """Address of a dashboard over the seeds."""
    with serve(seeds_data) as url:
        yield url


@pytest.fixture(scope="session")
def demo_url(demo_data: Path) -> Iterator[str]:
    """Address of a dashboard over the demonstration set."""
    with serve(demo_data) as url:
        yield url


@pytest.fixture
def upload_url(tmp_path: Path) -> Iterator[str]:
    """Address of a dashboard over the seeds that a test may change."""
    build([SEEDS], tmp_path / "data")
    with serve(tmp_path / "data") as url:
        yield url


@pytest.fixture
def hostile_url(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """Address of a dashboard over the seeds and the test module's hostile article."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "<img src=x onerror=alert(1)>.txt").write_text(request.module.HOSTILE, encoding="utf-8")
    (folder / "sources.csv").write_text(
        "file,source,title,published_at,url,group\n*.txt,<b>=Bad</b>,"
        "<script>window.taken = 5</script>,2024-11-08,javascript:window.taken=6,=1+1\n"
    )
    build([SEEDS, folder], tmp_path / "data")
    with serve(tmp_path / "data") as url:
        yield url


QUIET_MS = 600
"""How long nothing may change before a page counts as shown: on busy cores a run begins late."""


def settle(page: Page) -> None:
    """Wait until the dashboard has run, nothing of it is stale, and what is shown has stopped changing."""
    page.wait_for_selector('[data-testid="stApp"]')
    page.evaluate("() => { window.pxSeen = undefined }")
    page.wait_for_function(
        """quiet => {
            const app = document.querySelector('[data-testid="stApp"]');
            const ran = app?.getAttribute('data-test-script-state') === 'notRunning';
            const main = document.querySelector('[data-testid="stMain"]');
            const shown = ran && main?.querySelector('.px-head')
                && !main.querySelector('[data-stale="true"], [data-testid="stSkeleton"]')
                && `${location.href} ${main.querySelectorAll('*').length} ${main.scrollHeight}`;
            const seen = window.pxSeen;
            if (!seen || seen.shown !== shown) window.pxSeen = { shown, since: performance.now() };
            return Boolean(shown) && performance.now() - window.pxSeen.since > quiet;
        }""",
        arg=QUIET_MS,
    )


def go(page: Page, url: str) -> None:
    """Open `url` and wait until it is shown."""
    page.goto(url)
    settle(page)


def boxes(page: Page) -> list[str]:
    """The texts of error boxes."""
    return page.locator('[data-testid="stException"], [data-testid="stAlertContentError"]').all_inner_texts()
