"""From files to tables: what is read again, what stays, what is skipped, and what survives a failure."""

from __future__ import annotations

import json
import multiprocessing
import zipfile
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from dashboard.builds import hold
from dashboard.errors import BuildError, BuildLockedError, SettingsError
from dashboard.preprocess import build_record, pipeline
from dashboard.preprocess.pipeline import build
from dashboard.schema.tables import TABLES
from dashboard.settings import SEEDS
from dashboard.store import read_tables

pytestmark = pytest.mark.slow

STORY = """The mayor of Lindmar, {name}, opened the new bridge on Friday.

"We waited ten years for this day," {surname} said. Critics said the bridge cost too much.
"""


def write_article(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    write_article(folder, "a.txt", STORY.format(name="Ana Petrova", surname="Petrova"))
    write_article(folder, "b.txt", STORY.format(name="Kwame Mensah", surname="Mensah"))
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def table(data: Path, name: str) -> pd.DataFrame:
    return read_tables(data, [name])[name]


def test_the_seeds_come_out_as_their_texts_have_them(data: Path) -> None:
    build([SEEDS], data)
    articles = table(data, "articles").set_index("source")
    first, second = articles.loc["Devdiscourse"], articles.loc["The Siasat Daily"]
    assert first["title"] == "China Sees US-Russia Rapprochement as Bilateral Affair"
    assert first["published_at"] == pd.Timestamp("2024-11-08 15:09", tz="UTC")
    assert (first["dateline"], second["dateline"]) == ("Beijing", "Beijing")
    assert second["published_at"].date().isoformat() == "2024-11-08"
    assert second["published_precision"] == "day"
    sentences = table(data, "sentences")
    body = sentences[(sentences["article_id"] == first["article_id"]) & (sentences["part"] == "body")]
    assert len(body) == 8
    assert not sentences["text"].str.contains("Also Read|Left Menu|TRENDING|AI-generated").any()


def test_on_the_second_seed_names_are_counted_as_the_text_has_them(data: Path) -> None:
    build([SEEDS], data)
    mentions, entities = table(data, "mentions"), table(data, "entities")
    article = table(data, "articles").set_index("source").loc["The Siasat Daily", "article_id"]
    names = mentions[(mentions["article_id"] == article) & (mentions["kind"] == "name")]
    counts = names.merge(entities, on="entity_id")["name"].value_counts()
    assert (counts["Donald Trump"], counts["Vladimir Putin"], counts["Mao Ning"]) == (10, 10, 5)


def test_offsets_are_characters_of_the_body(articles: Path, data: Path) -> None:
    build([articles], data)
    bodies = table(data, "articles").set_index("article_id")["body"]
    for name, column in [("sentences", "text"), ("mentions", "surface"), ("quotes", "text")]:
        for row in table(data, name).itertuples():
            assert bodies[row.article_id][row.start : row.end] == getattr(row, column)


def test_every_table_is_written_and_the_build_tells_what_it_did(articles: Path, data: Path) -> None:
    report = build([articles], data)
    tables = read_tables(data, TABLES)
    assert report.rows["articles"] == len(tables["articles"]) == 2
    run = tables["builds"].iloc[0]
    assert run["build_id"] == report.build_id
    assert json.loads(run["inputs"]) == [str(articles)]
    assert json.loads(run["counts"])["read"] == 2


def test_only_what_changed_is_read_again_and_what_is_gone_leaves(articles: Path, data: Path) -> None:
    build([articles], data)
    before = table(data, "sentences")
    write_article(articles, "c.txt", STORY.format(name="Li Wei", surname="Li"))
    grown = build([articles], data)
    assert (grown.n_read, grown.n_kept) == (1, 2)
    (articles / "a.txt").unlink()
    shrunk = build([articles], data)
    assert (shrunk.n_read, shrunk.n_kept) == (0, 2)
    after = table(data, "sentences")
    assert not after["text"].str.contains("Petrova").any()
    kept = before[before["text"].str.contains("Mensah")]
    assert set(kept["sentence_id"]) <= set(after["sentence_id"])


def test_a_build_records_all_settings_and_what_decides_reading(articles: Path, data: Path) -> None:
    build([articles], data)
    run = table(data, "builds").iloc[0]
    settings, versions = json.loads(run["settings"]), json.loads(run["versions"])
    assert settings["ingest"]["max_file_bytes"] == 200_000_000
    assert settings["comparing"]["match_probability"] == 0.5
    assert {"reading", "app"} < set(settings)
    assert len(versions["reading"]) == 64


def test_rows_are_kept_exactly_while_the_same_code_would_read_them(
    articles: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build([articles], data)
    assert build([articles], data).n_kept == 2
    for module in (pipeline, build_record):
        monkeypatch.setattr(module, "reading_digest", lambda: "of another code")
    changed = build([articles], data)
    assert (changed.n_read, changed.n_kept) == (2, 0)
    assert build([articles], data).n_kept == 2


def test_a_build_over_kept_rows_equals_one_from_nothing(articles: Path, data: Path, tmp_path: Path) -> None:
    build([articles / "a.txt"], data)
    build([articles], data)
    build([articles], tmp_path / "fresh")
    for name in ("sentences", "mentions", "quotes", "dates", "entities", "matches"):
        key = list(TABLES[name].key)
        kept = table(data, name).sort_values(key, ignore_index=True)
        fresh = table(tmp_path / "fresh", name).sort_values(key, ignore_index=True)
        pd.testing.assert_frame_equal(kept, fresh)


def test_sources_csv_is_followed_when_it_changes(articles: Path, data: Path) -> None:
    build([articles], data)
    assert set(table(data, "articles")["source"]) == {"Unnamed source (a.txt)", "Unnamed source (b.txt)"}
    (articles / "sources.csv").write_text(
        "file,source,title,published_at,url,group\n*.txt,The Post,,,,north\n"
    )
    build([articles], data)
    assert set(table(data, "articles")["source"]) == {"The Post"}
    assert set(table(data, "articles")["group"]) == {"north"}


def test_a_bad_sources_csv_is_told_and_the_rest_is_built(articles: Path, data: Path) -> None:
    (articles / "sources.csv").write_text("file;source;published_at\na.txt;The Post;3/6/2023\n;Herald;\n")
    report = build([articles], data)
    assert set(table(data, "articles")["source"]) == {"The Post", "Unnamed source (b.txt)"}
    assert table(data, "articles")["published_at"].isna().all()
    told = {skip.file: skip.reason for skip in report.skipped}
    assert told["sources.csv#2"] == "names no file"
    assert "'3/6/2023' can be read in several ways" in told["sources.csv, column 'published_at'"]
    assert set(table(data, "skipped")["file"]) == set(told)


def test_what_the_user_decided_about_stories_holds(data: Path) -> None:
    build([SEEDS], data)
    assert len(table(data, "stories")) == 1
    one, other = table(data, "articles")["article_id"]
    (data / "stories.csv").write_text(f"action,articles,value\napart,{one},{other}\nname,{one},Talks\n")
    build([SEEDS], data)
    assert len(table(data, "stories")) == 2
    assert "Talks" in set(table(data, "stories")["title"])
    (data / "stories.csv").write_text("action,articles\n")
    with pytest.raises(SettingsError, match="must be action, articles, value"):
        build([SEEDS], data)


def test_articles_in_the_data_folder_are_read_too(articles: Path, data: Path) -> None:
    (data / "articles").mkdir(parents=True)
    write_article(data / "articles", "own.txt", STORY.format(name="Sara Haddad", surname="Haddad"))
    assert build([articles], data).rows["articles"] == 3


def test_several_processes_read_the_same(articles: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build([articles], data)
    alone = table(data, "mentions")
    monkeypatch.setattr(pipeline, "BATCH_ARTICLES", 1)
    build([articles], data.parent / "several", workers=2)
    several = table(data.parent / "several", "mentions")
    columns = ["mention_id", "surface", "entity_id"]
    pd.testing.assert_frame_equal(alone[columns], several[columns])


def test_bad_inputs_are_skipped_with_a_reason_and_the_rest_is_built(articles: Path, data: Path) -> None:
    write_article(articles, "empty.txt", "")
    (articles / "noise.txt").write_bytes(bytes(range(256)) * 40)
    (articles / "cut.zip").write_bytes(b"PK\x03\x04 cut off")
    with zipfile.ZipFile(articles / "tricks.zip", "w") as archive:
        archive.writestr("../../outside.txt", "Out of bounds.")
    report = build([articles], data)
    assert report.rows["articles"] == 2
    reasons = {s.file.split("!")[0].split("/")[-1]: s.reason for s in report.skipped}
    assert set(reasons) == {"empty.txt", "noise.txt", "cut.zip", "tricks.zip"}
    assert all(reasons.values())
    assert not (articles.parent.parent / "outside.txt").exists()


def test_a_second_article_with_the_same_id_is_skipped(data: Path, tmp_path: Path) -> None:
    rows = [{"id": "x", "text": STORY.format(name=n, surname=n), "source": n} for n in ("Ana Ito", "Bo Lund")]
    path = tmp_path / "articles.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    report = build([path], data)
    assert report.rows["articles"] == 1
    assert any("x" in s.reason for s in report.skipped)


def test_a_failed_build_leaves_the_tables_whole(
    articles: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = build([articles], data)

    def fail(*_: object) -> None:
        raise BuildError("the disk is full")

    monkeypatch.setattr(pipeline, "write_build", fail)
    write_article(articles, "c.txt", STORY.format(name="Li Wei", surname="Li"))
    with pytest.raises(BuildError, match="full"):
        build([articles], data)
    assert table(data, "builds")["build_id"].iloc[0] == first.build_id
    assert len(table(data, "articles")) == 2


def _hold(data: Path, held: object, done: object) -> None:
    with hold(data):
        held.set()  # type: ignore[attr-defined]
        done.wait(30)  # type: ignore[attr-defined]


def test_a_second_build_is_told_who_holds_the_folder(articles: Path, data: Path) -> None:
    context = multiprocessing.get_context("spawn")
    held, done = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(data, held, done))
    other.start()
    try:
        assert held.wait(120)
        with pytest.raises(BuildLockedError, match=f"process {other.pid}"):
            build([articles], data)
    finally:
        done.set()
        other.join()
    assert build([articles], data).rows["articles"] == 2


@pytest.mark.parametrize(("given", "says"), [("nowhere", "does not exist"), ("", "no articles found")])
def test_nothing_to_build_from_is_said_plainly(given: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with pytest.raises(BuildError, match=says):
        build([tmp_path / "in" / given], tmp_path / "data")


def read_files(data: Path) -> set[str]:
    return set(table(data, "articles")["file"])


def test_a_build_of_the_same_inputs_refuses_to_lose_those_that_are_gone(articles: Path, data: Path) -> None:
    build([articles], data)
    articles.rename(articles.with_name("moved"))
    with pytest.raises(BuildError, match=r"articles.*--keep"):
        build(None, data)
    assert read_files(data) == {"a.txt", "b.txt"}


def test_kept_articles_stay_whole_without_their_files(articles: Path, data: Path) -> None:
    build([articles], data)
    before = {name: table(data, name) for name in ("sentences", "mentions", "quotes", "vectors")}
    articles.rename(articles.with_name("moved"))
    report = build(None, data, keep=True)
    assert (set(report.retained), report.left, report.missing) == ({"a.txt", "b.txt"}, (), (str(articles),))
    assert report.n_read == 0
    for name, frame in before.items():
        key = list(TABLES[name].key)
        now = table(data, name).sort_values(key, ignore_index=True)
        pd.testing.assert_frame_equal(now, frame.sort_values(key, ignore_index=True))
    articles.with_name("moved").rename(articles)
    back = build(None, data)
    assert (back.n_kept, back.retained) == (2, ())


def test_a_correction_reaches_articles_whose_files_are_gone(articles: Path, data: Path) -> None:
    build([articles], data)
    articles.rename(articles.with_name("moved"))
    (data / "sources.csv").write_text(
        "file,source,title,published_at,url,group\na.txt,The Post,,2024-03-05,,\n"
    )
    (data / "aliases.csv").write_text("surface,entity,type,scope\nKwame Mensah,Kofi Mensah,,\n")
    build(None, data, keep=True)
    row = table(data, "articles").set_index("file").loc["a.txt"]
    assert (row["source"], row["published_at"].date().isoformat()) == ("The Post", "2024-03-05")
    assert table(data, "dates").merge(row.to_frame().T, on="article_id")["value"].notna().all()
    assert "Kofi Mensah" in set(table(data, "entities")["name"])
    assert build(None, data, keep=True).n_read == 0


def test_new_inputs_join_the_kept_ones_and_replace_what_they_tell_again(articles: Path, data: Path) -> None:
    build([articles], data)
    other = articles.with_name("other")
    other.mkdir()
    write_article(other, "c.txt", STORY.format(name="Li Wei", surname="Li"))
    write_article(
        other, "b.txt", STORY.format(name="Kwame Mensah", surname="Mensah") + "\nHe left at noon.\n"
    )
    report = build([other], data, keep=True)
    assert (report.retained, report.left) == (("a.txt",), ())
    bodies = table(data, "articles").set_index("file")["body"]
    assert set(bodies.index) == {"a.txt", "b.txt", "c.txt"}
    assert "noon" in bodies["b.txt"]
    dropped = build(None, data, keep=True, drop=["a.txt"])
    assert "a.txt" in read_files(data) and not dropped.left  # its file is there
    (articles / "a.txt").unlink()
    assert "a.txt" in build(None, data, keep=True).retained
    assert build(None, data, keep=True, drop=["a.txt"]).left == ("a.txt",)


def test_what_leaves_is_named(articles: Path, data: Path) -> None:
    build([articles], data)
    assert build([articles / "a.txt"], data).left == ("b.txt",)


def test_articles_of_an_earlier_version_are_kept_and_read_again(articles: Path, data: Path) -> None:
    build([articles], data)
    folder = data / "builds" / (data / "current").read_text()
    for name in ("builds", "articles"):
        path = folder / f"{name}.parquet"
        old = pq.read_table(path).replace_schema_metadata({b"parallax_schema": b"0"})
        pq.write_table(old.drop(["byline"]) if name == "articles" else old, path)
    articles.rename(articles.with_name("moved"))
    report = build(None, data, keep=True)
    assert set(report.retained) == read_files(data) == {"a.txt", "b.txt"}
    assert len(table(data, "sentences")) > 4


def test_nothing_is_built_over_a_build_that_cannot_be_read(articles: Path, data: Path) -> None:
    build([articles], data)
    (data / "builds" / (data / "current").read_text() / "articles.parquet").write_bytes(b"damaged")
    for keep in (False, True):
        with pytest.raises(BuildError, match="build before cannot be read"):
            build(None, data, keep=keep)
    assert build([articles], data).rows["articles"] == 2


def test_the_columns_that_were_named_hold_for_the_next_build(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('words,paper\n"The mayor opened the new bridge on Friday.",Post\n', encoding="utf-8")
    build([path], data, columns={"body": "words", "source": "paper"})
    assert build(None, data).n_kept == 1
    assert set(table(data, "articles")["source"]) == {"Post"}
