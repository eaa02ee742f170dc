"""What moved in a play: one by one with the reasons, or summed.

This module decides which changes belong together; faces decide how to word one.
"""

from __future__ import annotations

from collections.abc import Iterable

from negotiator.engine import Change, Step
from negotiator.language import _
from negotiator.story.model import DEAL, Story


def summed(story: Story, changes: Iterable[Change]) -> tuple[Change, ...]:
    """Each gauge once, from its old to its new value, without reasons, leaving out gauges that came
    back to where they were."""
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


def one_by_one() -> str:
    """What can be shown of changes that were summed."""
    return _("What moved one by one, and why")


def is_summed(story: Story, step: Step) -> bool:
    """Whether what a step moved is shown as sums, and the reasons on request: true for a deal,
    which moves much at once."""
    if step.closing != DEAL:
        return False
    moved = [one for one in step.moved_by(step.taken) if one.name in story.gauges]
    return len(moved) > len(summed(story, moved))
