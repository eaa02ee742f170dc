"""Tables at which an exercise seats two people: what they could come to, over all packages.

Apart from solo play: there a counterpart answers, and only some packages can be had; two people may
settle on any. The state is the one that the phase begins in, so that nothing is searched. Every
package that the phase leaves open is settled on once, on the real machine; each way to end the
talks without a deal, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from negotiator.bargaining.decisions import no_deal, settlement
from negotiator.bargaining.pareto import frontier
from negotiator.bargaining.worths import Package
from negotiator.engine import Play
from negotiator.engine.machine import options, talks
from negotiator.engine.restore import begun
from negotiator.engine.settlements import CLOSINGS
from negotiator.story.choice_names import full_name
from negotiator.story.model import ClassShape, Phase, Story, Table

MOST_TRIED = 10_000
"""Packages that are settled on; if a phase leaves more open, nothing is claimed of what follows."""


class TableInPairs(NamedTuple):
    """What two people could come to at a table in a phase of an exercise."""

    exercise: str
    phase: int
    """Its number, from 0."""
    table: Table
    packages: int
    """How many are open in this phase."""
    zone: int
    """How many of them are worth no less than no deal to both."""
    frontier: int
    """How many of those no other open package beats for both sides."""
    stuck: str
    """The first decision after which nothing can be chosen; empty if there is none."""
    is_whole: bool
    """Whether every settlement was tried."""


def tables_in_pairs(story: Story) -> tuple[TableInPairs, ...]:
    """Every table in pairs, in the order of the exercises."""
    return tuple(
        _at(story, exercise.id, number, phase, exercise.seed)
        for exercise in story.exercises.values()
        for number, phase in enumerate(exercise.phases)
        if phase.shape is ClassShape.PAIRS
    )


def _at(story: Story, exercise: str, number: int, phase: Phase, seed: int) -> TableInPairs:
    play = Play(story, begun(story, phase.at, dict(phase.set), seed)).between_people()
    session = talks(story, play.state)
    assert session is not None, "a phase in pairs begins at a table"
    table, bargaining = session.table, session.bargaining
    packages = [*left_open(table, phase)]
    ours = [bargaining.ours.of(one) for one in packages]
    theirs = [bargaining.theirs.of(one) for one in packages]
    zone = {
        at
        for at, (our, their) in enumerate(zip(ours, theirs, strict=True))
        if our >= bargaining.ours.limit and their >= bargaining.theirs.limit
    }
    is_whole = len(packages) <= MOST_TRIED
    decisions = [no_deal(by) for by in CLOSINGS]
    decisions += [settlement(table, one) for one in packages] if is_whole else []
    stuck = next((one for one in decisions if _is_stuck(play, one)), "")
    return TableInPairs(
        exercise,
        number,
        table,
        len(packages),
        len(zone),
        len(zone.intersection(frontier(ours, theirs))),
        full_name(table.id, stuck) if stuck else "",
        is_whole,
    )


def left_open(table: Table, phase: Phase) -> Iterator[Package]:
    """The packages that a phase leaves open."""
    fixed = dict(phase.fixed)
    rows = (
        [
            number
            for number, option in enumerate(term.options)
            if fixed.get(term.id, option.id) == option.id
        ]
        for term in table.terms
    )
    return product(*rows)


def _is_stuck(play: Play, decision: str) -> bool:
    after = play.choose(decision)
    is_open = any(one.open for one in options(play.story, after.state))
    return not is_open and after.ending is None
