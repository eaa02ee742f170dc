"""What is asked about a story, and what may be said: never a stronger word than was earned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import islice
from typing import NamedTuple, overload

from negotiator.checking.termination import Ahead, ahead
from negotiator.engine import State, Step, Told, ended, options, replay, talks, tell, values
from negotiator.engine.compiler import rules
from negotiator.engine.meetings import met_in, way_of
from negotiator.engine.transitions import ASKED, Vote
from negotiator.statespace.effort import Effort
from negotiator.statespace.successors import initial
from negotiator.statespace.tellings import tellings
from negotiator.statespace.transition_system import Label
from negotiator.story.model import Story
from negotiator.story.value_names import Passed

WITHOUT_END = ("stuck", "endless")
"""What should not be: a play in a place where nothing is open, or where something always is but
neither an ending nor a place where nothing is open can be reached any more."""
MOST_AHEAD = 5_000
"""States after which it is left open whether a play can still end."""


class Word(Enum):
    """How sure it is."""

    PROVED = "proved"
    """Holds in every play: it can't be reached."""
    WITNESSED = "witnessed"
    """This play does it."""
    NOT_REACHED = "not reached"
    """The search stopped at its budget, and none of so many random plays did it."""
    CAPPED = "capped"
    """The search stopped at its budget: nothing is claimed."""


class Beginning(Sequence[str]):
    """The first decisions of a play. A play of thousands of decisions witnesses as many things:
    all that begins alike is kept once. The play may still go on, by more decisions at its end."""

    def __init__(self, decisions: Sequence[str], number: int) -> None:
        self._decisions = decisions
        self._number = number

    def __len__(self) -> int:
        return self._number

    @overload
    def __getitem__(self, at: int) -> str: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...

    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        if isinstance(at, int):
            return self._decisions[range(self._number)[at]]
        first, end, step = at.indices(self._number)
        if (first, step) == (0, 1):
            return Beginning(self._decisions, end)
        return tuple(self)[at]

    def __iter__(self) -> Iterator[str]:
        return islice(self._decisions, self._number)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Beginning | tuple) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


class Witness(NamedTuple):
    """A play whose last decision does something. Without a seed, chance must be kind: every step
    can happen, but no seed tried makes all of them happen in one play."""

    decisions: Sequence[str]
    seed: int | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known about one label: whether a play can have it."""

    label: Label
    word: Word
    how: str
    """The evidence, such as `random plays`; for what is proved, the reason."""
    witness: Witness | None = None
    culprit: str = ""
    """For a witnessed play without end: the decision after which no ending was left."""
    is_luck: bool = False
    """Whether chance could have made that decision lead elsewhere."""

    @property
    def kind(self) -> str:
        """`scene`, `ending`, `choice`, `event`, `passes`, `fails`, `made`, `kept`, `broken`,
        `epilogue`, `stuck`, `endless`; or that of a telling: `passage`, `document`, `reading`,
        `wording`, `front_page`, `line` or `way`."""
        return self.label[0]

    @property
    def name(self) -> str:
        """The name of what it is about."""
        return self.label[1]

    @property
    def is_wrong(self) -> bool:
        """Whether it is a fault: something that can't happen, or a play without end that can."""
        return self.word is (Word.WITNESSED if self.kind in WITHOUT_END else Word.PROVED)

    @property
    def is_open(self) -> bool:
        """Whether it is undecided."""
        return self.word in (Word.NOT_REACHED, Word.CAPPED)


def questions(story: Story) -> Iterator[Label]:
    """Every question asked about a story: first about what plays do, then about what they are told
    and which ways they take."""
    yield from labels(story)
    yield from (one.label for one in tellings(story).all if not one.is_always)


def labels(story: Story) -> Iterator[Label]:
    """Every question about what plays do."""
    yield from (("scene", one) for one in story.scenes)
    yield from (("ending", one) for one in story.endings)
    yield from (("choice", one) for one in story.choices)
    yield from (("event", one) for one in story.events)
    for motion in story.motions:
        yield from (("passes", motion), ("fails", motion))
    for promise in story.promises:
        yield from (("made", promise), ("kept", promise), ("broken", promise))
    yield from (("epilogue", one) for one in story.epilogues)
    for kind in WITHOUT_END:
        yield from ((kind, one) for one in (*story.scenes, *story.events))


def labels_of(story: Story, step: Step) -> Iterator[Label]:
    """Everything that a step of a play witnesses."""
    if step.taken in story.choices:  # a proposal that closes no table is none
        yield ("choice", step.taken)
    for came in (*step.interrupts, *step.reactions):
        yield ("event", came.event)
    for vote in step.votes:
        yield ("passes" if vote.passed else "fails", vote.motion)
    if step.entered:
        yield ("ending" if step.entered in story.endings else "scene", step.entered)
    told, asked = tellings(story), tellings(story).asked
    yield from told.among((*step.told, *advised(story, step.state)), (), asked)
    yield from (one for one in way_of(story, step) if one in asked)
    if step.state.scene in story.endings:
        met = met_in(story, "enter", step.state.scene, step.state.values, step.state.seed)
        yield from (one for one in met if one[0] in ASKED or one in asked)
    if not ended(story, step.state) and not any(
        option.open for option in options(story, step.state)
    ):
        yield ("stuck", step.state.scene)


def advised(story: Story, state: State) -> tuple[Told, ...]:
    """What somebody of the player's own side says where a play is, if it is at a table."""
    session = talks(story, state) if state.scene in story.tables else None
    advice = session.advice() if session is not None else None
    return () if advice is None else (advice,)


def does(story: Story, witness: Witness, label: Label) -> bool:
    """Whether the real machine, replaying a witness, does what the label says in its last step."""
    if witness.seed is None:
        return False
    played = replay(story, witness.seed, witness.decisions)
    if played.stopped is not None:
        return False
    if label[0] == "endless":
        state = played.play.state
        return label[1] == state.scene and goes_round(story, state)
    if not played.play.steps:
        return label in labels_at_start(story, witness.seed)
    return label in labels_of(story, played.play.steps[-1])


def goes_round(story: Story, state: State, effort: Effort | None = None) -> bool:
    """Whether a play can only go in circles from a state; False if that isn't found with so much
    effort, or among MOST_AHEAD states."""
    work = Effort(MOST_AHEAD) if effort is None else effort.upto(MOST_AHEAD)
    return ahead(story, state, work) is Ahead.CIRCLES


def labels_at_start(story: Story, seed: int) -> Iterator[Label]:
    """What holds before the first decision of a play with this seed."""
    yield ("scene", story.start)
    state = initial(story)
    for rule in rules(story).begin():
        if isinstance(rule, Vote):
            passed = values(story, state)[Passed(rule.motion)]
            yield ("passes" if passed else "fails", rule.motion)
    told = tell(story, state._replace(seed=seed))
    told = (*told, *advised(story, state._replace(seed=seed)))
    yield from tellings(story).among(told, (), tellings(story).asked)
    if not any(option.open for option in options(story, state)):
        yield ("stuck", story.start)
