"""Going on with a save, even after the story was edited.

First the decisions are replayed; if one no longer resolves, the snapshot is restored; if
that can't be either, the decision is named and the point before it is offered.
"""

from __future__ import annotations

from typing import NamedTuple

from negotiator.engine import Play, Replayed, ReplayError, State, replay, state_from
from negotiator.engine.bargaining import Talks
from negotiator.engine.named_talks import talks_from
from negotiator.saves.record import Save, Snapshot
from negotiator.story.model import Story


class Resumed(NamedTuple):
    """A play to go on with, and what the player should know about it (mostly nothing)."""

    play: Play
    note: str = ""


class LostDecisionError(Exception):
    """A save with a decision that the story no longer has.

    `number` counts from 0, `decision` is its name, `before` the play up to that point.
    """

    def __init__(self, stopped: ReplayError, before: Play) -> None:
        self.number = stopped.number
        self.decision = stopped.decision
        self.before = before
        super().__init__(
            f"The story was edited since this play: decision {stopped.number + 1}, "
            f"`{stopped.decision}`, is no longer possible ({stopped.reason}). "
            f"The play can go on from the point before it."
        )


def resume(story: Story, save: Save) -> Resumed:
    """The play that was kept.

    Raises LostDecisionError if neither its decisions nor its snapshot fit the story any more,
    and ValueError if the save is of another story.
    """
    if save.story_id != story.id:
        raise ValueError(f"this is a play of `{save.story_id}`, not of `{story.id}`")
    replayed = _replayed(story, save)
    if replayed.stopped is None:
        return Resumed(replayed.play, _edited(save, replayed.play))
    state = _restored(story, save, save.snapshot)
    if state is None:
        raise LostDecisionError(replayed.stopped, replayed.play)
    note = (
        f"The story was edited since this play, and decision {replayed.stopped.number + 1}, "
        f"`{replayed.stopped.decision}`, is no longer possible. You are where you were, with all "
        f"that was decided; only undoing reaches no further back than this."
    )
    return Resumed(Play(story, state), note)


def _replayed(story: Story, save: Save) -> Replayed:
    if save.origin is None:
        return replay(story, save.seed, save.decisions)
    origin = _restored(story, save, save.origin)
    if origin is None:
        reason = f"the play began in `{save.origin.scene}`, which the story no longer has"
        first = save.decisions[0] if save.decisions else save.origin.scene
        return Replayed(Play.begin(story, save.seed), ReplayError(0, first, reason))
    return replay(story, save.seed, save.decisions, origin)


def _restored(story: Story, save: Save, snapshot: Snapshot) -> State | None:
    try:
        return state_from(
            story,
            snapshot.scene,
            snapshot.values,
            seed=save.seed,
            draws=snapshot.draws,
            agenda=snapshot.agenda,
            talks=_talks(story, snapshot),
        )
    except KeyError:
        return None


def _talks(story: Story, snapshot: Snapshot) -> Talks:
    """The talks at a table that was open; anew, if its terms or options are not the same now."""
    table = story.tables.get(snapshot.scene)
    try:
        return talks_from(table, snapshot.talks) if table else ()
    except KeyError:
        return ()


def _edited(save: Save, play: Play) -> str:
    if save.fingerprint == play.story.fingerprint:
        return ""
    kept = save.snapshot
    now = play.values()
    same = kept.scene == play.state.scene and all(
        now[name] == value for name, value in kept.values.items() if name in now
    )
    if same:
        return ""
    return (
        "The story was edited since this play. Your decisions were played again, "
        "and some of what came of them is different now."
    )
