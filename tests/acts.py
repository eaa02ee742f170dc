"""A small story in three acts with a front page, for tests."""

from __future__ import annotations

from pathlib import Path

from negotiator.engine import Play
from negotiator.story.loading import load

BUDGET = Path(__file__).parent / "stories" / "budget"


def played(*choices: str) -> Play:
    """A play with these choices."""
    play = Play.begin(load(BUDGET), 1)
    for one in choices:
        play = play.choose(one)
    return play
