from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from dashboard.errors import StoreError
from dashboard.filters import Filters
from dashboard.schema.tables import TABLES
from dashboard.store import Store, read_tables, write_build
from tests.synthetic import ENTITIES, SOURCES, build_store, build_tables

ADA = ENTITIES[0][0]


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    return build_tables(40)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return build_store(tmp_path_factory.mktemp("data"))


def count(store: Store, relation: str, filters: Filters, voice: str = "both") -> int:
    return int(store.select(f"SELECT count(*) AS n FROM {relation}", filters, voice=voice)["n"].iloc[0])  # type: ignore[arg-type]


def renamed(tables: dict[str, pd.DataFrame], build_id: str) -> dict[str, pd.DataFrame]:
    return {**tables, "builds": tables["builds"].assign(build_id=build_id)}


def test_what_is_written_is_read_back(tmp_path: Path, tables: dict[str, pd.DataFrame]) -> None:
    build_id = write_build(tmp_path, tables)
    assert (tmp_path / "current").read_text() == build_id
    back = read_tables(tmp_path, TABLES)
    for name, table in TABLES.items():
        assert table.to_arrow(back[name]).equals(table.to_arrow(tables[name])), name


def test_the_build_before_stays_and_older_ones_go(tmp_path: Path, tables: dict[str, pd.DataFrame]) -> None:
    ended = pd.Timestamp("2025-04-01T10:00Z")
    for day, name in enumerate("abcdefg"):
        named = renamed(tables, name)
        named["builds"] = named["builds"].assign(finished_at=ended + pd.Timedelta(days=day))
        write_build(tmp_path, named)
    assert sorted(p.name for p in (tmp_path / "builds").iterdir()) == list("cdefg")


def test_a_second_build_of_one_name_gets_a_number(tmp_path: Path, tables: dict[str, pd.DataFrame]) -> None:
    assert [write_build(tmp_path, tables) for _ in range(2)] == ["20250401-0000-test", "20250401-0000-test-2"]


@pytest.mark.parametrize("killed_in", ["write_table", "rename", "replace"])
def test_a_killed_write_leaves_the_old_build_whole(
    tmp_path: Path, tables: dict[str, pd.DataFrame], monkeypatch: pytest.MonkeyPatch, killed_in: str
) -> None:
    write_build(tmp_path, renamed(tables, "old"))

    def die(*args: object, **options: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        if killed_in == "write_table":
            patch.setattr("dashboard.store.pq.write_table", die)
        else:
            patch.setattr(Path, killed_in, die)
        with pytest.raises(KeyboardInterrupt):
            write_build(tmp_path, renamed(tables, "new"))
    assert Store(tmp_path).build_id == "old"
    assert len(read_tables(tmp_path, ["articles"])["articles"]) == 40
    write_build(tmp_path, renamed(tables, "newer"))
    assert Store(tmp_path).build_id == "newer"


def test_what_a_killed_process_left_is_swept(tmp_path: Path, tables: dict[str, pd.DataFrame]) -> None:
    (tmp_path / "builds" / ".writing-dead").mkdir(parents=True)
    write_build(tmp_path, tables)
    assert [p.name for p in (tmp_path / "builds").iterdir()] == ["20250401-0000-test"]


def test_a_broken_table_is_refused(tmp_path: Path, tables: dict[str, pd.DataFrame]) -> None:
    write_build(tmp_path, renamed(tables, "old"))
    bad = {**renamed(tables, "bad"), "sentences": tables["sentences"].assign(polarity=3.0)}
    with pytest.raises(StoreError, match="polarity is above 1"):
        write_build(tmp_path, bad)
    assert Store(tmp_path).build_id == "old"


@pytest.mark.parametrize("build_id", ["../up", "a/b", "", ".hidden"])
def test_a_build_cannot_leave_its_folder(
    tmp_path: Path, tables: dict[str, pd.DataFrame], build_id: str
) -> None:
    with pytest.raises(StoreError, match="cannot name a folder"):
        write_build(tmp_path, renamed(tables, build_id))


def test_missing_tables_are_named(tmp_path: Path, tables: dict[str, pd.DataFrame]) -> None:
    with pytest.raises(StoreError, match="table matches is missing"):
        write_build(tmp_path, {name: frame for name, frame in tables.items() if name != "matches"})


def test_no_tables_yet_says_what_to_do(tmp_path: Path) -> None:
    for opening in (lambda: Store(tmp_path), lambda: read_tables(tmp_path, ["articles"])):
        with pytest.raises(StoreError, match="run: parallax build"):
            opening()


def test_tables_of_another_version_are_refused(tmp_path: Path, tables: dict[str, pd.DataFrame]) -> None:
    folder = tmp_path / "builds" / write_build(tmp_path, tables)
    other = pq.read_table(folder / "builds.parquet").replace_schema_metadata({b"parallax_schema": b"0"})
    pq.write_table(other, folder / "builds.parquet")
    with pytest.raises(StoreError, match="have shape 0"):
        Store(tmp_path)


@pytest.mark.parametrize("damage", ["cut", "gone", "other"])
def test_a_damaged_table_is_named(tmp_path: Path, tables: dict[str, pd.DataFrame], damage: str) -> None:
    path = tmp_path / "builds" / write_build(tmp_path, tables) / "mentions.parquet"
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:100] if damage == "cut" else b"not a table")
    with pytest.raises(StoreError, match=r"table mentions in .* cannot be read"):
        Store(tmp_path)


