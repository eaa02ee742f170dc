"""A play: a seed, the decisions made, and every step that resulted.

A play is never changed; deciding and undoing return another one. `negotiator.saves` keeps it on
disk.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from negotiator.bargaining.counterpart import BetweenPeople
from negotiator.bargaining.refusals import Elsewhere, EndedBefore, NotOfferedError, WhyNot
from negotiator.engine.compiler import rules
from negotiator.engine.layout import Named
from negotiator.engine.machine import (
    choose,
    ended,
    gauge_ways,
    options,
    start,
    tell,
    values,
)
from negotiator.engine.state import Option, State, Step, Told, Utterance
from negotiator.engine.steps import Steps
from negotiator.engine.transitions import Do
from negotiator.story.choice_names import parted
from negotiator.story.model import Act, Choice, Ending, Event, Scene, Story


@dataclass(frozen=True, eq=False)
class Play:
    """A play of a story from its origin to its present state."""

    story: Story
    origin: State
    steps: Sequence[Step] = ()

    def __repr__(self) -> str:
        made = f"{len(self.steps)} decisions" if len(self.steps) != 1 else "1 decision"
        return f"<Play of {self.story.id}, seed {self.seed}, {made}, in {self.state.scene}>"

    @classmethod
    def begin(cls, story: Story, seed: int) -> Play:
        """A play before its first decision."""
        return cls(story, start(story, seed))

    def between_people(self) -> Play:
        """The same play with two people at the table where it begins, who settle there, or end it,
        by one decision (`settlements`).

        Raises ValueError if it doesn't begin at a table, or has gone on from there.
        """
        if self.steps or self.origin.scene not in self.story.tables:
            raise ValueError(f"no table begins the play in {self.state.scene}")
        return Play(self.story, self.origin._replace(talks=(BetweenPeople(),)))

    @property
    def seed(self) -> int:
        """The seed of all chance in it."""
        return self.origin.seed

    @cached_property
    def state(self) -> State:
        """Its present state."""
        return self.steps[-1].state if self.steps else self.origin

    @property
    def place(self) -> Scene | Ending:
        """The scene or ending it is in; while an event waits, the scene that the event
        interrupted."""
        agenda = self.state.agenda
        scene_id = agenda.to if agenda else self.state.scene
        return self.story.scenes.get(scene_id) or self.story.endings[scene_id]

    @property
    def act(self) -> tuple[int, Act] | None:
        """The act it is in, and that act's number in the story, from 1."""
        act = self.story.act_on(self.place.date)
        return (self.story.acts.index(act) + 1, act) if act else None

    @property
    def event(self) -> Event | None:
        """The event that waits for an answer, if one does."""
        return self.story.events.get(self.state.scene)

    @property
    def ending(self) -> Ending | None:
        """The ending, if the play has reached one."""
        return ended(self.story, self.state)

    @cached_property
    def decisions(self) -> tuple[str, ...]:
        """The decisions by name, `scene.choice`."""
        return tuple(step.decision for step in self.steps)

    @cached_property
    def gauge_ways(self) -> dict[str, tuple[int, ...]]:
        """The values of each gauge by name: at the origin, and after each step."""
        return gauge_ways(self.story, [self.origin, *(step.state for step in self.steps)])

    def options(self) -> tuple[Option, ...]:
        """What can be chosen now, locked choices included."""
        return options(self.story, self.state)

    def choose(self, option_id: str) -> Play:
        """The play after one more decision, given as the `id` of one of its options.

        Raises NotOfferedError, which says why, if that option isn't open.
        """
        return self.gone_on([choose(self.story, self.state, option_id)])

    def gone_on(self, steps: Sequence[Step]) -> Play:
        """The play after more steps, of which the first follows its last. What was found out about
        this play isn't found out of all its steps again."""
        longer = Play(self.story, self.origin, Steps.of(self.steps).with_more(steps))
        known, more = vars(self), vars(longer)
        if "begins_at_the_start" in known:
            more["begins_at_the_start"] = self.begins_at_the_start
        if "decisions" in known:
            more["decisions"] = (*self.decisions, *(step.decision for step in steps))
        if "gauge_ways" in known:
            later = gauge_ways(self.story, [step.state for step in steps])
            more["gauge_ways"] = {name: way + later[name] for name, way in self.gauge_ways.items()}
        if "_times_done" in known:
            more["_times_done"] = self._times_done.and_then(steps)
        return longer

    def rewound(self, decisions: int) -> Play:
        """The play as it was after that many decisions (0: at its origin)."""
        return Play(self.story, self.origin, tuple(self.steps[: max(0, decisions)]))

    def undone(self, decisions: int = 1) -> Play:
        """The play without its last decisions; at its origin it stays as it is."""
        return self.rewound(len(self.steps) - decisions)

    def told(self) -> tuple[Told | Utterance, ...]:
        """Everything the player was shown so far, in order."""
        first = tell(self.story, self.origin)
        return (*first, *(told for step in self.steps for told in step.told))

    @cached_property
    def begins_at_the_start(self) -> bool:
        """Whether its origin is where every play of the story with this seed begins."""
        return self.origin == start(self.story, self.seed)

    def values(self) -> dict[str, Named]:
        """All values by name, including the counts that a state drops because nothing reads
        them."""
        named = values(self.story, self.state)
        dropped = self.story.once(_Dropped)
        for done in (self._times_done.places, self._times_done.choices):
            for block, times in done.items():
                for name in dropped[block]:
                    named[name] = int(named.get(name, 0)) + times
        return named

    @cached_property
    def _times_done(self) -> _TimesDone:
        # The block of the place where the play begins was done before its first step.
        begun = self.origin.scene
        first = ("come" if begun in self.story.events else "enter", begun)
        return _TimesDone(self.story, {first: 1}, {}).and_then(self.steps)


