"""Whether a page is still as it was: a mark that changes with whatever its reader sees change.

A page has the mark of its moment, and whoever watches a class (a browser by server-sent events, a
terminal) loads it anew once the mark is another. One look at the store serves all who watch.
"""

from __future__ import annotations

from typing import NamedTuple
from zlib import crc32

from negotiator.classroom.room import begins_in, play_number
from negotiator.classroom.rows import (
    BallotRow,
    ClassRow,
    DecisionRow,
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


class Look(NamedTuple):
    """What anybody may see change in a class."""

    row: ClassRow
    shared: tuple[object, ...]
    """What all see."""
    more: dict[int, int]
    """How much longer than others seats have."""
    tables: dict[int, tuple[int, int, int]]
    """Who sits at each table in pairs, and how many moves were made there, by the seats."""
    counts: tuple[object, ...]
    """What the teacher sees beside that."""


def look(store: Store, exercise: Exercise, class_id: str) -> Look:
    """A class as it is now."""
    (row,) = store.rows(ClassRow, class_id=class_id)
    number = min(row.phase, len(exercise.phases) - 1)
    shape = exercise.phases[number].shape
    shown = store.rows(ReasonRow, class_id=class_id, shown=1)
    decisions = store.lengths(DecisionRow, class_id)
    together = decisions.get(play_number(begins_in(exercise, number)), 0)
    shared = (
        row._replace(code_hash="", teacher_hash=""),
        store.rows(BallotRow, class_id=class_id),
        store.rows(NoteRow, class_id=class_id),
        store.rows(RevealRow, class_id=class_id),
        [(one.play, one.number, one.seat, one.text) for one in shown],
        together,
    )
    moves = store.lengths(MoveRow, class_id)
    tables: dict[int, tuple[int, int, int]] = {}
    if shape is ClassShape.PAIRS:
        for one in store.rows(PlayRow, class_id=class_id, phase=number):
            for seat in (one.ours, one.theirs):
                tables[seat] = (one.ours, one.theirs, moves.get(one.play, 0))
    more = store.rows(MoreTimeRow, class_id=class_id, phase=number)
    seats = [(one.seat, one.joined) for one in store.rows(SeatRow, class_id=class_id)]
    return Look(
        row,
        shared,
        {one.seat: one.more for one in more},
        tables,
        (
            seats,
            sorted(decisions.items()),
            sorted(moves.items()),
            sorted(store.lengths(VoteRow, class_id).items()),
            sorted(store.lengths(ReasonRow, class_id).items()),
            sorted((one.seat, one.more) for one in more),
            sorted(tables.items()),
        ),
    )


def for_seat(found: Look, seat: int) -> str:
    """The mark of a seat's page."""
    return _mark(found.shared, found.more.get(seat, 0), found.tables.get(seat))


def for_wall(found: Look) -> str:
    """The mark of the wall, which also shows how many have joined, voted and come to an end."""
    return _mark(found.shared, found.counts)


def for_teacher(found: Look) -> str:
    """The mark of the board."""
    return _mark(found.shared, found.counts, "board")


def _mark(*seen: object) -> str:
    return f"{crc32(repr(seen).encode()):08x}"
