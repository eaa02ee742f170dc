"""Events that never come, and votes that are never held or always go the same way: N616, N617,
N618 and N627."""

from __future__ import annotations

from negotiator.checking.lint.conditions import settled
from negotiator.checking.lint.look import Look
from negotiator.story.intervals import FALSE, TRUE, value_range
from negotiator.story.model import Event, Motion
from negotiator.story.source_map import Path
from negotiator.story.suggestions import nearest


def events(look: Look) -> None:
    """N616, N627: events that can never come, or rest though they come only once."""
    drawn = {one.draw.pool for one in look.story.scenes.values() if one.draw is not None}
    for event in look.story.events.values():
        path: Path = ("events", event.id)
        with look.about(("event", event.id)):
            _undrawn(look, event, path, drawn)
            so = f"the event `{event.id}` never comes"
            settled(look, event.when, event, ("when",), "N616", so)
            _, most = value_range(look.rules.candidate(event).weight, look.ranges)
            if most <= 0:
                message = f"the weight is never above 0, so `{event.id}` is never drawn"
                look.warn_value("N616", (*path, "weight"), message)
        if event.once and event.cooldown:
            look.warn("N627", (*path, "cooldown"), f"`{event.id}` comes only once")


def _undrawn(look: Look, event: Event, path: Path, drawn: set[str]) -> None:
    """N616: events that no scene draws, or that no scene is come to for."""
    if event.id in look.links.reached or event.id not in look.causes:
        return
    if event.pool:
        message = f"the event `{event.id}` never comes: no scene draws from `{event.pool}`"
        near = nearest(event.pool, drawn)
        look.problems.add("N616", look.origins.value(*path, "pool"), message, suggestion=near)
    else:
        look.warn("N616", path, f"the event `{event.id}` never comes: no scene is come to")


def motions(look: Look) -> None:
    """N617, N618: motions that can't pass or fail, or are never put to the vote."""
    for motion in look.story.motions.values():
        with look.about(("passes", motion.id), ("fails", motion.id)):
            _vote(look, motion)


def _vote(look: Look, motion: Motion) -> None:
    path: Path = ("motions", motion.id)
    if not look.links.voting[motion.id]:
        look.warn("N618", path, f"the motion `{motion.id}` is never put to the vote")
    vote = look.rules.vote(motion.id, "", path)
    passing = value_range(vote.passing, look.ranges)
    low, high = value_range(vote.ayes, look.ranges)
    least, most = value_range(vote.needs, look.ranges)
    if passing == FALSE:
        message = f"this can't pass: it needs {_ayes(least)}, and gets {high} at most"
        look.warn_value("N617", (*path, "needs"), message)
    elif passing == TRUE:
        message = f"this can't fail: {_ayes(most)} would do, and it gets {low} at least"
        look.warn_value("N617", (*path, "needs"), message)


def _ayes(number: int) -> str:
    return "1 aye" if number == 1 else f"{number} ayes"
