"""What a story is, once it has been read: plain frozen data.

Nothing here reads a file, draws a number or knows a screen. `negotiator.story.loading`
makes these from YAML; `negotiator.engine` plays them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import cached_property
from math import prod
from typing import NamedTuple, TypeVar, cast

from negotiator.story.expressions import Expression

T = TypeVar("T")

FORMAT = 1
"""The newest story format this program reads."""

DEAL, LEAVE, WALKOUT = "deal", "leave", "walkout"
"""The choices that close a table: a package is agreed on, the player leaves, or they do."""


class Words(NamedTuple):
    """Plain words of a text."""

    words: str


class Cite(NamedTuple):
    """`[^S14]`: the words before it stand on this source."""

    source: str


class Link(NamedTuple):
    """`[[win_set|win-sets]]`: a glossary term and the words that show it."""

    term: str
    words: str


class Shown(NamedTuple):
    """`{opinion}` or `{opinion.band}`: a gauge's value, or the name of its band; or
    `{terms.level}`: the option that was agreed."""

    gauge: str
    band: bool


Segment = Words | Cite | Link | Shown
Text = tuple[Segment, ...]
"""A text cut at its marks, in reading order."""


class Better(Enum):
    """Which end of a gauge is the good one."""

    HIGH = "high"
    LOW = "low"
    MIDDLE = "middle"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from. `says` is the fact in our words, `note` what to doubt."""

    id: str
    title: str
    publisher: str = ""
    date: date | None = None
    url: str = ""
    says: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class GlossaryTerm:
    """A glossary entry."""

    id: str
    term: str
    text: str
    sources: tuple[str, ...] = ()


class Band(NamedTuple):
    """A named stretch of a gauge, from `low` up to the next band."""

    low: int
    name: str


@dataclass(frozen=True, slots=True)
class Gauge:
    """A whole number that is shown and never leaves `low..high` (both included)."""

    id: str
    label: str
    short: str
    about: str
    start: int
    low: int
    high: int
    better: Better
    bands: tuple[Band, ...]
    was: tuple[str, ...] = ()

    def band(self, value: int) -> str:
        """The name of the band that `value` lies in."""
        name = self.bands[0].name
        for band in self.bands:
            if value < band.low:
                break
            name = band.name
        return name

    def gain(self, before: int, after: int) -> int:
        """By how much a change is for the better: above 0 towards the good end, or the middle if
        that is good; below 0 away from it."""
        if self.better is Better.MIDDLE:
            middle = self.low + self.high
            return abs(2 * before - middle) - abs(2 * after - middle)
        return after - before if self.better is Better.HIGH else before - after


@dataclass(frozen=True, slots=True)
class Flag:
    """Something that is so or not."""

    id: str
    about: str
    start: bool = False
    was: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counter:
    """A whole number that is kept but not shown, from 0 to `high`."""

    id: str
    about: str
    start: int = 0
    high: int = 1_000
    was: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who reacts; their mood is the band of their gauge."""

    id: str
    name: str
    wants: str = ""
    gauge: str | None = None


@dataclass(frozen=True, slots=True)
class Axis:
    """One of the ways an ending is read."""

    id: str
    label: str
    about: str = ""


class Passage(NamedTuple):
    """A paragraph, told when its condition holds (always, if it has none)."""

    text: Text
    when: Expression | None = None

    @property
    def cites(self) -> tuple[str, ...]:
        """The sources it stands on; empty for drama."""
        return tuple(part.source for part in self.text if isinstance(part, Cite))


class EffectKind(Enum):
    """How an effect's amount is meant."""

    ADD = "add"
    """Add the amount, a number with its sign, and stop at the end of the range."""
    SHARE = "share"
    """Go that many per cent (signed) of the way left to the end (fairmath)."""
    SET = "set"
    """Set to the amount."""


class Effect(NamedTuple):
    """What a decision does to one gauge or flag, and the reason the player is told."""

    target: str
    kind: EffectKind
    amount: Expression
    because: str = ""


class Branch(NamedTuple):
    """One way a `goto` may lead. `chance` is in per cent."""

    to: str
    when: Expression | None = None
    chance: int | None = None


