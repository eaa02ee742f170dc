"""How much of a phase is over: the one clock of a class, worked out from the class's row.

The time is passed in, in milliseconds since 1970, so that every process of a server that answers
for a class agrees, and a test can be at any moment.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from negotiator.classroom.rows import ClassRow

MINUTE = 60_000


_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST = 32_503_680_000_000
"""The latest moment that every system can tell in its own time: the year 3000."""


def moment_of(at: int) -> datetime:
    """A moment that was kept, by the calendar; the nearest that has a place there."""
    return _BEGINNING + timedelta(milliseconds=min(max(0, at), _LATEST))


class PhaseClock(NamedTuple):
    """The clock of a phase: when it began, how long it takes, and how long it was paused."""

    began: int
    length: int
    paused_since: int = 0
    """When it was paused; 0 while it runs."""
    paused: int = 0
    """How long it was paused before."""

    def elapsed(self, now: int) -> int:
        """How much of it is over; pauses don't count, and it never goes back below 0."""
        stopped = self.paused_since or now
        return max(0, stopped - self.began - self.paused)

    def left(self, now: int) -> int:
        """How much is left until the bell; below 0 after it."""
        return self.length - self.elapsed(now)

    @property
    def is_paused(self) -> bool:
        """Whether it stands."""
        return self.paused_since > 0


def clock_of(row: ClassRow, minutes: int) -> PhaseClock:
    """The clock of the phase that a class is in, which takes so many minutes as written."""
    return PhaseClock(row.began, minutes * MINUTE + row.extended, row.paused_since, row.paused)


def paused(row: ClassRow, now: int) -> ClassRow:
    """The class with its clock standing; as it is if it stands already."""
    return row if row.paused_since else row._replace(paused_since=max(now, 1))


def resumed(row: ClassRow, now: int) -> ClassRow:
    """The class with its clock running again; as it is if it runs."""
    if not row.paused_since:
        return row
    stood = max(0, now - row.paused_since)
    return row._replace(paused_since=0, paused=row.paused + stood)


def extended(row: ClassRow, more: int) -> ClassRow:
    """The class with so much more time for its phase."""
    return row._replace(extended=row.extended + more)


def moved_on(row: ClassRow, phase: int, now: int) -> ClassRow:
    """The class at the beginning of a phase; as it is if it is in that phase already, so that the
    same request twice doesn't begin it again."""
    if row.phase == phase and row.began:
        return row
    return row._replace(phase=phase, began=now, paused_since=0, paused=0, extended=0)
