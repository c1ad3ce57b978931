"""The progress of a build on standard error: a bar for a person, JSON lines for a program."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars

from dashboard.preprocess.pipeline import Progress


@contextmanager
def show_progress(*, as_json: bool) -> Iterator[Progress]:
    """What a build calls as it goes on: it shows a bar with rate and time left, or prints JSON lines."""
    if as_json:

        def emit(stage: str, done: int, total: int) -> None:
            # Whoever watched may have gone; the build goes on without.
            with suppress(BrokenPipeError):
                print(json.dumps({"stage": stage, "done": done, "total": total}), file=sys.stderr, flush=True)

        yield emit
        return
    columns = (
        TextColumn("{task.description:<10}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Bars(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, Any] = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total or None, rate="")
            task = next(t for t in bar.tasks if t.id == tasks[stage])
            rate = f"{task.speed:.0f}/s" if task.speed else ""
            bar.update(tasks[stage], completed=done, total=total or None, rate=rate)

        yield show
