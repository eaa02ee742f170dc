"""The rules of play without the words: what a million plays need, and no more.

The functions are generated from the same source as those of `program`, with texts and notes
left out; how events come stands in `rounds`. A test holds every play against `rules.choose`.
It picks nothing: whoever plays takes a number from a menu.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from negotiator.engine.bargaining import Bargaining, Package
from negotiator.engine.chance import draw
from negotiator.engine.program import (
    Layout,
    Maker,
    Value,
    comes_when,
    deciding,
    entering,
    open_when,
    program,
    way,
)
from negotiator.engine.rounds import Reached, Round, Waiting, round_of
from negotiator.engine.rules import State, start, talks
from negotiator.story.model import DEAL, Choice, Effect, Ending, Event, Scene, Story, Table

Decide = Callable[[list[Value], int, int], tuple[str | None, int]]
"""Does a decision to the values; from seed and draws so far it gives where it leads (None: it
stays) and the draws then."""
Arrive = Callable[[list[Value], int, int, list[str]], Reached]
"""Enters a place, with all events on the way, which are added to the list."""
Move = Callable[[list[Value], int, int, list[str], Waiting | None], Reached]
"""A decision and all that follows, if this waits for it."""


@dataclass(frozen=True, slots=True)
class Menu:
    """What a place offers in one situation: the open choices.

    `decides` and `moves` have their functions. `counts` is the caller's: how often each was
    taken, by its number here. `key` has a bit for each of the place's choices that is open.
    Where none is, one leads to STUCK.
    """

    decides: tuple[Decide, ...]
    moves: tuple[Move, ...]
    counts: list[int]
    size: int
    choices: tuple[Choice, ...]
    key: int


@dataclass(frozen=True, slots=True)
class Stop:
    """A place on the way of a headless play. In an ending, `offered` is None.

    `arrive` lets interrupts come before it, then enters it and lets its round of events come.
    `menus` has those that came up.
    """

    offered: Callable[[list[Value]], Menu] | None
    arrive: Arrive
    menus: dict[int, Menu]


STUCK = ""
"""The place that a menu without an open choice leads to."""


class _Wordless(Maker):
    """Makes functions that note nothing."""

    def write(self, effect: Effect, cause: str) -> list[str]:  # noqa: ARG002
        return [f"v[{self.layout.slots[effect.target]}] = b"]

    def vote(self, motion: str, ayes: dict[str, str], needs: str, cause: str) -> list[str]:  # noqa: ARG002
        return [f"a, b = {' + '.join(ayes.values()) or 0}, {needs}"]

    def lead(self, to: str | None) -> str:
        return f"return {to!r}, draws"


class _Moving(_Wordless):
    """Makes functions that go on to where a decision leads."""

    def __init__(self, layout: Layout, here: Scene | Event, stops: Headless) -> None:
        super().__init__(layout)
        self.named["stops"] = stops
        # An event waits for its answer only within a round.
        stay = f"{here.id!r}, draws, None"
        on = "waiting[0](v, seed, draws, events, *waiting[1:])"
        self.stay = on if isinstance(here, Event) else stay

    def lead(self, to: str | None) -> str:
        if to is None:
            return f"return {self.stay}"
        return f"return stops[{to!r}].arrive(v, seed, draws, events)"


class Headless(dict[str, Stop]):
    """The story's places by id as a headless play needs them, each made when first asked for."""

    def __init__(self, story: Story) -> None:
        super().__init__()
        self.story = story
        self.layout = program(story).layout
        self.pools: dict[str, list[Event]] = {"": []}
        for event in story.events.values():
            self.pools.setdefault(event.pool, []).append(event)
        self.rounds = _Rounds(self)
        self.entries = _Entries(self)
        self[STUCK] = Stop(None, lambda v, seed, draws, events: (STUCK, draws, None), {})  # noqa: ARG005
        begun = start(story, 0)
        self.first = begun.scene
        self.begun = list(begun.values)

    def __missing__(self, place_id: str) -> Stop:
        place = self.story.places[place_id]
        menus: dict[int, Menu] = {}
        if isinstance(place, Ending):
            offered = None
        elif isinstance(place, Table):
            offered = _ends(place, self, menus)
        else:
            offered = _offered(place, self, menus)
        self[place_id] = stop = Stop(offered, self._arrive(place), menus)
        return stop

    def line(
        self, place_id: str, option_id: str, values: tuple[Value, ...], seed: int, draws: int
    ) -> tuple[str, ...]:
        """The decisions, by id, that make a choice: at a table, proposals that come to it."""
        state = State(place_id, values, seed, draws)
        session = talks(self.story, state)
        if session is None:
            return (option_id,)
        package = picked(session.bargaining, seed, draws) if option_id == DEAL else None
        return session.line_to(option_id, package)

    def _arrive(self, place: Scene | Event | Ending) -> Arrive:
        """What `rules.Way` does with the agenda of a boundary, from its beginning."""
        maker = _Wordless(self.layout)
        body = []
        if isinstance(place, Scene) and self.pools[""]:
            comes = " or ".join(f"({comes_when(event, maker)})" for event in self.pools[""])
            interrupts = maker.name(self.rounds[""])
            body += [
                f"if {comes}:",
                f"    return {interrupts}(v, seed, draws, events, 0, 0, {place.id!r})",
            ]
        return _entry(place, body, maker, self.rounds)


