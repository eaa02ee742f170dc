"""The functions of a story's places, made before a play comes there.

Each is made when it is first asked for, which takes as long as several decisions. Whoever has time
before that (a server that is about to begin, a page while its player reads) makes them here, a
piece at a time. It changes nothing but when they are made.
"""

from __future__ import annotations

from collections.abc import Iterator

from negotiator.engine.compiler import ReadyTable, program
from negotiator.engine.takes import Takes
from negotiator.story.model import Story


def made_ahead(story: Story) -> Iterator[None]:
    """Makes what plays need in each place, and pauses after each piece of work."""
    made, takes = program(story), story.once(Takes)
    for place_id in story.places:
        here = made[place_id]
        for name in ("tell", "titled", "options", "enter"):
            getattr(here, name)
            yield
        if here.draw is not None:
            made.pools[here.draw.pool]
            yield
        for choice in here.choices:
            takes[place_id][choice]
            yield
        for closing in here.closings.values() if isinstance(here, ReadyTable) else ():
            _decide = closing.decide
            yield
        takes.arrivals[place_id]
        yield
