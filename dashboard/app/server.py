"""Streamlit's server over one data folder, with Parallax's own settings whatever else is about.

`parallax open` starts it as a process: ``python -m dashboard.app.server DATA PORT``.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from streamlit import net_util
from streamlit.web import bootstrap

from dashboard.settings import ASSETS

SCRIPT = Path(__file__).with_name("main.py")
SETTINGS_FILE = ASSETS / "streamlit.toml"


def read_settings() -> dict[str, Any]:
    """Streamlit's options as they come with the package: dotted name -> value."""
    return dict(_flatten(tomllib.loads(SETTINGS_FILE.read_text(encoding="utf-8"))))


def serve(data: Path, port: int) -> None:
    """Serve the dashboard over `data` on localhost until the process is ended."""
    # Asked about a foreign origin, Streamlit looks up this machine's addresses on the network.
    net_util.get_internal_ip = net_util.get_external_ip = lambda: None
    # Given as options they win over any config.toml and any variable of the environment.
    options = read_settings() | {"server.port": port}
    bootstrap.load_config_options(options)
    bootstrap.run(str(SCRIPT), False, [str(data)], options)


def _flatten(settings: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in settings.items():
        if isinstance(value, dict):
            yield from _flatten(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value


if __name__ == "__main__":
    serve(Path(sys.argv[1]), int(sys.argv[2]))
