"""Two people at one table: what may be done there when, and what it comes to.

Pure functions over the log of a table, which the database puts in order: a move has the number that
comes next, and if another took that number first, it is judged again after that one. There are no
turns. Each side has at most one standing offer, a full package with the number of its move; a new
one takes the place of the last. Accepting names the number, so that nobody accepts what was
replaced meanwhile. The clock is the class's (`clock`), and the time is passed in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from typing import NamedTuple

from negotiator.bargaining.decisions import no_deal, settlement
from negotiator.bargaining.worths import Package
from negotiator.classroom.clock import MINUTE, PhaseClock
from negotiator.classroom.rows import MoveRow
from negotiator.story.model import Phase, Table

LEAVE_FROM = 2 * MINUTE
"""When one may leave: in the third minute."""
GRACE = 20_000
"""How long after the bell a standing offer may be accepted."""


class Side(Enum):
    """The two sides, as the story has them: the player's, and the counterpart's."""

    OURS = "ours"
    THEIRS = "theirs"

    @property
    def other(self) -> Side:
        """The other one."""
        return Side.THEIRS if self is Side.OURS else Side.OURS


class Kind(Enum):
    """What is done at a table."""

    OFFER = "offer"
    ACCEPT = "accept"
    LEAVE = "leave"
    BELL = "bell"
    """The time is up, and nothing was accepted."""


class Move(NamedTuple):
    """One entry of the log. An offer has a package, an acceptance the number of an offer, and the
    bell is nobody's."""

    number: int
    kind: Kind
    side: Side | None
    at: int
    package: Package = ()
    of: int = 0


class Refused(Enum):
    """Why a move can't be made."""

    OVER = "over"
    """The talks have ended."""
    PAUSED = "paused"
    BELL = "bell"
    """It has rung: what stands can still be accepted, and nothing new is offered."""
    NOT_FULL = "not_full"
    """The package leaves a term open, or changes one that is fixed."""
    NO_OFFER = "no_offer"
    """No offer has that number."""
    OWN = "own"
    """It is one's own."""
    STALE = "stale"
    """It was replaced by a newer one."""
    GONE = "gone"
    """Who sits there has changed meanwhile, or the class has moved on."""
    TOO_EARLY = "too_early"
    """Nobody leaves before the third minute."""


class Terms(NamedTuple):
    """What a package at a table must be: how many options each term has, and the options, by the
    number of their terms, that are fixed."""

    sizes: tuple[int, ...]
    fixed: Mapping[int, int]

    def allows(self, package: Sequence[int]) -> bool:
        """Whether this is a full package, with what is fixed."""
        if len(package) != len(self.sizes):
            return False
        if not all(0 <= option < size for option, size in zip(package, self.sizes, strict=True)):
            return False
        return all(package[term] == option for term, option in self.fixed.items())


class Standing(NamedTuple):
    """How a table stands: the offers that stand, and how it ended, if it did."""

    offers: dict[Side, Move]
    last: int = 0
    """The number of the last move."""
    agreed: Package | None = None
    left: Side | None = None
    rang: bool = False

    @property
    def is_over(self) -> bool:
        """Whether the talks have ended."""
        return self.agreed is not None or self.left is not None or self.rang

    def offer(self, number: int) -> Move | None:
        """The standing offer with that number."""
        return next((one for one in self.offers.values() if one.number == number), None)

    def is_stale(self, number: int) -> bool:
        """Whether what had that number was made here, and stands no longer as an offer."""
        return 0 < number <= self.last and self.offer(number) is None


def standing(log: Iterable[Move]) -> Standing:
    """How a table stands after its log."""
    offers: dict[Side, Move] = {}
    found = Standing(offers)
    for move in log:
        found = found._replace(last=move.number)
        match move.kind:
            case Kind.OFFER if move.side is not None:
                offers[move.side] = move
            case Kind.ACCEPT:
                taken = found.offer(move.of)
                # Without an offer that can be read the talks are over all the same.
                over = {"agreed": taken.package} if taken else {"rang": True}
                found = found._replace(**over)
            case Kind.LEAVE:
                found = found._replace(left=move.side)
            case Kind.BELL:
                found = found._replace(rang=True)
    return found


