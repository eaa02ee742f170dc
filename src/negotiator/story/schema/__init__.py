"""Which keys each part of a story has, what stands behind them, and which fields they fill: one
table, in the order of the model.

The loader reads by it, and the JSON Schema and the reference of the format are made from it.
What a key is stands in `story.keys`. How a kind of value is read stands in `reading.by_key`; what
a part's keys mean together, beside it.
"""

from __future__ import annotations

from negotiator.story.schema.places import (
    BLOC,
    BRANCH,
    CHOICE,
    ENDING,
    EVENT,
    MOTION,
    PASSAGE,
    SCENE,
)
from negotiator.story.schema.reference import ACT, ACTOR, AXIS, HISTORY_ENTRY, SOURCE, TERM
from negotiator.story.schema.story import STORY_FILE, TEST, TITLE_PAGE
from negotiator.story.schema.tables import (
    BARGAINED_TERM,
    CLOSING,
    OPENS,
    OUR_SIDE,
    PROFILE,
    TABLE,
    TABLE_SAYS,
    TERM_OPTION,
    TERM_SAYS,
    THEIR_SIDE,
    WEIGHT,
)
from negotiator.story.schema.values import COUNTER, FLAG, GAUGE

__all__ = [
    "ACT",
    "ACTOR",
    "AXIS",
    "BARGAINED_TERM",
    "BLOC",
    "BRANCH",
    "CHOICE",
    "CLOSING",
    "COUNTER",
    "ENDING",
    "EVENT",
    "FLAG",
    "GAUGE",
    "HISTORY_ENTRY",
    "MOTION",
    "OPENS",
    "OUR_SIDE",
    "PASSAGE",
    "PROFILE",
    "SCENE",
    "SOURCE",
    "STORY_FILE",
    "TABLE",
    "TABLE_SAYS",
    "TERM",
    "TERM_OPTION",
    "TERM_SAYS",
    "TEST",
    "THEIR_SIDE",
    "TITLE_PAGE",
    "WEIGHT",
]
