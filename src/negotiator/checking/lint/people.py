"""People, promises and epilogues that come to nothing: N640 to N643."""

from __future__ import annotations

from negotiator.checking.lint.effects import parts
from negotiator.checking.lint.look import Look
from negotiator.story.intervals import FALSE, answers
from negotiator.story.model import Promise
from negotiator.story.value_names import PromiseMade


def promises(look: Look) -> None:
    """N640, N641: promises that nothing makes, and that can't be kept or can't be broken."""
    if not look.story.promises:
        return
    changed = {effect.target for part in parts(look.story) for effect in part.effects}
    for promise in look.story.promises.values():
        with look.about(("made", promise.id)):
            if PromiseMade(promise.id) not in changed:
                look.warn("N640", ("promises", promise.id), name=promise.id)
                continue
        _outcomes(look, promise)


def _outcomes(look: Look, promise: Promise) -> None:
    for outcome, condition in (("kept", promise.kept), ("broken", promise.broken)):
        with look.about((outcome, promise.id)):
            if answers(condition.node, look.ranges) == FALSE:
                path = ("promises", promise.id, outcome)
                look.warn_value(f"N641.{outcome}", path, name=promise.id)


def epilogues(look: Look) -> None:
    """N642: epilogues of which no line can be told."""
    for name in look.story.epilogues:
        with look.about(("epilogue", name)):
            if name in look.untold:
                look.warn("N642", ("epilogues", name), name=name)


def people(look: Look) -> None:
    """N643: people who say nothing."""
    if not look.story.people:
        return
    heard = {passage.says for passages, _, _ in look.passages for passage in passages}
    for name in look.story.people:
        if name not in heard:
            look.warn("N643", ("people", name), name=name)
