"""How a table can close for many plays at once, and a package for each that may be agreed on.

The sums and orders of `bargaining.counterpart`, in arrays; a test compares the two. Plays for which
the packages are worth the same and the same ones may be offered are handled together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from negotiator.statespace.chance_arrays import below
from negotiator.story.model import DEAL, LEAVE, WALKOUT, Table
from negotiator.story.value_names import Settled

Array = Any
"""An array of numpy, or one value for all plays."""
_KEPT = 256
"""For how many weights the worths of all packages are cached."""


class TableOutcomes(NamedTuple):
    """How a table may close for each play of a group, and a package that may be agreed on."""

    closes: Mapping[str, Array]
    """By closing, for which of the plays the table can close that way."""
    sizes: tuple[int, ...]
    packages: Array
    """The number of a package for each play; arbitrary where there is no deal."""

    def package(self, which: Array) -> list[Array]:
        """The options of the packages of these plays, an array for each term."""
        rest = self.packages[which]
        options = []
        for size in reversed(self.sizes):
            options.append(rest % size)
            rest = rest // size
        return options[::-1]


class _Numbers(NamedTuple):
    """The results of the table's expressions for each play, and the place of the openings.

    In their points, `most` is the worth of their best package to them, `first` that of our opening,
    and `asked_first` that of theirs; `settled` is where both openings are the same package and they
    would sign it.
    """

    ours: Array
    theirs: Array
    our_limit: Array
    their_limit: Array
    rounds: Array
    patience: Array
    pace: Array
    firm: Array
    most: Array
    first: Array
    asked_first: Array
    settled: Array


class CrowdTable:
    """A table for groups of plays; `numbers` gives what the arithmetic reads, as in a Bargain, and
    `wanted`, if not None, how much each package is wanted by the player."""

    def __init__(
        self,
        table: Table,
        numbers: Sequence[Callable[[Any], Array]],
        slots: Mapping[str, int],
        numpy: Any,
        wanted: Array | None = None,
    ) -> None:
        self.np = numpy
        self.wanted = wanted
        self.table = table
        self.sizes = tuple(len(term.options) for term in table.terms)
        *weights, ours, theirs, self.rounds, self.pace, self.patience, self.firm = numbers
        self.weights = [weights[side::2] for side in (0, 1)]
        self.reservations = [ours, theirs]
        self.opens = [(slots[Settled(term.id)], term.opens) for term in table.terms]
        self.worths = [[numpy.array(term.worths[side]) for term in table.terms] for side in (0, 1)]
        self._all: dict[tuple[int, tuple[int, ...]], Array] = {}
        self._rising: dict[tuple[int, ...], Array] = {}

    def bargained(self, group: Any, thrown: Array) -> TableOutcomes:
        """How the table may close for a group, with a package for each play, one draw per play."""
        np = self.np
        count = len(group)
        numbers = self._numbers(group)
        deal = np.zeros(count, dtype=bool)
        walkout = np.zeros(count, dtype=bool)
        packages = np.zeros(count, dtype=np.int64)
        for which in self._alike(numbers):
            one = which[0]
            ours, theirs = numbers.ours[:, one], numbers.theirs[:, one]
            offers, levels, starts = self._offers(ours, numbers.our_limit[one], theirs)
            some = _Numbers(*(row[..., which] for row in numbers))
            floor = self._floor(some, levels)
            least = self._least(some, floor)
            begin = np.append(starts, len(offers))[np.searchsorted(levels, least)]
            deal[which] = begin < len(offers)
            packages[which] = self._picked(thrown[which], offers, begin)
            if len(levels):
                walkout[which] = self._walks_out(some, levels[0], floor, least)
        return TableOutcomes({DEAL: deal, LEAVE: True, WALKOUT: walkout}, self.sizes, packages)

    def _picked(self, thrown: Array, offers: Array, begin: Array) -> Array:
        """A package for each play from those offers that begin there for it, the last one first;
        any number where there are none."""
        if self.wanted is None or not len(offers):
            number = below(thrown, len(offers) - begin)
            return offers[len(offers) - 1 - number] if len(offers) else 0 * number
        packages = self.np.zeros(len(begin), dtype=self.np.int64)
        for first in self.np.unique(begin[begin < len(offers)]).tolist():
            ends = offers[first:][::-1]
            ends = ends[self.wanted[ends] == self.wanted[ends].max()]
            here = begin == first
            packages[here] = ends[below(thrown[here], len(ends))]
        return packages

    def _numbers(self, group: Any) -> _Numbers:
        """The numbers of `bargaining.counterpart` for every play of a group."""
        np = self.np

        def each(worth: Callable[[Any], Array]) -> Array:
            return np.broadcast_to(np.asarray(worth(group), dtype=np.int64), len(group))

        ours, theirs = (
            np.maximum(np.array([each(one) for one in side]), 0) for side in self.weights
        )
        our_limit, their_limit = (
            each(reservation) * np.maximum(side.sum(axis=0), (side.sum(axis=0) == 0))
            for reservation, side in zip(self.reservations, (ours, theirs), strict=True)
        )
        rounds, patience = (np.maximum(each(one), 1) for one in (self.rounds, self.patience))
        pace = np.minimum(np.maximum(each(self.pace), 25), 75)
        firm = np.minimum(np.maximum(each(self.firm), 0), 100)
        openings = [self._opening(group, side) for side in (0, 1)]
        first, opening = (self._points(options, theirs) for options in openings)
        stands = opening >= their_limit
        most = sum(one.max() * weight for one, weight in zip(self.worths[1], theirs, strict=True))
        asked_first = np.maximum(np.where(stands, opening, most), their_limit)
        same = np.all(openings[0] == openings[1], axis=0)
        return _Numbers(
            ours,
            theirs,
            our_limit,
            their_limit,
            rounds,
            patience,
            pace,
            firm,
            most,
            first,
            asked_first,
            stands & same,
        )

    def _opening(self, group: Any, side: int) -> Array:
        """The options that one side opens with, a row for each term."""
        np = self.np
        rows = []
        for slot, opens in self.opens:
            settled = group[slot]
            rows.append(np.where(settled > 0, settled - 1, opens[side]))
        return np.array(np.broadcast_arrays(*rows, np.zeros(len(group)))[:-1], dtype=np.int64)

    def _points(self, options: Array, weights: Array) -> Array:
        """The worth of these options to them, in points."""
        points = self.np.zeros(weights.shape[-1], dtype=self.np.int64)
        for term, worths in enumerate(self.worths[1]):
            points += weights[term] * worths[options[term]]
        return points

    # The same as in `bargaining.counterpart`, each under its name there

    def _floor(self, some: _Numbers, levels: Array) -> Array:
        """The least that they ever agree to."""
        np = self.np
        limit = some.their_limit
        hope = levels[-1] if len(levels) else limit
        kept = limit + (some.asked_first - limit) * some.firm // 100
        fair = limit + (hope - limit) * some.firm // 100
        floor = np.minimum(np.minimum(some.asked_first, hope), np.maximum(fair, some.first))
        return np.maximum(limit, np.where(some.settled, np.minimum(hope, kept), floor))

    def _least(self, some: _Numbers, floor: Array) -> Array:
        """The points from which on every package that the player can sign can be agreed on."""
        np = self.np
        made, rounds = np.minimum(some.rounds, some.patience), some.rounds
        pace = some.pace
        gone = (4 * pace - 100) * made * rounds + (200 - 4 * pace) * made * made
        way = some.asked_first - floor
        asked = np.maximum(floor, some.asked_first - way * gone // (100 * rounds * rounds))
        return np.where(some.settled, asked, floor)

    def _walks_out(self, some: _Numbers, worst: Array, floor: Array, least: Array) -> Array:
        """Whether they can be made to leave; `worst` is the worst that the player may offer."""
        np = self.np
        step = np.maximum(0, worst - some.first)
        little = (step == 0) | (step * 4 * some.rounds < floor - some.first)
        needed = some.patience + ~(some.settled | little)
        low = worst < np.where(some.settled, least, some.their_limit)
        return (some.most < some.their_limit) | (low & (needed <= some.rounds))

    def _alike(self, numbers: _Numbers) -> Iterator[Array]:
        """The plays for which the same packages may be offered and are worth the same."""
        np = self.np
        alike = np.zeros(numbers.our_limit.shape, dtype=np.int64)
        for row in (*numbers.ours, *numbers.theirs, numbers.our_limit):
            if (row != row[0]).any():
                values, which = np.unique(row, return_inverse=True)
                _, alike = np.unique(alike * len(values) + which, return_inverse=True)
        order = np.argsort(alike, kind="stable")
        bounds = np.flatnonzero(np.diff(alike[order])) + 1
        yield from np.split(order, bounds)

    def _offers(self, ours: Array, limit: int, theirs: Array) -> tuple[Array, Array, Array]:
        """The same as `bargaining.counterpart.offers_of`."""
        np = self.np
        key = tuple(theirs.tolist())
        rising = self._rising.get(key)
        if rising is None:
            rising = self._rising[key] = np.argsort(self._worth(1, theirs), kind="stable")
        offers = rising[self._worth(0, ours)[rising] >= limit]
        points = self._worth(1, theirs)[offers]
        starts = np.flatnonzero(np.diff(points, prepend=-1)) if len(points) else offers
        return offers, points[starts], starts

    def _worth(self, side: int, weights: Array) -> Array:
        """The points of every package to a side."""
        key = (side, tuple(weights.tolist()))
        found = self._all.get(key)
        if found is None:
            if len(self._all) >= _KEPT:
                self._all.clear()
                self._rising.clear()
            found = self.np.zeros(1, dtype=self.np.int64)
            for worths, weight in zip(self.worths[side], key[1], strict=True):
                found = (found[:, None] + weight * worths).ravel()
            self._all[key] = found
        return found
