"""A class at a moment: its row, the phase it is in and that phase's clock, and the plays of it.

Made for each request and thrown away after it; what can be done in a class is in `phases`,
`ballots`, `meetings` and `seats`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from negotiator.classroom.clock import PhaseClock, clock_of
from negotiator.classroom.plays import opening, replayed, standing
from negotiator.classroom.rows import (
    ClassRow,
    DecisionRow,
    MoreTimeRow,
    NoteRow,
    PlayRow,
    SeatRow,
    next_number,
)
from negotiator.classroom.store import Store
from negotiator.engine import Play
from negotiator.engine.state import Step
from negotiator.narration.play import today
from negotiator.story.model import ClassShape, Exercise, Phase, Story

A_PHASE = 10_000
"""How far apart the numbers of plays of two phases are: there are fewer seats than that."""


class Played(NamedTuple):
    """A play of a class: its row, its decisions, and where they led."""

    row: PlayRow
    decisions: list[DecisionRow]
    play: Play

    @property
    def number(self) -> int:
        """The number that the next decision will have."""
        return next_number(self.decisions)

    @property
    def last(self) -> DecisionRow | None:
        """The last decision that counts; None before the first."""
        return next(iter(reversed(standing(self.decisions))), None)

    @property
    def last_step(self) -> Step | None:
        """Where that led; None before the first, and if the story was changed since, so that it
        can't be made any more."""
        made, steps = standing(self.decisions), self.play.steps
        if not made or not steps:
            return None
        is_whole = len(steps) == len(made)
        return steps[-1] if is_whole or steps[-1].decision == made[-1].name else None


@dataclass(frozen=True, slots=True)
class Room:
    """A class as it is, with the story and the exercise that it is held with."""

    store: Store
    story: Story
    exercise: Exercise
    row: ClassRow
    now: int
    """Milliseconds since 1970."""

    @property
    def class_id(self) -> str:
        """Which class it is."""
        return self.row.class_id

    @property
    def number(self) -> int:
        """The number of the phase it is in, from 0."""
        return min(self.row.phase, len(self.exercise.phases) - 1)

    @property
    def phase(self) -> Phase:
        """The phase it is in."""
        return self.exercise.phases[self.number]

    @property
    def clock(self) -> PhaseClock:
        """The clock of that phase."""
        return clock_of(self.row, self.phase.minutes)

    @property
    def has_begun(self) -> bool:
        """Whether the first phase has begun, and the class hasn't ended."""
        return self.row.began > 0 and not self.row.ended

    @property
    def left(self) -> int | None:
        """Milliseconds until the bell, below 0 after it; None while no clock runs."""
        return self.clock.left(self.now) if self.has_begun else None

    @property
    def plays_in(self) -> int:
        """The number of the phase in which the plays of this one began: one that says neither where
        nor how it begins goes on with those of the last phase of its shape."""
        return begins_in(self.exercise, self.number)

    def again(self) -> Room:
        """The class as it is after something was done."""
        (row,) = self.store.rows(ClassRow, class_id=self.class_id)
        return replace(self, row=row)

    def seats(self) -> list[SeatRow]:
        """All seats that were taken."""
        found = self.store.rows(SeatRow, class_id=self.class_id)
        return [one for one in found if one.joined]

    def note(self) -> str:
        """What the teacher told all in this phase, the last of it; empty if nothing."""
        found = self.store.rows(NoteRow, class_id=self.class_id)
        return found[-1].text if found and found[-1].at >= self.row.began else ""

    def played(self, number: int) -> Played | None:
        """A play by its number; None if there is none yet."""
        rows = self.store.rows(PlayRow, class_id=self.class_id, play=number)
        return self.made(rows[0]) if rows else None

    def made(self, row: PlayRow) -> Played:
        """A play by its row."""
        decisions = self.store.rows(DecisionRow, class_id=self.class_id, play=row.play)
        return Played(row, decisions, replayed(self.story, self.exercise, row, decisions))

    def begun(self, row: PlayRow) -> Played:
        """A play by its row, which is kept unless it was begun already."""
        found = self.played(row.play)
        if found is None:  # mostly there is one, and looking costs less than trying to add it
            self.store.add(row)
            found = self.played(row.play)
        return found or Played(row, [], opening(self.story, self.exercise, row))

    def left_to(self, seat: int) -> int:
        """Milliseconds until the bell for a seat, which may have more time than the others."""
        more = self.store.rows(MoreTimeRow, class_id=self.class_id, phase=self.number, seat=seat)
        return (self.left or 0) + sum(one.more for one in more)


def play_number(phase: int, seat: int = 0) -> int:
    """The number of the play that a seat has in a phase, or that the class has together."""
    return (phase + 1) * A_PHASE + seat


def begins_in(exercise: Exercise, number: int) -> int:
    """The number of the phase with whose plays a phase goes on: its own if it says where it
    begins."""
    phase = exercise.phases[number]
    if phase.at or phase.set:
        return number
    before = [one for one in range(number) if exercise.phases[one].shape is phase.shape]
    return begins_in(exercise, before[-1]) if before else number


def is_stopped(story: Story, phase: Phase, play: Play) -> bool:
    """Whether a play has come to where its phase stops, or to an ending."""
    return (
        play.ending is not None
        or play.state.scene == phase.until
        or act_is_over(story, phase, play)
    )


def act_is_over(story: Story, phase: Phase, play: Play) -> bool:
    """Whether a play has come past the act at whose end a phase stops, so that the place it led to
    is not told in this phase."""
    if not phase.to_end_of:
        return False
    here = story.act_on(today(play))
    acts = [one.id for one in story.acts]
    return here is not None and acts.index(here.id) > acts.index(phase.to_end_of)


def is_alone(phase: Phase) -> bool:
    """Whether everybody plays a play of their own."""
    return phase.shape is ClassShape.ALONE
