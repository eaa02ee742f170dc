"""A table with some terms settled beforehand, at which the counterpart's rule plays either side.

The rule itself is in `counterpart`; here it is given a table on which a settled term has one option
left, and, for the player's side, one on which the two sides have changed places. It takes and gives
packages of the whole table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from negotiator.bargaining.counterpart import Answer, Bargaining, Exchange, Numbers
from negotiator.bargaining.worths import Package
from negotiator.story.model import Table, Term


class NarrowedBargaining:
    """How the engine answers on one side of a table of which some terms are settled."""

    def __init__(
        self, table: Table, numbers: Numbers, settled: Mapping[int, int], *, is_ours: bool
    ) -> None:
        """Of the terms in `settled`, by number, the option with that number is left; the engine
        plays the player's side if `is_ours`, and the counterpart's otherwise."""
        self._settled = settled
        terms = [_narrowed(term, settled.get(at)) for at, term in enumerate(table.terms)]
        ours, theirs = self._in(numbers.our_opening), self._in(numbers.their_opening)
        numbers = numbers._replace(our_opening=ours, their_opening=theirs)
        if is_ours:
            terms, numbers = [_turned(one) for one in terms], _turned_round(numbers)
        self._bargaining = Bargaining(replace(table, terms=tuple(terms)), numbers)

    @property
    def opening(self) -> Package | None:
        """The package it asks for at first; None if no package is better for it than no deal."""
        theirs = self._bargaining.theirs
        return self._out(self._bargaining.opened) if theirs.most >= theirs.limit else None

    def answer(self, exchanges: Iterable[tuple[Package, Package]], proposal: Package) -> Answer:
        """What it answers to a proposal, after these proposals of the other side and its own
        answers to them."""
        earlier = tuple(Exchange(self._in(asked), self._in(got)) for asked, got in exchanges)
        found = self._bargaining.answer(earlier, self._in(proposal))
        return found._replace(package=self._out(found.package))

    def _in(self, package: Package) -> Package:
        return tuple(0 if at in self._settled else one for at, one in enumerate(package))

    def _out(self, package: Package) -> Package:
        return tuple(self._settled.get(at, one) for at, one in enumerate(package))


def _narrowed(term: Term, option: int | None) -> Term:
    return term if option is None else replace(term, options=(term.options[option],))


def _turned(term: Term) -> Term:
    """A term as the other side sees it."""
    options = tuple(replace(one, ours=one.theirs, theirs=one.ours) for one in term.options)
    return replace(term, options=options)


def _turned_round(numbers: Numbers) -> Numbers:
    """The numbers of a table as the other side sees them."""
    return numbers._replace(
        our_weights=numbers.their_weights,
        their_weights=numbers.our_weights,
        our_reservation=numbers.their_reservation,
        their_reservation=numbers.our_reservation,
        our_opening=numbers.their_opening,
        their_opening=numbers.our_opening,
    )
