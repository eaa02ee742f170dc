"""Continuing a save, even after its story was edited.

First the decisions are replayed, including those that couldn't be placed the last time; if one no
longer resolves, the snapshot is restored; if that fails too, the decision is named and the point
before it is offered. What can't be placed stays with the play (`Unplaced`).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from negotiator.bargaining.counterpart import Talks
from negotiator.bargaining.named_talks import named_talks, talks_from
from negotiator.bargaining.refusals import BeginningGone
from negotiator.engine import Play, Replayed, ReplayError, State, replay, state_from
from negotiator.escaping import line
from negotiator.narration import saving
from negotiator.saves.record import ALL_PLACED, DecisionTrail, Save, Snapshot, Unplaced, apart
from negotiator.story.model import Story

MOST_TRIED = 100
"""How many ways are played to find one that the story still has. Each edit of a story sets aside
one at most; a file with more was made by hand, and keeps those that aren't tried, too."""


class Resumed(NamedTuple):
    """A play to continue, what the player should know about it (mostly nothing), and what the story
    can't place of it.

    It `is_in_place` if it is where it was, so that it may continue in its file.
    """

    play: Play
    note: str = ""
    unplaced: Unplaced = ALL_PLACED
    is_in_place: bool = True


class UnplacedDecisionError(Exception):
    """A save with a decision that the story no longer has.

    `number` counts from 0, `decision` is its name, `before` the play up to that point, which
    leaves `unplaced` behind.
    """

    def __init__(self, stopped: ReplayError, before: Play, unplaced: Unplaced) -> None:
        self.number = stopped.number
        self.decision = stopped.decision
        self.before = before
        self.unplaced = unplaced
        # The decision is as it was in a file that anyone may have written.
        super().__init__(line(saving.unplaced(stopped.number, stopped.decision, stopped.why)))


def resume(story: Story, save: Save) -> Resumed:
    """The play that was kept.

    Raises UnplacedDecisionError if neither its decisions nor its snapshot fit the story, and
    ValueError if the save is of another story.
    """
    if save.story_id != story.id:
        raise ValueError(saving.other_story(save.story_id, story.id))
    for way in islice(_ways(save), MOST_TRIED):
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
        raise UnplacedDecisionError(stopped, play, _unplaced(save, play))
    is_edited = save.fingerprint != story.fingerprint
    note = line(saving.restored(stopped.number, stopped.decision, is_edited=is_edited))
    before = Unplaced(save.trail, apart(save.unplaced.put_by, beside=save.trail))
    return Resumed(Play(story, state), note, before)


def _ways(save: Save) -> Iterator[DecisionTrail]:
    """The ways that may have led to the play, best first: everything ever decided in one line, then
    what was decided last, then what was set aside for it."""
    trail = save.trail
    further: list[DecisionTrail] = []
    others: list[DecisionTrail] = []
    for way in save.unplaced.put_by:
        (further if trail.begins(way) else others).append(way)
    yield from sorted(further, key=lambda way: -len(way.decisions))
    yield trail
    yield from others


def _unplaced(save: Save, play: Play) -> Unplaced:
    """What is left behind when a play continues from before a decision that is gone."""
    put_by = apart((save.trail, *save.unplaced.put_by))
    # If the play's own beginning is gone too, it is at the start of the story.
    begins_there = play.origin != Play.begin(play.story, play.seed).state or save.origin is None
    return Unplaced(save.unplaced.before if begins_there else None, put_by)


def _replayed(story: Story, save: Save, way: DecisionTrail) -> Replayed:
    if way.origin is None:
        return replay(story, save.seed, way.decisions)
    origin = _restored(story, save, way.origin)
    if origin is None:
        gone = BeginningGone(way.origin.scene)
        first = way.decisions[0] if way.decisions else way.origin.scene
        return Replayed(Play.begin(story, save.seed), ReplayError(0, first, gone))
    return replay(story, save.seed, way.decisions, origin)


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
    """The talks at an open table; empty if its terms or options have changed."""
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
    # Either the story has changed, or else the program that plays it.
    return saving.played_again(is_edited=save.fingerprint != play.story.fingerprint)


def _back(save: Save, way: DecisionTrail) -> str:
    """The message that decisions are back that couldn't be placed."""
    if way == save.trail:
        return saving.reaches_back()
    if not save.trail.begins(way):
        return saving.back_as_before()
    return saving.back_again(len(way.decisions) - len(save.trail.decisions))
