"""How many wrong codes are heard before the answer is to wait.

A right code is always let in: behind a proxy a whole class is one source, and one who types
nonsense must not keep the others out. So a limit can't stop somebody who goes on guessing, and
doesn't have to: of a billion codes (`tokens`) one is right, and `suspicious` says when so many were
tried that the teacher should have a new one. Kept in memory, by a clock that is passed in.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from enum import Enum

PER_SOURCE = 5
"""Wrong codes a minute from one source, after which it is told to wait."""
IN_ALL = 60
"""The same for all sources together."""
SUSPICIOUS = 2_000
"""Wrong codes in all, after which the code should be changed: two in a million to have hit it."""
WINDOW = 60_000
"""What is counted, in milliseconds."""
MOST_SOURCES = 10_000
"""How many sources are remembered; then the one heard longest ago is forgotten."""


class Verdict(Enum):
    """What to answer to a code."""

    LET_IN = "let_in"
    WRONG = "wrong"
    WAIT = "wait"


class Guesses:
    """The wrong codes of the last minute."""

    def __init__(self) -> None:
        self.in_all = 0
        """Wrong codes since the server was started."""
        self._all: deque[int] = deque(maxlen=IN_ALL)
        self._sources: OrderedDict[str, deque[int]] = OrderedDict()

    @property
    def suspicious(self) -> bool:
        """Whether so many codes were tried that the right one should be changed."""
        return self.in_all >= SUSPICIOUS

    def heard(self, source: str, *, is_right: bool, now: int) -> Verdict:
        """What to answer to a code from a source at a time."""
        if is_right:
            return Verdict.LET_IN
        self.in_all += 1
        mine = self._sources.setdefault(source, deque(maxlen=PER_SOURCE))
        self._sources.move_to_end(source)
        if len(self._sources) > MOST_SOURCES:
            self._sources.popitem(last=False)
        if _is_full(mine, now) or _is_full(self._all, now):
            return Verdict.WAIT
        mine.append(now)
        self._all.append(now)
        return Verdict.WRONG


def _is_full(times: deque[int], now: int) -> bool:
    """Whether as many as allowed were heard within the window; the clock may have gone back."""
    return len(times) == times.maxlen and 0 <= now - times[0] < WINDOW
