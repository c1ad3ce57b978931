"""A quotation of several sentences, told elsewhere in one."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.preprocess.comparing.facts.quotation_alignment import follow_quotations
from dashboard.schema.tables import MATCHES
from dashboard.settings.comparing import COMPARING
from tests.preprocess.comparing.tables import build_tables

SAID = "“Our view of the flood is firm. {}” She left."
REPORT = "The minister repeated her firm view and her support for a higher wall."


def _follow(second: str, *, quoted: bool = True, known: float | None = None) -> pd.DataFrame:
    """The matches of REPORT (b:1) with a quotation of two sentences, of which the first (a:1) matches."""
    body = SAID.format(second)
    tables = build_tables({"id": "a", "text": body}, {"id": "b", "text": REPORT})
    end = body.index("”") if quoted else body.index(".")
    quotes = pd.DataFrame(
        [("a:0", "a", "a:1", 1, end, "direct")],
        columns=["quote_id", "article_id", "sentence_id", "start", "end", "kind"],
    )
    rows = [("s", "a:1", "b:1", 0.6, 0.8, "paraphrase", None, None, False)]
    if known is not None:
        rows.append(("s", "a:2", "b:1", 0.4, known, "paraphrase", None, None, False))
    pairs = pd.DataFrame(rows, columns=[column.name for column in MATCHES.columns])
    return follow_quotations(pairs, tables["sentences"], quotes, tables["vectors"])


@pytest.mark.parametrize("known", [None, 0.2])
def test_the_other_sentence_of_a_quotation_is_told_too(known: float | None) -> None:
    found = _follow("We support every effort for a higher wall.", known=known).set_index("sentence_a")
    assert found.loc["a:2", "sentence_b"] == "b:1"
    assert found.loc["a:2", "probability"] == COMPARING.partner_probability
    assert len(found) == 2


@pytest.mark.parametrize(
    ("second", "quoted"),
    [
        ("We support every effort for a higher wall.", False),
        ("We wait for the rain to stop.", True),
        ("Our firm view stands.", True),
    ],
)
def test_what_adds_nothing_or_is_not_of_the_quotation_is_not(second: str, quoted: bool) -> None:
    assert _follow(second, quoted=quoted)["sentence_a"].tolist() == ["a:1"]
