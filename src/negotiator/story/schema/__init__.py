"""Which keys each part of a story has, what values they take, and which fields they fill: one
table, in the order of the model.

The loader follows it, and the JSON Schema and the reference of the format are generated from it.
`story.keys` says what a key is; `reading.by_key` reads each kind of value, and the modules beside
it know what a part's keys mean together.
"""

from __future__ import annotations

from negotiator.story.schema.exercises import (
    ANSWER,
    CRITERION,
    EXERCISE,
    OBJECTIVE,
    OFFICE,
    PARALLEL_ITEM,
    PHASE,
    QUESTION,
)
from negotiator.story.schema.places import (
    BLOC,
    BRANCH,
    CHOICE,
    EFFECT,
    ENDING,
    EPILOGUE,
    EVENT,
    MOTION,
    PASSAGE,
    READING,
    SCENE,
    SPOKEN,
    VISIT,
)
from negotiator.story.schema.reference import (
    ACT,
    ACTOR,
    AXIS,
    HISTORY_ENTRY,
    PERSON,
    SOURCE,
    TERM,
)
from negotiator.story.schema.story import STORY_FILE, TEST, TITLE_PAGE
from negotiator.story.schema.strategies import STANCE, STRATEGY
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
from negotiator.story.schema.values import COUNTER, FLAG, GAUGE, PROMISE

__all__ = [
    "ACT",
    "ACTOR",
    "ANSWER",
    "AXIS",
    "BARGAINED_TERM",
    "BLOC",
    "BRANCH",
    "CHOICE",
    "CLOSING",
    "COUNTER",
    "CRITERION",
    "EFFECT",
    "ENDING",
    "EPILOGUE",
    "EVENT",
    "EXERCISE",
    "FLAG",
    "GAUGE",
    "HISTORY_ENTRY",
    "MOTION",
    "OBJECTIVE",
    "OFFICE",
    "OPENS",
    "OUR_SIDE",
    "PARALLEL_ITEM",
    "PASSAGE",
    "PERSON",
    "PHASE",
    "PROFILE",
    "PROMISE",
    "QUESTION",
    "READING",
    "SCENE",
    "SOURCE",
    "SPOKEN",
    "STANCE",
    "STORY_FILE",
    "STRATEGY",
    "TABLE",
    "TABLE_SAYS",
    "TERM",
    "TERM_OPTION",
    "TERM_SAYS",
    "TEST",
    "THEIR_SIDE",
    "TITLE_PAGE",
    "VISIT",
    "WEIGHT",
]
