"""The rules of play without the words: what thousands of plays need, and no more.

The functions are generated from the same source as those of `program`, with texts and notes
left out; how events come stands in `rounds`. A test holds every play against `rules.choose`.
It picks nothing: whoever plays takes a number from a menu.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from negotiator.engine.bargaining import Bargaining, Package
from negotiator.engine.chance import draw
from negotiator.engine.program import (
    Maker,
    Value,
    comes_when,
    deciding,
    entering,
    open_when,
    program,
    way,
)
from negotiator.engine.rounds import Reached, Round, round_of
from negotiator.engine.rules import State, start, talks
from negotiator.story.model import DEAL, Choice, Effect, Ending, Event, Scene, Story, Table

Decide = Callable[[list[Value], int, int, int], tuple[str | None, int]]
"""Does a decision to the values; from seed, draws and decisions so far it gives where it leads
(None: it stays) and the draws then."""
Arrive = Callable[[list[Value], int, int, list[str]], Reached]
"""Enters a place, with all events on the way, which are added to the list."""


@dataclass(frozen=True, slots=True)
class Menu:
    """What a place offers in one situation: the open choices, with their functions.

    `key` has a bit for each of the place's choices that is open.
    """

    decides: tuple[Decide, ...]
    choices: tuple[Choice, ...]
    key: int


@dataclass(frozen=True, slots=True)
class Stop:
    """A place on the way of a headless play. In an ending, `offered` is None.

    `arrive` lets interrupts come before it, then enters it and lets its round of events come.
    """

    offered: Callable[[list[Value]], Menu] | None
    arrive: Arrive


class _Wordless(Maker):
    """Makes functions that note nothing."""

    def write(self, effect: Effect, cause: str) -> list[str]:  # noqa: ARG002
        return [f"v[{self.layout.slots[effect.target]}] = b"]

    def vote(self, motion: str, ayes: dict[str, str], needs: str, cause: str) -> list[str]:  # noqa: ARG002
        return [f"a, b = {' + '.join(ayes.values()) or 0}, {needs}"]

    def lead(self, to: str | None) -> str:
        return f"return {to!r}, draws"


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
        begun = start(story, 0)
        self.first = begun.scene
        self.begun = list(begun.values)

    def __missing__(self, place_id: str) -> Stop:
        place = self.story.places[place_id]
        if isinstance(place, Ending):
            offered = None
        elif isinstance(place, Table):
            offered = _bargained(place, self)
        else:
            offered = _offered(place, self)
        self[place_id] = stop = Stop(offered, self._arrive(place))
        return stop

    def line(
        self, place_id: str, option_id: str, values: tuple[Value, ...], seed: int, turn: int
    ) -> tuple[str, ...]:
        """The decisions, by id, that make a choice: at a table, proposals that come to it."""
        # Asked of every turn of a play: what is no table needs no function of the engine's.
        if place_id not in self.story.tables:
            return (option_id,)
        session = talks(self.story, State(place_id, values, seed, 0))
        assert session is not None
        package = picked(session.bargaining, seed, turn) if option_id == DEAL else None
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


def _offered(place: Scene | Event, stops: Headless) -> Callable[[list[Value]], Menu]:
    """A function from values to the menu."""
    choices = place.choices
    maker = _Wordless(stops.layout)
    decides = [_decide(choice, maker) for choice in choices]
    always = 0
    body = []
    for number, choice in enumerate(choices):
        condition = open_when(choice, maker)
        if condition:
            body.append(f"if {condition}: m += {1 << number}")
        else:
            always += 1 << number
    menus = maker.name(_Menus(choices, decides))
    offered: Callable[[list[Value]], Menu] = maker.function(
        "v", [f"m = {always}", *body, f"return {menus}[m]"]
    )
    return offered


class _Menus(dict[int, Menu]):
    """The menus of a place by their keys."""

    def __init__(self, choices: tuple[Choice, ...], decides: list[Decide]) -> None:
        super().__init__()
        self.choices = choices
        self.decides = decides

    def __missing__(self, key: int) -> Menu:
        numbers = [number for number in range(len(self.choices)) if key >> number & 1]
        self[key] = menu = Menu(
            tuple(self.decides[number] for number in numbers),
            tuple(self.choices[number] for number in numbers),
            key,
        )
        return menu


PACKAGES_SEED = 3 << 62
"""Added to a play's seed to pick a package, which is no draw of the play's."""


def picked(bargaining: Bargaining, seed: int, turn: int) -> Package:
    """Any of the packages that can be agreed on, each as likely as the next, by the play's seed
    and how many decisions were made before."""
    ends = bargaining.ends
    return bargaining.package(ends[draw(seed + PACKAGES_SEED, turn) * len(ends) >> 64])


def _bargained(table: Table, stops: Headless) -> Callable[[list[Value]], Menu]:
    """A function from values to how a table may close, a deal being on any package."""
    ready = program(stops.story).table(table.id)
    maker = _Wordless(stops.layout)
    decides = [_decide(choice, maker) for choice in table.choices]
    numbers = {choice.id: number for number, choice in enumerate(table.choices)}
    follows = decides[numbers[DEAL]]

    def deal(values: list[Value], seed: int, draws: int, turn: int) -> tuple[str | None, int]:
        package = picked(ready.bargaining(values), seed, turn)
        ready.settle(package, values, [])
        return follows(values, seed, draws, turn)

    decides[numbers[DEAL]] = deal
    menus = _Menus(table.choices, decides)

    def offered(values: list[Value]) -> Menu:
        return menus[sum(1 << numbers[one] for one in ready.bargaining(values).closings)]

    return offered


def _decide(choice: Choice, maker: Maker) -> Decide:
    body = [*deciding(choice, maker), *way(choice, maker)]
    made: Decide = maker.function("v, seed, draws, turn", body)
    return made


@cache
def headless(story: Story) -> Headless:
    """The story made ready for headless plays, once."""
    return Headless(story)
