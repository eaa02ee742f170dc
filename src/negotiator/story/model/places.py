"""Where a play can be and what can happen there: scenes, events and endings, with their choices,
effects, votes and ways on, and the epilogues. A table is a scene, too, and is in `tables`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import NamedTuple

from negotiator.story.choice_names import full_name
from negotiator.story.expressions import Expression
from negotiator.story.model.texts import Passage, Text


class EffectKind(Enum):
    """What an effect's amount means."""

    ADD = "add"
    """Add the amount, a number with its sign, and stop at the end of the range."""
    SHARE = "share"
    """Go this many per cent (signed) of the distance left to the end (fairmath)."""
    SET = "set"
    """Set to the amount."""


class Effect(NamedTuple):
    """What a decision does to one gauge or flag, and the reason shown to the player; nothing at
    all while its condition doesn't hold."""

    target: str
    kind: EffectKind
    amount: Expression
    because: str = ""
    when: Expression | None = None

    @property
    def reads(self) -> tuple[Expression, ...]:
        """The expressions evaluated to do it."""
        return (self.amount,) if self.when is None else (self.when, self.amount)


RETURN = "return"
"""What a `goto` leads to that ends a visit."""


class Destination(NamedTuple):
    """One way a `goto` may lead: `to` a place, to RETURN, or on a visit, after which the play goes
    on at `then`, or where it was. `chance` is in per cent."""

    to: str = ""
    when: Expression | None = None
    chance: int | None = None
    visit: str = ""
    then: str = ""

    @property
    def place(self) -> str:
        """The place that it names; empty if it returns."""
        return self.visit or ("" if self.to == RETURN else self.to)


class Return(NamedTuple):
    """What a visit returns to: a place that is entered, or else a scene whose choices come back as
    they were left."""

    place: str
    enters: bool


class Choice(NamedTuple):
    """Something the player may do in a scene, or answer to an event.

    `scene` is the id of the scene or event. An empty `goto` stays there, or goes back to what the
    event interrupted. `vote` is the motion put to the vote, after the effects. `stances` are those
    that it takes, by id: players that follow a strategy look at nothing else.
    """

    id: str
    scene: str
    text: Text
    when: Expression | None = None
    locked: Text | None = None
    once: bool = False
    effects: tuple[Effect, ...] = ()
    vote: str | None = None
    outcome: tuple[Passage, ...] = ()
    goto: tuple[Destination, ...] = ()
    stances: tuple[str, ...] = ()
    was: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """`scene.choice`, which no other choice of the story has."""
        return full_name(self.scene, self.id)

    def after(self, branch: Destination) -> Return:
        """What the visit that one of its ways leads to returns to."""
        return Return(branch.then or self.scene, bool(branch.then))


class PoolDraw(NamedTuple):
    """A round of reactions: events from this pool, up to a limit."""

    pool: str
    at_most: int = 1


@dataclass(frozen=True, slots=True)
class Scene:
    """Where the player is and decides.

    On entering, its effects are done, its motion is voted on, its text is shown, and its round of
    reactions is drawn.
    """

    id: str
    title: str
    text: tuple[Passage, ...]
    choices: tuple[Choice, ...]
    date: date | None = None
    place: str = ""
    time: str = ""
    """The time of day, as HH:MM; empty if it isn't told."""
    effects: tuple[Effect, ...] = ()
    vote: str | None = None
    draw: PoolDraw | None = None
    was: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """A reaction that is drawn when its condition holds.

    Among those that can be drawn, the ones of the highest `priority` come first, and among these
    chance decides by `weight`. An event with choices waits for an answer. With `interrupt` it comes
    at the next scene boundary, without being drawn from a pool. Afterwards it does not come again
    for `cooldown` further scenes.
    """

    id: str
    title: str
    text: tuple[Passage, ...]
    actor: str | None = None
    pool: str = ""
    interrupt: bool = False
    when: Expression | None = None
    priority: int = 0
    weight: Expression | None = None
    once: bool = False
    cooldown: int = 0
    effects: tuple[Effect, ...] = ()
    vote: str | None = None
    choices: tuple[Choice, ...] = ()
    was: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bloc:
    """Members who vote together: how many there are, and how many of them vote aye."""

    id: str
    label: str
    seats: int
    ayes: Expression


@dataclass(frozen=True, slots=True)
class Motion:
    """A question put to a vote. It passes if at least `needs` vote aye."""

    id: str
    title: str
    needs: Expression
    blocs: tuple[Bloc, ...]
    about: str = ""

    @property
    def seats(self) -> int:
        """All who may vote."""
        return sum(bloc.seats for bloc in self.blocs)


@dataclass(frozen=True, slots=True)
class Reading:
    """How an ending reads on one axis: the first line whose condition holds."""

    axis: str
    lines: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Ending:
    """Where a play stops. `outcome` is one word, such as `signed` or `dropped`."""

    id: str
    title: str
    outcome: str
    text: tuple[Passage, ...]
    readings: tuple[Reading, ...] = ()
    date: date | None = None
    place: str = ""
    time: str = ""
    """The time of day, as HH:MM; empty if it isn't told."""
    was: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Epilogue:
    """What became of a person (by id) or a place: told after whatever ending, the first line whose
    condition holds."""

    id: str
    lines: tuple[Passage, ...]
    person: str = ""
    place: str = ""
