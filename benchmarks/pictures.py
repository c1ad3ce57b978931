"""Take the README's pictures of the demonstration set and the seeds: `python -m benchmarks.pictures`.

Needs the test extra (Playwright) and a Chromium; writes docs/*.png.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from dashboard.demo import articles_path
from dashboard.preprocess.pipeline import build
from dashboard.settings import SEEDS

DOCS = Path(__file__).parent.parent / "docs"
PORT = 8599
PICTURES = {
    "overview": ("demo", "", "light"),
    "entities": ("demo", "entities?entity=person%3Apavel-dragan", "light"),
    "compare": ("demo", "compare", "light"),
    "seeds": ("seeds", "compare", "dark"),
}
"""Name of the picture: the set of articles, the address, and the colour scheme."""


def main() -> None:
    """Take all pictures."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    DOCS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        data = {"demo": Path(folder) / "demo", "seeds": Path(folder) / "seeds"}
        build([articles_path()], data["demo"])
        build([SEEDS], data["seeds"])
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, (articles, address, scheme) in PICTURES.items():
            command = [sys.executable, "-m", "dashboard", "open", "--no-browser"]
            command += ["--data", str(data[articles]), "--port", str(PORT)]
            server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
            time.sleep(8)
            page = browser.new_page(
                viewport={"width": 1440, "height": 960},
                color_scheme="dark" if scheme == "dark" else "light",
            )
            page.goto(f"http://localhost:{PORT}/{address}")
            page.wait_for_timeout(15_000)
            page.screenshot(path=DOCS / f"{name}.png")
            page.close()
            server.terminate()
            server.wait()
        browser.close()


if __name__ == "__main__":
    main()
