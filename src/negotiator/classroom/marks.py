"""Whether a page is still as it was: a mark that changes with whatever its reader sees change.

A page has the mark of its moment, and whoever watches a class (a browser by server-sent events, a
terminal) loads it again once the mark is another. One look at the store serves all who watch.
"""

from __future__ import annotations

from typing import NamedTuple
from zlib import crc32

from negotiator.classroom.room import begins_in, play_number
from negotiator.classroom.rows import (
    BallotRow,
    ClassRow,
    DecisionRow,
    HandsRow,
    MoreTimeRow,
    MoveRow,
    NoteRow,
    PlayRow,
    ReasonRow,
    RevealRow,
    SeatRow,
    VoteRow,
)
from negotiator.classroom.store import Store
from negotiator.story.model import ClassShape, Exercise


class Glance(NamedTuple):
    """What a seat may see change."""

    shared: str
    """The mark of what all see."""
    more: dict[int, int]
    """How much longer than others seats have."""
    tables: dict[int, tuple[int, int, int]]
    """Who sits at each table in pairs, and how many moves were made there, by the seats."""


class Look(NamedTuple):
    """What the teacher and the wall see change: that, and how much was done."""

    glance: Glance
    counts: str
    """The mark of what they see beside what all see."""


def glance(store: Store, exercise: Exercise, class_id: str) -> Glance:
    """A class as seats see it now. Raises ValueError if there is no such class."""
    (row,) = store.rows(ClassRow, class_id=class_id)
    number = min(row.phase, len(exercise.phases) - 1)
    together = play_number(begins_in(exercise, number))
    shown = store.rows(ReasonRow, class_id=class_id, shown=1)
    shared = _mark(
        row._replace(code_hash="", teacher_hash=""),
        store.rows(BallotRow, class_id=class_id),
        store.rows(HandsRow, class_id=class_id),
        store.rows(NoteRow, class_id=class_id),
        store.rows(RevealRow, class_id=class_id),
        [(one.play, one.number, one.seat, one.text) for one in shown],
        len(store.rows(DecisionRow, class_id=class_id, play=together)),
    )
    tables: dict[int, tuple[int, int, int]] = {}
    if exercise.phases[number].shape is ClassShape.PAIRS:
        moves = store.lengths(MoveRow, class_id)
        for one in store.rows(PlayRow, class_id=class_id, phase=number):
            for seat in one.seats:
                tables[seat] = (one.ours, one.theirs, moves.get(one.play, 0))
    more = store.rows(MoreTimeRow, class_id=class_id, phase=number)
    return Glance(shared, {one.seat: one.more for one in more}, tables)


def look(store: Store, exercise: Exercise, class_id: str) -> Look:
    """A class as its teacher sees it now. Raises ValueError if there is no such class."""
    found = glance(store, exercise, class_id)
    seats = [(one.seat, one.joined) for one in store.rows(SeatRow, class_id=class_id)]
    kinds = (DecisionRow, MoveRow, VoteRow, ReasonRow)
    lengths = [sorted(store.lengths(kind, class_id).items()) for kind in kinds]
    more, tables = sorted(found.more.items()), sorted(found.tables.items())
    return Look(found, _mark(seats, lengths, more, tables))


def for_seat(found: Glance, seat: int) -> str:
    """The mark of a seat's page."""
    return _mark(found.shared, found.more.get(seat, 0), found.tables.get(seat))


def for_wall(found: Look) -> str:
    """The mark of the wall, which also shows how many have joined, voted and come to an end."""
    return _mark(found.glance.shared, found.counts)


def for_teacher(found: Look) -> str:
    """The mark of the board."""
    return _mark(found.glance.shared, found.counts, "board")


def _mark(*seen: object) -> str:
    return f"{crc32(repr(seen).encode()):08x}"
