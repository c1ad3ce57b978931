"""The wheel as a new user gets it: in an environment of its own, from an empty folder, its sockets watched.

The environment borrows the dependencies of the one that runs the tests, so that nothing is fetched. With
WHEEL_TEST_PYTHON (`make wheel-test`) it is empty: that Python's own pip fetches what the wheel asks for.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_string
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from dashboard.app.main import VIEWS
from tests.e2e.conftest import boxes, free_port, go, settle
from tests.socket_watch import LOG, Watch, is_this_machine

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

ROOT = Path(__file__).parent.parent
EMPTY = os.environ.get("WHEEL_TEST_PYTHON")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of the sources."""
    source, folder = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    shutil.copytree(ROOT / "dashboard", source / "dashboard", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--no-index", "--wheel-dir", folder, source], check=True)
    [wheel] = folder.glob("*.whl")
    return wheel


@dataclass(frozen=True)
class Environment:
    """Where the wheel is installed, and an empty folder to use it from."""

    bin: Path
    folder: Path
    log: Path

    @property
    def variables(self) -> dict[str, str]:
        """A user's variables: no Python path, no settings of Streamlit, a home without files."""
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR") if name in os.environ}
        seen = self.folder / "opened.txt"
        browser = f"{self.bin / 'python'} -c \"import sys; open('{seen}', 'w').write(sys.argv[1])\" %s"
        return kept | {"HOME": str(self.folder.parent), LOG: str(self.log), "BROWSER": browser}

    @contextmanager
    def start(
        self, *command: str, given: int = subprocess.DEVNULL
    ) -> Iterator[tuple[subprocess.Popen, Watch]]:
        """A program of the environment, watched until the block ends; then it is ended, if it has not."""
        self.log.unlink(missing_ok=True)
        program = self.bin / command[0]
        with (
            subprocess.Popen(
                [program, *command[1:]],
                cwd=self.folder,
                env=self.variables,
                stdin=given,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            ) as process,
            Watch(process.pid, self.log) as watch,
        ):
            try:
                yield process, watch
            finally:
                process.terminate()
                # also with a page open
                process.wait(30)

    def run(self, *command: str, given: str | None = None) -> str:
        """What a program of the environment prints; it must succeed and speak to nobody elsewhere."""
        with self.start(*command, given=subprocess.PIPE) as (process, watch):
            out, said = process.communicate(given)
        assert process.returncode == 0, said
        assert watch.strangers == []
        return out


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """The wheel installed, with the watching of sockets beside it."""
    place = tmp_path_factory.mktemp("environment")
    python = place / "bin" / "python"
    if EMPTY:
        subprocess.run([EMPTY, "-m", "venv", place], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", wheel], check=True)
    else:
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", place], check=True)
        command = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps"]
        subprocess.run([*command, "--no-index", wheel], check=True)
    [packages] = place.glob("lib/python*/site-packages")
    if not EMPTY:
        borrowed = [path for path in sys.path if path.endswith(("site-packages", "dist-packages"))]
        (packages / "borrowed.pth").write_text("\n".join(borrowed))
    shutil.copy(ROOT / "tests" / "socket_watch.py", packages)
    (packages / "socket_watch.pth").write_text("import socket_watch\n")
    home = tmp_path_factory.mktemp("home")
    (home / "empty").mkdir()
    return Environment(place / "bin", home / "empty", home / "sockets.jsonl")


@pytest.fixture(scope="module")
def demonstration(environment: Environment) -> str:
    """What `parallax demo` says."""
    return environment.run("parallax", "demo")


def wait_for(port: int, process: subprocess.Popen) -> None:
    """Wait until somebody answers on a port of this machine."""
    for _ in range(300):
        assert process.poll() is None, process.stderr.read()
        with socket.socket() as probe:
            if probe.connect_ex(("localhost", port)) == 0:
                return
        time.sleep(0.2)
    pytest.fail("nobody answers")


@contextmanager
def opened(environment: Environment, page: Page, data: str) -> Iterator[tuple[str, Watch]]:
    """The dashboard over `data` as `parallax open` serves it, the requests of the page watched too."""
    port, asked = free_port(), []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda opened: asked.append(opened.url))
    with environment.start("parallax", "open", "--data", data, "--port", str(port)) as (process, watch):
        wait_for(port, process)
        yield f"http://localhost:{port}", watch
    assert {urlsplit(url).hostname for url in asked if not url.startswith(("data:", "blob:"))} == {
        "localhost"
    }
    assert [seen for seen in watch.seen if seen[0] == "connection"]
    assert watch.strangers == []


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    files = {
        path for path in (ROOT / "dashboard").rglob("*") if path.is_file() and "__pycache__" not in path.parts
    }
    assert held == {path.relative_to(ROOT).as_posix() for path in files}
    assert {"dashboard/py.typed", "dashboard/assets/streamlit.toml", "dashboard/assets/style/app.css"} <= held


def test_the_wheel_says_what_it_runs_on(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as held:
        [name] = [name for name in held.namelist() if name.endswith(".dist-info/METADATA")]
        told = message_from_string(held.read(name).decode())
    versions = [c.rpartition(" ")[2] for c in told.get_all("Classifier") if "Python :: 3." in c]
    assert versions == ["3.11", "3.12", "3.13", "3.14"]
    assert told["Requires-Python"] == ">=3.11"
    assert any(needed.startswith("lxml-html-clean") for needed in told.get_all("Requires-Dist"))


def test_what_is_imported_is_the_wheel(environment: Environment) -> None:
    place = Path(environment.run("python", "-c", "import dashboard; print(dashboard.__file__)").strip())
    assert environment.bin.parent in place.parents


def test_commands_run_from_an_empty_folder(environment: Environment, demonstration: str) -> None:
    assert demonstration.startswith("84 articles (84 read, 0 unchanged)")
    assert environment.run("parallax", "build").startswith("2 articles (2 read, 0 unchanged)")
    text = "“We support the talks,” Mao Ning said on Friday."
    [quote] = json.loads(environment.run("parallax", "read", "--date", "2024-11-08", given=text))["quotes"]
    assert quote["speaker"] == "Mao Ning"
    environment.run("parallax", "export", "articles", "articles.csv")
    assert {path.name for path in environment.folder.iterdir()} == {"data", "demo-data", "articles.csv"}


@pytest.mark.usefixtures("demonstration")
def test_open_shows_every_view_and_speaks_to_nobody_else(environment: Environment, page: Page) -> None:
    with opened(environment, page, "demo-data") as (url, _):
        for view in VIEWS:
            go(page, f"{url}/{view.path}")
            assert page.locator("h1").inner_text() == view.title
            assert boxes(page) == []
        assert (environment.folder / "opened.txt").read_text() == url
        # The settings of the package are in force: its colours, and no other address to serve.
        assert page.evaluate(
            "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
        ) in (
            "rgb(255, 255, 255)",
            "rgb(22, 24, 28)",
        )


def test_open_builds_the_seeds_where_there_is_nothing(environment: Environment, page: Page) -> None:
    with opened(environment, page, "fresh") as (url, _):
        go(page, url)
        page.get_by_role("button", name="Build the seed articles").click()
        page.get_by_text("2 articles").first.wait_for()
        settle(page)
        assert boxes(page) == []


def test_a_page_of_another_site_is_refused_without_a_question_to_the_network(
    environment: Environment, page: Page
) -> None:
    with opened(environment, page, "fresh") as (url, _):
        go(page, url)
        stream = f"{url.replace('http', 'ws')}/_stcore/stream"
        for name, value in {"Origin": "https://elsewhere.example", "Host": "elsewhere.example"}.items():
            with pytest.raises(InvalidStatus), connect(stream, additional_headers={name: value}):
                pass


@pytest.mark.parametrize(
    ("host", "this"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("127.0.0.53", True),
        ("::1", True),
        (None, True),
        ("8.8.8.8", False),
        ("192.168.1.7", False),
        ("2001:db8::1", False),
        ("checkip.amazonaws.com", False),
        ("0.0.0.0", False),
    ],
)
def test_this_machine_is_the_loopback_alone(host: str | None, this: bool) -> None:
    assert is_this_machine(host) is this


CHILD = "import subprocess, sys; subprocess.run([sys.executable, '-c', sys.argv[1]])"


@pytest.mark.parametrize(
    ("attempt", "how", "host"),
    [
        ("socket.socket(type=socket.SOCK_DGRAM).connect(('192.0.2.1', 9))", "socket.connect", "192.0.2.1"),
        (
            "socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 9))",
            "socket.sendto",
            "192.0.2.1",
        ),
        ("socket.getaddrinfo('news.invalid', 80)", "socket.getaddrinfo", "news.invalid"),
    ],
)
def test_an_attempt_of_a_child_process_is_caught(
    environment: Environment, attempt: str, how: str, host: str
) -> None:
    quiet = f"import contextlib, socket\nwith contextlib.suppress(OSError): {attempt}"
    with environment.start("python", "-c", CHILD, quiet) as (process, watch):
        process.wait()
    assert [(seen, whom) for seen, whom, _ in watch.strangers] == [(how, host)]
    with pytest.raises(AssertionError):
        environment.run("python", "-c", CHILD, quiet)


def test_a_connection_of_compiled_code_in_a_child_process_is_caught(environment: Environment) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = socket.AF_INET.to_bytes(2, sys.byteorder) + server.getsockname()[1].to_bytes(2, "big")
        address += bytes([127, 0, 0, 1]) + bytes(8)
        code = (
            "import ctypes, time; c = ctypes.CDLL(None); s = c.socket(2, 1, 0); "
            f"assert c.connect(s, {address!r}, 16) == 0; time.sleep(1)"
        )
        with environment.start("python", "-c", CHILD, code) as (process, watch):
            process.wait()
    assert watch.seen == [("connection", "127.0.0.1", None)]
