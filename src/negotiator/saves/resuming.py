"""Going on with a save, even after the story was edited.

First the decisions are replayed, with those that could not be placed the last time; if one
no longer resolves, the snapshot is restored; if that can't be either, the decision is named
and the point before it is offered. What can't be placed stays with the play (`Unplaced`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from negotiator.bargaining.counterpart import Talks
from negotiator.bargaining.named_talks import named_talks, talks_from
from negotiator.engine import Agenda, Play, Replayed, ReplayError, State, replay, state_from
from negotiator.saves.record import ALL_PLACED, Save, Snapshot, Unplaced, Way, apart
from negotiator.story.model import Ending, Event, Scene, Story


class Resumed(NamedTuple):
    """A play to go on with, what the player should know about it (mostly nothing), and what of
    it the story can't place.

    It `is_in_place` if it is where it was, so that it may go on in its file.
    """

    play: Play
    note: str = ""
    unplaced: Unplaced = ALL_PLACED
    is_in_place: bool = True


class LostDecisionError(Exception):
    """A save with a decision that the story no longer has.

    `number` counts from 0, `decision` is its name, `before` the play up to that point, which
    leaves `unplaced` behind.
    """

    def __init__(self, stopped: ReplayError, before: Play, unplaced: Unplaced) -> None:
        self.number = stopped.number
        self.decision = stopped.decision
        self.before = before
        self.unplaced = unplaced
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
    for way in _ways(save):
        play, stopped = _replayed(story, save, way)
        if stopped is None:
            left = apart((save.trail, *save.unplaced.put_by), beside=way)
            note = _edited(save, play) if way == save.way else _back(save, way)
            return Resumed(play, note, Unplaced(put_by=left))
    play, stopped = _replayed(story, save, save.way)
    if stopped is None:
        return Resumed(play, _edited(save, play), save.unplaced)
    state = _restored(story, save, save.snapshot)
    if state is None:
        raise LostDecisionError(stopped, play, _lost(save, play))
    note = (
        f"{_changed(save, story)}, and decision {stopped.number + 1}, "
        f"`{stopped.decision}`, is no longer possible. You are where you were, with all "
        f"that was decided; only undoing reaches no further back than this."
    )
    before = Unplaced(save.trail, apart(save.unplaced.put_by, beside=save.trail))
    return Resumed(Play(story, state), note, before)


def _ways(save: Save) -> Iterator[Way]:
    """What may have led to the play, the best first: all that was ever decided in one line,
    then what was decided last, then what was put by for it."""
    further = [way for way in save.unplaced.put_by if save.trail.begins(way)]
    yield from sorted(further, key=lambda way: -len(way.decisions))
    yield save.trail
    yield from (way for way in save.unplaced.put_by if way not in further)


def _lost(save: Save, play: Play) -> Unplaced:
    """What is left behind when a play goes on from before a decision that is gone."""
    put_by = apart((save.trail, *save.unplaced.put_by))
    # Where the play's own beginning is gone too, it is at the start of the story.
    begins_there = play.origin != Play.begin(play.story, play.seed).state or save.origin is None
    return Unplaced(save.unplaced.before if begins_there else None, put_by)


def _replayed(story: Story, save: Save, way: Way) -> Replayed:
    if way.origin is None:
        return replay(story, save.seed, way.decisions)
    origin = _restored(story, save, way.origin)
    if origin is None:
        reason = f"the play began in `{way.origin.scene}`, which the story no longer has"
        first = way.decisions[0] if way.decisions else way.origin.scene
        return Replayed(Play.begin(story, save.seed), ReplayError(0, first, reason))
    return replay(story, save.seed, way.decisions, origin)


def _restored(story: Story, save: Save, snapshot: Snapshot) -> State | None:
    if snapshot.agenda is not None and not _can_wait(story, snapshot.scene, snapshot.agenda):
        return None
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


def _can_wait(story: Story, scene: str, agenda: Agenda) -> bool:
    """Whether an event can wait for its answer before what is on the agenda."""
    event = _place(story, scene)
    to = _place(story, agenda.to)
    comes = {"boundary": (Scene, Ending), "round": (Scene,)}.get(agenda.stage, ())
    return isinstance(event, Event) and isinstance(to, comes)


def _place(story: Story, name: str) -> Scene | Event | Ending | None:
    places = story.places.values()
    return next((one for one in places if name in (one.id, *one.was)), None)


def _talks(story: Story, snapshot: Snapshot) -> Talks:
    """The talks at a table that was open; anew, if its terms or options are not the same now."""
    table = story.tables.get(snapshot.scene)
    try:
        return talks_from(table, snapshot.talks) if table else ()
    except KeyError:
        return ()


def _edited(save: Save, play: Play) -> str:
    kept = save.snapshot
    now = play.values()
    table = play.story.tables.get(kept.scene)
    said = tuple(named_talks(table, play.state.talks)) if table else ()
    same = (
        kept.scene == play.state.scene
        and kept.talks == said
        and all(now[name] == value for name, value in kept.values.items() if name in now)
    )
    if same:
        return ""
    return (
        f"{_changed(save, play.story)}. Your decisions were played again, "
        "and some of what came of them is different now."
    )


def _changed(save: Save, story: Story) -> str:
    """What is other than when a play was kept: the story, or else what plays it."""
    if save.fingerprint != story.fingerprint:
        return "The story was edited since this play"
    return "The rules of play have changed since this play"


def _back(save: Save, way: Way) -> str:
    """What is said when decisions are back that could not be placed."""
    if way == save.trail:
        return (
            "The story has again what it lacked: undoing reaches back to your first decision, as "
            "it did before."
        )
    begins = save.trail.begins(way)
    count = len(way.decisions) - (len(save.trail.decisions) if begins else 0)
    again = "The story has again what it lacked, and your decisions are back"
    return f"{again} ({count})." if begins else f"{again} as they were before it was edited."
