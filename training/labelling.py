"""What drawing mentions, pairs and articles to label have in common: records, batches, answers, commands."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

Command = tuple[Callable[[argparse.Namespace], None], tuple[str, ...]]
"""What a command runs, and the names of the paths that it takes."""


def read_records(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a JSONL file."""
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def write_records(path: Path, records: Iterable[dict[str, Any]]) -> None:
    """Write a JSONL file."""
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")


def write_batches(folder: Path, shown: Sequence[str], size: int) -> None:
    """Write what coders see into ``batch-000.txt`` and so on, `size` pieces a file."""
    folder.mkdir(parents=True, exist_ok=True)
    for top in range(0, len(shown), size):
        path = folder / f"batch-{top // size:03d}.txt"
        path.write_text("\n\n".join(shown[top : top + size]) + "\n", encoding="utf-8")


def read_answers(folder: Path) -> Iterator[str]:
    """The lines of all files of answers in a folder, without empty ones."""
    for path in sorted(folder.glob("*.txt")):
        yield from filter(str.strip, path.read_text(encoding="utf-8").splitlines())


def command_parser(
    module_doc: str | None, commands: dict[str, Command]
) -> tuple[argparse.ArgumentParser, dict[str, argparse.ArgumentParser]]:
    """A parser with one subcommand for each of `commands`; `run` of the parsed options is what to call.

    :param module_doc: its first paragraph is the description.
    :returns: the parser, and the parsers of the subcommands by name.
    """
    parser = argparse.ArgumentParser(description=(module_doc or "").split("\n\n")[0])
    subparsers = parser.add_subparsers(required=True)
    by_name = {name: subparsers.add_parser(name) for name in commands}
    for name, (run, paths) in commands.items():
        by_name[name].set_defaults(run=run)
        for path in paths:
            by_name[name].add_argument(path, type=Path)
    return parser, by_name