def offered(
    found: Standing, clock: PhaseClock, now: int, side: Side, package: Package, terms: Terms
) -> Move | Refused:
    """The move that offers a package, or why it can't be made."""
    why = _stopped(found, clock)
    if why is None and clock.left(now) <= 0:
        why = Refused.BELL
    if why is None and not terms.allows(package):
        why = Refused.NOT_FULL
    return why or Move(found.last + 1, Kind.OFFER, side, now, tuple(package))


def accepted(
    found: Standing, clock: PhaseClock, now: int, side: Side, number: int
) -> Move | Refused:
    """The move that accepts the offer with a number, or why it can't be made."""
    why = _stopped(found, clock)
    if why is None and clock.left(now) <= -GRACE:
        why = Refused.OVER
    offer = found.offer(number)
    if why is None and offer is None:
        why = Refused.STALE if found.is_stale(number) else Refused.NO_OFFER
    elif why is None and offer is not None and offer.side is side:
        why = Refused.OWN
    return why or Move(found.last + 1, Kind.ACCEPT, side, now, of=number)


def left(found: Standing, clock: PhaseClock, now: int, side: Side) -> Move | Refused:
    """The move that ends the talks without a deal, or why it can't be made."""
    why = _stopped(found, clock)
    if why is None and clock.elapsed(now) < LEAVE_FROM:
        why = Refused.TOO_EARLY
    return why or Move(found.last + 1, Kind.LEAVE, side, now)


def rung(found: Standing, clock: PhaseClock, now: int) -> Move | None:
    """The move that ends the talks once the time to accept is over, too; None before, and if they
    have ended."""
    if _stopped(found, clock) is not None or clock.left(now) > -GRACE:
        return None
    return Move(found.last + 1, Kind.BELL, None, now)


def _stopped(found: Standing, clock: PhaseClock) -> Refused | None:
    if found.is_over:
        return Refused.OVER
    return Refused.PAUSED if clock.is_paused else None


def terms_of(table: Table, phase: Phase) -> Terms:
    """What a package must be at the table of a phase."""
    fixed = dict(phase.fixed)
    sizes = tuple(len(term.options) for term in table.terms)
    return Terms(
        sizes,
        {
            number: [one.id for one in term.options].index(fixed[term.id])
            for number, term in enumerate(table.terms)
            if term.id in fixed
        },
    )


def decision(table: Table, found: Standing) -> str:
    """The one decision by which what two people came to enters their play (`engine.settlements`).

    Raises ValueError while they still talk.
    """
    if found.agreed is not None:
        return settlement(table, found.agreed)
    if not found.is_over:
        raise ValueError(f"the talks at `{table.id}` go on")
    return no_deal(found.left.value if found.left is not None else Kind.BELL.value)


def to_row(move: Move, class_id: str, play: int) -> MoveRow:
    """A move as it is kept."""
    side = move.side.value if move.side else ""
    package = ",".join(map(str, move.package))
    return MoveRow(class_id, play, move.number, side, move.kind.value, package, move.of, move.at)


def from_row(row: MoveRow, terms: Terms) -> Move:
    """A move that was kept; an offer of nobody, which changes nothing, if it can't be read."""
    try:
        side = Side(row.side) if row.side else None
        package = tuple(int(one) for one in row.package.split(",") if one)
        kind = Kind(row.kind)
    except ValueError:
        return Move(row.number, Kind.OFFER, None, row.at)
    if kind is Kind.OFFER and not terms.allows(package):
        return Move(row.number, Kind.OFFER, None, row.at)
    return Move(row.number, kind, side, row.at, package, row.of)