class _TimesDone(NamedTuple):
    """How often each block of a story's rules was done, by kind and name."""

    story: Story
    places: dict[tuple[str, str], int]
    choices: dict[tuple[str, str], int]

    def and_then(self, steps: Iterable[Step]) -> _TimesDone:
        """These, and what more steps did."""
        places, choices = {**self.places}, {**self.choices}
        for step in steps:
            done = [("come", came.event) for came in (*step.interrupts, *step.reactions)]
            if step.entered:
                done.append(("enter", step.entered))
            for block in done:
                places[block] = places.get(block, 0) + 1
            if step.taken in self.story.choices:  # while talks go on, none is taken
                taken = ("take", step.taken)
                choices[taken] = choices.get(taken, 0) + 1
        return _TimesDone(self.story, places, choices)


class _Dropped(dict[tuple[str, str], tuple[str, ...]]):
    """What each block of a story's rules counts that a state drops, by name; found out once, since
    a play that is kept asks after each decision."""

    def __init__(self, story: Story) -> None:
        super().__init__()
        self._rules = rules(story)

    def __missing__(self, block: tuple[str, str]) -> tuple[str, ...]:
        self[block] = found = tuple(
            str(one.target)
            for rule in self._rules.block(*block)
            for one in (rule.assigns if isinstance(rule, Do) else ())
            if one.target not in self._rules.domains
        )
        return found


class ReplayError(Exception):
    """A decision that can't be made again: its number (from 0), its name, and why."""

    def __init__(self, number: int, decision: str, why: WhyNot) -> None:
        super().__init__(number, decision, why)
        self.number = number
        self.decision = decision
        self.why = why


class Replayed(NamedTuple):
    """How far a list of decisions could be replayed, and what stopped it, if anything did."""

    play: Play
    stopped: ReplayError | None


def replay(
    story: Story, seed: int, decisions: Iterable[str], origin: State | None = None
) -> Replayed:
    """The play that results from decisions (`scene.choice`, as `Play.decisions` has them), from the
    start or from another origin.

    Names that scenes and choices had before (`was:`) are understood. Raises nothing: the play
    goes as far as it could, and `stopped` is the ReplayError of the first decision that can't be
    made, or None.
    """
    play = Play(story, origin or start(story, seed))
    steps: list[Step] = []
    state = play.state
    stopped = None
    for number, decision in enumerate(decisions):
        try:
            step = choose(story, state, _resolved(story, state, decision))
        except NotOfferedError as error:
            stopped = ReplayError(number, decision, error.why)
            break
        steps.append(step)
        state = step.state
    return Replayed(Play(story, play.origin, Steps(steps)), stopped)


def _resolved(story: Story, state: State, decision: str) -> str:
    """The present id of a decision, in the scene where the play is.

    Raises NotOfferedError if the decision was made somewhere else.
    """
    scene_name, choice_name = parted(decision)
    scene = story.scenes.get(state.scene) or story.events.get(state.scene)
    if scene is None:
        raise NotOfferedError(EndedBefore(state.scene))
    if scene_name not in (scene.id, *scene.was):
        raise NotOfferedError(Elsewhere(scene.id))
    found = next((one for one in scene.choices if _is_called(one, choice_name)), None)
    return found.id if found else choice_name


def _is_called(choice: Choice, name: str) -> bool:
    return name == choice.id or name in choice.was
