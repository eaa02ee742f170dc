"""How a class goes on: from phase to phase, paused, with more time, with a note, to its end.

Each of these names what it was decided upon, so that a form that is sent twice does it once.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable

from negotiator.classroom import ballots, clock, meetings
from negotiator.classroom.ballots import Ballot
from negotiator.classroom.clock import MINUTE
from negotiator.classroom.room import Played, Room, play_number
from negotiator.classroom.rows import (
    UNDO,
    BallotRow,
    ClassRow,
    DecisionRow,
    MoreTimeRow,
    NoteRow,
    PlayRow,
    next_number,
)
from negotiator.classroom.store import Store
from negotiator.classroom.tokens import CLASS_CODE, code, code_hash, token, token_hash
from negotiator.escaping import typed_line
from negotiator.story.model import ClassShape, Exercise, Story

LONGEST_NOTE = 500
MOST_MINUTES = 180
"""How much longer a phase may be made at once."""
_SEEDS = 1_000_000


def opened(store: Store, story: Story, exercise: Exercise, now: int) -> tuple[ClassRow, str, str]:
    """A new class, its code, and the secret of its teacher; of these only digests are kept."""
    class_id = secrets.token_hex(5)
    joins, secret = code(CLASS_CODE), token()
    row = ClassRow(
        class_id,
        story.id,
        story.version,
        story.fingerprint,
        exercise.id,
        exercise.seed,
        code_hash(joins, class_id),
        token_hash(secret),
        now,
    )
    store.add(row)
    return row, joins, secret


def with_new_codes(store: Store, row: ClassRow) -> tuple[ClassRow, str, str]:
    """The class with another code and another secret; those before let nobody in."""
    joins, secret = code(CLASS_CODE), token()
    changed = row._replace(
        code_hash=code_hash(joins, row.class_id), teacher_hash=token_hash(secret)
    )
    store.change(row, changed)
    return changed, joins, secret


def moved_on(room: Room, of: int, to: int) -> bool:
    """Begin a phase, from the one with the number `of` (-1 before the first), and say whether the
    class went on."""
    stands = room.number if room.row.began else -1
    if of != stands or not 0 <= to < len(room.exercise.phases) or room.row.ended:
        return False
    if not _changed(room, lambda row: clock.moved_on(row, to, room.now)):
        return False
    _closed(room)
    after = room.again()
    if after.phase.shape is ClassShape.TOGETHER:
        class_play(after)
    elif after.phase.shape is ClassShape.PAIRS:
        meetings.seat_all(after)
    return True


def _closed(room: Room) -> None:
    """End what was open in the phase that the class leaves."""
    if room.phase.shape is ClassShape.PAIRS:
        meetings.end_all(room)
    for row in room.store.rows(BallotRow, class_id=room.class_id, closed=0):
        ballots.closed(room, Ballot(row.play, row.number, row.round))


def plays_together(room: Room) -> bool:
    """Whether the class plays one play now."""
    return room.has_begun and room.phase.shape is ClassShape.TOGETHER


def class_play(room: Room) -> Played:
    """The play that the class plays together in this phase."""
    began = room.plays_in
    seed = room.row.seed
    return room.begun(PlayRow(room.class_id, play_number(began), began, seed))


def own_play(room: Room, seat: int) -> Played:
    """The play that a seat plays alone in this phase."""
    began = room.plays_in
    number = play_number(began, seat)
    seed = room.row.seed
    if room.exercise.own_luck and not room.store.rows(PlayRow, class_id=room.class_id, play=number):
        seed = secrets.randbelow(_SEEDS)
    return room.begun(PlayRow(room.class_id, number, began, seed, seat))


def paused(room: Room) -> None:
    """Stop the clock, and what anybody can do."""
    _changed(room, lambda row: clock.paused(row, room.now))


def run_on(room: Room) -> None:
    """Let the clock go on."""
    _changed(room, lambda row: clock.resumed(row, room.now))


def extended(room: Room, minutes: int, before: int) -> None:
    """Give all more time, or with a number below 0 less; `before` is how much more they had, in
    milliseconds."""
    if room.row.extended == before and abs(minutes) <= MOST_MINUTES:
        _changed(room, lambda row: clock.extended(row, minutes * MINUTE))


def rung(room: Room) -> None:
    """Ring the bell: the time of the phase is up from now on."""
    left = room.left
    if left is not None and left > 0:
        _changed(room, lambda row: clock.extended(row, -left))


def given_more(room: Room, seat: int, minutes: int, before: int) -> None:
    """Give a seat more time than the others; `before` is how much more it had."""
    kept = room.store.rows(MoreTimeRow, class_id=room.class_id, phase=room.number, seat=seat)
    had = kept[0].more if kept else 0
    if had == before and 0 < minutes <= MOST_MINUTES:
        row = MoreTimeRow(room.class_id, room.number, seat, had + minutes * MINUTE)
        if kept:
            room.store.change(kept[0], row)
        else:
            room.store.add(row)


def noted(room: Room, text: str, number: int) -> None:
    """Tell all something, as the note with a number; an empty one takes back the one before."""
    said = typed_line(text)[:LONGEST_NOTE]
    kept = room.store.rows(NoteRow, class_id=room.class_id)
    if number == next_number(kept):
        room.store.add(NoteRow(room.class_id, number, said, room.now))


def taken_back(room: Room, played: Played, number: int) -> bool:
    """Take the last decision of a play back, if the exercise allows it."""
    if not room.exercise.undo or played.last is None or number != played.number:
        return False
    row = DecisionRow(room.class_id, played.row.play, number, UNDO, room.now)
    return room.store.add_next(row)


def ended(room: Room) -> None:
    """End the class: what was done stays, and nothing more is done."""
    _closed(room)
    _changed(room, lambda row: row if row.ended else row._replace(ended=max(room.now, 1)))


def _changed(room: Room, into: Callable[[ClassRow], ClassRow]) -> bool:
    """Change the row of a class as it was when it was read, and say whether it still was so."""
    after = into(room.row)
    return after != room.row and room.store.change(room.row, after)
