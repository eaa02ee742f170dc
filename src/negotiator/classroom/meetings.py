"""Tables in pairs as a class holds them: who sits where, what was done there, and how it came out.

What may be done when is judged by `pairs`; here the log is read from the store and written to it.
A move has the number that comes next. If another one took that number first, this one is judged
again after it. A table's last move is kept together with the decision by which it enters the play.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from negotiator.bargaining.worths import Package, Scale
from negotiator.classroom import pairs, stand_in
from negotiator.classroom.pairs import Kind, Move, Refused, Side, Standing, Terms
from negotiator.classroom.plays import opening
from negotiator.classroom.room import A_PHASE, Room, play_number
from negotiator.classroom.rows import (
    ENGINE,
    NOBODY,
    DecisionRow,
    MoveRow,
    PlayRow,
    RevealRow,
    SeatRow,
)
from negotiator.engine.machine import talks
from negotiator.engine.negotiation import Session
from negotiator.story.choice_names import full_name

_TRIES = 50
"""How often a move is judged again after another one."""


class Meeting(NamedTuple):
    """A table at which two seats sit, or one and the engine."""

    row: PlayRow
    session: Session
    log: tuple[Move, ...]
    standing: Standing
    terms: Terms

    @property
    def number(self) -> int:
        """The number of the table in the room, from 1."""
        return (self.row.play % A_PHASE + 1) // 2

    def side_of(self, seat: int) -> Side:
        """The side on which a seat sits."""
        return Side.OURS if seat == self.row.ours else Side.THEIRS

    def partner_of(self, seat: int) -> int:
        """The seat opposite."""
        return self.row.theirs if seat == self.row.ours else self.row.ours

    def scale(self, side: Side) -> Scale:
        """What packages are worth to a side."""
        bargaining = self.session.bargaining
        return bargaining.ours if side is Side.OURS else bargaining.theirs

    def is_below(self, side: Side, package: Package) -> bool:
        """Whether a package is worth less to a side than no deal."""
        scale = self.scale(side)
        return scale.of(package) < scale.limit


class Outcome(NamedTuple):
    """What a table came to."""

    row: PlayRow
    decision: str
    """As it is kept; empty while they talk."""


Judge = Callable[[Standing], Move | Refused | None]


def row_of(room: Room, seat: int) -> PlayRow | None:
    """The play of the table at which a seat sits in the present phase; None if nobody sits opposite
    yet."""
    is_taken = False
    for one in _kept_for(room, seat):
        if _is_table_of(room, one, seat):
            return one
        is_taken = True
    if is_taken:
        return None
    odd, even = _pair_of(seat)
    both = room.store.rows(SeatRow, class_id=room.class_id, seat=even)
    if not both or not both[0].joined:
        return None
    first = play_number(room.number, odd)
    row = PlayRow(room.class_id, first, room.number, room.row.seed, odd, even)
    return row if room.store.add(row) else row_of(room, seat)


def _is_table_of(room: Room, row: PlayRow, seat: int) -> bool:
    """Whether a seat sits at a table now; a row whose phase is damaged leads to none."""
    return seat in row.seats and row.phase == room.number


def _pair_of(seat: int) -> tuple[int, int]:
    """A seat and the one that belongs opposite it, the one on the player's side first."""
    odd = seat if seat % 2 else seat - 1
    return odd, odd + 1


def _kept_for(room: Room, seat: int) -> Iterator[PlayRow]:
    """What is played by a seat and the one opposite: one table, or, if each sits opposite the
    engine, two. The store is asked for the second only if somebody wants it."""
    for one in _pair_of(seat):
        play = play_number(room.number, one)
        yield from room.store.rows(PlayRow, class_id=room.class_id, play=play)


def meeting(room: Room, row: PlayRow) -> Meeting:
    """A table by its row, after what is due there: the bell, or the engine's next move."""
    play = opening(room.story, room.exercise, row)
    session = talks(room.story, play.state)
    assert session is not None, "a phase in pairs begins at a table"
    terms = pairs.terms_of(session.table, room.exercise.phases[row.phase])
    log = _log(room, row, terms)
    found = Meeting(row, session, log, pairs.standing(log), terms)
    if row.phase != room.number:
        return found
    due = pairs.rung(found.standing, room.clock, room.now)
    if due is None and row.is_with_engine:
        side = Side.OURS if row.ours == ENGINE else Side.THEIRS
        due = stand_in.due(session, terms, side, log, room.clock, room.now)
    return _with(room, found, due) if due is not None else found


def meetings(room: Room, phase: int) -> list[Meeting]:
    """All tables of a phase, in their order."""
    rows = room.store.rows(PlayRow, class_id=room.class_id, phase=phase)
    return [meeting(room, one) for one in rows if one.theirs != NOBODY]


def seat_all(room: Room) -> None:
    """Seat two and two, in the order of their numbers."""
    for one in room.seats():
        if one.seat % 2 == 0:
            row_of(room, one.seat)


