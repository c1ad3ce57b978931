"""How each source introduces what others say: its cue verbs as shares of all it uses."""

from __future__ import annotations

import pandas as pd

from dashboard.filters import Filters
from dashboard.measures.voices import cue_verbs
from dashboard.store import Store


def cue_shares(store: Store, filters: Filters) -> pd.DataFrame:
    """`cue_verbs` with value as a share in [0, 1] of the source's quotations that have a cue."""
    marks = cue_verbs(store, filters)
    whole = marks.groupby("source")["n"].transform("sum")
    return marks.assign(value=marks["n"] / whole)
