"""A play of a class from its rows: where its phase begins it, and what was decided since.

Made again whenever somebody asks; replaying a long play takes a millisecond.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from negotiator.classroom.rows import HANDED_IN, NOBODY, UNDO, DecisionRow, PlayRow
from negotiator.engine.play import Play, Replayed, replay
from negotiator.engine.restore import begun
from negotiator.engine.state import State, Step
from negotiator.story.model import ClassShape, Exercise, Story


def opening(story: Story, exercise: Exercise, row: PlayRow) -> Play:
    """The play before its first decision."""
    if row.phase == HANDED_IN:
        return Play.begin(story, row.seed)
    phase = exercise.phases[row.phase]
    play = Play(story, _begun(story, phase.at, phase.set, row.seed))
    is_between_people = phase.shape is ClassShape.PAIRS and row.theirs != NOBODY
    return play.between_people() if is_between_people else play


@lru_cache(maxsize=2_000)
def _begun(story: Story, at: str, written: tuple[tuple[str, str], ...], seed: int) -> State:
    """Where a phase begins: asked for with every request, and a fifth of its work."""
    return begun(story, at, dict(written), seed)


def replayed(
    story: Story, exercise: Exercise, row: PlayRow, decisions: Iterable[DecisionRow]
) -> Replayed:
    """The play after its decisions, and what stopped it if one can't be made any more."""
    made = [one.name for one in standing(decisions)]
    return replay(story, row.seed, made, opening(story, exercise, row).origin)


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