def offer(room: Room, found: Meeting, side: Side, package: Package, seen: int) -> Refused | None:
    """Put a package on the table as the standing offer of a side, or say why not. Nothing is done
    if it stands already, or if the side has another standing offer than the one `seen` before."""

    def judge(now: Standing) -> Move | Refused | None:
        mine = now.offers.get(side)
        if (mine.number if mine else 0) != seen or (mine and mine.package == tuple(package)):
            return None
        return pairs.offered(now, room.clock, room.now, side, package, found.terms)

    why = _done(room, found, judge)
    if why is None and found.row.is_with_engine:
        meeting(room, found.row)  # The engine answers with the request that asks it.
    return why


def accept(room: Room, found: Meeting, side: Side, number: int) -> Refused | None:
    """Accept the standing offer with a number, or say why not."""
    return _done(room, found, lambda now: pairs.accepted(now, room.clock, room.now, side, number))


def leave(room: Room, found: Meeting, side: Side) -> Refused | None:
    """Leave the talks, or say why not."""
    return _done(room, found, lambda now: pairs.left(now, room.clock, room.now, side))


def end_all(room: Room) -> None:
    """Ring at every table of the present phase, because the class moves on."""
    for one in meetings(room, room.number):
        _done(
            room,
            one,
            lambda now: None if now.is_over else Move(now.last + 1, Kind.BELL, None, room.now),
        )


def with_the_engine(room: Room, seat: int) -> bool:
    """Let the engine sit opposite a seat whose partner is missing, and say whether it does.

    At a table where people talk already it goes on with what they have said.
    """
    kept = list(_kept_for(room, seat))
    mine = next((one for one in kept if _is_table_of(room, one, seat)), None)
    odd, even = _pair_of(seat)
    ours, theirs = (odd, ENGINE) if seat == odd else (ENGINE, even)
    if mine is None:
        # The one opposite may have a table of its own already, under either number.
        taken = {one.play for one in kept}
        free = [play for one in (odd, even) if (play := play_number(room.number, one)) not in taken]
        if not free:
            return False
        row = PlayRow(room.class_id, free[0], room.number, room.row.seed, ours, theirs)
        is_seated = room.store.add(row)
    elif mine.is_with_engine:
        return True
    else:
        row = mine._replace(ours=ours, theirs=theirs)
        with room.store.together():
            is_seated = room.store.change(mine, row)
            if room.store.rows(DecisionRow, class_id=room.class_id, play=mine.play):
                room.store.change(row, mine)  # they have agreed meanwhile
                return False
    if is_seated:
        meeting(room, row)  # The engine moves with the request that lets it.
    return is_seated


def outcomes(room: Room, phase: int) -> list[Outcome]:
    """What each table of a phase came to, in their order."""
    found = []
    for row in room.store.rows(PlayRow, class_id=room.class_id, phase=phase):
        if row.theirs != NOBODY:
            made = room.store.rows(DecisionRow, class_id=room.class_id, play=row.play)
            found.append(Outcome(row, made[0].name if made else ""))
    return found


def reveal(room: Room, phase: int) -> None:
    """Let all see what the pairs of a phase came to."""
    room.store.add(RevealRow(room.class_id, phase, room.now))


def is_revealed(room: Room, phase: int) -> bool:
    """Whether all may see that."""
    return bool(room.store.rows(RevealRow, class_id=room.class_id, phase=phase))


def _log(room: Room, row: PlayRow, terms: Terms) -> tuple[Move, ...]:
    rows = room.store.rows(MoveRow, class_id=room.class_id, play=row.play)
    return tuple(pairs.from_row(one, terms) for one in rows)


def _done(room: Room, found: Meeting, judge: Judge) -> Refused | None:
    """Make a move, judged after all that were made before it."""
    log: Iterable[Move] = found.log
    for _ in range(_TRIES):
        move = judge(pairs.standing(log))
        if move is None or isinstance(move, Refused):
            return move
        with room.store.together():  # nobody is replaced meanwhile
            is_there = room.store.change(found.row, found.row)
            if is_there and room.store.add_next(*_kept(room, found, [*log, move])):
                return None
        if not is_there:
            return Refused.GONE
        log = _log(room, found.row, found.terms)
    return Refused.STALE


def _with(room: Room, found: Meeting, move: Move) -> Meeting:
    """The table after a move that is due."""
    room.store.add_next(*_kept(room, found, [*found.log, move]))
    log = _log(room, found.row, found.terms)
    return found._replace(log=log, standing=pairs.standing(log))


def _kept(
    room: Room, found: Meeting, log: Sequence[Move]
) -> tuple[MoveRow] | tuple[MoveRow, DecisionRow]:
    """The rows of the last move of a log: its own, and that of the decision that ends the talks."""
    row, after = found.row, pairs.standing(log)
    move = pairs.to_row(log[-1], room.class_id, row.play)
    if not after.is_over:
        return (move,)
    table = found.session.table
    name = full_name(table.id, pairs.decision(table, after))
    return (move, DecisionRow(room.class_id, row.play, 1, name, log[-1].at))
