"""Functions that were made ahead: a play on them is the same, and makes none itself."""

from __future__ import annotations

import random

import pytest

from negotiator.engine import Play
from negotiator.engine.codegen import Builder
from negotiator.engine.ready_made import made_ahead
from negotiator.story.loading import load
from negotiator.story.model import Story
from tests.conftest import GSOMIA


def played(story: Story, seed: int) -> Play:
    luck = random.Random(seed)
    play = Play.begin(story, seed)
    while play.ending is None and len(play.steps) < 40:
        play = play.choose(luck.choice([one.id for one in play.options() if one.open]))
    return play


def test_a_play_on_functions_made_ahead_is_the_same(
    gsomia: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead = load(GSOMIA)
    for _piece in made_ahead(ahead):
        pass
    made: list[str] = []
    whole = Builder.function

    def noted(self: Builder, *args: str, **more: object) -> object:
        made.append(str(args))
        return whole(self, *args, **more)  # type: ignore[arg-type]

    for seed in range(8):
        there = played(gsomia, seed)
        monkeypatch.setattr(Builder, "function", noted)
        here = played(ahead, seed)
        monkeypatch.undo()
        assert list(here.steps) == list(there.steps)
        assert here.decisions == there.decisions
    # A few are asked for too seldom to be made beforehand.
    assert len(made) < 40
