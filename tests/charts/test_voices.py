"""Pictures of who gets to speak: bars by kind, cues on both sides of zero."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.charts.voices import cue_verbs, speech_by_kind
from tests.charts.conftest import CheckPicture
from tests.charts.marks import HOSTILE, STYLE, mark

SOURCES = ("Harbour Post", HOSTILE)


def speech() -> pd.DataFrame:
    kinds = {"direct": 0.2, "mixed": 0.1, "indirect": 0.05}
    return pd.DataFrame(
        [mark(source=s, kind=k, value=v * (i + 1)) for i, s in enumerate(SOURCES) for k, v in kinds.items()]
    )


def cues() -> pd.DataFrame:
    rows = [("said", True, 0.6), ("told", True, 0.1), ("claimed", False, 0.2), (HOSTILE, False, 0.1)]
    return pd.DataFrame(
        [mark(source=s, cue=cue, neutral=neutral, value=v) for s in SOURCES for cue, neutral, v in rows]
    )


def test_pictures_of_speech(check_picture: CheckPicture) -> None:
    check_picture(lambda style: speech_by_kind(speech(), style, title="T"), range(6))


def test_pictures_of_cues(check_picture: CheckPicture) -> None:
    check_picture(lambda style: cue_verbs(cues(), style, title="T"), range(8))


def test_loaded_cues_stand_left_of_zero_and_neutral_ones_right() -> None:
    figure = cue_verbs(cues(), STYLE, title="T")
    marks = cues()
    for trace in figure.data:
        for (row,), width, base in zip(trace.customdata, trace.x, trace.base, strict=True):
            neutral = marks.loc[int(row), "neutral"]
            assert (width > 0) == neutral
            assert (base >= 0) if neutral else (base <= 0)


def test_pieces_of_a_side_touch_and_do_not_overlap() -> None:
    figure = cue_verbs(cues().head(4), STYLE, title="T")
    right = sorted(
        (base, base + width)
        for trace in figure.data
        for base, width in zip(trace.base, trace.x, strict=True)
        if width > 0
    )
    assert right == [(0.0, pytest.approx(0.6)), (pytest.approx(0.6), pytest.approx(0.7))]


def test_the_finding_names_the_sources_with_most_and_least() -> None:
    alt = speech_by_kind(speech(), STYLE, title="T").layout.meta["alt"]
    assert alt.startswith(f"T. Most: {HOSTILE} (70")
    assert "least: Harbour Post (35" in alt


def test_nothing_to_draw_is_still_a_figure() -> None:
    assert "nothing" in speech_by_kind(speech().head(0), STYLE, title="T").layout.meta["alt"]
    assert "no loaded cue" in cue_verbs(cues().head(0), STYLE, title="T").layout.meta["alt"]
