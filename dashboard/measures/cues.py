"""How each source introduces what others say: its cue verbs as shares of all it uses."""

from __future__ import annotations

import pandas as pd

from dashboard.cues import colour_of
from dashboard.filters import Filters
from dashboard.measures.voices import cue_verbs
from dashboard.store import Store


def cue_shares(store: Store, filters: Filters) -> pd.DataFrame:
    """`cue_verbs` with value as a share in [0, 1] of the source's quotations that have a cue.

    `neutral` is False for the verbs that ``dashboard.cues`` lists as loaded; a word that it does not
    list counts as neutral, so that nothing is called loaded without a reason.
    """
    marks = cue_verbs(store, filters)
    whole = marks.groupby("source")["n"].transform("sum")
    neutral = [colour_of(str(cue)) != "loaded" for cue in marks["cue"]]
    return marks.assign(neutral=neutral, value=marks["n"] / whole)