class Choice(NamedTuple):
    """Something the player may do in a scene, or answer to an event.

    `scene` is the id of either. An empty `goto` stays there, or goes back to what the event
    came into. `vote` is the motion that is put to the vote, after the effects.
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
    goto: tuple[Branch, ...] = ()
    was: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """`scene.choice`, which no other choice of the story has."""
        return f"{self.scene}.{self.id}"


class Draw(NamedTuple):
    """A round of reactions: events of this pool, at most so many."""

    pool: str
    at_most: int


@dataclass(frozen=True, slots=True)
class Scene:
    """Where the player is and decides.

    On entering, its effects are done, its motion is voted on, its text is told, and its
    round of reactions is drawn.
    """

    id: str
    title: str
    text: tuple[Passage, ...]
    choices: tuple[Choice, ...]
    date: date | None = None
    place: str = ""
    effects: tuple[Effect, ...] = ()
    vote: str | None = None
    draw: Draw | None = None
    was: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TermOption:
    """One way a term may be settled, and what it is worth to each side, 0 to 100.

    `effects` are done if it is agreed. `article` says in plain words what then stands in the
    agreement.
    """

    id: str
    text: str
    ours: int
    theirs: int
    effects: tuple[Effect, ...] = ()
    article: Text = ()


NO_OPTION = "none"
"""What a term is before it is agreed."""


class Pair(NamedTuple):
    """Something of each side's: the player's, and the counterpart's."""

    ours: Expression
    theirs: Expression


class Said(NamedTuple):
    """What the counterpart says for a reason; each time it has that reason again, the next line.

    Of a term: `holds`, `gives`, `thanks`. Of the whole table: `waits`, `warns`, `last`,
    `accepts`, `leaves`; and `advises`, which is the player's own side.
    """

    reason: str
    lines: tuple[Passage, ...]


