"""Which keys each part of a story has, and what stands behind them: one table.

The loader reads by it, and the JSON Schema and the reference of the format are made from it.
What a key is stands in `keys`, the keys of a table in `table_schema`. How a value is read, and what
it means, is in `parts` and `story`.
"""

from __future__ import annotations

from negotiator.story import bounds
from negotiator.story.keys import (
    DATE,
    EFFECTS,
    PASSAGES,
    SCENE_KEYS,
    VOTE,
    WAS,
    WHEN,
    Entries,
    Items,
    Key,
    Kind,
    Shape,
)
from negotiator.story.table_schema import TABLE

TITLE_PAGE = Shape(
    "title page",
    (
        Key("id", "The story's identifier", required=True, value=Kind.IDENTIFIER),
        Key("title", "Its title", required=True),
        Key("about", "One or two sentences for the title screen"),
        Key("format", "The version of the story format", required=True, value=Kind.WHOLE),
        Key(
            "version",
            "The version of this story",
            required=True,
            value=Kind.WHOLE,
            bound=bounds.VERSION,
        ),
        Key("minutes", "How long a play takes", value=Kind.WHOLE, bound=bounds.MINUTES),
        Key("start", "The scene it begins in", required=True, value=Kind.SCENE),
    ),
)
SOURCE = Shape(
    "source",
    (
        Key("title", "Its title", required=True),
        Key("publisher", "Who published it"),
        Key("date", "When", value=Kind.DATE),
        Key("known", "The day from which what it says was known", value=Kind.DATE),
        Key("url", "Where it can be read"),
        Key("says", "What it says, in our words"),
        Key("note", "What to doubt, or where sources differ"),
    ),
)
TERM = Shape(
    "glossary term",
    (
        Key("term", "The term as it is shown", required=True),
        Key("text", "What it means", required=True),
        Key("sources", "The sources that support it", value=Items(Kind.SOURCE)),
    ),
)
GAUGE = Shape(
    "gauge",
    (
        Key("label", "Its name as it is shown", required=True),
        Key("short", "The same in at most 10 characters, for narrow screens", value=Kind.SHORT),
        Key("about", "What it measures"),
        Key("start", "Where it stands at first", required=True, value=Kind.WHOLE),
        Key("range", "LOW..HIGH; 0..100 unless given", value=Kind.RANGE),
        Key("better", "high, low or middle", required=True, value=Kind.BETTER),
        Key(
            "bands",
            "Names of its stretches, by the number each begins at",
            required=True,
            value=Kind.BANDS,
        ),
        WAS,
    ),
)
FLAG = Shape(
    "flag",
    (
        Key("about", "What is so when it is true", required=True),
        Key("start", "true or false at first", value=Kind.TRUTH),
        WAS,
    ),
)
COUNTER = Shape(
    "counter",
    (
        Key("about", "What it counts", required=True),
        Key("start", "Where it stands at first; 0 unless given", value=Kind.WHOLE),
        Key(
            "high",
            "The most it counts to; 1000 unless given",
            value=Kind.WHOLE,
            bound=bounds.COUNTER_HIGH,
        ),
        WAS,
    ),
)
ACTOR = Shape(
    "actor",
    (
        Key("name", "Who it is", required=True),
        Key("gauge", "The gauge whose band is their mood", value=Kind.GAUGE),
        Key("wants", "What they want"),
    ),
)
AXIS = Shape(
    "axis",
    (
        Key("label", "Its name as it is shown", required=True),
        Key("about", "What it asks"),
    ),
)
ACT = Shape(
    "act",
    (
        Key("title", "Its title", required=True),
        Key("from", "Its first day, YYYY-MM-DD", required=True, value=Kind.DATE),
    ),
)
PASSAGE = Shape("passage", (WHEN, Key("text", "Its text", required=True, value=Kind.TEXT)))
BRANCH = Shape(
    "branch",
    (
        WHEN,
        Key("chance", "In per cent", value=Kind.CHANCE),
        Key("to", "The scene or ending", required=True, value=Kind.PLACE),
    ),
)
CHOICE = Shape(
    "choice",
    (
        Key("id", "Its identifier within the scene", required=True, value=Kind.IDENTIFIER),
        Key("text", "What the player reads", required=True, value=Kind.TEXT),
        WHEN,
        Key("locked", "The reason that is shown while `when` doesn't hold", value=Kind.TEXT),
        Key("once", "true if it can be chosen only once in a play", value=Kind.TRUTH),
        EFFECTS,
        VOTE,
        Key("outcome", "The passages told when it is chosen", value=Kind.PASSAGES),
        Key("goto", "Where it leads; the player stays if there is none", value=Kind.GOTO),
        WAS,
    ),
)
SCENE = Shape(
    "scene",
    (
        *SCENE_KEYS,
        Key("choices", "What the player may do", required=True, value=Items(CHOICE)),
        WAS,
    ),
)
EVENT = Shape(
    "event",
    (
        Key("title", "Its title; the actor's name unless given"),
        Key("actor", "Who reacts", value=Kind.ACTOR),
        Key("pool", "The pool it is drawn from", value=Kind.IDENTIFIER),
        Key(
            "interrupt",
            "true if it comes at the next scene boundary, undrawn",
            value=Kind.TRUTH,
        ),
        WHEN,
        Key(
            "priority",
            "A whole number; the highest comes first; 0 unless given",
            value=Kind.WHOLE,
            bound=bounds.PRIORITY,
        ),
        Key(
            "weight",
            "How likely it is among those of its priority; 1 unless given",
            value=Kind.NUMBER,
            bound=bounds.WEIGHT,
        ),
        Key("once", "true if it comes only once in a play", value=Kind.TRUTH),
        Key(
            "cooldown",
            "For how many further scenes it does not come again",
            value=Kind.WHOLE,
            bound=bounds.COOLDOWN,
        ),
        PASSAGES,
        EFFECTS,
        VOTE,
        Key("choices", "What the player may answer", value=Items(CHOICE)),
        WAS,
    ),
)
BLOC = Shape(
    "bloc",
    (
        Key("label", "Its name as it is shown", required=True),
        Key(
            "seats", "How many members it has", required=True, value=Kind.WHOLE, bound=bounds.SEATS
        ),
        Key(
            "ayes",
            "How many of them say aye: a number or an expression",
            required=True,
            value=Kind.NUMBER,
            bound=bounds.AYES,
        ),
    ),
)
MOTION = Shape(
    "motion",
    (
        Key("title", "The question", required=True),
        Key("about", "What it would do"),
        Key(
            "needs",
            "How many ayes it needs: a number or an expression",
            required=True,
            value=Kind.NUMBER,
            bound=bounds.NEEDS,
        ),
        Key("blocs", "Who votes", required=True, value=Entries(BLOC)),
    ),
)
TEST = Shape(
    "test",
    (
        Key("seed", "The seed of its chance; 0 unless given", value=Kind.WHOLE, bound=bounds.SEED),
        Key(
            "decisions",
            "The decisions, as scene.choice",
            required=True,
            value=Items(Kind.DECISION),
        ),
        Key("ends", "The scene or ending it must come to", value=Kind.PLACE),
        Key("expect", "Expressions that must hold at its end", value=Items(Kind.CONDITION)),
    ),
)
ENDING = Shape(
    "ending",
    (
        Key("title", "Its title", required=True),
        DATE,
        Key("place", "Where it plays"),
        Key(
            "outcome",
            "One word: signed, postponed, dropped, …",
            required=True,
            value=Kind.IDENTIFIER,
        ),
        PASSAGES,
        Key("readings", "What it comes to on each axis", value=Kind.READINGS),
        WAS,
    ),
)
HISTORY_ENTRY = Shape(
    "history entry",
    (
        DATE._replace(required=True),
        Key("text", "What happened, with its source", required=True, value=Kind.TEXT),
        Key("choice", "The choice (scene.choice) that comes nearest to it", value=Kind.CHOICE),
        Key("because", "Why that choice is the nearest"),
    ),
)
STORY_FILE = Shape(
    "story",
    (
        Key("story", "The title page", required=True, value=TITLE_PAGE),
        Key("sources", "What the story stands on", value=Entries(SOURCE)),
        Key("glossary", "Terms a reader can look up", value=Entries(TERM)),
        Key("gauges", "Bounded numbers that are shown, with named bands", value=Entries(GAUGE)),
        Key("flags", "Things that are so or not", value=Entries(FLAG, or_line=True)),
        Key(
            "counters",
            "Whole numbers that are kept but not shown",
            value=Entries(COUNTER, or_line=True),
        ),
        Key("actors", "Who reacts", value=Entries(ACTOR)),
        Key("motions", "What is put to a vote", value=Entries(MOTION)),
        Key("scenes", "Where the player decides", required=True, value=Entries(SCENE)),
        Key("tables", "Where terms are traded with a counterpart", value=Entries(TABLE)),
        Key(
            "events",
            "Reactions that are drawn when their condition holds",
            value=Entries(EVENT),
        ),
        Key("axes", "What an ending is read by", value=Entries(AXIS)),
        Key("acts", "The parts of the story by date", value=Entries(ACT)),
        Key("endings", "Where a play stops", required=True, value=Entries(ENDING)),
        Key("history", "What really happened, in order", value=Items(HISTORY_ENTRY)),
        Key("tests", "Plays that must stay as they are", value=Entries(TEST)),
        Key(
            "include",
            "Folders beside the story's own, whose files belong to it too",
            value=Items(Kind.FOLDER),
        ),
    ),
)