def test_a_store_sees_its_own_build_until_it_is_opened_again(
    tmp_path: Path, tables: dict[str, pd.DataFrame]
) -> None:
    write_build(tmp_path, renamed(tables, "one"))
    store = Store(tmp_path)
    write_build(tmp_path, renamed(build_tables(20), "two"))
    assert store.stale and store.count("articles") == 40
    assert count(store, "articles", Filters()) == 40
    shutil.rmtree(tmp_path / "builds" / "one")
    with pytest.raises(StoreError, match="open the data again"):
        count(store, "articles", Filters())


def test_many_threads_ask_one_store(store: Store) -> None:
    filters = [Filters(sources=(source,)) for source in SOURCES] * 4
    expected = [count(store, "chosen_sentences", f) for f in filters]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda f: count(store, "chosen_sentences", f), filters)) == expected


def test_pages_and_files_of_tables(store: Store) -> None:
    assert len(store.page("sentences", limit=7, offset=3)) == 7
    assert list(store.page("articles", 1)) == [c.name for c in TABLES["articles"].columns]
    assert store.file("articles").exists()
    with pytest.raises(StoreError, match="there is no table"):
        store.page('articles" --')


def test_values_never_become_sql(store: Store) -> None:
    for text in ("'; DROP TABLE articles; --", '"', "\\", "%", "$sources", "\x00"):
        filters = Filters(sources=(text,), text=text, entities=(text,))
        assert count(store, "chosen_articles", filters) == 0
    assert count(store, "chosen_articles", Filters(sources=('=HYPERLINK("x")<b>',))) == 10
    assert count(store, "chosen_sentences", Filters(text="%")) == 0


# The same selections, counted from the tables by hand.
def test_articles_are_chosen(store: Store, tables: dict[str, pd.DataFrame]) -> None:
    articles = tables["articles"][tables["articles"]["not_analysed"].isna()]
    day = pd.to_datetime(articles["published_at"]).dt.date
    for filters, expected in (
        (Filters(), articles),
        (Filters(sources=SOURCES[:2]), articles[articles["source"].isin(SOURCES[:2])]),
        (Filters(groups=("coast",)), articles[articles["group"] == "coast"]),
        (Filters(groups=("",)), articles[articles["group"].isna()]),
        (Filters(stories=("story-1",)), articles[articles["story_id"] == "story-1"]),
        (Filters(articles=("a0003", "a0009")), articles[articles["article_id"] == "a0003"]),
        (Filters(first=date(2025, 3, 5)), articles[day >= date(2025, 3, 5)]),
        (Filters(last=date(2025, 3, 5)), articles[day <= date(2025, 3, 5)]),
        (Filters(reuse="original"), articles[articles["duplicate_of"].isna()]),
    ):
        assert count(store, "chosen_articles", filters) == len(expected), filters


def test_sentences_are_chosen(store: Store, tables: dict[str, pd.DataFrame]) -> None:
    sentences, mentions = tables["sentences"], tables["mentions"]
    ada = mentions[(mentions["entity_id"] == ADA) & (mentions["kind"] == "name")]["sentence_id"]
    quoted = sentences["quoted_share"] >= 0.5
    for filters, voice, expected in (
        (Filters(), "both", sentences),
        (Filters(), "own", sentences[~quoted]),
        (Filters(), "quoted", sentences[quoted]),
        (Filters(part="headline"), "both", sentences[sentences["part"] == "headline"]),
        (Filters(text="WATER is"), "both", sentences[sentences["text"].str.contains("water is")]),
        (Filters(entities=(ADA,)), "both", sentences[sentences["sentence_id"].isin(ada)]),
    ):
        assert count(store, "chosen_sentences", filters, voice) == len(expected), (filters, voice)


def test_mentions_are_chosen(store: Store, tables: dict[str, pd.DataFrame]) -> None:
    mentions = tables["mentions"][tables["mentions"]["entity_id"] != "group:Hidden Few"]
    named = mentions[mentions["kind"] == "name"]
    for filters, voice, expected in (
        (Filters(), "both", named),
        (Filters(mentions="all"), "both", mentions),
        (Filters(), "quoted", named[named["in_quote"]]),
        (Filters(), "own", named[~named["in_quote"]]),
        (Filters(entities=(ADA,)), "both", named[named["entity_id"] == ADA]),
        (Filters(tone_low=0.2, mentions="all"), "both", mentions[mentions["tone"] >= 0.2]),
        (Filters(tone_low=-0.1, tone_high=0.1), "both", named[named["tone"].between(-0.1, 0.1)]),
    ):
        assert count(store, "chosen_mentions", filters, voice) == len(expected), (filters, voice)


def test_reused_text_can_be_left_out(store: Store, tables: dict[str, pd.DataFrame]) -> None:
    duplicates = set(tables["articles"].dropna(subset=["duplicate_of"])["article_id"])
    s = tables["sentences"]
    kept = s[s["reused_from"].isna() & ~s["agency_copy"] & ~s["article_id"].isin(duplicates)]
    assert count(store, "chosen_sentences", Filters(reuse="original")) == len(kept)


def test_articles_match_by_content(store: Store) -> None:
    everything = count(store, "matching_articles", Filters())
    some = count(store, "matching_articles", Filters(text="12 million", entities=(ADA,)))
    assert 0 < some < everything == count(store, "chosen_articles", Filters())
