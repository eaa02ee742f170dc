"""Which keys each part of a story has, and what stands behind them: one table.

The loader reads by it, and the JSON Schema and the reference of the format are made from it.
How a value is read, and what it means, is in `parts` and `building`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import NamedTuple, TypeAlias

from negotiator.story import bounds
from negotiator.story.bounds import Bound


class Kind(Enum):
    """A value without keys of its own; as an author would call it."""

    LINE = "words"
    TEXT = "a text"
    PASSAGES = "passages"
    IDENTIFIER = "an identifier"
    NAMES = "a name or a list of names"
    WHOLE = "a whole number"
    TRUTH = "true or false"
    DATE = "a date"
    RANGE = "a range"
    BETTER = "high, low or middle"
    BANDS = "bands"
    SHORT = "a short name"
    CONDITION = "a condition"
    NUMBER = "a number or an expression"
    EFFECTS = "effects"
    GOTO = "a way on"
    CHANCE = "a chance"
    SCENE = "the name of a scene"
    PLACE = "the name of a scene or an ending"
    GAUGE = "the name of a gauge"
    ACTOR = "the name of an actor"
    MOTION = "the name of a motion"
    SOURCE = "the name of a source"
    CHOICE = "a choice, as scene.choice"
    DECISION = "a decision, as scene.choice"
    FOLDER = "the name of a folder"
    READINGS = "readings"
    OPTION = "the name of an option"
    PACKAGE = "an option for each term"
    WEIGHTS = "a weight for some of the terms"


@dataclass(frozen=True)
class Shape:
    """A part of a story, as the author calls it, with its keys."""

    name: str
    keys: tuple[Key, ...]

    @property
    def article(self) -> str:
        """What stands before its name in a sentence, with a space behind it; nothing if the
        name says whose it is, or is of several things."""
        if self.name.startswith(("your ", "their ", "lines ")):
            return ""
        return "an " if self.name[0] in "aeiou" else "a "

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of its keys."""
        return frozenset(key.name for key in self.keys)

    @cached_property
    def required(self) -> frozenset[str]:
        """The names of the keys that must stand there."""
        return frozenset(key.name for key in self.keys if key.required)


class Entries(NamedTuple):
    """Parts under identifiers of the author's; some may be words alone, standing for `about`."""

    of: Shape
    or_line: bool = False


class Items(NamedTuple):
    """A list."""

    of: Shape | Kind


Value: TypeAlias = Kind | Shape | Entries | Items


class Key(NamedTuple):
    """A key of a part: its name, what it is for, whether it must stand there, what it holds."""

    name: str
    about: str
    required: bool = False
    value: Value = Kind.LINE
    bound: Bound | None = None
    """Where its number lies, if it holds one."""


