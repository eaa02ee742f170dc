"""The saves of the record: whole files, and what they reopen to.

One is taken in a scene, one while an event waits, and one at a table where something was proposed:
for each story that has such a moment.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from negotiator.engine import Play
from negotiator.saves import Save, read_save, resume, write_save
from negotiator.story.model import Story, Table
from tests.golden.describing import hashed, offered, play_described, state_described
from tests.golden.playing import picked, seed_of

MOMENT = "2016-11-23T10:00:00+09:00"
KINDS = ("scene", "event", "table")
MOST_PLAYS = 40
MOST_DECISIONS = 60
LOST = "nowhere.nothing"
"""A decision that no story has."""


def kind(play: Play) -> str:
    """The kind of moment a play is in; empty if it has ended or has hardly begun."""
    here = play.story.scenes.get(play.state.scene)
    if play.state.agenda is not None:
        return "event"
    if isinstance(here, Table):
        return "table" if play.state.talks else ""
    return "scene" if here is not None and len(play.steps) > 1 else ""


def taken(story: Story) -> Iterator[tuple[str, Play]]:
    """For each kind, the play with the most decisions among the first ones that reach it."""
    found: dict[str, Play] = {}
    for number in range(MOST_PLAYS):
        play = Play.begin(story, seed_of(number))
        for turn in range(MOST_DECISIONS):
            option = picked(story, play.state, number, turn)
            if option is None:
                break
            play = play.choose(option)
            known = found.get(kind(play))
            if known is None or len(known.steps) < len(play.steps):
                found[kind(play)] = play
    return ((name, found[name]) for name in KINDS if name in found)


def written(play: Play) -> str:
    """The save of a play, always with the same time."""
    return write_save(Save.of(play, label="golden", moment=MOMENT))


def reopened(story: Story, content: bytes) -> dict[str, Any]:
    """What a save reopens to: from its decisions, and from its snapshot alone."""
    save = read_save(content, "a save")
    by_decisions = resume(story, save)
    by_snapshot = resume(story, replace(save, decisions=(*save.decisions, LOST)))
    assert not by_snapshot.play.steps, "a decision that no story has was replayed"
    return {
        "decisions": len(by_decisions.play.steps),
        "note": by_decisions.note,
        "play": hashed(play_described(by_decisions.play)),
        **{
            name: hashed((state_described(story, play.state), offered(story, play.state)))
            for name, play in (("state", by_decisions.play), ("restored", by_snapshot.play))
        },
    }
