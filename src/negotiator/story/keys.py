"""What a key of a part of a story is: its name, its purpose, what kind of value it takes, and which
field of the model it fills.

The keys that many parts share are here, too. The keys of each part are in `schema`: a key is
declared there and nowhere else. The loader follows that table (`reading.by_key`), and the JSON
Schema and the reference of the format are generated from it.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import NamedTuple, TypeAlias

from negotiator.language import _
from negotiator.story import bounds
from negotiator.story.bounds import Bound
from negotiator.story.model import PoolDraw


class Kind(Enum):
    """A kind of value that has no keys of its own, in an author's words."""

    LINE = "words"
    PHRASE = "words with values"
    TEXT = "a text"
    PASSAGES = "passages"
    SPOKEN = "lines"
    PICTURE = "a drawing"
    DOCUMENT = "the kind of a document"
    IDENTIFIER = "an identifier"
    NAMES = "a name or a list of names"
    WHOLE = "a whole number"
    WORTH = "a worth"
    TRUTH = "true or false"
    DATE = "a date"
    TIME = "a time of day"
    RANGE = "a range"
    BETTER = "high, low or middle"
    BANDS = "bands"
    SHORT = "a short name"
    CONDITION = "a condition"
    NUMBER = "a number or an expression"
    EFFECTS = "effects"
    CHANGE = "an effect"
    GOTO = "a way on"
    CHANCE = "a chance"
    LANGUAGE = "a language"
    SCENE = "the name of a scene"
    PLACE = "the name of a scene or an ending"
    WAY = "the name of a scene or an ending, or return"
    GAUGE = "the name of a gauge"
    ACTOR = "the name of an actor"
    PERSON = "the name of a person"
    STAND = "for or against something"
    MOTION = "the name of a motion"
    POOL = "the name of a pool"
    SOURCE = "the name of a source"
    CHOICE = "a choice, as scene.choice"
    DECISIONS = "decisions, as scene.choice"
    FOLLOWED = "choices, as scene.choice, or history"
    STANCES = "the name of a stance, or a list of them"
    FOLDER = "the name of a folder"
    READINGS = "readings"
    OPTION = "the name of an option"
    PACKAGE = "an option for each term"
    WEIGHTS = "a weight for some of the terms"
    PREFERRED = "an option for some of the terms"
    CLASS_SHAPE = "together, pairs, alone or talk"
    TIES = "teacher, first or lot"
    SETTINGS = "a value for some of the names"
    ACT = "the name of an act"


@dataclass(frozen=True, eq=False)
class Shape:
    """A part of a story, as authors call it, with its keys, and the model records they fill: a key
    fills the first record that has its field."""

    name: str
    keys: tuple[Key, ...]
    models: tuple[type, ...] = ()
    given: tuple[str, ...] = ()
    """Fields of the model that no key fills, as the part's position decides them; or, for lines,
    their key itself."""
    one_of: tuple[str, ...] = ()
    """Keys of which exactly one must be given."""

    @property
    def said(self) -> str:
        """Its name in a sentence, with the article: `a scene`."""
        called = f"{self.article}{self.name}"
        return _(called)

    @property
    def article(self) -> str:
        """What comes before its name in a sentence, with a trailing space; empty if the name says
        whose it is, or is plural."""
        if self.name.startswith(("your ", "their ", "lines ")):
            return ""
        return "an " if self.name[0] in "aeiou" else "a "

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of its keys."""
        return frozenset(key.name for key in self.keys)

    @cached_property
    def required(self) -> frozenset[str]:
        """The names of the keys that must be given."""
        return frozenset(key.name for key in self.keys if key.required)

    def is_whole(self, given: Container[str]) -> bool:
        """Whether no key is missing among those given, and none is too many."""
        is_one = not self.one_of or sum(key in given for key in self.one_of) == 1
        return is_one and all(key in given for key in self.required)

    def key(self, name: str) -> Key:
        """One of its keys."""
        return next(key for key in self.keys if key.name == name)


class Entries(NamedTuple):
    """Parts under identifiers chosen by the author, up to a limit (0: any number)."""

    of: Shape
    or_line: bool = False
    """Whether plain text may stand for a part; it is then its `about`."""
    ordered: bool = False
    """Whether the model keeps them as a sequence in the author's order, and not by name."""
    most: int = 0


class Items(NamedTuple):
    """A list."""

    of: Shape | Kind


Value: TypeAlias = Kind | Shape | Entries | Items


class Key(NamedTuple):
    """A key of a part: its name, its purpose, whether it is required, what it holds."""

    name: str
    about: str
    required: bool = False
    value: Value = Kind.LINE
    bound: Bound | None = None
    """The range of its number, if it holds one."""
    fills: tuple[str, ...] | None = None
    """The fields of the model that it fills; if empty, the one with its own name."""
    apart: bool = False
    """Whether the part's own reader reads it, as its meaning depends on what stands beside it; any
    other key is read by its kind alone."""

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of the model that it fills."""
        return (self.name,) if self.fills is None else self.fills


WAS = Key("was", "Names it had before, so that older saves still open", value=Kind.NAMES)
WHEN = Key("when", "Only if this condition holds", value=Kind.CONDITION)
EFFECTS = Key("effects", "What it does to gauges, flags, counters and promises", value=Kind.EFFECTS)
VOTE = Key("vote", "The motion that is put to the vote, after the effects", value=Kind.MOTION)
DATE = Key("date", "The day, YYYY-MM-DD", value=Kind.DATE)
TIME = Key("time", "The time of day, HH:MM, for the clock", value=Kind.TIME)
PASSAGES = Key("text", "Its passages", required=True, value=Kind.PASSAGES)
DRAW = Shape(
    "draw",
    (
        Key("pool", "The pool that events are drawn from", required=True, value=Kind.POOL),
        Key(
            "at_most",
            "How many are drawn at most; 1 unless given",
            value=Kind.WHOLE,
            bound=bounds.AT_MOST,
        ),
    ),
    (PoolDraw,),
)
SCENE_KEYS = (
    Key("title", "Its title", required=True, value=Kind.PHRASE),
    DATE,
    TIME,
    Key("place", "Where it plays", value=Kind.PHRASE),
    EFFECTS,
    VOTE,
    Key("draw", "A round of reactions: the pool, and at most how many", value=DRAW),
    PASSAGES,
)
"""The keys a table shares with scenes, as it is one."""
