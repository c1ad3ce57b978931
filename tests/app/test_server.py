"""The server's settings: those of the package, whatever else is about."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from streamlit import config

from dashboard.app.server import SETTINGS_FILE, read_settings
from dashboard.settings.ingest import INGEST

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]

OTHERS = """
[browser]
gatherUsageStats = true
[server]
address = "0.0.0.0"
headless = false
maxUploadSize = 1
allowedHosts = ["*"]
enableXsrfProtection = false
[client]
showErrorDetails = "full"
[theme.light]
backgroundColor = "#ff0000"
chartCategoricalColors = ["#ff0000"]
"""

SERVE = """
import json, sys
from pathlib import Path
from streamlit import config, net_util
from streamlit.web import bootstrap

bootstrap.run = lambda script, hello, arguments, options: None
from dashboard.app import server

server.serve(Path("data"), 8123)
names = [*server.read_settings(), "server.port"]
print(json.dumps({name: config.get_option(name) for name in names}))
print(json.dumps([net_util.get_internal_ip(), net_util.get_external_ip()]))
"""


def test_the_package_and_the_repository_have_the_same_settings() -> None:
    assert SETTINGS_FILE.read_bytes() == (ROOT / ".streamlit" / "config.toml").read_bytes()


def test_streamlit_knows_every_setting() -> None:
    assert set(read_settings()) <= set(config._config_options_template)


def test_the_settings_keep_the_promises() -> None:
    settings = read_settings()
    assert settings["browser.gatherUsageStats"] is False
    assert settings["server.address"] == "localhost"
    assert settings["server.headless"] is True
    assert settings["client.showErrorDetails"] == "none"
    assert settings["server.maxUploadSize"] * 1_000_000 == INGEST.max_file_bytes


@pytest.mark.parametrize("place", ["working folder", "home", "environment"])
def test_no_other_settings_win(tmp_path: Path, place: str) -> None:
    home, folder = tmp_path / "home", tmp_path / "folder"
    for directory in (home, folder):
        (directory / ".streamlit").mkdir(parents=True)
    variables = os.environ | {"HOME": str(home)}
    if place == "environment":
        variables |= {"STREAMLIT_BROWSER_GATHER_USAGE_STATS": "true", "STREAMLIT_SERVER_ADDRESS": "0.0.0.0"}
    else:
        other = folder if place == "working folder" else home
        (other / ".streamlit" / "config.toml").write_text(OTHERS)
    said = subprocess.run(
        [sys.executable, "-c", SERVE], cwd=folder, env=variables, capture_output=True, text=True, check=True
    )
    in_force, addresses = map(json.loads, said.stdout.splitlines())
    assert in_force == read_settings() | {"server.port": 8123}
    assert addresses == [None, None]
