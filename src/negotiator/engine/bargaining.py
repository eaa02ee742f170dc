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

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from math import prod
from typing import NamedTuple

from negotiator.story.model import DEAL, LEAVE, WALKOUT, Table

Package = tuple[int, ...]
"""One option for each term of a table, by number, in the terms' order."""

Points = tuple[tuple[int, ...], ...]
"""The points of each option of each term."""

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

    @property
    def best(self) -> Package:
        """The best package, the first of equals."""
        return tuple(points.index(max(points)) for points in self.points)

    @property
    def most(self) -> int:
        """The points of the best package."""
        return sum(map(max, self.points))

    @property
    def all(self) -> Sequence[int]:
        """The points of every package, the last term's option moving fastest."""
        return _worths(self.points)


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
            tuple(term.worths[0] for term in table.terms),
            numbers.our_reservation,
        )
        self.theirs = Scale(
            numbers.their_weights,
            tuple(term.worths[1] for term in table.terms),
            numbers.their_reservation,
        )
        opening = self.theirs.of(numbers.their_opening)
        self.opening_stands = opening >= self.theirs.limit
        """Whether their opening is an offer; not if no deal were better for them."""
        self.asked_first = max(opening, self.theirs.limit)
        self.opened = numbers.their_opening if self.opening_stands else self.theirs.best
        """The package that their first answer comes down from."""

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
        counter = self.counter(asked, exchanges, proposal)
        if counter is None:
            return Answer("leaves", proposal, standing)
        return Answer("counters", counter, standing)

    def counter(self, asked: int, exchanges: Exchanges, proposal: Package) -> Package | None:
        """Of the packages that give them what they ask, the one that gives up least of what the
        player seems to want; of equals the best for themselves, then the first. On no term do
        they ask for less than is offered, or for more than they asked last. None if no package
        gives them that much."""
        wants = self.seems_wanted((*(one.proposal for one in exchanges), proposal))
        open_ = self.between(proposal, exchanges[-1].counter if exchanges else self.opened)
        theirs, wanted = (
            added_up(
                tuple(
                    tuple([row[option] for option in options])
                    for row, options in zip(rows, open_, strict=True)
                )
            )
            for rows in (self.theirs.points, wants)
        )
        best, best_key = -1, (-1, -1)
        for number, points in enumerate(theirs):
            if points >= asked:
                key = (wanted[number], points)
                if key > best_key:
                    best, best_key = number, key
        if best < 0:
            return None
        chosen = options_of(best, tuple(map(len, open_)))
        return tuple(options[one] for options, one in zip(open_, chosen, strict=True))

    def between(self, offered: Package, asked: Package) -> list[list[int]]:
        """For each term the options no worse for them than what is offered, nor better for them
        than both that and what they asked last."""
        rows = zip(self.theirs.points, offered, asked, strict=True)
        return [
            [
                option
                for option, worth in enumerate(points)
                if points[least] <= worth <= max(points[least], points[most])
            ]
            for points, least, most in rows
        ]

    def seems_wanted(self, proposals: tuple[Package, ...]) -> Points:
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

    @property
    def closings(self) -> tuple[str, ...]:
        """How the table can close, in the order of its choices."""
        found = (DEAL,) if self._ends_from < len(self._offers.levels) else ()
        return (*found, LEAVE, WALKOUT) if self.walks_out else (*found, LEAVE)

    @property
    def ends(self) -> Sequence[int]:
        """The number of every package in which some line of proposals can end, the best for them
        first, which is the one with the shortest line."""
        offers = self._offers
        if self._ends_from == len(offers.levels):
            return ()
        return offers.numbers[offers.starts[self._ends_from] :][::-1]

    @property
    def agreeable(self) -> tuple[Package, ...]:
        """Every package in which some line of proposals can end, in the same order."""
        return tuple(map(self.package, self.ends))

    def line_to(self, package: Package) -> tuple[Package, ...] | None:
        """Proposals that end in this package being agreed on, as few as may be; None if none do.

        A package that they would not take at once takes moves before it. Each of these must be
        better for them than the last and worse than the package, so that it is refused; no more
        than their patience bears may be worse than no deal. To accept a counter comes to nothing
        else: as a proposal in place of the one it answers, it would have been taken.
        """
        if self.ours.of(package) < self.ours.limit:
            return None
        level = bisect_left(self._offers.levels, self.theirs.of(package))
        if level < self._ends_from:
            return None
        needed = self._moves_before(level)
        first, middle = self._between
        from_low = max(0, needed - max(0, level - middle))
        levels = (*range(first, first + from_low), *range(middle, middle + needed - from_low))
        numbers, starts = self._offers.numbers, self._offers.starts
        return (*(self.package(numbers[starts[one]]) for one in levels), package)

    def line_to_walkout(self) -> tuple[Package, ...] | None:
        """Proposals after which they leave; None if they never do."""
        offers = self._offers
        if not offers.levels:
            return None
        worst = self.package(offers.numbers[0])
        if self.theirs.most < self.theirs.limit:
            return (worst,)
        if offers.levels[0] >= self.theirs.limit or self.patience > self.rounds:
            return None
        return (worst,) * self.patience

    @property
    def walks_out(self) -> bool:
        """Whether the counterpart can be made to leave."""
        return self.line_to_walkout() is not None

    @property
    def _offers(self) -> Offers:
        return offers_of(self.ours.points, self.ours.limit, self.theirs.points)

    def _moves_before(self, level: int) -> int:
        """How many moves it takes before they accept what is worth this level to them."""
        points = self._offers.levels[level]
        return sum(asked > points for asked in self._asked) if points < self.asked_first else 0

    @cached_property
    def _asked(self) -> tuple[int, ...]:
        """What they ask for after one move, two, and so on."""
        return tuple(self.asks(moves) for moves in range(1, self.rounds + 1))

    @cached_property
    def _between(self) -> tuple[int, int]:
        """From which level on offers are moves, and from which on these are no worse for them
        than no deal."""
        levels = self._offers.levels
        first = bisect_right(levels, self.theirs.of(self.numbers.our_opening))
        return first, max(first, bisect_left(levels, self.theirs.limit))

    @cached_property
    def _ends_from(self) -> int:
        """From which level on an offer can be agreed on; how many there are if none can.

        What is worth more to them needs no more moves and has no fewer levels below it to make
        them on, so that whatever is above such a level can be agreed on as well.
        """
        first, middle = self._between
        from_low = min(middle - first, self.patience - 1)
        at_once = bisect_left(self._offers.levels, self.asked_first)
        for level in range(middle, at_once):
            if self._moves_before(level) <= level - middle + from_low:
                return level
        return at_once


