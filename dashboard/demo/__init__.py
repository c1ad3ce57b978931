"""The demonstration set: fictional articles of five invented outlets, with gold beside them."""

from pathlib import Path


def articles_path() -> Path:
    return Path(__file__).with_name("articles.jsonl")


def gold_path() -> Path:
    return Path(__file__).with_name("gold.json")
