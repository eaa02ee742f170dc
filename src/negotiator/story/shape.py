"""Which keys each part of a story has: one table that the loader reads by.

What the values mean is in `loading`; this says only which keys there are, which are needed,
and what each is for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Key(NamedTuple):
    """A key of a part: its name, what it is for, whether it must stand there."""

    name: str
    about: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """A part of a story, as the author calls it, with its keys."""

    name: str
    keys: tuple[Key, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its keys."""
        return tuple(key.name for key in self.keys)


_WAS = Key("was", "Names it had before, so that older saves still open")
_WHEN = Key("when", "Only if this condition holds")
_EFFECTS = Key("effects", "What it does to gauges, flags and counters")
_VOTE = Key("vote", "The motion that is put to the vote, after the effects")

STORY_FILE = Shape(
    "story file",
    (
        Key("story", "The title page", required=True),
        Key("sources", "What the story stands on"),
        Key("glossary", "Terms a reader can look up"),
        Key("gauges", "Bounded numbers that are shown, with named bands"),
        Key("flags", "Things that are so or not"),
        Key("counters", "Whole numbers that are kept but not shown"),
        Key("actors", "Who reacts"),
        Key("motions", "What is put to a vote"),
        Key("scenes", "Where the player decides", required=True),
        Key("events", "Reactions that are drawn when their condition holds"),
        Key("axes", "What an ending is read by"),
        Key("endings", "Where a play stops", required=True),
        Key("history", "What really happened, in order"),
        Key("tests", "Plays that must stay as they are"),
        Key("include", "Folders beside the story's own, whose files belong to it too"),
    ),
)
TITLE_PAGE = Shape(
    "title page",
    (
        Key("id", "The story's identifier", required=True),
        Key("title", "Its title", required=True),
        Key("about", "One or two sentences for the title screen"),
        Key("format", "The version of the story format", required=True),
        Key("version", "The version of this story", required=True),
        Key("minutes", "How long a play takes"),
        Key("start", "The scene it begins in", required=True),
    ),
)
SOURCE = Shape(
    "source",
    (
        Key("title", "Its title", required=True),
        Key("publisher", "Who published it"),
        Key("date", "When"),
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
        Key("sources", "The sources that support it"),
    ),
)
GAUGE = Shape(
    "gauge",
    (
        Key("label", "Its name as it is shown", required=True),
        Key("short", "The same in at most 10 characters, for narrow screens"),
        Key("about", "What it measures"),
        Key("start", "Where it stands at first", required=True),
        Key("range", "LOW..HIGH; 0..100 unless given"),
        Key("better", "high, low or middle", required=True),
        Key("bands", "Names of its stretches, by the number each begins at", required=True),
        _WAS,
    ),
)
FLAG = Shape(
    "flag",
    (
        Key("about", "What is so when it is true", required=True),
        Key("start", "true or false at first"),
        _WAS,
    ),
)
COUNTER = Shape(
    "counter",
    (
        Key("about", "What it counts", required=True),
        Key("start", "Where it stands at first; 0 unless given"),
        Key("high", "The most it counts to; 1000 unless given"),
        _WAS,
    ),
)
ACTOR = Shape(
    "actor",
    (
        Key("name", "Who it is", required=True),
        Key("gauge", "The gauge whose band is their mood"),
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
SCENE = Shape(
    "scene",
    (
        Key("title", "Its title", required=True),
        Key("date", "The day, YYYY-MM-DD"),
        Key("place", "Where it plays"),
        _EFFECTS,
        _VOTE,
        Key("draw", "A round of reactions: the pool, and at most how many"),
        Key("text", "Its passages", required=True),
        Key("choices", "What the player may do", required=True),
        _WAS,
    ),
)
DRAW = Shape(
    "draw",
    (
        Key("pool", "The pool that events are drawn from", required=True),
        Key("at_most", "How many are drawn at most; 1 unless given"),
    ),
)
EVENT = Shape(
    "event",
    (
        Key("title", "Its title; the actor's name unless given"),
        Key("actor", "Who reacts"),
        Key("pool", "The pool it is drawn from"),
        Key("interrupt", "true if it comes at the next scene boundary, undrawn"),
        _WHEN,
        Key("priority", "A whole number; the highest comes first; 0 unless given"),
        Key("weight", "How likely it is among those of its priority; 1 unless given"),
        Key("once", "true if it comes only once in a play"),
        Key("cooldown", "For how many further scenes it does not come again"),
        Key("text", "Its passages", required=True),
        _EFFECTS,
        _VOTE,
        Key("choices", "What the player may answer"),
        _WAS,
    ),
)
MOTION = Shape(
    "motion",
    (
        Key("title", "The question", required=True),
        Key("about", "What it would do"),
        Key("needs", "How many ayes it needs: a number or an expression", required=True),
        Key("blocs", "Who votes", required=True),
    ),
)
BLOC = Shape(
    "bloc",
    (
        Key("label", "Its name as it is shown", required=True),
        Key("seats", "How many members it has", required=True),
        Key("ayes", "How many of them say aye: a number or an expression", required=True),
    ),
)
TEST = Shape(
    "test",
    (
        Key("seed", "The seed of its chance; 0 unless given"),
        Key("decisions", "The decisions, as scene.choice", required=True),
        Key("ends", "The scene or ending it must come to"),
        Key("expect", "Expressions that must hold at its end"),
    ),
)
PASSAGE = Shape("passage", (_WHEN, Key("text", "Its text", required=True)))
CHOICE = Shape(
    "choice",
    (
        Key("id", "Its identifier within the scene", required=True),
        Key("text", "What the player reads", required=True),
        _WHEN,
        Key("locked", "The reason that is shown while `when` doesn't hold"),
        Key("once", "true if it can be chosen only once in a play"),
        _EFFECTS,
        _VOTE,
        Key("outcome", "The passages told when it is chosen"),
        Key("goto", "Where it leads; the player stays if there is none"),
        _WAS,
    ),
)
BRANCH = Shape(
    "branch",
    (
        _WHEN,
        Key("chance", "In per cent"),
        Key("to", "The scene or ending", required=True),
    ),
)
ENDING = Shape(
    "ending",
    (
        Key("title", "Its title", required=True),
        Key("date", "The day, YYYY-MM-DD"),
        Key("place", "Where it plays"),
        Key("outcome", "One word: signed, postponed, dropped, …", required=True),
        Key("text", "Its passages", required=True),
        Key("readings", "What it comes to on each axis"),
        _WAS,
    ),
)
HISTORY_ENTRY = Shape(
    "history entry",
    (
        Key("date", "The day, YYYY-MM-DD", required=True),
        Key("text", "What happened, with its source", required=True),
        Key("choice", "The choice (scene.choice) that history took"),
    ),
)