class _Rounds(dict[str, Round]):
    """The rounds of events by pool; that of the interrupts, which has no name, ends with entering
    the place."""

    def __init__(self, stops: Headless) -> None:
        super().__init__()
        self.stops = stops

    def __missing__(self, pool: str) -> Round:
        maker = _Wordless(self.stops.layout)
        after = "to, draws, None"
        if not pool:
            after = f"{maker.name(self.stops.entries)}[to](v, seed, draws, events)"
        events = self.stops.pools.get(pool, [])
        self[pool] = made = round_of(events, maker, endless=not pool, after=after)
        return made


class _Entries(dict[str, Arrive]):
    """What follows the interrupts, by place: entering it, and its round of events."""

    def __init__(self, stops: Headless) -> None:
        super().__init__()
        self.stops = stops

    def __missing__(self, place_id: str) -> Arrive:
        place = self.stops.story.places[place_id]
        maker = _Wordless(self.stops.layout)
        self[place_id] = made = _entry(place, [], maker, self.stops.rounds)
        return made


def _entry(
    place: Scene | Event | Ending, before: list[str], maker: Maker, rounds: _Rounds
) -> Arrive:
    """A function that enters a place and lets its round of events come."""
    body = [*before, *entering(place, maker)]
    draw = place.draw if isinstance(place, Scene) else None
    if draw is None:
        body.append(f"return {place.id!r}, draws, None")
    else:
        come = maker.name(rounds[draw.pool])
        body.append(f"return {come}(v, seed, draws, events, {draw.at_most}, 0, {place.id!r})")
    made: Arrive = maker.function("v, seed, draws, events", body)
    return made


def _offered(
    place: Scene | Event, stops: Headless, menus: dict[int, Menu]
) -> Callable[[list[Value]], Menu]:
    """A function from values to the menu; `menus` collects those that came up."""
    choices = place.choices
    maker = _Wordless(stops.layout)
    moving = _Moving(stops.layout, place, stops)
    decides: list[Decide] = [_does(choice, maker, "v, seed, draws") for choice in choices]
    moves: list[Move] = [
        _does(choice, moving, "v, seed, draws, events, waiting") for choice in choices
    ]

    def make(key: int) -> Menu:
        numbers = [number for number in range(len(choices)) if key >> number & 1]
        does = tuple(decides[number] for number in numbers) or (_stay_stuck,)
        goes = tuple(moves[number] for number in numbers) or (_move_stuck,)
        picked = tuple(choices[number] for number in numbers)
        menus[key] = menu = Menu(does, goes, [0] * len(does), len(does), picked, key)
        return menu

    always = 0
    body = []
    for number, choice in enumerate(choices):
        condition = open_when(choice, maker)
        if condition:
            body.append(f"if {condition}: m += {1 << number}")
        else:
            always += 1 << number
    if not body:
        body = [f"return {maker.name(make(always))}"]
    else:
        known = maker.name(menus)
        body = [
            f"m = {always}",
            *body,
            f"return {known}[m] if m in {known} else {maker.name(make)}(m)",
        ]
    offered: Callable[[list[Value]], Menu] = maker.function("v", body)
    return offered


_PICKED = 0xDEA1
"""Added to a play's seed to pick a package, which is no draw of the play's."""


def picked(bargaining: Bargaining, seed: int, draws: int) -> Package:
    """Any of the packages that can be agreed on, each as likely as the next."""
    ends = bargaining.ends
    return bargaining.package(ends[draw(seed + _PICKED, draws) * len(ends) >> 64])


def _ends(table: Table, stops: Headless, menus: dict[int, Menu]) -> Callable[[list[Value]], Menu]:
    """A function from values to how a table may close, a deal being on any package."""
    ready = program(stops.story).table(table.id)
    maker = _Wordless(stops.layout)
    moving = _Moving(stops.layout, table, stops)
    decides: list[Decide] = [_does(choice, maker, "v, seed, draws") for choice in table.choices]
    moves: list[Move] = [
        _does(choice, moving, "v, seed, draws, events, waiting") for choice in table.choices
    ]

    def settled(does: Callable[..., Any]) -> Callable[..., Any]:
        def deal(values: list[Value], seed: int, draws: int, *rest: object) -> Any:
            package = picked(ready.bargaining(values), seed, draws)
            ready.settle(package, values, [])
            return does(values, seed, draws, *rest)

        return deal

    numbers = {choice.id: number for number, choice in enumerate(table.choices)}
    decides[numbers[DEAL]] = settled(decides[numbers[DEAL]])
    moves[numbers[DEAL]] = settled(moves[numbers[DEAL]])

    def make(key: int) -> Menu:
        open_ = [number for number in numbers.values() if key >> number & 1]
        menus[key] = menu = Menu(
            tuple(decides[number] for number in open_),
            tuple(moves[number] for number in open_),
            [0] * len(open_),
            len(open_),
            tuple(table.choices[number] for number in open_),
            key,
        )
        return menu

    def offered(values: list[Value]) -> Menu:
        key = sum(1 << numbers[closing] for closing in ready.bargaining(values).closings)
        return menus[key] if key in menus else make(key)

    return offered


def _does(choice: Choice, maker: Maker, parameters: str) -> Callable[..., Any]:
    return maker.function(parameters, [*deciding(choice, maker), *way(choice, maker)])


def _stay_stuck(values: list[Value], seed: int, draws: int) -> tuple[str | None, int]:  # noqa: ARG001
    return STUCK, draws


def _move_stuck(
    values: list[Value],  # noqa: ARG001
    seed: int,  # noqa: ARG001
    draws: int,
    events: list[str],  # noqa: ARG001
    waiting: Waiting | None,  # noqa: ARG001
) -> Reached:
    return STUCK, draws, None


@cache
def headless(story: Story) -> Headless:
    """The story made ready for headless plays, once."""
    return Headless(story)
