"""The rules of play: from a state and a decision to the next state.

Pure functions over immutable states. A decision is done in this order: the choice must be
open; it is counted; its effects are done from the top; its outcome is told; its way on is
found; the place it leads to is entered, counted and told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from negotiator.engine.program import Change, Move, Option, Told, Value, Values, program
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
    moved: bool
    """Whether it led into a place, even if that is the same one again."""
    scene: tuple[Told, ...]
    moves: tuple[Move, ...]
    """What `changes` is made from when it is asked for."""

    @property
    def changes(self) -> tuple[Change, ...]:
        """What moved, in order, and why."""
        return tuple(Change(*move, cause=self.decision) for move in self.moves)

    @property
    def told(self) -> tuple[Told, ...]:
        """All that is told, in order: the outcome, then the place it leads to."""
        return self.outcome + self.scene

    @property
    def decision(self) -> str:
        """Its name in saves: `scene.choice`."""
        return f"{self.before.scene}.{self.option.id}"


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
    return program(story)[state.scene].options(state.values)


def choose(story: Story, state: State, option_id: str) -> Step:
    """Make a decision.

    Raises NotOfferedError, and does nothing, if that choice isn't open in this state.
    """
    scene, values, seed, draws = state
    ready = program(story)
    here = ready[scene]
    choice = here.choices.get(option_id)
    seen = choice.option(values) if choice is not None else ()
    if choice is None or not seen or not seen[0].open:
        raise NotOfferedError(_why_not(story, state, option_id, seen))
    (option,) = seen
    v = list(values)
    moves: list[Move] = []
    to, draws, outcome = choice.decide(v, seed, draws, moves)
    if to is None:
        after = _new(State, (scene, tuple(v), seed, draws))
        return _new(Step, (state, option, after, outcome, False, (), tuple(moves)))
    there = ready[to]
    if there.visits is not None:
        v[there.visits] += 1
    values = tuple(v)
    after = _new(State, (to, values, seed, draws))
    return _new(Step, (state, option, after, outcome, True, there.tell(values), tuple(moves)))


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
        for one in _names_ever(story, name):
            if one in named:
                gauge = story.gauges.get(name)
                found[slot] = _fitted(named[one], gauge, flag=name in story.flags)
                break
    return State(place.id, tuple(found), seed, draws)


def _names_ever(story: Story, name: str) -> Iterator[str]:
    """The name of a value, then those it had before."""
    yield name
    known = story.gauges.get(name) or story.flags.get(name)
    if known is not None:
        yield from known.was
        return
    function, _, counted = name.removesuffix(")").partition("(")
    choice = story.choices.get(counted)
    place = story.place(choice.scene if choice else counted)
    for place_name in (place.id, *place.was):
        for last in (choice.id, *choice.was) if choice else ("",):
            yield f"{function}({place_name}{'.' if choice else ''}{last})"


def _fitted(value: Value, gauge: Gauge | None, *, flag: bool) -> Value:
    if flag:
        return bool(value)
    return max(gauge.low, min(gauge.high, int(value))) if gauge else int(value)


def _why_not(story: Story, state: State, option_id: str, seen: tuple[Option, ...]) -> str:
    if ended(story, state):
        return f"the play has ended, so `{option_id}` can't be chosen"
    choices = program(story)[state.scene].choices
    if option_id not in choices:
        near = nearest(option_id, choices)
        hint = f"; did you mean `{near}`?" if near else ""
        return f"the scene `{state.scene}` has no choice `{option_id}`{hint}"
    reason = f": {seen[0].reason}" if seen else ""
    return f"`{option_id}` is not open now{reason}"