_WAS = Key("was", "Names it had before, so that older saves still open", value=Kind.NAMES)
_WHEN = Key("when", "Only if this condition holds", value=Kind.CONDITION)
_EFFECTS = Key("effects", "What it does to gauges, flags and counters", value=Kind.EFFECTS)
_VOTE = Key("vote", "The motion that is put to the vote, after the effects", value=Kind.MOTION)
_DATE = Key("date", "The day, YYYY-MM-DD", value=Kind.DATE)
_PASSAGES = Key("text", "Its passages", required=True, value=Kind.PASSAGES)

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
        _WAS,
    ),
)
FLAG = Shape(
    "flag",
    (
        Key("about", "What is so when it is true", required=True),
        Key("start", "true or false at first", value=Kind.TRUTH),
        _WAS,
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
        _WAS,
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
DRAW = Shape(
    "draw",
    (
        Key("pool", "The pool that events are drawn from", required=True, value=Kind.IDENTIFIER),
        Key(
            "at_most",
            "How many are drawn at most; 1 unless given",
            value=Kind.WHOLE,
            bound=bounds.AT_MOST,
        ),
    ),
)
PASSAGE = Shape("passage", (_WHEN, Key("text", "Its text", required=True, value=Kind.TEXT)))
BRANCH = Shape(
    "branch",
    (
        _WHEN,
        Key("chance", "In per cent", value=Kind.CHANCE),
        Key("to", "The scene or ending", required=True, value=Kind.PLACE),
    ),
)
CHOICE = Shape(
    "choice",
    (
        Key("id", "Its identifier within the scene", required=True, value=Kind.IDENTIFIER),
        Key("text", "What the player reads", required=True, value=Kind.TEXT),
        _WHEN,
        Key("locked", "The reason that is shown while `when` doesn't hold", value=Kind.TEXT),
        Key("once", "true if it can be chosen only once in a play", value=Kind.TRUTH),
        _EFFECTS,
        _VOTE,
        Key("outcome", "The passages told when it is chosen", value=Kind.PASSAGES),
        Key("goto", "Where it leads; the player stays if there is none", value=Kind.GOTO),
        _WAS,
    ),
)
_SCENE_KEYS = (
    Key("title", "Its title", required=True),
    _DATE,
    Key("place", "Where it plays"),
    _EFFECTS,
    _VOTE,
    Key("draw", "A round of reactions: the pool, and at most how many", value=DRAW),
    _PASSAGES,
)
"""What a table has too, being a scene."""
SCENE = Shape(
    "scene",
    (
        *_SCENE_KEYS,
        Key("choices", "What the player may do", required=True, value=Items(CHOICE)),
        _WAS,
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
        _WHEN,
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
        _PASSAGES,
        _EFFECTS,
        _VOTE,
        Key("choices", "What the player may answer", value=Items(CHOICE)),
        _WAS,
    ),
)
OPENS = Shape(
    "opening",
    (
        Key("ours", "The option you ask for at first", required=True, value=Kind.OPTION),
        Key("theirs", "The option they ask for at first", required=True, value=Kind.OPTION),
    ),
)
WEIGHT = Shape(
    "weight",
    (
        Key(
            "ours",
            "How much it matters to you",
            required=True,
            value=Kind.NUMBER,
            bound=bounds.WEIGHT,
        ),
        Key(
            "theirs",
            "How much it matters to them",
            required=True,
            value=Kind.NUMBER,
            bound=bounds.WEIGHT,
        ),
    ),
)
TERM_OPTION = Shape(
    "option",
    (
        Key("text", "What the player reads", required=True),
        Key(
            "ours",
            "What it is worth to you, 0 to 100",
            required=True,
            value=Kind.WHOLE,
            bound=bounds.WORTH,
        ),
        Key(
            "theirs",
            "What it is worth to them, 0 to 100",
            required=True,
            value=Kind.WHOLE,
            bound=bounds.WORTH,
        ),
        Key("effects", "What it does at home and elsewhere if agreed", value=Kind.EFFECTS),
        Key("article", "In plain words, what then stands in the agreement", value=Kind.TEXT),
    ),
)
TERM_SAYS = Shape(
    "lines about a term",
    (
        Key("holds", "Why they can't move to your option here", value=Kind.PASSAGES),
        Key("gives", "As they come to your option here", value=Kind.PASSAGES),
        Key("thanks", "As you come towards theirs here", value=Kind.PASSAGES),
        Key("dearest", "Asked what is dearest to them, if it is this", value=Kind.PASSAGES),
        Key("cheapest", "Asked what is cheapest to them, if it is this", value=Kind.PASSAGES),
    ),
)
BARGAINED_TERM = Shape(
    "term",
    (
        Key("label", "Its name as it is shown", required=True),
        Key("short", "The same in at most 10 characters, for narrow screens", value=Kind.SHORT),
        Key("about", "What it decides"),
        Key(
            "weight",
            "How much it matters to each side beside the other terms; 1 and 1 unless given",
            value=WEIGHT,
        ),
        Key("opens", "What each side asks for at first", required=True, value=OPENS),
        Key(
            "options",
            "The ways it may be settled, in order from one end to the other",
            required=True,
            value=Entries(TERM_OPTION),
        ),
        Key("says", "What they say about it", value=TERM_SAYS),
    ),
)
OUR_SIDE = Shape(
    "your side",
    (
        Key("name", "Who you bargain for", required=True),
        Key(
            "reservation",
            "The worth, 0 to 100, below which no deal is better for you",
            required=True,
            value=Kind.NUMBER,
            bound=bounds.RESERVATION,
        ),
        Key("without", "What you have without a deal"),
    ),
)
PROFILE = Shape(
    "profile",
    (
        Key("text", "What they care about, as the debrief says it", required=True),
        Key(
            "when",
            "It is this one if the condition holds; one without is drawn by chance",
            value=Kind.CONDITION,
        ),
        Key(
            "weights",
            "How much terms then matter to them; the others weigh what they weigh",
            required=True,
            value=Kind.WEIGHTS,
            bound=bounds.WEIGHT,
        ),
    ),
)
THEIR_SIDE = Shape(
    "their side",
    (
        Key("name", "Who they bargain for", required=True),
        Key("voice", "Who speaks for them; the name unless given"),
        Key(
            "reservation",
            "The worth, 0 to 100, below which no deal is better for them",
            required=True,
            value=Kind.NUMBER,
            bound=bounds.RESERVATION,
        ),
        Key("without", "What they have without a deal"),
        Key(
            "pace",
            "Per cent of their room given by half of the rounds, 25 (late) to 75 (early); "
            "50 unless given",
            value=Kind.NUMBER,
            bound=bounds.PACE,
        ),
        Key(
            "patience",
            "After how many proposals that are worse for them than no deal and bring little, or "
            "that take back what is agreed already, they leave; 3 unless given",
            value=Kind.NUMBER,
            bound=bounds.PATIENCE,
        ),
        Key(
            "firm",
            "Per cent of what they can hope for that they never go below, 0 to 100; 50 unless "
            "given, which is half way between no deal and the best you could sign",
            value=Kind.NUMBER,
            bound=bounds.FIRM,
        ),
        Key(
            "profiles",
            "What they may care about, in one play this and in another that",
            value=Entries(PROFILE),
        ),
    ),
)
TABLE_SAYS = Shape(
    "lines at a table",
    (
        Key("waits", "When you propose nothing better for them than before", value=Kind.PASSAGES),
        Key(
            "early",
            "When they could sign it in the end, and the clock alone holds them back",
            value=Kind.PASSAGES,
        ),
        Key(
            "both",
            "As they propose a change of what is agreed that serves both of you",
            value=Kind.PASSAGES,
        ),
        Key("first", "Of two packages the first is nearer", value=Kind.PASSAGES),
        Key("second", "Of two packages the second is nearer", value=Kind.PASSAGES),
        Key("warns", "One more proposal like this, and they leave", value=Kind.PASSAGES),
        Key("last", "With their last word", value=Kind.PASSAGES),
        Key("accepts", "As they accept", value=Kind.PASSAGES),
        Key("leaves", "As they leave", value=Kind.PASSAGES),
        Key(
            "advises",
            "What someone of your own side says before a proposal; the two terms that cost you "
            "least to give are named behind it",
            value=Kind.PASSAGES,
        ),
    ),
)
CLOSING = Shape(
    "close of a table",
    (
        Key("text", "What it is called", value=Kind.TEXT),
        _EFFECTS,
        _VOTE,
        Key("outcome", "The passages told then", value=Kind.PASSAGES),
        Key("goto", "Where it leads", required=True, value=Kind.GOTO),
    ),
)
TABLE = Shape(
    "table",
    (
        *_SCENE_KEYS,
        Key(
            "rounds",
            "How often you may propose",
            required=True,
            value=Kind.NUMBER,
            bound=bounds.ROUNDS,
        ),
        Key(
            "doubt",
            "By how many points the forecast at home may be off; 0 unless given",
            value=Kind.NUMBER,
            bound=bounds.DOUBT,
        ),
        Key("ours", "Your side", required=True, value=OUR_SIDE),
        Key("theirs", "Their side", required=True, value=THEIR_SIDE),
        Key("terms", "What is bargained over", required=True, value=Entries(BARGAINED_TERM)),
        Key("says", "What they say about the whole", value=TABLE_SAYS),
        Key("articles", "What stands in the agreement in any case", value=Kind.PASSAGES),
        Key("deal", "What follows when a package is agreed", required=True, value=CLOSING),
        Key("leave", "What follows when you leave", required=True, value=CLOSING),
        Key("walkout", "What follows when they leave", required=True, value=CLOSING),
        Key("history", "The package that history agreed on", value=Kind.PACKAGE),
        _WAS,
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
        _DATE,
        Key("place", "Where it plays"),
        Key(
            "outcome",
            "One word: signed, postponed, dropped, …",
            required=True,
            value=Kind.IDENTIFIER,
        ),
        _PASSAGES,
        Key("readings", "What it comes to on each axis", value=Kind.READINGS),
        _WAS,
    ),
)
HISTORY_ENTRY = Shape(
    "history entry",
    (
        _DATE._replace(required=True),
        Key("text", "What happened, with its source", required=True, value=Kind.TEXT),
        Key("choice", "The choice (scene.choice) that history took", value=Kind.CHOICE),
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
