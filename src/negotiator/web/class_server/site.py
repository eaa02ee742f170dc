"""What the server of a class knows: where its rows are, its story and exercise, and its address.

Of the class it holds nothing. What it remembers is only which codes were wrong lately, and what was
worked out from rows and can be worked out again.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from negotiator.classroom.damage import in_sentences
from negotiator.classroom.guesses import Guesses, Verdict
from negotiator.classroom.marks import Glance, Look, glance, look
from negotiator.classroom.room import Room
from negotiator.classroom.rows import ClassRow
from negotiator.classroom.standings import Standings
from negotiator.classroom.store import Store
from negotiator.classroom.tokens import code_hash, is_same, tidied, token_hash
from negotiator.story.model import Exercise, Story

FRESH = 0.25
"""Seconds for which one look at the store serves all who watch."""
SELDOM = 5.0
"""Seconds for which one look at all rows does."""


class NoClassError(Exception):
    """The class was deleted."""


def _elapsed() -> int:
    """Nanoseconds since some moment, also of those in which the machine slept, whatever time
    somebody sets its clock to."""
    if sys.platform == "linux":
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":  # where `monotonic` stands while the machine sleeps
        return time.clock_gettime_ns(time.CLOCK_MONOTONIC)
    return time.monotonic_ns()


def clock_from(now: int) -> Callable[[], int]:
    """A clock that shows this moment, in milliseconds since 1970, and from then on what has passed:
    if it heeded that somebody sets a clock forward, the bell would ring at every table."""
    began = _elapsed()
    return lambda: now + (_elapsed() - began) // 1_000_000


@dataclass(slots=True)
class ClassSite:
    """A class as it is served."""

    store: Store
    story: Story
    exercise: Exercise
    class_id: str
    addresses: tuple[str, ...]
    """Where it is reached, the best for students first."""
    clock: Callable[[], int]
    """What time it is, in milliseconds since 1970; the same for all processes of a class."""
    arrived: Callable[[], None] = lambda: None
    """Called when a device tries whether it reaches the class."""
    closing: Callable[[], bool] = lambda: False
    """Whether the server is about to stop, so that nobody is to be told any more."""
    guesses: Guesses = field(default_factory=Guesses)
    standings: Standings = field(default_factory=Standings)
    _right: str = ""
    """A digest of the right code, once somebody typed it: the slow one isn't needed again."""
    _glanced: tuple[float, Glance] | None = None
    _looked: tuple[float, Look] | None = None
    _damaged: tuple[float, tuple[str, ...]] | None = None

    @property
    def address(self) -> str:
        """Where students join."""
        return self.addresses[0]

    def room(self) -> Room:
        """The class as it is now. Raises NoClassError if it was deleted."""
        rows = self.store.rows(ClassRow, class_id=self.class_id)
        if not rows:
            raise NoClassError
        return Room(self.store, self.story, self.exercise, rows[0], self.clock())

    def glance(self) -> Glance:
        """What a seat may see change, now."""
        try:
            return glance(self.store, self.exercise, self.class_id)
        except ValueError:
            raise NoClassError from None

    def look(self) -> Look:
        """What the teacher and the wall see change, now."""
        try:
            return look(self.store, self.exercise, self.class_id)
        except ValueError:
            raise NoClassError from None

    def lately_glanced(self) -> Glance:
        """What a seat may see change, as it was a moment ago."""
        if _is_old(self._glanced):
            self._glanced = time.monotonic(), self.glance()
        assert self._glanced is not None
        return self._glanced[1]

    def lately_looked(self) -> Look:
        """What the teacher and the wall see change, as it was a moment ago."""
        if _is_old(self._looked):
            self._looked = time.monotonic(), self.look()
        assert self._looked is not None
        return self._looked[1]

    def lately_damaged(self) -> tuple[str, ...]:
        """What is damaged in what is kept of the class, in sentences, as it was a moment ago: all
        rows are looked at for it."""
        if _is_old(self._damaged, SELDOM):
            found = in_sentences(self.store.damaged(self.class_id))
            self._damaged = time.monotonic(), found
        assert self._damaged is not None
        return self._damaged[1]

    def hears(self, code: str, source: str) -> Verdict:
        """What to answer to a code of the class."""
        is_right = self._is_code(code)
        return self.guesses.heard(source, is_right=is_right, now=self.clock())

    def hears_resume(self, source: str, *, is_right: bool) -> Verdict:
        """What to answer to a resume code."""
        return self.guesses.heard(source, is_right=is_right, now=self.clock())

    def is_teacher(self, secret: str) -> bool:
        """Whether that is the teacher's secret."""
        return is_same(self.room().row.teacher_hash, token_hash(secret))

    def _is_code(self, code: str) -> bool:
        row = self.room().row
        # Of a code and what it is compared with, so that a new code counts at once.
        meant = token_hash(f"{row.code_hash} {tidied(code)}")
        if self._right and is_same(self._right, meant):
            return True
        if not is_same(code_hash(code, self.class_id), row.code_hash):
            return False
        self._right = meant
        return True


def _is_old(seen: tuple[float, object] | None, seconds: float = FRESH) -> bool:
    return seen is None or time.monotonic() - seen[0] > seconds
