"""What a play has told so far, where there is room for all of it; of a very long one the newest.

A story is told in a few thousand words, but whoever goes in circles, or writes a file that does,
makes plays of which nobody reads the beginning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from negotiator.engine import Play, Told
from negotiator.narration.lines import BeginsAfter, Line
from negotiator.narration.play import opening


class Room(NamedTuple):
    """How much there is room for: so many decisions, and so many characters told of them."""

    decisions: int
    characters: int


PAGE = Room(1_000, 500_000)
"""What is laid out at once."""
DOCUMENT = Room(100_000, 5_000_000)
"""What is written to one file."""


def begins_after(play: Play, room: Room) -> int:
    """After how many decisions it is told, so that there is room; the last one always is."""
    left, steps = room.characters, play.steps
    earliest = max(0, len(steps) - room.decisions)
    for number in range(len(steps) - 1, earliest - 1, -1):
        told = [one for one in steps[number].told if isinstance(one, Told)]
        left -= sum([len(one.text) for one in told])
        if left < 0:
            return min(number + 1, len(steps) - 1)
    return earliest


def so_far(play: Play, room: Room, step: Callable[[Play, int], Iterable[Line]]) -> Iterator[Line]:
    """The lines of a play, each of its decisions told by `step`."""
    begins = begins_after(play, room)
    yield from [BeginsAfter(begins)] if begins else opening(play)
    for number in range(begins, len(play.steps)):
        yield from step(play, number)
