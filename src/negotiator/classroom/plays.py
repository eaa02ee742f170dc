"""A play of a class from its rows: where its phase begins it, and what was decided since.

The rows are the play. What was made of them lately is held, so that a request after a decision
makes only that one; but it is asked for by the decisions, and may be lost at any moment.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from threading import Lock

from negotiator.classroom.rows import HANDED_IN, NOBODY, UNDO, DecisionRow, PlayRow
from negotiator.engine.layout import Values
from negotiator.engine.play import Play, replay
from negotiator.engine.restore import begun
from negotiator.engine.state import State, Step
from negotiator.story.model import ClassShape, Exercise, Phase, Story

_MOST = 32
"""How many plays are held, a class's or so: a long one takes a tenth of a megabyte."""
_BEGINNINGS = 2_000
"""How many states are held in which phases begin; seats may have luck of their own."""


def phase_of(exercise: Exercise, row: PlayRow) -> Phase | None:
    """The phase in which a play began; None if it was handed in, and if the exercise has no such
    phase any more."""
    is_there = row.phase != HANDED_IN and 0 <= row.phase < len(exercise.phases)
    return exercise.phases[row.phase] if is_there else None


def opening(story: Story, exercise: Exercise, row: PlayRow) -> Play:
    """The play before its first decision: where its phase begins, or, without one, the story."""
    phase = phase_of(exercise, row)
    if phase is None:
        return Play.begin(story, row.seed)
    play = Play(story, story.once(_Lately).begun(phase.at, phase.set, row.seed))
    is_between_people = phase.shape is ClassShape.PAIRS and row.theirs != NOBODY
    return play.between_people() if is_between_people else play


class _Beginnings:
    """The states in which phases of a story begin. Those of most seats have the same values, which
    are kept once: they take more than all else of a seat."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._values: dict[Values, Values] = {}

    def begun(self, at: str, written: tuple[tuple[str, str], ...], seed: int) -> State:
        """That of a phase, for a seat's luck."""
        state = begun(self._story, at, dict(written), seed)
        if len(self._values) >= _BEGINNINGS:
            self._values.clear()
        values = self._values.setdefault(state.values, state.values)
        return state._replace(values=values)


def replayed(
    story: Story, exercise: Exercise, row: PlayRow, decisions: Iterable[DecisionRow]
) -> Play:
    """The play after its decisions, without those that can't be made any more: the story was
    changed since, and what is decided from then on counts."""
    made = [one.name for one in standing(decisions)]
    origin = opening(story, exercise, row).origin
    held = story.once(_Lately).of_row(row)
    if held is not None and held.origin == origin:
        number = len(held.steps)
        if list(held.decisions) == made[:number]:
            later = replay(story, row.seed, made[number:], held.state)
            if later.stopped is None:
                found = held.gone_on(later.play.steps)
                hold(row, found)
                return found
    whole = replay(story, row.seed, made, origin)
    play, stopped, begin = whole.play, whole.stopped, 0
    while stopped is not None:
        begin += stopped.number + 1
        later = replay(story, row.seed, made[begin:], play.state)
        play, stopped = play.gone_on(later.play.steps), later.stopped
    hold(row, play)
    return play


def hold(row: PlayRow, play: Play) -> None:
    """Hold a play as it stands now, so that it needn't be made again at once."""
    play.story.once(_Lately).hold(row, play)


class _Lately:
    """What was made of a story's rows lately, kept with the story: the states in which phases
    begin, and plays as they stood then."""

    def __init__(self, story: Story) -> None:
        self._held: OrderedDict[PlayRow, Play] = OrderedDict()
        self._lock = Lock()
        self.begun = lru_cache(maxsize=_BEGINNINGS)(_Beginnings(story).begun)
        """Where a phase begins: asked for with every request, and a fifth of its work."""

    def of_row(self, row: PlayRow) -> Play | None:
        """The play of a row as it stood then; None if that isn't held."""
        return self._held.get(row)

    def hold(self, row: PlayRow, play: Play) -> None:
        """Hold a play, and let go of those asked for longest ago if there are too many."""
        with self._lock:
            self._held[row] = play
            self._held.move_to_end(row)
            while len(self._held) > _MOST:
                self._held.popitem(last=False)


def steps(
    story: Story, exercise: Exercise, row: PlayRow, decisions: Iterable[DecisionRow]
) -> dict[int, Step]:
    """What each decision led to, by its number, those taken back included; without those that can't
    be made any more."""
    found: dict[int, Step] = {}
    play = opening(story, exercise, row)
    for one in decisions:
        if one.name == UNDO:
            play = play.undone()
            continue
        made = replay(story, row.seed, [one.name], play.state).play.steps
        for step in made:
            found[one.number] = step
            play = Play(story, play.origin, (*play.steps, step))
    return found


def standing(decisions: Iterable[DecisionRow]) -> list[DecisionRow]:
    """The decisions that count, in order: without those taken back."""
    found: list[DecisionRow] = []
    for one in decisions:
        if one.name != UNDO:
            found.append(one)
        elif found:
            found.pop()
    return found


def taken_back(decisions: Sequence[DecisionRow]) -> frozenset[int]:
    """The numbers of the decisions that were taken back."""
    made = {one.number for one in decisions if one.name != UNDO}
    return frozenset(made - {one.number for one in standing(decisions)})
