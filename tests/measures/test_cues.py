"""Cue verbs as shares: they add up by source, and only listed verbs are called loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.filters import Filters
from dashboard.measures.evidence import count_rows, receipt
from dashboard.measures.voices import cue_shares
from tests.synthetic import build_store


def test_shares_add_up_and_every_share_has_its_quotations(tmp_path: Path) -> None:
    store = build_store(tmp_path)
    marks = cue_shares(store, Filters())
    assert marks.groupby("source")["value"].sum().tolist() == pytest.approx([1.0] * marks["source"].nunique())
    for _, mark in marks.iterrows():
        assert count_rows(store, receipt(Filters(), dict(mark))) == mark["n"]


def test_only_listed_verbs_are_loaded(tmp_path: Path) -> None:
    marks = cue_shares(build_store(tmp_path), Filters())
    loaded = marks.groupby("cue")["neutral"].first()
    assert loaded.to_dict() == {"said": True, "added": True, "warned": False, "claimed": False}
