"""Events that never come, and votes that are never held or always go the same way: N616, N617,
N618 and N627."""

from __future__ import annotations

from negotiator.checking.lint.conditions import settled
from negotiator.checking.lint.look import Look
from negotiator.story.intervals import FALSE, TRUE, value_range
from negotiator.story.model import Event, Motion
from negotiator.story.source_map import Path


def events(look: Look) -> None:
    """N616, N627: events that can never come, or that have a rest though they come only once."""
    drawn = {one.draw.pool for one in look.story.scenes.values() if one.draw is not None}
    for event in look.story.events.values():
        path: Path = ("events", event.id)
        with look.about(("event", event.id)):
            _undrawn(look, event, path, drawn)
            settled(look, event.when, event, ("when",), "N616.closed", event=event.id)
            _, most = value_range(look.rules.candidate(event).weight, look.ranges)
            if most <= 0:
                look.warn_value("N616.weightless", (*path, "weight"), event=event.id)
        if event.once and event.cooldown:
            look.warn("N627", (*path, "cooldown"), event=event.id)


def _undrawn(look: Look, event: Event, path: Path, drawn: set[str]) -> None:
    """N616: events that no scene draws, or whose scenes are never reached."""
    if event.id in look.links.reached or event.id not in look.causes:
        return
    if event.pool:
        look.problems.add(
            "N616.undrawn",
            look.origins.value(*path, "pool"),
            suggestion=look.problems.nearest(event.pool, drawn),
            event=event.id,
            pool=event.pool,
        )
    else:
        look.warn("N616.uncalled", path, event=event.id)


def motions(look: Look) -> None:
    """N617, N618: motions that can't pass or fail, or are never put to the vote."""
    for motion in look.story.motions.values():
        with look.about(("passes", motion.id), ("fails", motion.id)):
            _vote(look, motion)


def _vote(look: Look, motion: Motion) -> None:
    path: Path = ("motions", motion.id)
    if not look.links.voting[motion.id]:
        look.warn("N618", path, motion=motion.id)
    vote = look.rules.vote(motion.id, "", path)
    passing = value_range(vote.passing, look.ranges)
    low, high = value_range(vote.ayes, look.ranges)
    least, most = value_range(vote.needs, look.ranges)
    if passing == FALSE:
        look.warn_value("N617.fails", (*path, "needs"), number=least, high=high)
    elif passing == TRUE:
        look.warn_value("N617.passes", (*path, "needs"), number=most, low=low)
