"""The rules of play without the words: what a million plays need, and no more.

The functions are generated from the same source as those of `program`, with texts and notes
left out. Only the order in which events come is written down again (`Headless.go`), and a test
holds every play against `rules.choose`. It picks nothing: whoever plays takes a number from a
menu.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

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
from negotiator.engine.rules import Agenda, Luck, start
from negotiator.story.model import Choice, Effect, Ending, Event, Scene, Story

Decide = Callable[[list[Value], int, int], tuple[str | None, int]]
"""Does a decision to the values; from seed and draws so far it gives where it leads (None: it
stays) and the draws then."""


Come = Callable[[list[Value], tuple[str, ...], Luck], str]
"""Lets one event of a pool come that isn't among those that came already; empty if none can."""


class Menu(NamedTuple):
    """What a place offers in one situation: the open choices.

    `counts` is the caller's: how often each was taken, by its number here. `key` has a bit
    for each of the place's choices that is open. Where none is, one leads to STUCK.
    """

    decides: tuple[Decide, ...]
    counts: list[int]
    size: int
    choices: tuple[Choice, ...]
    key: int


class Stop(NamedTuple):
    """A place on the way of a headless play. In an ending, `offered` is None.

    `enter` does what happens on entering; `busy` says whether an interrupt comes before that
    (None: never). `come` lets an event of its `round` come. Where either is to be done,
    `Headless.go` does it.
    """

    enter: Callable[[list[Value]], None] | None
    offered: Callable[[list[Value]], Menu] | None
    busy: Callable[[list[Value]], bool] | None
    boundary: Agenda
    round: Agenda | None
    come: Come | None
    menus: dict[int, Menu]


STUCK = ""
"""The place that a menu without an open choice leads to."""


class _Wordless(Maker):
    """Makes functions that note nothing."""

    def __init__(self, layout: Layout) -> None:
        super().__init__(layout)
        self.named["log"] = deque(maxlen=0)

    def write(self, effect: Effect, cause: str) -> list[str]:  # noqa: ARG002
        return [f"v[{self.layout.slots[effect.target]}] = b"]

    def lead(self, to: str | None) -> str:
        return f"return {to!r}, draws"


class Headless(dict[str, Stop]):
    """The story's places by id as a headless play needs them, each made when first asked for."""

    def __init__(self, story: Story) -> None:
        super().__init__()
        self.story = story
        self.layout = program(story).layout
        pools: dict[str, list[Event]] = {"": []}
        for event in story.events.values():
            pools.setdefault(event.pool, []).append(event)
        self.interrupts = pools[""]
        self.asking = {event.id for event in story.events.values() if event.choices}
        self.pools = {name: _coming(pool, self.layout, self) for name, pool in pools.items()}
        self[STUCK] = Stop(None, None, None, Agenda("boundary", STUCK, 0, ()), None, None, {})
        begun = start(story, 0)
        self.first = begun.scene
        self.begun = list(begun.values)

    def __missing__(self, place_id: str) -> Stop:
        place = self.story.places[place_id]
        maker = _Wordless(self.layout)
        entered = entering(place, maker)
        enter = maker.function("v", entered) if entered else None
        boundary = Agenda("boundary", place_id, 0, ())
        if isinstance(place, Ending):
            self[place_id] = stop = Stop(enter, None, None, boundary, None, None, {})
            return stop
        menus: dict[int, Menu] = {}
        offered = _offered(place.choices, maker, menus)
        draw = place.draw if isinstance(place, Scene) else None
        round_ = Agenda("round", place_id, draw.at_most, ()) if draw else None
        come = self.pools[draw.pool] if draw else None
        self[place_id] = stop = Stop(
            enter, offered, self._busy(place, maker), boundary, round_, come, menus
        )
        return stop

    def _busy(self, place: Scene | Event, maker: Maker) -> Callable[[list[Value]], bool] | None:
        if isinstance(place, Event):
            return None
        conditions = [f"({comes_when(event, maker)})" for event in self.interrupts]
        if not conditions:
            return None
        busy: Callable[[list[Value]], bool] = maker.function(
            "v", [f"return {' or '.join(conditions)}"]
        )
        return busy

    def go(
        self, here: Agenda, values: list[Value], seed: int, draws: int
    ) -> tuple[str, int, Agenda | None, list[str]]:
        """Go on with an agenda as `rules.Way` does, which says why in this order.

        Gives the place where the play is then, the draws, what is still to come, and the
        events that came.
        """
        stage, to, left, came = here
        luck = Luck(seed, draws)
        events: list[str] = []
        stop = self[to]
        if stage == "boundary":
            while stop.offered is not None and (event := self.pools[""](values, came, luck)):
                events.append(event)
                came = (*came, event)
                if event in self.asking and self[event].offered(values).choices:  # type: ignore[misc]
                    return event, luck.draws, Agenda(stage, to, left, came), events
            if stop.enter is not None:
                stop.enter(values)
            left, came = stop.round.left if stop.round else 0, ()
        if stop.come is not None:
            come = stop.come
            while left > 0 and (event := come(values, came, luck)):
                left -= 1
                events.append(event)
                came = (*came, event)
                if event in self.asking and self[event].offered(values).choices:  # type: ignore[misc]
                    return event, luck.draws, Agenda("round", to, left, came), events
        return to, luck.draws, None, events


def _coming(events: list[Event], layout: Layout, enters: Headless) -> Come:
    """A function that lets one event of a pool come: of the highest priority, and by weight."""
    maker = _Wordless(layout)
    maker.named["pick"] = _picked
    body = []
    for priority in sorted({event.priority for event in events}, reverse=True):
        body += ["able = []", "weights = []"]
        for event in events:
            if event.priority == priority:
                weight = "1" if event.weight is None else maker.test(event.weight)
                body += [
                    f"if ({comes_when(event, maker)}) and {event.id!r} not in came:",
                    f"    able.append({event.id!r})",
                    f"    weights.append({weight})",
                ]
        body += ["if able:", f"    return pick(able, weights, v, luck, {maker.name(enters)})"]
    come: Come = maker.function("v, came, luck", [*body, "return ''"])
    return come


def _picked(
    able: list[str], weights: list[int], values: list[Value], luck: Luck, enters: Headless
) -> str:
    """Which event of the able ones comes; what happens on its coming is done."""
    event = able[luck.pick(weights)] if len(able) > 1 else able[0]
    enter = enters[event].enter
    if enter is not None:
        enter(values)
    return event


def _offered(
    choices: tuple[Choice, ...], maker: Maker, menus: dict[int, Menu]
) -> Callable[[list[Value]], Menu]:
    """A function from values to the menu; `menus` collects those that came up."""
    decides = [
        maker.function("v, seed, draws", [*deciding(choice, maker), *way(choice, maker)])
        for choice in choices
    ]

    def make(key: int) -> Menu:
        numbers = [number for number in range(len(choices)) if key >> number & 1]
        does = tuple(decides[number] for number in numbers) or (_stay_stuck,)
        picked = tuple(choices[number] for number in numbers)
        menus[key] = menu = Menu(does, [0] * len(does), len(does), picked, key)
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


def _stay_stuck(values: list[Value], seed: int, draws: int) -> tuple[str | None, int]:  # noqa: ARG001
    return STUCK, draws


@cache
def headless(story: Story) -> Headless:
    """The story made ready for headless plays, once."""
    return Headless(story)
