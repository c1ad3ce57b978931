"""The build before: its inputs, its rows that still stand, and its articles whose files are gone."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from dashboard.builds import current_build
from dashboard.errors import StoreError
from dashboard.preprocess.ingest.article import Article
from dashboard.preprocess.ingest.boilerplate import record_digest
from dashboard.preprocess.ingest.clean import decide_article
from dashboard.preprocess.ingest.sources import SourceTable
from dashboard.preprocess.rows import READING_TABLES, article_of, rows_of, to_frames
from dashboard.store import read_tables

Frames = dict[str, pd.DataFrame]


@dataclass(frozen=True, slots=True)
class Former:
    """The build that stands before this one.

    ``articles`` has the columns of the version that wrote it; ``tables`` are its reading tables, empty where
    another version or another way of reading wrote them. ``missing`` are its inputs that are gone.
    """

    articles: pd.DataFrame
    tables: Frames
    inputs: tuple[Path, ...] = ()
    columns: Mapping[str, str] | None = None

    @property
    def missing(self) -> tuple[Path, ...]:
        return tuple(path for path in self.inputs if not path.exists())

    def unchanged(self, digests: Collection[str]) -> Frames:
        """The reading tables' rows of articles whose record has one of `digests`."""
        articles = self.tables["articles"]
        unchanged = articles["digest"].map(record_digest).isin(digests)
        return rows_of(self.tables, set(articles.loc[unchanged, "article_id"]))


def load_former(data: Path, version: Mapping[str, str]) -> Former | None:
    """The current build of `data`; None where there is none.

    :param version: what must equal the build's own versions for its reading tables to be of use.
    :raises StoreError: if there is one and it is damaged.
    """
    if current_build(data) is None:
        return None
    run = read_tables(data, ["builds"], any_shape=True)["builds"].iloc[-1]
    inputs = tuple(Path(path) for path in json.loads(str(run["inputs"])))
    settings, versions = json.loads(str(run["settings"])), json.loads(str(run["versions"]))
    tables = None
    if all(versions.get(name) == value for name, value in version.items()):
        with suppress(StoreError):  # of another shape: its articles are read anew
            tables = read_tables(data, READING_TABLES)
    articles = tables or read_tables(data, ["articles"], any_shape=True)
    return Former(articles["articles"], tables or to_frames([]), inputs, settings.get("columns") or None)


def retain_articles(
    former: Former, found: Collection[str], dropped: Sequence[str], sources: SourceTable
) -> tuple[set[str], list[Article]]:
    """The articles of the former build that its inputs no longer yield.

    :param found: files (as shown) that this build's inputs yield.
    :param dropped: files whose articles go, with the rows and members below them.
    :returns: ids whose rows stand as they are, and the articles to read again because the user has said
        something new of them, or because another way of reading wrote their rows.
    """
    stand: set[str] = set()
    anew: list[Article] = []
    readable = set(former.tables["articles"]["article_id"])
    for row in former.articles.to_dict("records"):
        file = str(row["file"])
        if file in found or any(_is_of(file, name) for name in dropped):
            continue
        article = article_of({str(name): value for name, value in row.items()})
        # Only the user's own table speaks of it: another folder's may mean another file of that name.
        now = decide_article(article, sources.lookup(file, ""))
        if now == article and article.article_id in readable:
            stand.add(article.article_id)
        else:
            anew.append(now)
    return stand, anew


def _is_of(file: str, name: str) -> bool:
    return file == name or file.startswith((f"{name}#", f"{name}!"))
