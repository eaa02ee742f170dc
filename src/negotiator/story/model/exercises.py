"""How a class works with a story: an exercise, its phases in order, and what goes with them.

Plain data, as the author wrote it. Nothing in a play depends on it: `negotiator.classroom` holds
the class, and a phase only says where its plays begin and where they stop.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from negotiator.story.model.texts import Text


class ClassShape(Enum):
    """Who plays in a phase of a class hour."""

    TOGETHER = "together"
    """The class plays one play, and votes."""
    PAIRS = "pairs"
    """Two seats bargain with each other at one table."""
    ALONE = "alone"
    """Each seat plays its own play."""
    TALK = "talk"
    """Nobody plays: joining, reading, arguing, writing."""


class TieRule(Enum):
    """What decides if a vote is tied; the class is told before it votes."""

    TEACHER = "teacher"
    FIRST = "first"
    """The tied choice that stands first in the story."""
    LOT = "lot"
    """The luck of the play."""


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of a class hour.

    A played phase begins in the scene `at` (if empty, where the last phase of its shape stopped, or
    else at the story's start) with the values in `set`, by name and as written. It stops in the
    scene or ending `until`, or at the end of the act `to_end_of`, whichever comes first; if neither
    is given, at the bell. Of a table in pairs the terms in `fixed` are settled beforehand.
    """

    shape: ClassShape
    title: str
    minutes: int
    about: Text = ()
    at: str = ""
    set: tuple[tuple[str, str], ...] = ()
    until: str = ""
    to_end_of: str = ""
    votes: tuple[str, ...] = ()
    """The scenes whose decision the class votes on; if empty, every one."""
    again: tuple[str, ...] = ()
    """Those of them that it votes on twice, with an argument in between."""
    reasons: tuple[str, ...] = ()
    """The scenes whose decision asks for a written reason."""
    fixed: tuple[tuple[str, str], ...] = ()
    questions: tuple[Text, ...] = ()
    """What to talk about afterwards."""


@dataclass(frozen=True, slots=True)
class Office:
    """A role in the class: the gauges it is shown, and a line that only it is told."""

    id: str
    name: str
    about: str = ""
    sees: tuple[str, ...] = ()
    knows: Text = ()


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing an argument is read for, and its levels, the weakest first."""

    id: str
    label: str
    asks: str
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to choose from."""

    id: str
    about: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a form; `right` is the id of the right answer, `because` says why."""

    asks: Text
    answers: dict[str, Answer]
    right: str
    because: Text = ()


@dataclass(frozen=True, slots=True)
class ParallelItem:
    """The same thing asked before and after, in other words: an item of two parallel forms."""

    id: str
    before: Question
    after: Question
    objective: str = ""


@dataclass(frozen=True, slots=True)
class Objective:
    """What students are to learn, with the codes that a standard has for it."""

    id: str
    about: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exercise:
    """A class hour, or a piece of homework, with a story."""

    id: str
    title: str
    minutes: int
    phases: tuple[Phase, ...]
    about: str = ""
    notes: str = ""
    """What the teacher has to know beforehand."""
    undo: bool = False
    """Whether decisions may be taken back."""
    own_luck: bool = False
    """Whether each play has luck of its own; otherwise all have the same."""
    seed: int = 0
    """The luck of all plays, unless each has its own: what is printed beforehand depends on it."""
    ties: TieRule = TieRule.TEACHER
    offices: dict[str, Office] = field(default_factory=dict)
    rubric: dict[str, Criterion] = field(default_factory=dict)
    forms: dict[str, ParallelItem] = field(default_factory=dict)
    objectives: dict[str, Objective] = field(default_factory=dict)
    standard: str = ""
    """The standard that the objectives' codes are of."""
