"""Scores of every kind of analysis on gold files, with 95% bootstrap intervals."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from dashboard.errors import InputError, SettingsError
from dashboard.evaluation.scores import Scores

TASKS = (
    "ner",
    "tone",
    "similarity",
    "alignment",
    "quotes",
    "dates",
    "boilerplate",
    "stories",
    "coref",
    "coref_read",
)
_MODULES = {"coref_read": ("coref", "evaluate_read")}


def evaluate(task: str, path: Path) -> Scores:
    """The scores of `task` on the gold file at `path`.

    :raises SettingsError: if there is no such task.
    :raises InputError: if the file cannot be read or is not of the task's form.
    """
    if task not in TASKS:
        raise SettingsError(f"there is no task {task!r}; choose one of {', '.join(TASKS)}")
    if not path.is_file():
        raise InputError(f"there is no file {path}; name a gold file (JSONL)")
    module, function = _MODULES.get(task, (task, "evaluate"))
    score = getattr(import_module(f"dashboard.evaluation.{module}"), function)
    try:
        scores: Scores = score(path)
    except (KeyError, ValueError, TypeError) as error:
        raise InputError(f"{path} is not a gold file for {task} ({error!r})") from error
    return scores
