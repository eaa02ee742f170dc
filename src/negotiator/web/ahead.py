"""What later decisions need, made while nobody waits for a page: the functions of the places of a
story that is played, a piece at a time. It changes nothing but when they are made.
"""

from __future__ import annotations

import asyncio

from negotiator.engine.ready_made import made_ahead
from negotiator.story.model import Story

_PAUSE = 0.02
"""Seconds between two pieces, each of which takes a tenth of that."""


class Ahead:
    """The work that is done for the stories that are played."""

    def __init__(self) -> None:
        self._working: dict[str, asyncio.Task[None]] = {}

    def begin(self, story: Story) -> None:
        """Begin with a story, unless that was begun already."""
        if story.fingerprint not in self._working:
            self._working[story.fingerprint] = asyncio.create_task(_made(story))


async def _made(story: Story) -> None:
    for _piece in made_ahead(story):
        await asyncio.sleep(_PAUSE)
