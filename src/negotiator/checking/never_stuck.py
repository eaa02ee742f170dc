"""Whether at least one of several conditions holds for all values, proved by structure and cases.

This also proves that nobody gets stuck in a scene (no soft-lock). What it can't prove may still
hold.
"""

from __future__ import annotations

from negotiator.checking.abstraction import Values
from negotiator.statespace.bisimulation import shrinker
from negotiator.statespace.transition_system import system_of
from negotiator.story.expressions import Node, Operation, reads
from negotiator.story.intervals import value_range
from negotiator.story.model import Scene, Story

MOST_CASES = 20_000
"""A proof by cases tries at most this many combinations of values."""


def never_stuck(story: Story, scene: Scene) -> bool:
    """Whether a scene is proved free of soft-locks: some choice of it is open whatever the values
    are. False proves nothing."""
    over = system_of(story)
    return covers(story, over.opens(scene.id))


def covers(story: Story, conditions: list[Node]) -> bool:
    """Whether one of the conditions holds whatever the values are, by structure and cases.

    One that always holds suffices. Otherwise each value they read takes one number from each
    interval that they tell apart, and every combination is tried. False proves nothing.
    """
    ranges = system_of(story).ranges
    if any(value_range(node, ranges)[0] == 1 for node in conditions):
        return True
    names = sorted(frozenset().union(*(reads(node) for node in conditions)))
    apart = shrinker(story).samples(conditions)
    if apart is None:
        return False
    cases = 1
    for name in names:
        cases *= len(apart[name])
    if cases > MOST_CASES:
        return False
    values: Values = {}
    whole = system_of(story).function(Operation("or", tuple(conditions)))

    def from_here(number: int) -> bool:
        if number == len(names):
            return bool(whole(values))
        for value in apart[names[number]]:
            values[names[number]] = value
            if not from_here(number + 1):
                return False
        return True

    return from_here(0)
