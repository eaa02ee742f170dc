"""A table in pairs as one side may see it: both offers, and points for itself alone.

Everything that a seat is shown or sent of a table is made here, out of its own scale; no worth,
limit or points of the other side pass through.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from negotiator.bargaining.worths import Package
from negotiator.classroom.meetings import Meeting
from negotiator.classroom.pairs import GRACE, LEAVE_FROM, Kind, Move, Side
from negotiator.classroom.room import Room
from negotiator.narration import class_tables
from negotiator.narration.terms import settled


class TermOption(NamedTuple):
    """An option of an open term, with what it is worth to the reader."""

    id: str
    text: str
    points: float
    words: str
    is_offered: bool
    """Whether the reader's standing offer has it."""


class OpenTerm(NamedTuple):
    """A term that the phase leaves open."""

    id: str
    label: str
    options: tuple[TermOption, ...]


class OfferShown(NamedTuple):
    """A standing offer."""

    number: int
    is_mine: bool
    clauses: tuple[str, ...]
    package: dict[str, str]
    points: float
    worth: str
    is_below: bool


class TableShown(NamedTuple):
    """A table, as one side sees it."""

    play: int
    number: int
    side: str
    partner: str
    other: str
    """The name of the other side."""
    terms: tuple[OpenTerm, ...]
    fixed: dict[str, str]
    mine: OfferShown | None
    theirs: OfferShown | None
    log: tuple[str, ...]
    limit: int
    ended: str
    """`agreed`, `left` or `bell`; empty while they talk."""
    how_it_ended: str
    deal: OfferShown | None
    seen: int
    may_offer: bool
    may_accept: bool
    may_leave: bool
    after_bell: int
    """Milliseconds left to accept after the bell; 0 before it, and when that is over."""


def table_shown(room: Room, found: Meeting, side: Side, partner: str) -> TableShown:
    """A table as a side sees it."""
    standing, table = found.standing, found.session.table
    clock, now = room.clock, room.now
    goes_on = not standing.is_over and not clock.is_paused and room.has_begun
    left = clock.left(now)
    mine = _offer(found, side, standing.offers.get(side), is_mine=True)
    theirs = _offer(found, side, standing.offers.get(side.other), is_mine=False)
    ended = ending_of(found)
    deal = None
    if standing.agreed:
        deal = _offer(
            found,
            side,
            Move(0, Kind.OFFER, side, 0, standing.agreed),
            is_mine=True,
        )
    by = standing.left.value if standing.left else class_tables.BY_BELL
    return TableShown(
        found.row.play,
        found.number,
        side.value,
        partner,
        (table.theirs if side is Side.OURS else table.ours).name,
        tuple(_terms(found, side)),
        {
            term.id: term.options[found.terms.fixed[number]].id
            for number, term in enumerate(table.terms)
            if number in found.terms.fixed
        },
        mine,
        theirs,
        tuple(log_of(found)),
        found.scale(side).reservation,
        ended,
        class_tables.no_deal(by, is_mine=standing.left is side) if ended != "agreed" else "",
        deal,
        mine.number if mine else 0,
        goes_on and left > 0,
        goes_on and left > -GRACE and theirs is not None,
        goes_on and clock.elapsed(now) >= LEAVE_FROM,
        max(0, left + GRACE) if goes_on and left <= 0 else 0,
    )


def ending_of(found: Meeting) -> str:
    """How the talks at a table ended, in a word; empty while they go on."""
    if found.standing.agreed is not None:
        return "agreed"
    if found.standing.left is not None:
        return "left"
    return "bell" if found.standing.rang else ""


class Watched(NamedTuple):
    """A table as somebody sees it who watches: what is offered, and nobody's points."""

    number: int
    offers: tuple[tuple[str, tuple[str, ...]], ...]
    log: tuple[str, ...]


def watched(found: Meeting) -> Watched:
    """A table for somebody who watches."""
    table = found.session.table
    names = {Side.OURS: table.ours.name, Side.THEIRS: table.theirs.name}
    offers = tuple(
        (class_tables.offered(move.number, names[side]), clauses_of(found, move.package))
        for side, move in found.standing.offers.items()
    )
    return Watched(found.number, offers, tuple(log_of(found)))


def points_of(found: Meeting, side: Side, package: Package) -> float:
    """What a package is worth to a side, from 0 to 100, as its sheet has it."""
    scale = found.scale(side)
    return round(scale.of(package) / scale.total, 1)


def clauses_of(found: Meeting, package: Package) -> tuple[str, ...]:
    """The open terms of a package, each as it is settled in it."""
    return tuple(
        str(settled(term.label, term.options[option].text))
        for number, (term, option) in enumerate(
            zip(found.session.table.terms, package, strict=True)
        )
        if number not in found.terms.fixed
    )


def log_of(found: Meeting) -> Iterator[str]:
    """What was done at a table, in order."""
    table = found.session.table
    names = {Side.OURS: table.ours.name, Side.THEIRS: table.theirs.name, None: ""}
    for move in found.log:
        match move.kind:
            case Kind.OFFER if move.side is None:
                yield class_tables.unreadable(move.number)
            case Kind.OFFER:
                yield class_tables.offered(move.number, names[move.side])
            case Kind.ACCEPT:
                yield class_tables.accepted(move.number, names[move.side], move.of)
            case Kind.LEAVE:
                yield class_tables.left(move.number, names[move.side])
            case Kind.BELL:
                yield class_tables.rang(move.number)


def _offer(found: Meeting, side: Side, move: Move | None, *, is_mine: bool) -> OfferShown | None:
    if move is None:
        return None
    points = points_of(found, side, move.package)
    is_below = found.is_below(side, move.package)
    limit = found.scale(side).reservation
    words = (
        class_tables.below_limit(f"{points:.1f}", limit)
        if is_below
        else class_tables.worth(f"{points:.1f}")
    )
    package = {
        term.id: term.options[option].id
        for number, (term, option) in enumerate(
            zip(found.session.table.terms, move.package, strict=True)
        )
        if number not in found.terms.fixed
    }
    return OfferShown(
        move.number, is_mine, clauses_of(found, move.package), package, points, words, is_below
    )


def _terms(found: Meeting, side: Side) -> Iterator[OpenTerm]:
    scale = found.scale(side)
    mine = found.standing.offers.get(side)
    for number, term in enumerate(found.session.table.terms):
        if number in found.terms.fixed:
            continue
        options = []
        for place, option in enumerate(term.options):
            points = scale.points[number][place] / scale.total
            options.append(
                TermOption(
                    option.id,
                    option.text,
                    round(points, 1),
                    class_tables.with_points(option.text, f"{points:.1f}"),
                    mine is not None and mine.package[number] == place,
                )
            )
        yield OpenTerm(term.id, term.label, tuple(options))


def package_in(found: Meeting, form: dict[str, str]) -> Package:
    """The package that a form has; empty if it leaves a term open or names what isn't."""
    package = []
    for number, term in enumerate(found.session.table.terms):
        if number in found.terms.fixed:
            package.append(found.terms.fixed[number])
            continue
        ids = [one.id for one in term.options]
        wanted = form.get(f"t.{term.id}", "")
        if wanted not in ids:
            return ()
        package.append(ids.index(wanted))
    return tuple(package)
