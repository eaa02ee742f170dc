"""Taking a seat in a class, finding it by its token, and going on in it elsewhere by its code.

Seats are numbered as they come. Joining twice with one token is joining once, so that a form that
is sent again takes no second seat.
"""

from __future__ import annotations

from collections.abc import Sequence

from negotiator.classroom.rows import SeatRow
from negotiator.classroom.store import Store
from negotiator.classroom.tokens import code_hash, is_same, pseudonym, resume_code, token_hash

MOST_SEATS = 5_000
"""How many seats a class may have."""


class FullError(Exception):
    """The class has no room for another seat."""


def joined(
    store: Store, class_id: str, token: str, now: int, offices: Sequence[str] = ()
) -> SeatRow:
    """The seat of a token, taken now unless it was before. Offices go round in their order.

    Raises FullError if there is no room.
    """
    digest = token_hash(token)
    found = store.rows(SeatRow, class_id=class_id, token_hash=digest)
    if found:
        return found[0]
    resume = code_hash(resume_code(token), class_id)
    while True:
        others = store.rows(SeatRow, class_id=class_id)
        if len(others) >= MOST_SEATS:
            raise FullError
        name = pseudonym({one.pseudonym for one in others})
        number = max((one.seat for one in others), default=0) + 1
        office = offices[(number - 1) % len(offices)] if offices else ""
        seat = SeatRow(class_id, number, name, digest, resume, now, office)
        if store.add(seat):
            return seat
        again = store.rows(SeatRow, class_id=class_id, token_hash=digest)
        if again:
            return again[0]


def of_token(store: Store, class_id: str, number: int, token: str) -> SeatRow | None:
    """The seat with that number, if that is its token."""
    found = store.rows(SeatRow, class_id=class_id, seat=number)
    if not found or not is_same(found[0].token_hash, token_hash(token)):
        return None
    return found[0]


def resumed(store: Store, class_id: str, code: str, token: str, now: int) -> SeatRow | None:
    """The seat with that code, which has the new token from now on; None if there is none."""
    found = store.rows(SeatRow, class_id=class_id, resume_hash=code_hash(code, class_id))
    if not found:
        return None
    seat = found[0]._replace(token_hash=token_hash(token), joined=found[0].joined or now)
    store.put(seat)
    return seat
