"""What stands on the page when something fails that nobody foresaw."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.app.views import timeline
from dashboard.errors import StoreError
from tests.app.conftest import Open
from tests.synthetic import build_store


def test_an_unexpected_error_is_a_box_and_the_rest_stays(
    open_app: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    build_store(tmp_path, n_articles=8)

    def fail(_: object) -> None:
        raise ZeroDivisionError("<b>x</b>")

    with monkeypatch.context() as patch:
        patch.setattr(timeline, "show", fail)
        app = open_app("timeline", folder=tmp_path)
    assert not app.exception
    (box,) = app.error
    assert "ZeroDivisionError" in box.value and "<b>" not in box.value and "Traceback" not in box.value
    (log,) = (tmp_path / "reports").iterdir()
    assert "Traceback" in log.read_text() and "ZeroDivisionError" in log.read_text()
    assert app.sidebar.multiselect
    app.switch_page("views/words.py").run()
    assert not app.exception and not app.error


def test_an_intended_error_writes_no_report(
    open_app: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    build_store(tmp_path, n_articles=8)

    def fail(_: object) -> None:
        raise StoreError("open the data again")

    monkeypatch.setattr(timeline, "show", fail)
    app = open_app("timeline", folder=tmp_path)
    assert [box.value for box in app.error] == ["open the data again"]
    assert not (tmp_path / "reports").exists()
