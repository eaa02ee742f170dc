"""A whole story: all of its parts by name, and what has been computed from it, kept with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from negotiator.story.expressions import Expression
from negotiator.story.model.exercises import Exercise
from negotiator.story.model.places import (
    Choice,
    Ending,
    Epilogue,
    Event,
    Motion,
    Return,
    Scene,
)
from negotiator.story.model.reference import (
    Act,
    Actor,
    Axis,
    GlossaryTerm,
    HistoryEntry,
    Person,
    Source,
)
from negotiator.story.model.strategies import Stance, Strategy
from negotiator.story.model.tables import NO_OPTION, Table, Term
from negotiator.story.model.values import Counter, Flag, Gauge, Promise
from negotiator.story.value_names import ACT, ACT_LEFT, BACK, DrawnProfile, Settled

T = TypeVar("T")

FORMAT = 1
"""The newest story format this program reads."""


@dataclass(frozen=True, slots=True)
class StoryTest:
    """A play the author wants to stay as it is: decisions, and what must hold after them.

    Among its decisions, `WHATEVER_COMES` answers the events that wait there. `told` are words that
    must have been told by its end, `untold` words that mustn't.
    """

    id: str
    decisions: tuple[str, ...]
    seed: int = 0
    ends: str | None = None
    expect: tuple[Expression, ...] = ()
    told: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()


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
    tagline: str = ""
    picture: str = ""
    """Lines of cells, none wider than `bounds.WIDEST_DRAWING`."""
    alt: str = ""
    """What the picture shows."""
    minutes: int = 0
    language: str = ""
    """The tag of the language its texts are in, such as `en` or `pt-BR`."""
    author: str = ""
    licence: str = ""
    ages: str = ""
    notes: str = ""
    """What a teacher should know beforehand."""
    sources: dict[str, Source] = field(default_factory=dict)
    glossary: dict[str, GlossaryTerm] = field(default_factory=dict)
    gauges: dict[str, Gauge] = field(default_factory=dict)
    flags: dict[str, Flag] = field(default_factory=dict)
    counters: dict[str, Counter] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    promises: dict[str, Promise] = field(default_factory=dict)
    motions: dict[str, Motion] = field(default_factory=dict)
    axes: dict[str, Axis] = field(default_factory=dict)
    acts: tuple[Act, ...] = ()
    """In chronological order."""
    scenes: dict[str, Scene] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    endings: dict[str, Ending] = field(default_factory=dict)
    epilogues: dict[str, Epilogue] = field(default_factory=dict)
    tests: dict[str, StoryTest] = field(default_factory=dict)
    history: tuple[HistoryEntry, ...] = ()
    stances: dict[str, Stance] = field(default_factory=dict)
    strategies: dict[str, Strategy] = field(default_factory=dict)
    exercises: dict[str, Exercise] = field(default_factory=dict)

    made: dict[object, Any] = field(default_factory=dict, init=False)
    """What has been made of the story, by the function that made it: it lives as long as the story
    does."""

    def __repr__(self) -> str:
        return f"<Story {self.id} {self.version}>"

    def __getstate__(self) -> dict[str, object]:
        """The story to hand to another process, which makes what it needs itself."""
        return {**self.__dict__, "made": {}}

    def once(self, make: Callable[[Story], T]) -> T:
        """What `make` returns for the story, made once and kept with it."""
        if make not in self.made:
            # Two threads may both make it; all use the first.
            self.made.setdefault(make, make(self))
        found: T = self.made[make]
        return found

    @cached_property
    def tables(self) -> dict[str, Table]:
        """The scenes with bargaining, by id."""
        return {name: one for name, one in self.scenes.items() if isinstance(one, Table)}

    @cached_property
    def terms(self) -> dict[str, Term]:
        """Every term by its id; tables that share one have the same options for it."""
        return {term.id: term for table in self.tables.values() for term in table.terms}

    @cached_property
    def profiles(self) -> dict[str, Table]:
        """The value names under which a play stores the drawn profile, each with the first of the
        tables that share it: those whose profiles have the same ids."""
        found: dict[str, Table] = {}
        for table in self.tables.values():
            if table.drawn:
                found.setdefault(self.profile_name(table), table)
        return found

    def profile_name(self, table: Table) -> DrawnProfile:
        """The name under which a play stores the profile drawn for a table."""
        ids = [one.id for one in table.profiles]
        first = next(
            one for one in self.tables.values() if [each.id for each in one.profiles] == ids
        )
        return DrawnProfile(first.id)

    @cached_property
    def worded(self) -> dict[str, tuple[str, ...]]:
        """The names of values that read as words, and the word for each of their numbers."""
        found: dict[str, tuple[str, ...]]
        found = {Settled(name): term.words for name, term in self.terms.items()}
        for name, table in self.profiles.items():
            found[name] = (NO_OPTION, *(one.id for one in table.profiles))
        if self.returns:
            words = (f"{'then' if one.enters else 'back'} {one.place}" for one in self.returns)
            found[BACK] = (NO_OPTION, *words)
        if self.has_front_pages:
            found[ACT] = found[ACT_LEFT] = (NO_OPTION, *(act.id for act in self.acts))
        return found

    @cached_property
    def has_front_pages(self) -> bool:
        """Whether anything is told when an act is over: only then a play keeps which act it is
        in."""
        return any(act.front_page for act in self.acts)

    @cached_property
    def returns(self) -> tuple[Return, ...]:
        """All that visits return to; a play stores its number, from 1, as long as it is on one."""
        found = (
            choice.after(branch)
            for choice in self.choices.values()
            for branch in choice.goto
            if branch.visit
        )
        return tuple(dict.fromkeys(found))

    @cached_property
    def return_numbers(self) -> dict[Return, int]:
        """The number of each of them."""
        return {one: at for at, one in enumerate(self.returns, start=1)}

    def subject(self, name: str) -> str:
        """What passages argue about under that name, as it is shown: a motion, a glossary term or
        an axis."""
        if name in self.motions:
            return self.motions[name].title
        return self.glossary[name].term if name in self.glossary else self.axes[name].label

    def of_epilogue(self, epilogue: Epilogue) -> str:
        """Of whom or what an epilogue tells, as it is shown."""
        return self.people[epilogue.person].name if epilogue.person else epilogue.place

    def act_on(self, day: date | None) -> Act | None:
        """The act that a day belongs to; None without a day, or for one before the first act."""
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
