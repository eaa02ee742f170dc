"""All that can happen next: every outcome of every open choice, each with its chance.

The real engine does the deciding; only its luck is replaced, by one that is told what to
draw. Seed and draw number are no part of a state here: both stay 0, so that states compare.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from negotiator.engine.program import Note, Value, Values, Vote, compiled, program
from negotiator.engine.rules import Agenda, Luck, State, Way, start
from negotiator.story.model import Story


class Move(NamedTuple):
    """One outcome of one decision: where it leads, how likely, and what happened on the way."""

    option: str
    state: State
    chance: Fraction
    came: tuple[str, ...]
    """The events that came, in order."""
    votes: tuple[tuple[str, bool], ...]
    """The motions that were voted on, and whether they passed."""
    entered: str
    """The scene or ending that was entered; empty if none was."""


def initial(story: Story) -> State:
    """The state before the first decision, which no seed changes."""
    return start(story, 0)


def normal(state: State) -> State:
    """The state without its seed and draw number."""
    return state._replace(seed=0, draws=0)


def successors(story: Story, state: State) -> Iterator[tuple[str, State, Fraction]]:
    """Every outcome of every open choice: its id, the state it leads to, and its chance.

    The chances of one choice add up to 1. The same state may come more than once.
    """
    for move in moves(story, state):
        yield move.option, move.state, move.chance


def moves(story: Story, state: State) -> Iterator[Move]:
    """Every outcome of every open choice, with what happened on the way."""
    for option in program(story)[state.scene].options(state.values):
        if option.open:
            yield from outcomes(story, state, option.id)


def outcomes(story: Story, state: State, option_id: str) -> Iterator[Move]:
    """Every outcome of one choice, which must be open."""
    ready = program(story)
    decided = list(state.values)
    noted: list[Note] = []
    choice = ready[state.scene].choices[option_id]
    choice.decide(decided, 0, 0, noted)
    for to, per_cent in _ways(story, choice.choice.name)(decided):
        share = Fraction(per_cent, 100)
        agenda = state.agenda if to is None else Agenda("boundary", to, 0, ())
        script: list[int] | None = []
        while script is not None:
            luck = _Told(script)
            values, notes = decided.copy(), noted.copy()
            way = Way(ready, values, notes, luck)
            after = way.go(state.scene, agenda)
            yield Move(
                option_id,
                after,
                share * luck.chance,
                tuple(came.event for came in (*way.interrupts, *way.reactions)),
                tuple((one.motion, one.passed) for one in notes if isinstance(one, Vote)),
                way.entered,
            )
            script = luck.next_script()


class _Told(Luck):
    """Luck that draws what a script says, then always the first that has any weight."""

    def __init__(self, script: list[int]) -> None:
        super().__init__(0, 0)
        self.script = script
        self.thrown: list[list[int]] = []
        self.chance = Fraction(1)

    def pick(self, weights: list[int]) -> int:
        if len(self.thrown) == len(self.script):
            self.script.append(0)
        picked = self.script[len(self.thrown)]
        self.thrown.append(weights)
        self.chance *= Fraction(weights[picked], sum(weights))
        return picked

    def next_script(self) -> list[int] | None:
        """The script after this one, in order; None if this was the last."""
        script = self.script[: len(self.thrown)]
        while script:
            if script[-1] + 1 < len(self.thrown[len(script) - 1]):
                return [*script[:-1], script[-1] + 1]
            script.pop()
        return None


Ways = Callable[[list[Value]], list[tuple[str | None, int]]]


@cache
def _ways(story: Story, choice_name: str) -> Ways:
    """A function from values to every place the choice may lead to and its per cent."""
    choice = story.choices[choice_name]
    if not choice.goto:
        return lambda _: [(None, 100)]
    layout = program(story).layout
    branches: list[tuple[str, int | None, Callable[[Values], bool] | None]] = [
        (one.to, one.chance, compiled(one.when, layout) if one.when is not None else None)
        for one in choice.goto
    ]

    def ways(values: list[Value]) -> list[tuple[str | None, int]]:
        found: dict[str | None, int] = {}
        left = 100
        for to, chance, holds in branches:
            if holds is not None and not holds(values):  # type: ignore[arg-type]
                continue
            share = left if chance is None else min(left, chance)
            if share:
                found[to] = found.get(to, 0) + share
            left -= share
            if not left:
                break
        return list(found.items())

    return ways
