from __future__ import annotations

import pandas as pd

from dashboard.measures.estimates import as_shares


def test_shares_have_a_row_for_every_source_and_key() -> None:
    parts = pd.DataFrame(
        {
            "source": ["A", "A", "B"],
            "kind": ["x", "y", "x"],
            "article_id": ["1", "2", "3"],
            "total": [2, 1, 4],
            "n": [2, 1, 4],
            "n_sentences": [1, 1, 2],
        }
    )
    wholes = pd.DataFrame({"source": list("AABC"), "article_id": list("1234"), "whole": [4.0, 4.0, 8.0, 5.0]})
    marks = as_shares(parts, wholes, ["source", "kind"], "quotes", "both").set_index(["source", "kind"])
    assert marks["value"].to_dict() == {
        ("A", "x"): 0.25,
        ("A", "y"): 0.125,
        ("B", "x"): 0.5,
        ("B", "y"): 0.0,
        ("C", "x"): 0.0,
        ("C", "y"): 0.0,
    }
    assert marks.loc[("A", "x"), ["n", "n_articles", "n_sentences"]].tolist() == [2, 1, 1]
    assert marks.loc[("C", "x"), ["low", "high"]].isna().all()
    assert not marks["enough"].any()
