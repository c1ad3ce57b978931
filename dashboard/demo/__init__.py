"""The demonstration set: fictional articles of five invented outlets."""

from pathlib import Path


def articles_path() -> Path:
    """The articles as JSON lines, in the columns that `parallax build` reads."""
    return Path(__file__).with_name("articles.jsonl")
