"""One text of any kind -> an article with what is known of it."""

import json
from datetime import UTC, datetime

import pytest

from dashboard.preprocess.ingest.sources import SourceTable
from tests.preprocess.ingest.inputs import TEXT, read_all, write


def test_front_matter(tmp_path):
    write(
        tmp_path / "a.md",
        f"---\ntitle: 'Storm'\nsource: Post\ndate: 2024-11-08T15:09:00Z\nurl: https://a.example/1\n---\n{TEXT}",
    )
    write(tmp_path / "b.txt", f"Headline: Storm\nPublisher: Post\n\n{TEXT}")
    (a, b), skipped = read_all(tmp_path)
    assert skipped == []
    assert (a.title, a.source, a.url, a.body) == ("Storm", "Post", "https://a.example/1", TEXT)
    assert a.published_at == datetime(2024, 11, 8, 15, 9, tzinfo=UTC)
    assert (b.title, b.source, b.body) == ("Storm", "Post", TEXT)


def test_other_languages_are_kept_with_the_reason(tmp_path):
    text = (
        "Der Hafen von Westhaven blieb am Freitag nach einem Sturm geschlossen, wie die Behörde mitteilte. "
        * 3
    )
    (article,), _ = read_all(write(tmp_path / "a.txt", text))
    assert (article.language, article.reason) == ("de", "not in English (detected: de)")
    assert article.body == text.strip()


@pytest.mark.parametrize("date", ["3024-01-01", "2999-12-31T00:00:00Z"])
def test_dates_in_the_far_future(tmp_path, date):
    write(tmp_path / "a.txt", f" date {date[:10]} {TEXT}")
    write(tmp_path / "b.jsonl", json.dumps({"text": TEXT, "date": date}))
    articles, skipped = read_all(tmp_path)
    assert articles == []
    assert all("in the future" in s.reason for s in skipped) and len(skipped) == 2
    fixed = SourceTable({"a.txt": [("", {"published_at": "2024-01-01"})]})
    assert [a.file for a in read_all(tmp_path, sources=fixed)[0]] == ["a.txt"]


def test_hostile_text_stays_text(tmp_path):
    record = {
        "id": "1",
        "title": "<img src=x onerror=alert(1)>",
        "text": TEXT,
        "source": "=cmd()",
        "url": "javascript:alert(1)",
    }
    (article,), _ = read_all(write(tmp_path / "a.jsonl", json.dumps(record)))
    assert (article.title, article.source) == ("<img src=x onerror=alert(1)>", "=cmd()")
    assert article.url is None
