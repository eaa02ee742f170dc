"""All that a class left, gathered from its rows, and the same as tables for a spreadsheet.

Wide has a row for each seat, long a row for each decision. Seats are told by number and pseudonym;
times are seconds since the class was opened. A cell that a spreadsheet would take for a formula
begins with an apostrophe.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from negotiator.classroom.forms import scored
from negotiator.classroom.plays import phase_of, replayed, standing, taken_back
from negotiator.classroom.rows import (
    NOBODY,
    ClassRow,
    DecisionRow,
    HandsRow,
    MoveRow,
    PlayRow,
    ReasonRow,
    ReplyRow,
    SeatRow,
    TurnedRow,
    VoteRow,
)
from negotiator.classroom.store import Store
from negotiator.engine.play import Play
from negotiator.story.choice_names import parted
from negotiator.story.model import Exercise, Story

_FORMULA = (*"=+-@\t\r\n", *"\uff1d\uff0b\uff0d\uff20")
"""What a cell may not begin with, after OWASP on CSV injection: in East Asia a spreadsheet may take
the wide signs for the same."""


class ClassRecord(NamedTuple):
    """Everything that is kept of a class."""

    row: ClassRow
    seats: list[SeatRow]
    plays: list[PlayRow]
    decisions: dict[int, list[DecisionRow]]
    """Of each play, in order."""
    reasons: list[ReasonRow]
    votes: list[VoteRow]
    hands: list[HandsRow]
    moves: list[MoveRow]
    replies: list[ReplyRow]
    turned: list[TurnedRow]

    def play(self, story: Story, exercise: Exercise, row: PlayRow) -> Play:
        """One of its plays."""
        return replayed(story, exercise, row, self.decisions.get(row.play, ()))


def gathered(store: Store, class_id: str) -> ClassRecord:
    """Everything that is kept of a class. Raises KeyError if there is no such class."""
    rows = store.rows(ClassRow, class_id=class_id)
    if not rows:
        raise KeyError(class_id)
    decisions: dict[int, list[DecisionRow]] = defaultdict(list)
    for one in store.rows(DecisionRow, class_id=class_id):
        decisions[one.play].append(one)
    return ClassRecord(
        rows[0],
        store.rows(SeatRow, class_id=class_id),
        store.rows(PlayRow, class_id=class_id),
        dict(decisions),
        store.rows(ReasonRow, class_id=class_id),
        store.rows(VoteRow, class_id=class_id),
        store.rows(HandsRow, class_id=class_id),
        store.rows(MoveRow, class_id=class_id),
        store.rows(ReplyRow, class_id=class_id),
        store.rows(TurnedRow, class_id=class_id),
    )


LONG = (
    *("phase", "phase_title", "play", "seat", "pseudonym", "other_seat", "number", "scene"),
    *("choice", "second", "taken_back", "overruled", "reason"),
)
"""The columns of the long table."""


def long_table(exercise: Exercise, record: ClassRecord) -> str:
    """A row for each decision, in the order of the plays, as CSV."""
    return _csv(LONG, _long_rows(exercise, record))


def _long_rows(exercise: Exercise, record: ClassRecord) -> Iterator[Sequence[object]]:
    names = {one.seat: one.pseudonym for one in record.seats}
    reasons = _reasons(record)
    for row in record.plays:
        decisions = record.decisions.get(row.play, [])
        undone = taken_back(decisions)
        seat = next(iter(row.seats), NOBODY)
        for one in decisions:
            scene, choice = parted(one.name)
            phase = phase_of(exercise, row)
            yield (
                row.phase + 1 if phase is not None else "",
                phase.title if phase is not None else "",
                row.play,
                seat or "",
                names.get(seat, ""),
                "engine" if row.is_with_engine else row.theirs or "",
                one.number,
                scene if choice else "",
                choice or one.name,
                _second(record, one.at),
                int(one.number in undone),
                one.overruled,
                " / ".join(reasons.get((row.play, one.number), ())),
            )


def wide_table(story: Story, exercise: Exercise, record: ClassRecord) -> str:
    """A row for each seat that was taken, as CSV: what it did alone, at its table, in votes, and on
    the forms."""
    voted = sorted({(one.number, one.round, one.play) for one in record.votes})
    ballots = {(one.seat, one.number, one.round, one.play): one.choice for one in record.votes}
    scores = scored(exercise, record.replies)
    columns = [
        *("seat", "pseudonym", "office", "joined_second", "decisions", "reasons", "where"),
        *("ending", "side", "table", "deal"),
        *(f"vote_{number}_round_{turn}_play_{play}" for number, turn, play in voted),
        *("before", "after", "items"),
    ]
    rows: list[Sequence[object]] = []
    for seat in (one for one in record.seats if one.joined):
        alone = [one for one in record.plays if one.ours == seat.seat and one.theirs == NOBODY]
        where, ending, made = "", "", 0
        for row in alone:
            play = record.play(story, exercise, row)
            where, ending = play.state.scene, play.ending.id if play.ending else ""
            made += len(standing(record.decisions.get(row.play, ())))
        rows.append(
            (
                *(seat.seat, seat.pseudonym, seat.office, _second(record, seat.joined), made),
                *(sum(one.seat == seat.seat for one in record.reasons), where, ending),
                *_table(record, seat.seat, exercise),
                *(ballots.get((seat.seat, *one), "") for one in voted),
                *(scores.before.get(seat.seat, ""), scores.after.get(seat.seat, "")),
                scores.most,
            )
        )
    return _csv(columns, rows)


def _table(record: ClassRecord, seat: int, exercise: Exercise) -> tuple[str, str, str]:
    """The side, the table and the outcome of a seat that bargained with another; the last such
    table if there were several."""
    found = ("", "", "")
    for row in record.plays:
        if row.theirs != NOBODY and seat in (row.ours, row.theirs):
            side = "ours" if row.ours == seat else "theirs"
            decided = [parted(one.name) for one in record.decisions.get(row.play, [])[:1]]
            outcome = decided[0][1] if decided else ""
            phase = phase_of(exercise, row)
            found = (side, phase.at if phase is not None else "", outcome)
    return found


def _reasons(record: ClassRecord) -> dict[tuple[int, int], list[str]]:
    found: dict[tuple[int, int], list[str]] = defaultdict(list)
    for one in record.reasons:
        found[one.play, one.number].append(one.text)
    return found


def _second(record: ClassRecord, at: int) -> str:
    return f"{max(0, at - record.row.opened) / 1000:.1f}"


def _csv(columns: Iterable[str], rows: Iterable[Sequence[object]]) -> str:
    """A table as spreadsheets read it: UTF-8 with its mark, lines ended as RFC 4180 has them."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(one) for one in row])
    return "\ufeff" + out.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value
