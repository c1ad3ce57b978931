"""Words of the calendar that are also names: "April Jones", "Theresa May", "May" beside "in May"."""

from __future__ import annotations

import re

from dashboard.lexicons import load_words

NAMED_PERIODS = frozenset(
    word.capitalize() for kind in ("month", "weekday", "season") for word in load_words("calendar", kind=kind)
)
"""Months, weekdays and seasons with a capital."""

_TIME_BEFORE = re.compile(
    r"\b(?:in|since|until|till|during|throughout|early|late|mid|last|next|this|past|coming|every|each|"
    r"(?:end|beginning|start|middle|month) of|\d{1,2}(?:st|nd|rd|th)?(?: of)?)[ -]$",
    re.IGNORECASE,
)
_TIME_AFTER = re.compile(r"\.? (?:\d{1,2}\b|(?:1[5-9]|20)\d\d\b)")


def is_told_as_time(text: str, start: int, end: int) -> bool:
    """Whether the words beside a word of the calendar make it a time: "in May", "May 5", not "Ms. May"."""
    return bool(_TIME_BEFORE.search(text, max(0, start - 14), start) or _TIME_AFTER.match(text, end))
