"""Plays that were made elsewhere and are handed in: each joins a class as a seat of its own.

A play joins the phase whose beginning it has, if one is played alone; one from the start of its
story joins as handed in, otherwise. It brings its seed and its decisions, and nothing of who made
it; the same play a second time is the same play.
"""

from __future__ import annotations

from negotiator.classroom.plays import opening
from negotiator.classroom.room import play_number
from negotiator.classroom.rows import (
    HANDED_IN,
    ClassRow,
    DecisionRow,
    PlayRow,
    SeatRow,
)
from negotiator.classroom.store import Store
from negotiator.classroom.tokens import (
    RESUME_CODE,
    code,
    code_hash,
    pseudonym,
    token,
    token_hash,
)
from negotiator.engine.machine import start
from negotiator.engine.play import Play
from negotiator.story.model import ClassShape, Exercise


class ElsewhereError(Exception):
    """The play began where neither its story nor a phase of the exercise begins."""


def handed_in(store: Store, row: ClassRow, exercise: Exercise, play: Play, now: int) -> str:
    """The pseudonym of the seat as which a play joins a class; empty if it was there already.

    Raises ElsewhereError if it began elsewhere.
    """
    phase = _phase_of(exercise, play)
    made = (play.seed, play.decisions)
    for one in store.rows(PlayRow, class_id=row.class_id, phase=phase):
        rows = store.rows(DecisionRow, class_id=row.class_id, play=one.play)
        if (one.seed, tuple(each.name for each in rows)) == made:
            return ""
    while True:
        seats = store.rows(SeatRow, class_id=row.class_id)
        number = max((one.seat for one in seats), default=0) + 1
        name = pseudonym({one.pseudonym for one in seats})
        # Nobody goes on in this seat: nobody has its token or its code.
        closed = token_hash(token()), code_hash(code(RESUME_CODE), row.class_id)
        seat = SeatRow(row.class_id, number, name, *closed, now)
        joined = PlayRow(row.class_id, play_number(phase, number), phase, play.seed, number)
        decisions = (
            DecisionRow(row.class_id, joined.play, at, decision, now)
            for at, decision in enumerate(play.decisions, start=1)
        )
        if store.add(seat, joined, *decisions):
            return name


def _phase_of(exercise: Exercise, play: Play) -> int:
    """The phase that a play joins."""
    for number, phase in enumerate(exercise.phases):
        row = PlayRow("", 0, number, play.seed)
        if (
            phase.shape is ClassShape.ALONE
            and opening(play.story, exercise, row).origin == play.origin
        ):
            return number
    if play.origin == start(play.story, play.seed):
        return HANDED_IN
    raise ElsewhereError
