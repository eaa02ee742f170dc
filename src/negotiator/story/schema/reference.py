"""The keys of what a story refers to: sources, the glossary, actors, people, axes, acts, and what
really happened."""

from __future__ import annotations

from negotiator.story.keys import DATE, Items, Key, Kind, Shape
from negotiator.story.model import (
    Act,
    Actor,
    Axis,
    GlossaryTerm,
    HistoryEntry,
    Person,
    Source,
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
    (Source,),
    given=("id",),
)

TERM = Shape(
    "glossary term",
    (
        Key("term", "The term as it is shown", required=True),
        Key("text", "What it means", required=True),
        Key("sources", "The sources that support it", value=Items(Kind.SOURCE)),
    ),
    (GlossaryTerm,),
    given=("id",),
)

ACTOR = Shape(
    "actor",
    (
        Key("name", "Who it is", required=True, value=Kind.PHRASE),
        Key("gauge", "The gauge whose band is their mood", value=Kind.GAUGE),
        Key("wants", "What they want", value=Kind.PHRASE),
    ),
    (Actor,),
    given=("id",),
)

PERSON = Shape(
    "person",
    (
        Key("name", "Their name as it is shown", required=True, value=Kind.PHRASE),
        Key("role", "What they are", value=Kind.PHRASE),
        Key("side", "Whose side they are on, in a word or two"),
        Key("wants", "What they want", value=Kind.PHRASE),
        Key(
            "real",
            "Who they were, if they really lived; what they say then needs a source",
            value=Kind.TEXT,
        ),
    ),
    (Person,),
    given=("id",),
)

AXIS = Shape(
    "axis",
    (
        Key("label", "Its name as it is shown", required=True, value=Kind.PHRASE),
        Key("about", "What it asks; a note for authors, which no player sees"),
    ),
    (Axis,),
    given=("id",),
)

ACT = Shape(
    "act",
    (
        Key("title", "Its title", required=True, value=Kind.PHRASE),
        Key(
            "from",
            "Its first day, YYYY-MM-DD",
            required=True,
            value=Kind.DATE,
            fills=("begins",),
        ),
        Key(
            "front_page",
            "What the papers say when it is over: a headline, then what stands below it",
            value=Kind.SPOKEN,
        ),
    ),
    (Act,),
    given=("id",),
)

HISTORY_ENTRY = Shape(
    "history entry",
    (
        DATE._replace(required=True),
        Key("text", "What happened, with its source", required=True, value=Kind.TEXT),
        Key("choice", "The choice (scene.choice) that comes nearest to it", value=Kind.CHOICE),
        Key("because", "Why that choice is the nearest", value=Kind.PHRASE),
    ),
    (HistoryEntry,),
)
