"""The rules of play without the words: what a million plays need, and no more.

The functions are generated from the same source as those of `program`, with texts and notes
left out, and events come by the same `rules`. It decides nothing of its own: whoever plays
chooses a number from a menu, and a test holds each play against `rules.choose`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from negotiator.engine.program import (
    Layout,
    Maker,
    Program,
    ReadyPlace,
    Told,
    Value,
    comes_when,
    deciding,
    entering,
    open_when,
    way,
)
from negotiator.engine.rules import Agenda, Luck, State, Way, start
from negotiator.story.model import Choice, Effect, Ending, Event, Scene, Story

Decide = Callable[[list[Value], int, int], tuple[str | None, int]]
"""Does a decision to the values; from seed and draws so far it gives where it leads (None: it
stays) and the draws then."""


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

    `enter` does what happens on entering; `busy` says whether an event may come on the way
    there, so that the rules must be asked (None: none ever does).
    """

    enter: Callable[[list[Value]], None] | None
    offered: Callable[[list[Value]], Menu] | None
    busy: Callable[[list[Value]], bool] | None
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
        self.program = _Silent(story)
        self[STUCK] = Stop(None, None, None, {})
        begun = start(story, 0)
        self.first = begun.scene
        self.begun = list(begun.values)

    def __missing__(self, place_id: str) -> Stop:
        place = self.story.places[place_id]
        maker = _Wordless(self.program.layout)
        entered = entering(place, maker)
        enter = maker.function("v", entered) if entered else None
        if isinstance(place, Ending):
            self[place_id] = stop = Stop(enter, None, None, {})
            return stop
        menus: dict[int, Menu] = {}
        offered = _offered(place.choices, maker, menus)
        self[place_id] = stop = Stop(enter, offered, self._busy(place, maker), menus)
        return stop

    def _busy(self, place: Scene | Event, maker: Maker) -> Callable[[list[Value]], bool] | None:
        if isinstance(place, Event):
            return None
        interrupts = [one.event for one in self.program.pools[""]]
        conditions = [f"({comes_when(event, maker)})" for event in interrupts]
        if place.draw is not None:
            conditions = ["True"]
        if not conditions:
            return None
        busy: Callable[[list[Value]], bool] = maker.function(
            "v", [f"return {' or '.join(conditions)}"]
        )
        return busy

    def go(
        self, here: str, agenda: Agenda, values: list[Value], seed: int, draws: int
    ) -> tuple[State, list[str]]:
        """Go on with an agenda by the rules: where the play is then, and the events that came."""
        on = Way(self.program, values, [], Luck(seed, draws))
        after = on.go(here, agenda)
        return after, [came.event for came in (*on.interrupts, *on.reactions)]


class _Silent(Program):
    """The story made ready with nothing to tell."""

    def __init__(self, story: Story) -> None:
        super().__init__(story)
        for pool in self.pools.values():
            for event in pool:
                event.tell = _nothing

    def __missing__(self, place_id: str) -> ReadyPlace:
        place = super().__missing__(place_id)
        place.tell = _nothing
        return place


def _nothing(_: Any) -> tuple[Told, ...]:
    return ()


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
