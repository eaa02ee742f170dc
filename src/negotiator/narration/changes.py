"""What moved in a play, as it is told: one by one with the reasons, or summed.

Which changes belong together is worked out here; how one is worded is the faces' affair.
"""

from __future__ import annotations

from collections.abc import Iterable

from negotiator.engine import Change, Step
from negotiator.story.model import DEAL, Story


def summed(story: Story, changes: Iterable[Change]) -> tuple[Change, ...]:
    """Each gauge once, from where it was to where it came, without reasons; what came back to
    where it was is left out."""
    first: dict[str, Change] = {}
    last: dict[str, Change] = {}
    for one in changes:
        if one.name in story.gauges:
            first.setdefault(one.name, one)
            last[one.name] = one
    return tuple(
        one._replace(after=last[name].after, because="")
        for name, one in first.items()
        if last[name].after != one.before
    )


def is_summed(story: Story, step: Step) -> bool:
    """Whether what a step moved is told in sums, and the reasons on request: of a deal, which
    moves much at once."""
    if step.closing != DEAL:
        return False
    moved = [one for one in step.moved_by(step.taken) if one.name in story.gauges]
    return len(moved) > len(summed(story, moved))