class Offers(NamedTuple):
    """The packages that are no worse for the player than no deal, by what they are worth to them.

    `numbers` has the packages' numbers, the worst for them first; `levels` each number of points
    that comes up, rising, and `starts` where in `numbers` each of these begins.
    """

    numbers: Sequence[int]
    levels: Sequence[int]
    starts: Sequence[int]


_KEPT = 32
"""Of how many states what is dear to work out is kept: up to 20 bytes a package each."""


def added_up(points: Points) -> list[int]:
    """The sums of one number of each row, the last row's moving fastest."""
    found = [0]
    for row in points:
        found = [before + more for before in found for more in row]
    return found


@lru_cache(maxsize=_KEPT)
def _worths(points: Points) -> Sequence[int]:
    return array("q", added_up(points))


@lru_cache(maxsize=_KEPT)
def _rising(points: Points) -> Sequence[int]:
    """The numbers of all packages by their points."""
    worths = _worths(points)
    return array("i", sorted(range(len(worths)), key=worths.__getitem__))


@lru_cache(maxsize=_KEPT)
def offers_of(ours: Points, limit: int, theirs: Points) -> Offers:
    """What the player may offer when packages are worth so much and no deal is worth `limit`."""
    our, their = _worths(ours), _worths(theirs)
    numbers = array("i", [number for number in _rising(theirs) if our[number] >= limit])
    worths = [their[number] for number in numbers]
    starts = [n for n, points in enumerate(worths) if not n or points != worths[n - 1]]
    return Offers(numbers, [worths[start] for start in starts], starts)


def _likeness(option: int, other: int, size: int) -> int:
    """How alike two options of a term are, by their places in its order: 0 to _LIKE."""
    return _LIKE * (size - 1 - abs(option - other)) // max(1, size - 1)
