"""The rules of play: from a state and a decision to the next state.

Pure functions over immutable states. A decision is done in this order: the choice must be
open; it is counted; its effects are done from the top; its outcome is told; its way on is
found; the place it leads to is entered, counted and told.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from negotiator.engine.program import Change, Option, Told, Value, Values, program
from negotiator.story.diagnostics import nearest
from negotiator.story.model import Ending, Gauge, Story

_new = tuple.__new__


class State(NamedTuple):
    """Everything that a play has decided. Compares and hashes by value.

    `values` is laid out by the story's program; read it with `values(story, state)`.
    """

    scene: str
    values: Values
    seed: int
    draws: int


class Step(NamedTuple):
    """A decision and what came of it."""

    before: State
    option: Option
    state: State
    outcome: tuple[Told, ...]
    scene: tuple[Told, ...]
    changes: tuple[Change, ...]

    @property
    def told(self) -> tuple[Told, ...]:
        """All that is told, in order: the outcome, then the place it leads to."""
        return self.outcome + self.scene

    @property
    def decision(self) -> str:
        """Its name in saves: `scene.choice`."""
        return f"{self.before.scene}.{self.option.id}"

    @property
    def moved(self) -> bool:
        """Whether it led into a place, even if that is the same one again."""
        return bool(self.scene) or self.before.scene != self.state.scene


class NotOfferedError(ValueError):
    """A decision that can't be made in this state; says why."""


def start(story: Story, seed: int) -> State:
    """The state before the first decision."""
    ready = program(story)
    values = list(ready.layout.start)
    visits = ready[story.start].visits
    if visits is not None:
        values[visits] += 1
    return State(story.start, tuple(values), seed, 0)


def tell(story: Story, state: State) -> tuple[Told, ...]:
    """The passages of the place where the state is."""
    return program(story)[state.scene].tell(state.values)


def options(story: Story, state: State) -> tuple[Option, ...]:
    """What the player sees to choose from, locked choices included; none in an ending."""
    values = state.values
    found = []
    for ready in program(story)[state.scene].choices.values():
        option = ready.option(values)
        if option is not None:
            found.append(option)
    return tuple(found)


def choose(story: Story, state: State, option_id: str) -> Step:
    """Make a decision.

    Raises NotOfferedError, and does nothing, if that choice isn't open in this state.
    """
    scene, values, seed, draws = state
    ready = program(story)
    here = ready[scene]
    choice = here.choices.get(option_id)
    option = choice.option(values) if choice is not None else None
    if choice is None or option is None or not option.open:
        raise NotOfferedError(_why_not(story, state, option_id, option))
    v = list(values)
    changes: list[Change] = []
    if choice.apply is not None:
        choice.apply(v, changes)
    outcome = choice.outcome(v)
    way = choice.way
    if way is None:
        after = _new(State, (scene, tuple(v), seed, draws))
        return _new(Step, (state, option, after, outcome, (), tuple(changes)))
    if isinstance(way, str):
        to = way
    else:
        to, draws = way(v, seed, draws)
    there = ready[to]
    if there.visits is not None:
        v[there.visits] += 1
    after = _new(State, (to, tuple(v), seed, draws))
    return _new(Step, (state, option, after, outcome, there.tell(v), tuple(changes)))


def ended(story: Story, state: State) -> Ending | None:
    """The ending that the play has come to, if it has."""
    return story.endings.get(state.scene)


def values(story: Story, state: State) -> dict[str, Value]:
    """Gauges, flags and the counts kept, by name."""
    return dict(zip(program(story).layout.slots, state.values, strict=True))


def state_from(
    story: Story, scene: str, named: Mapping[str, Value], *, seed: int, draws: int
) -> State:
    """The state in a place with these values; what isn't named is as at the start.

    Names may be old ones (`was:`). Gauges are kept in their range. Raises KeyError if there
    is no such scene.
    """
    place = next(
        one
        for one in (*story.scenes.values(), *story.endings.values(), None)
        if one is None or one.id == scene or scene in one.was
    )
    if place is None:
        raise KeyError(scene)
    layout = program(story).layout
    found = list(layout.start)
    for name, slot in layout.slots.items():
        gauge = story.gauges.get(name)
        known = gauge or story.flags.get(name)
        for one in (name, *(known.was if known else ())):
            if one in named:
                found[slot] = _fitted(named[one], gauge, flag=name in story.flags)
                break
    return State(place.id, tuple(found), seed, draws)


def _fitted(value: Value, gauge: Gauge | None, *, flag: bool) -> Value:
    if flag:
        return bool(value)
    return max(gauge.low, min(gauge.high, int(value))) if gauge else int(value)


def _why_not(story: Story, state: State, option_id: str, option: Option | None) -> str:
    if ended(story, state):
        return f"the play has ended, so `{option_id}` can't be chosen"
    choices = program(story)[state.scene].choices
    if option_id not in choices:
        near = nearest(option_id, choices)
        hint = f"; did you mean `{near}`?" if near else ""
        return f"the scene `{state.scene}` has no choice `{option_id}`{hint}"
    reason = f": {option.reason}" if option else ""
    return f"`{option_id}` is not open now{reason}"
