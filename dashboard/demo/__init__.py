"""The demonstration set: fictional articles of five invented outlets."""

from pathlib import Path


def articles_path() -> Path:
    """The file of the articles, one JSON object a line."""
    return Path(__file__).with_name("articles.jsonl")