class Profile(NamedTuple):
    """What the counterpart at a table may care about: `weights` are those of terms, by number, that
    are others then than without it.

    The first profile whose condition holds is the one. If none does, it is one of those without
    a condition, drawn by the play's seed, and always the same in one play.
    """

    id: str
    text: str
    weights: tuple[tuple[int, Expression], ...]
    when: Expression | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that is bargained over. Its options stand in order, from one end to the other.

    `weight` is how much it matters to each side beside the other terms. `opens` are the
    options that each side asks for at first, by number.
    """

    id: str
    label: str
    options: tuple[TermOption, ...]
    weight: Pair
    opens: tuple[int, int] = (0, 0)
    short: str = ""
    about: str = ""
    says: tuple[Said, ...] = ()

    @property
    def called(self) -> str:
        """Its short name, or its label if the short name is only that, cut."""
        return self.label if self.label.startswith(self.short) else self.short

    @property
    def words(self) -> tuple[str, ...]:
        """What it can read as, by the number that a play keeps: NO_OPTION, then its options."""
        return (NO_OPTION, *(option.id for option in self.options))

    @property
    def worths(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """What its options are worth to the player, and to the counterpart."""
        return (
            tuple(option.ours for option in self.options),
            tuple(option.theirs for option in self.options),
        )


@dataclass(frozen=True, slots=True)
class Side:
    """Who bargains, and what they have without a deal.

    `reservation` is the worth, 0 to 100, below which no deal is better for them; `without`
    says what that is (Fisher & Ury's best alternative to a negotiated agreement).
    """

    name: str
    reservation: Expression
    without: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Scene):
    """A scene in which terms are traded: a bargaining session.

    Its choices are what closes it: DEAL, LEAVE and WALKOUT, in this order.
    `rounds` is how often the player may propose. `pace` is how much of its room the
    counterpart has given by half of the rounds, in per cent; `patience`, how many proposals
    worse than no deal it hears before it leaves; `firm`, below how many per cent of what it can
    hope for it never goes. `doubt` is by how many points the forecast
    at home may be off. `articles` is what stands in the agreement in any case; `history` the
    package that history agreed on, by option numbers, if it did.
    """

    rounds: Expression
    ours: Side
    theirs: Side
    terms: tuple[Term, ...]
    voice: str = ""
    profiles: tuple[Profile, ...] = ()
    pace: Expression
    patience: Expression
    firm: Expression
    doubt: Expression
    says: tuple[Said, ...] = ()
    articles: tuple[Passage, ...] = ()
    history: tuple[int, ...] | None = None

    @property
    def packages(self) -> int:
        """How many packages there are."""
        return prod(len(term.options) for term in self.terms)

    def weights(self, side: int) -> tuple[tuple[Expression, ...], ...]:
        """For each term all that may be its weight for a side, 0 for the player's: its own, then
        those of the counterpart's profiles."""
        profiles = self.profiles if side else ()
        return tuple(
            (
                term.weight[side],
                *(weight for one in profiles for at, weight in one.weights if at == number),
            )
            for number, term in enumerate(self.terms)
        )

    @property
    def drawn(self) -> tuple[int, ...]:
        """The numbers, from 1, of the profiles of which chance draws one."""
        return tuple(n for n, one in enumerate(self.profiles, 1) if one.when is None)


@dataclass(frozen=True, slots=True)
class Event:
    """A reaction that is drawn when its condition holds.

    Of those that can be drawn, the ones of the highest `priority` come first, and among them
    chance decides by `weight`. An event with choices waits for an answer. With `interrupt` it
    comes at the next scene boundary, without being drawn from a pool. After it came, it does
    not come again for `cooldown` further scenes.
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
    """Members who vote together: how many there are, and how many of them say aye."""

    id: str
    label: str
    seats: int
    ayes: Expression


@dataclass(frozen=True, slots=True)
class Motion:
    """A question put to a vote. It passes if at least `needs` say aye."""

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
class StoryTest:
    """A play the author wants to keep true: decisions, and what must hold at their end."""

    id: str
    decisions: tuple[str, ...]
    seed: int = 0
    ends: str | None = None
    expect: tuple[Expression, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """How an ending reads on one axis: the first line whose condition holds."""

    axis: str
    lines: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """A part of the story by time: the days from `begins` on, until another act begins."""

    id: str
    title: str
    begins: date


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
    was: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """What really happened, and the choice (`scene.choice`) that history took, if one matches."""

    date: date
    text: Text
    choice: str | None = None


@dataclass(frozen=True, eq=False, repr=False)
class Story:
    """A scenario's whole content. Two stories are the same only if they are one object;
    compare `fingerprint` to learn whether they were read from the same text."""

    id: str
    title: str
    version: int
    start: str
    fingerprint: str
    about: str = ""
    minutes: int = 0
    sources: dict[str, Source] = field(default_factory=dict)
    glossary: dict[str, GlossaryTerm] = field(default_factory=dict)
    gauges: dict[str, Gauge] = field(default_factory=dict)
    flags: dict[str, Flag] = field(default_factory=dict)
    counters: dict[str, Counter] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    motions: dict[str, Motion] = field(default_factory=dict)
    axes: dict[str, Axis] = field(default_factory=dict)
    acts: tuple[Act, ...] = ()
    """In the order of time."""
    scenes: dict[str, Scene] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    endings: dict[str, Ending] = field(default_factory=dict)
    tests: dict[str, StoryTest] = field(default_factory=dict)
    history: tuple[HistoryEntry, ...] = ()

    made: dict[object, object] = field(default_factory=dict, init=False)
    """What has been made of the story, by who makes it: it lives as long as the story does."""

    def __repr__(self) -> str:
        return f"<Story {self.id} {self.version}>"

    def __getstate__(self) -> dict[str, object]:
        """The story for another process, which makes what it needs itself."""
        return {**self.__dict__, "made": {}}

    def once(self, make: Callable[[Story], T]) -> T:
        """What `make` makes of the story, made once and kept with it."""
        found = self.made.get(make)
        if found is None:
            # Two threads may both make it; all go on with the first.
            found = self.made.setdefault(make, make(self))
        return cast("T", found)

    @cached_property
    def tables(self) -> dict[str, Table]:
        """The scenes in which one bargains, by id."""
        return {name: one for name, one in self.scenes.items() if isinstance(one, Table)}

    @cached_property
    def terms(self) -> dict[str, Term]:
        """Every term by its id; tables that share one have the same options for it."""
        return {term.id: term for table in self.tables.values() for term in table.terms}

    @cached_property
    def profiles(self) -> dict[str, Table]:
        """The names under which a play keeps which profile was drawn, each with the first of the
        tables that share it: those whose profiles have the same ids."""
        found: dict[str, Table] = {}
        for table in self.tables.values():
            if table.drawn:
                found.setdefault(self.profile_name(table), table)
        return found

    def profile_name(self, table: Table) -> str:
        """The name under which a play keeps which profile was drawn for a table."""
        ids = [one.id for one in table.profiles]
        first = next(
            one for one in self.tables.values() if [each.id for each in one.profiles] == ids
        )
        return f"profile.{first.id}"

    @cached_property
    def worded(self) -> dict[str, tuple[str, ...]]:
        """The names of values that read as words, and the word for each number they may be."""
        found = {f"terms.{name}": term.words for name, term in self.terms.items()}
        for name, table in self.profiles.items():
            found[name] = (NO_OPTION, *(one.id for one in table.profiles))
        return found

    def act_on(self, day: date | None) -> Act | None:
        """The act that a day belongs to; None for no day, and for one before the first act."""
        begun = [act for act in self.acts if day is not None and act.begins <= day]
        return begun[-1] if begun else None

    @cached_property
    def places(self) -> dict[str, Scene | Event | Ending]:
        """Every scene, event and ending by its id."""
        return {**self.scenes, **self.events, **self.endings}

    @cached_property
    def choices(self) -> dict[str, Choice]:
        """Every choice by its full name, `scene.choice` or `event.choice`."""
        return {
            choice.name: choice
            for place in self.places.values()
            if not isinstance(place, Ending)
            for choice in place.choices
        }
