"""The inn: a small story with people who argue, a promise, and epilogues."""

from __future__ import annotations

from functools import reduce
from pathlib import Path

from negotiator.engine import Play
from negotiator.story.loading import load
from negotiator.story.model import Story

INN = Path(__file__).parent / "stories" / "inn"


def story() -> Story:
    return load(INN)


def played(*choices: str) -> Play:
    """A play of it with these decisions."""
    return reduce(Play.choose, choices, Play.begin(story(), 1))
