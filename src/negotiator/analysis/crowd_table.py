"""How a table can close for many plays at once, and a package for each that may be agreed on.

The sums and orders of `engine.bargaining`, in arrays; a test holds the two together. Plays for
which the packages are worth the same and the same ones may be offered are looked at together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from negotiator.analysis.chance_arrays import below
from negotiator.story.model import DEAL, LEAVE, WALKOUT, Table

Array = Any
"""An array of numpy, or one value for all plays."""
_KEPT = 256
"""Of how many weights the worths of all packages are kept."""


class Bargained(NamedTuple):
    """How a table may close for each play of a group, and a package that may be agreed on."""

    closes: Mapping[str, Array]
    """For which of the plays it can close so, by the closing."""
    sizes: tuple[int, ...]
    packages: Array
    """The number of a package for each; any number where there is no deal."""

    def package(self, which: Array) -> list[Array]:
        """The options of the packages of these plays, an array for each term."""
        rest = self.packages[which]
        options = []
        for size in reversed(self.sizes):
            options.append(rest % size)
            rest = rest // size
        return options[::-1]


class _Numbers(NamedTuple):
    """What the table's expressions come to for each play, and where the openings lie.

    `first` and `asked_first` are in points of theirs, `asked` what they ask for after one move,
    two, and so on, a row each.
    """

    ours: Array
    theirs: Array
    our_limit: Array
    their_limit: Array
    rounds: Array
    patience: Array
    first: Array
    asked_first: Array
    asked: Array


class CrowdTable:
    """A table for groups of plays; `numbers` gives what the arithmetic reads, as a Bargain has
    it."""

    def __init__(
        self,
        table: Table,
        numbers: Sequence[Callable[[Any], Array]],
        slots: Mapping[str, int],
        numpy: Any,
    ) -> None:
        self.np = numpy
        self.table = table
        self.sizes = tuple(len(term.options) for term in table.terms)
        *weights, ours, theirs, self.rounds, self.pace, self.patience = numbers
        self.weights = [weights[side::2] for side in (0, 1)]
        self.reservations = [ours, theirs]
        self.opens = [(slots[f"terms.{term.id}"], term.opens) for term in table.terms]
        self.worths = [[numpy.array(term.worths[side]) for term in table.terms] for side in (0, 1)]
        self._all: dict[tuple[int, tuple[int, ...]], Array] = {}
        self._rising: dict[tuple[int, ...], Array] = {}

    def bargained(self, group: Any, thrown: Array) -> Bargained:
        """How the table may close for a group, and a package for each play by a draw for each."""
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
            begin = self._ends_from(levels, some)
            ends = len(offers) - np.append(starts, len(offers))[begin]
            deal[which] = ends > 0
            number = below(thrown[which], ends)
            packages[which] = offers[len(offers) - 1 - number] if len(offers) else 0
            if len(levels):
                most = sum(
                    int((worths * weight).max())
                    for worths, weight in zip(self.worths[1], theirs, strict=True)
                )
                walkout[which] = (most < some.their_limit) | (
                    (levels[0] < some.their_limit) & (some.patience <= some.rounds)
                )
        return Bargained({DEAL: deal, LEAVE: True, WALKOUT: walkout}, self.sizes, packages)

    def _numbers(self, group: Any) -> _Numbers:
        """The numbers of `engine.bargaining` for every play of a group."""
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
        first, opening = (self._opening(group, theirs, side) for side in (0, 1))
        asked_first = np.maximum(opening, their_limit)
        moves = np.arange(1, int(rounds.max()) + 1)[:, None]
        moves = np.minimum(moves, rounds)
        given = (4 * pace - 100) * moves * rounds + (200 - 4 * pace) * moves * moves
        room = asked_first - their_limit
        asked = asked_first - room * given // (100 * rounds * rounds)
        return _Numbers(
            ours, theirs, our_limit, their_limit, rounds, patience, first, asked_first, asked
        )

    def _opening(self, group: Any, weights: Array, side: int) -> Array:
        """What one side's opening is worth to them."""
        np = self.np
        points = np.zeros(len(group), dtype=np.int64)
        for term, (slot, opens) in enumerate(self.opens):
            settled = group[slot]
            option = np.where(settled > 0, settled - 1, opens[side])
            points += weights[term] * self.worths[1][term][option]
        return points

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
        """What `engine.bargaining.offers_of` has."""
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

    def _ends_from(self, levels: Array, some: _Numbers) -> Array:
        """From which level on an offer can be agreed on, as in `engine.bargaining`."""
        np = self.np
        first = np.searchsorted(levels, some.first, side="right")
        middle = np.maximum(first, np.searchsorted(levels, some.their_limit))
        from_low = np.minimum(middle - first, some.patience - 1)
        found = np.searchsorted(levels, some.asked_first)
        open_ = middle < found
        above = 0
        while open_.any():
            points = levels[np.minimum(middle + above, len(levels) - 1)]
            needed = (some.asked > points).sum(axis=0)
            here = open_ & (needed <= above + from_low)
            found = np.where(here, middle + above, found)
            above += 1
            open_ = open_ & ~here & (middle + above < found)
        return found
