"""What packages are worth to the two sides of a table: whole numbers, exact and cached.

A package has one option for each term. Worths are kept as points: the weight of each term times the
worth of its option, added up; the points divided by the sum of the weights are the worth from 0 to
100 that is shown. How anybody answers is no part of this: that is in `counterpart`.

Additive worth: Keeney & Raiffa, Decisions with Multiple Objectives, 1976; Raiffa, The Art and
Science of Negotiation, 1982, ch. 11. The reservation value as the worth of the best alternative:
Raiffa 1982; Fisher & Ury, Getting to Yes, 1981.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import prod
from typing import NamedTuple

Package = tuple[int, ...]
"""One option for each term of a table, by number, in the terms' order."""

Points = tuple[tuple[int, ...], ...]
"""The points of each option of each term."""


class Scale:
    """What packages are worth to one side."""

    def __init__(
        self, weights: tuple[int, ...], worths: tuple[tuple[int, ...], ...], reservation: int
    ) -> None:
        weights = tuple([max(0, weight) for weight in weights])
        self.total = sum(weights) or 1
        self.reservation = reservation
        self.limit = reservation * self.total
        """The points of the reservation value."""
        # Made at every table of many plays: a list costs half of what a generator does.
        self.points = tuple(
            [
                tuple([weight * worth for worth in options])
                for weight, options in zip(weights, worths, strict=True)
            ]
        )

    def of(self, package: Package) -> int:
        """The points of a package."""
        return sum([points[option] for points, option in zip(self.points, package, strict=True)])

    def shown(self, points: int) -> int:
        """Points as a worth from 0 to 100, rounded down: it never shows the limit before it is
        reached."""
        return points // self.total

    @property
    def best(self) -> Package:
        """The best package, the first if several are equal."""
        return tuple(points.index(max(points)) for points in self.points)

    @property
    def most(self) -> int:
        """The points of the best package."""
        return sum(map(max, self.points))

    @property
    def all(self) -> Sequence[int]:
        """The points of every package, with the last term's option varying fastest."""
        return _worths(self.points)


def number_of(options: Sequence[int], sizes: Sequence[int]) -> int:
    """The number of the package with these options, one number for each term from 0.

    Packages are numbered in the order of their options, the last term's varying fastest: a number
    in mixed radix, with the sizes (numbers of options) for bases.

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
    """The options of a package: the inverse of `number_of`.

    Raises IndexError if there is no package with this number.
    """
    if not 0 <= number < prod(sizes):
        raise IndexError(f"there is no package {number} among {prod(sizes)}")
    options = []
    for size in reversed(sizes):
        number, option = divmod(number, size)
        options.append(option)
    return tuple(reversed(options))


class WinSet(NamedTuple):
    """The packages that are no worse for the player than no deal, by what they are worth to the
    counterpart.

    `numbers` has the packages' numbers, the worst for the counterpart first; `levels` has each
    number of points that occurs, in rising order, and `starts` where in `numbers` each of these
    begins.
    """

    numbers: Sequence[int]
    levels: Sequence[int]
    starts: Sequence[int]


_KEPT = 32
"""How many states' results to cache where they are expensive: up to 20 bytes a package each."""


def added_up(points: Points) -> list[int]:
    """The sums of one number from each row, with the last row's varying fastest."""
    found = [0]
    for row in points:
        found = [before + more for before in found for more in row]
    return found


@lru_cache(maxsize=_KEPT)
def _worths(points: Points) -> Sequence[int]:
    return array("q", added_up(points))


@lru_cache(maxsize=_KEPT)
def _rising(points: Points) -> Sequence[int]:
    """The numbers of all packages, ordered by points."""
    worths = _worths(points)
    return array("i", sorted(range(len(worths)), key=worths.__getitem__))


@lru_cache(maxsize=_KEPT)
def offers_of(ours: Points, limit: int, theirs: Points) -> WinSet:
    """What the player may offer when packages have these points and no deal is worth `limit`."""
    our, their = _worths(ours), _worths(theirs)
    numbers = array("i", [number for number in _rising(theirs) if our[number] >= limit])
    worths = [their[number] for number in numbers]
    starts = [n for n, points in enumerate(worths) if not n or points != worths[n - 1]]
    return WinSet(numbers, [worths[start] for start in starts], starts)


class Best(NamedTuple):
    """A package that no other beats for both sides at once, and its points."""

    ours: int
    theirs: int
    package: Package


@lru_cache(maxsize=_KEPT)
def frontier_of(ours: Points, theirs: Points) -> tuple[Best, ...]:
    """The packages for which no other is better for one side and as good for the other, the best
    for us first; if several are worth the same to both, the first of them.

    Packages beaten so far are dropped term by term: worths add up, so that what is beaten stays
    beaten (Nemhauser & Ullmann 1969, on the knapsack problem).
    """
    # What both sides lose, so that the smallest in order is the best for us.
    found: list[tuple[int, int, Package]] = [(0, 0, ())]
    for our_row, their_row in zip(ours, theirs, strict=True):
        pairs = zip(our_row, their_row, strict=True)
        options = _unbeaten((-our, -their, (one,)) for one, (our, their) in enumerate(pairs))
        found = _unbeaten(
            (our + more, their + more_theirs, package + option)
            for our, their, package in found
            for more, more_theirs, option in options
        )
    return tuple(Best(-our, -their, package) for our, their, package in found)


def _unbeaten(lost: Iterable[tuple[int, int, Package]]) -> list[tuple[int, int, Package]]:
    """Those for which no other loses less for one side and no more for the other."""
    found = []
    least = None
    for one in sorted(lost):
        if least is None or one[1] < least:
            least = one[1]
            found.append(one)
    return found
