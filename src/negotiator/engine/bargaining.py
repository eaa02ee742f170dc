"""How the counterpart at a table answers: worths, limits, concessions and counters.

Whole-number arithmetic on one table in one state of the play; what is said, what a deal does
at home and how a decision is written stand in `talks`. Worths are kept exact, as points: the
weight of each term times the worth of the option, added up. Their share of the sum of the
weights is the worth from 0 to 100 that is shown.

Where the formulas come from:

- additive worth: Keeney & Raiffa, Decisions with Multiple Objectives, 1976; Raiffa, The Art
  and Science of Negotiation, 1982, ch. 11.
- reservation value as the worth of the best alternative: Raiffa 1982; Fisher & Ury, Getting to
  Yes, 1981.
- concession over time between an opening and a limit: the time-dependent tactics of Faratin,
  Sierra & Jennings, "Negotiation decision functions for autonomous agents", Robotics and
  Autonomous Systems 24, 1998. Time here is the other side's moves: it gives only when given
  to (Osgood, An Alternative to War or Surrender, 1962; Axelrod, The Evolution of Cooperation,
  1984).
- accepting what is worth at least what one would ask for next: Baarslag, Hindriks & Jonker,
  "Effective acceptance conditions in real-time automated negotiation", 2014.
- the counter, as good as asked for oneself and nearest to what the other seems to want:
  Faratin, Sierra & Jennings, "Using similarity criteria to make issue trade-offs in automated
  negotiations", Artificial Intelligence 142, 2002, with options in their order as the measure
  of likeness; what the other wants from what it keeps in its offers: the frequency models
  surveyed by Baarslag, Hendrikx, Hindriks & Jonker, "Learning about the opponent in automated
  bilateral negotiation", 2016.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from math import prod
from typing import NamedTuple

from negotiator.story.model import Table

Package = tuple[int, ...]
"""One option for each term of a table, by number, in the terms' order."""

_LIKE = 720
"""Likeness is counted in such parts, which 2 to 7 options divide evenly."""


class Exchange(NamedTuple):
    """A proposal of the player's, and the package it was answered with."""

    proposal: Package
    counter: Package


Exchanges = tuple[Exchange, ...]


class Numbers(NamedTuple):
    """What the expressions of a table come to in a state, and where both sides open."""

    our_weights: tuple[int, ...]
    their_weights: tuple[int, ...]
    our_reservation: int
    their_reservation: int
    rounds: int
    pace: int
    patience: int
    our_opening: Package
    their_opening: Package


class Scale:
    """What packages are worth to one side."""

    def __init__(
        self, weights: tuple[int, ...], worths: tuple[tuple[int, ...], ...], reservation: int
    ) -> None:
        weights = tuple(max(0, weight) for weight in weights)
        self.total = sum(weights) or 1
        self.reservation = reservation
        self.limit = reservation * self.total
        """The points of the reservation value."""
        self.points = tuple(
            tuple(weight * worth for worth in options)
            for weight, options in zip(weights, worths, strict=True)
        )

    def of(self, package: Package) -> int:
        """The points of a package."""
        return sum([points[option] for points, option in zip(self.points, package, strict=True)])

    def shown(self, points: int) -> int:
        """Points as a worth from 0 to 100, rounded down: never at the limit before it is."""
        return points // self.total

    @cached_property
    def all(self) -> list[int]:
        """The points of every package, the last term's option moving fastest."""
        return added_up(self.points)


def added_up(points: tuple[tuple[int, ...], ...]) -> list[int]:
    """The sums of one number of each row, the last row's moving fastest."""
    found = [0]
    for row in points:
        found = [before + more for before in found for more in row]
    return found


def number_of(options: Sequence[int], sizes: Sequence[int]) -> int:
    """The number of the package that has these options, one number for each term from 0.

    Packages are numbered in the order of their options, the last term's varying fastest: a
    number in mixed radix, with the sizes (numbers of options) for bases.

    Raises ValueError if there isn't one option for each term, IndexError if a term has no such
    option.
    """
    number = 0
    for option, size in zip(options, sizes, strict=True):
        if not 0 <= option < size:
            raise IndexError(f"there is no option {option} among {size}")
        number = number * size + option
    return number


def options_of(number: int, sizes: Sequence[int]) -> tuple[int, ...]:
    """The options of a package: what `number_of` makes a number of.

    Raises IndexError if there is no package with this number.
    """
    if not 0 <= number < prod(sizes):
        raise IndexError(f"there is no package {number} among {prod(sizes)}")
    options = []
    for size in reversed(sizes):
        number, option = divmod(number, size)
        options.append(option)
    return tuple(reversed(options))


