"""The engine at a table in pairs, on the chair of somebody who is missing.

A pure function over the log of the table, like those of `pairs`: it answers each offer of the
person opposite by the counterpart's own rule (`bargaining.narrowed`), on whichever side the chair
stands, over the terms that are open. It has the same log, clock and rules as a person has.
"""

from __future__ import annotations

from collections.abc import Sequence

from negotiator.bargaining.narrowed import NarrowedBargaining
from negotiator.bargaining.worths import Package
from negotiator.classroom import pairs
from negotiator.classroom.clock import PhaseClock
from negotiator.classroom.pairs import Kind, Move, Refused, Side, Terms
from negotiator.engine.negotiation import Session


def due(
    session: Session, terms: Terms, side: Side, log: Sequence[Move], clock: PhaseClock, now: int
) -> Move | None:
    """The move that the engine on a side makes now; None if the other side is to move."""
    if log and log[-1].side is side:
        return None
    numbers = session.bargaining.numbers
    rule = NarrowedBargaining(session.table, numbers, terms.fixed, is_ours=side is Side.OURS)
    standing = pairs.standing(log)
    mine, theirs = standing.offers.get(side), standing.offers.get(side.other)
    if theirs is None:
        package = rule.opening
        if mine is not None or package is None:
            return None
        return _made(pairs.offered(standing, clock, now, side, package, terms))
    answer = rule.answer(_exchanges(log, side), theirs.package)
    match answer.what:
        case "accepts":
            return _made(pairs.accepted(standing, clock, now, side, theirs.number))
        case "leaves":
            # Before the third minute it stays, and waits for something better.
            return _made(pairs.left(standing, clock, now, side))
    if mine is not None and mine.package == answer.package:
        return None
    return _made(pairs.offered(standing, clock, now, side, answer.package, terms))


def _exchanges(log: Sequence[Move], side: Side) -> list[tuple[Package, Package]]:
    """Each offer of the other side but the last, with the offer that stood opposite when the next
    one came."""
    found: list[tuple[Package, Package]] = []
    asked: Package | None = None
    stood: Package | None = None
    for move in log:
        if move.kind is not Kind.OFFER or move.side is None:
            continue
        if move.side is side:
            stood = move.package
            continue
        if asked is not None:
            found.append((asked, stood if stood is not None else asked))
        asked = move.package
    return found


def _made(move: Move | Refused) -> Move | None:
    return None if isinstance(move, Refused) else move
