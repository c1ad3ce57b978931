"""Records and kept rows -> what is read anew once the whole corpus is in sight."""

from pathlib import Path

import pandas as pd

from dashboard.preprocess.corpus_cleaning import clean_corpus
from dashboard.preprocess.ingest.article import Article
from dashboard.preprocess.ingest.files import Record
from dashboard.preprocess.ingest.sources import SourceTable
from dashboard.preprocess.rows import tabulate
from tests.preprocess.ingest.test_boilerplate import APPEAL, STORIES


def records(n: int) -> dict[str, Record]:
    return {
        f"d{i}": Record(
            f"t.csv#{i}",
            f"d{i}",
            Path("t.csv"),
            article_id=f"a{i}",
            fields={"title": title, "body": f"{body}\n\n{APPEAL}", "source": "Post"},
        )
        for i, (title, body) in enumerate(STORIES[:n])
    }


def rows(articles: list[Article]) -> pd.DataFrame:
    return pd.DataFrame([row for a in articles for row in tabulate(a, None, a.digest)["articles"]])


def test_kept_rows_stand_while_their_text_does() -> None:
    sources = SourceTable({})
    _, first, skipped = clean_corpus(pd.DataFrame(), records(5), sources, 1)
    assert [a.body for a in first] == [body for _, body in STORIES[:5]]
    assert skipped == []
    standing, anew, _ = clean_corpus(rows(first), records(6), sources, 1)
    assert standing == {f"a{i}" for i in range(5)}
    assert [a.body for a in anew] == [STORIES[5][1]]


def test_kept_rows_whose_text_changes_are_read_again() -> None:
    sources = SourceTable({})
    _, few, _ = clean_corpus(pd.DataFrame(), records(3), sources, 1)
    assert all(APPEAL in a.body for a in few)
    standing, anew, _ = clean_corpus(rows(few), records(6), sources, 1)
    _, at_once, _ = clean_corpus(pd.DataFrame(), records(6), sources, 1)
    assert standing == set()
    assert sorted(anew, key=lambda a: a.digest) == sorted(at_once, key=lambda a: a.digest)
    standing, again, _ = clean_corpus(rows(at_once[:3]), records(3), sources, 1)
    assert standing == set()
    assert again == few