class Standing(NamedTuple):
    """How far the talks have come: `moves` are proposals better for them than all before, `best`
    the points of the best so far, `low` the proposals that were worse for them than no deal."""

    moves: int
    best: int
    low: int


class Answer(NamedTuple):
    """What they do with a proposal: `accepts`, `counters` with a package, or `leaves`."""

    what: str
    package: Package
    standing: Standing


class Bargaining:
    """A table in a state of the play: what packages are worth, and how the counterpart answers."""

    def __init__(self, table: Table, numbers: Numbers) -> None:
        self.numbers = numbers
        self.rounds = max(1, numbers.rounds)
        self.patience = max(1, numbers.patience)
        self.sizes = tuple(len(term.options) for term in table.terms)
        self.ours = Scale(
            numbers.our_weights,
            tuple(tuple(option.ours for option in term.options) for term in table.terms),
            numbers.our_reservation,
        )
        self.theirs = Scale(
            numbers.their_weights,
            tuple(tuple(option.theirs for option in term.options) for term in table.terms),
            numbers.their_reservation,
        )
        opening = self.theirs.of(numbers.their_opening)
        self.opening_stands = opening >= self.theirs.limit
        """Whether their opening is an offer; not if no deal were better for them."""
        self.asked_first = max(opening, self.theirs.limit)

    # Packages

    def number(self, package: Package) -> int:
        """A package's number among all, as `number_of` has it."""
        return number_of(package, self.sizes)

    def package(self, number: int) -> Package:
        """The package of that number."""
        return options_of(number, self.sizes)

    # The counterpart

    def asks(self, moves: int) -> int:
        """The points they ask for after so many moves of the player's, from what they opened with
        down to their limit when all rounds were moves.

        The share given is a t + (1 - a) t², t being moves / rounds, with a so chosen that `pace`
        per cent are given at t = 1/2; a pace from 25 to 75 keeps it from ever rising.
        """
        pace = max(25, min(75, self.numbers.pace))
        rounds, moves = self.rounds, min(moves, self.rounds)
        given = (4 * pace - 100) * moves * rounds + (200 - 4 * pace) * moves * moves
        room = self.asked_first - self.theirs.limit
        return self.asked_first - room * given // (100 * rounds * rounds)

    def standing(self, proposals: tuple[Package, ...]) -> Standing:
        """How far these proposals have brought the talks."""
        standing = Standing(0, self.theirs.of(self.numbers.our_opening), 0)
        for proposal in proposals:
            standing = self.after(standing, proposal)
        return standing

    def after(self, standing: Standing, proposal: Package) -> Standing:
        """How far the talks have come with one more proposal."""
        points = self.theirs.of(proposal)
        return Standing(
            standing.moves + (points > standing.best),
            max(points, standing.best),
            standing.low + (points < self.theirs.limit),
        )

    def answer(self, exchanges: Exchanges, proposal: Package) -> Answer:
        """What they answer to a proposal after these exchanges."""
        proposals = tuple(one.proposal for one in exchanges)
        standing = self.after(self.standing(proposals), proposal)
        points = self.theirs.of(proposal)
        asked = self.asks(standing.moves)
        if points >= asked:
            return Answer("accepts", proposal, standing)
        if points < self.theirs.limit and standing.low >= self.patience:
            return Answer("leaves", proposal, standing)
        counter = self.counter(asked, (*proposals, proposal))
        if counter is None:
            return Answer("leaves", proposal, standing)
        return Answer("counters", counter, standing)

    def counter(self, asked: int, proposals: tuple[Package, ...]) -> Package | None:
        """Of the packages that give them what they ask, the one that gives up least of what the
        player seems to want; of equals the best for themselves, then the first. None if no
        package gives them that much."""
        wanted = added_up(self.seems_wanted(proposals))
        best, best_key = -1, (-1, -1)
        for number, points in enumerate(self.theirs.all):
            if points >= asked:
                key = (wanted[number], points)
                if key > best_key:
                    best, best_key = number, key
        return self.package(best) if best >= 0 else None

    def seems_wanted(self, proposals: tuple[Package, ...]) -> tuple[tuple[int, ...], ...]:
        """What each option seems to be worth to the player, from the opening and the proposals.

        An option is wanted as much as those that were asked for are like it, the nearer in the
        term's order the more. A term that was kept from one offer to the next weighs more.
        """
        offers = (self.numbers.our_opening, *proposals)
        found = []
        for term, size in enumerate(self.sizes):
            weight = 1 + sum(one[term] == next_one[term] for one, next_one in pairwise(offers))
            found.append(
                tuple(
                    weight * sum(_likeness(option, offer[term], size) for offer in offers)
                    for option in range(size)
                )
            )
        return tuple(found)

    # What a line of proposals can come to

    def line_to(self, package: Package) -> tuple[Package, ...] | None:
        """Proposals that end in this package being agreed on, as few as may be; None if none do.

        A package that they would not take at once takes moves before it. Each of these must be
        better for them than the last and worse than the package, so that it is refused; no more
        than their patience bears may be worse than no deal. To accept a counter comes to nothing
        else: as a proposal in place of the one it answers, it would have been taken.
        """
        if self.ours.of(package) < self.ours.limit:
            return None
        before = self._before(self.theirs.of(package))
        return None if before is None else (*before, package)

    def _before(self, points: int) -> tuple[Package, ...] | None:
        """The moves that it takes before they accept a package of so many points."""
        _, numbers = self._steps
        start, middle, stop = self._between(points)
        needed = self._moves_before(points, start, middle, stop)
        if not needed:
            return None if needed is None else ()
        from_low = max(0, needed - (stop - middle))
        low = numbers[start : start + from_low]
        high = numbers[middle : middle + needed - from_low]
        return tuple(self.package(number) for number in (*low, *high))

    def _between(self, points: int) -> tuple[int, int, int]:
        """Where among the steps those above the player's opening begin, those at or above their
        limit, and where those below so many points end."""
        levels = self._steps[0]
        start, stop = bisect_right(levels, self._first), bisect_left(levels, points)
        return start, max(start, min(stop, bisect_left(levels, self.theirs.limit))), stop

    def _moves_before(self, points: int, start: int, middle: int, stop: int) -> int | None:
        """How many moves it takes before they accept so many points; None if nothing does."""
        if points >= self.asked_first:
            return 0
        if points <= self._first or points < self.theirs.limit:
            return None
        needed = sum(asked > points for asked in self._asked)
        from_low = max(0, needed - (stop - middle))
        return needed if from_low <= min(middle - start, self.patience - 1) else None

    @cached_property
    def _first(self) -> int:
        """What the player's opening is worth to them."""
        return self.theirs.of(self.numbers.our_opening)

    @cached_property
    def _asked(self) -> tuple[int, ...]:
        """What they ask for after one move, two, and so on."""
        return tuple(self.asks(moves) for moves in range(1, self.rounds + 1))

    @cached_property
    def _steps(self) -> tuple[list[int], list[int]]:
        """Of the packages the player may propose, the worths to them, rising, and the number of
        the first package of each."""
        found: dict[int, int] = {}
        limit = self.ours.limit
        for number, (our, their) in enumerate(zip(self.ours.all, self.theirs.all, strict=True)):
            if our >= limit:
                found.setdefault(their, number)
        levels = sorted(found)
        return levels, [found[points] for points in levels]

    def line_to_walkout(self) -> tuple[Package, ...] | None:
        """Proposals after which they leave; None if they never do."""
        levels, numbers = self._steps
        if not levels:
            return None
        worst = self.package(numbers[0])
        if max(self.theirs.all) < self.theirs.limit:
            return (worst,)
        if levels[0] >= self.theirs.limit or self.patience > self.rounds:
            return None
        return (worst,) * self.patience

    @cached_property
    def walks_out(self) -> bool:
        """Whether the counterpart can be made to leave."""
        return self.line_to_walkout() is not None

    @cached_property
    def ends(self) -> tuple[int, ...]:
        """The number of every package in which some line of proposals can end, those with the
        shortest line first."""
        moves: dict[int, int] = {}
        start, low, _ = self._between(self.theirs.limit)
        for stop, points in enumerate(self._steps[0]):
            needed = self._moves_before(points, start, max(start, min(stop, low)), stop)
            if needed is not None:
                moves[points] = needed
        limit = self.ours.limit
        pairs = enumerate(zip(self.ours.all, self.theirs.all, strict=True))
        found = [
            (moves[their], number)
            for number, (our, their) in pairs
            if our >= limit and their in moves
        ]
        return tuple(number for _, number in sorted(found))

    @property
    def agreeable(self) -> tuple[Package, ...]:
        """Every package in which some line of proposals can end, in the same order."""
        return tuple(map(self.package, self.ends))


def _likeness(option: int, other: int, size: int) -> int:
    """How alike two options of a term are, by their places in its order: 0 to _LIKE."""
    return _LIKE * (size - 1 - abs(option - other)) // max(1, size - 1)
