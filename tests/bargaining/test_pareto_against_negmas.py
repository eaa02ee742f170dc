"""Our frontier and points against those of NegMAS, a library for automated negotiation.

It was written by other people for other purposes; if both agree on hundreds of random tables, they
are hardly wrong in the same way. Its own classes computed the packages' worths from terms, weights
and options, so that the numbering is compared too. `negmas_answers` made its answers, and tells
how. Everything is compared as equal, ties and all: each time, the set of pairs of worths.

What reading its source (0.16, `negmas.preferences.ops`) showed:

- Of packages with the same pair of worths its frontier keeps one, ours all of them. Its frontier
  consists of packages that both sides accept, like our `agreeable`.
- `kalai_points` is the egalitarian solution on utilities as they are given: normalising is up to
  the caller. `ks_points` is Kalai and Smorodinsky's.
- A limit below a side's worst package is raised to that package in `nash_points` and
  `kalai_points`. Nash and Kalai measure from the disagreement itself, wherever it lies, and so do
  we. With ranges that reach down to the limit, NegMAS does so as well; with its own ranges it
  agrees with us if our limit is raised likewise. Both are tested here.
- `ks_points` differs. It looks for the least difference between the two shares, though its
  docstring says that it maximises the lesser share, and takes shares of the best of all
  packages, agreeable or not. Kalai and Smorodinsky leave aside what a side wouldn't accept, and
  for separate packages the lesser share is what is maximised (Imai 1983), so we hold to that:
  our point is NegMAS's own maximin (`kalai_points`) on shares. Where some package gives equal
  shares the two definitions are one, and `ks_points` agrees.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product
from typing import Any, NamedTuple

from negotiator.bargaining.pareto import (
    PackageSpace,
    bargain,
    egalitarian_points,
    kalai_smorodinsky_points,
    nash_points,
    welfare_points,
)
from negotiator.bargaining.worths import options_of
from tests.bargaining.negmas_answers import ANSWERS
from tests.bargaining.random_tables import TABLES, RandomTable, random_table

Pairs = set[tuple[int, int]]


class Compared(NamedTuple):
    """A table, what we make of it, and what NegMAS answered."""

    table: RandomTable
    ours: PackageSpace
    theirs: dict[str, Any]

    def pairs(self, packages: Sequence[int]) -> Pairs:
        """The worths of some packages to both sides."""
        us, them = self.table.worths
        return {(us[i], them[i]) for i in packages}

    def answered(self, name: str) -> Pairs:
        """The worths at the places that NegMAS found on its frontier."""
        return {tuple(self.theirs["frontier"][place]) for place in self.theirs[name]}


@cache
def compared() -> list[Compared]:
    answers = json.loads(ANSWERS.read_text(encoding="utf-8"))
    tables = [random_table(seed) for seed in range(TABLES)]
    return [
        Compared(table, bargain(*table.worths, *table.limits), theirs)
        for table, theirs in zip(tables, answers, strict=True)
    ]


def test_packages_are_numbered_and_weighed_as_negmas_enumerates_them() -> None:
    small = [one for one in compared() if one.table.is_small]
    assert len(small) > 100
    for one in small:
        table = one.table
        assert list(table.worths) == one.theirs["worths"]
        numbered = product(*(range(size) for size in table.sizes))
        for number, options in enumerate(numbered):
            assert options == tuple(options_of(number, table.sizes))


def test_the_tables_are_of_all_kinds() -> None:
    found = [one.ours for one in compared()]
    assert sum(not one.zone for one in found) > 33
    assert sum(len(one.agreeable) > 1 for one in found) > 133
    assert sum(one.packages > 1000 for one in found) > 7
    below = [one for one in compared() if one.table.us.limit < one.table.us.least]
    assert len(below) > 16


def test_the_frontier() -> None:
    for one in compared():
        assert one.pairs(one.ours.agreeable) == {tuple(pair) for pair in one.theirs["frontier"]}


def test_nash() -> None:
    for one in compared():
        ours = nash_points(*one.table.worths, *one.table.limits, one.ours.agreeable)
        assert one.pairs(ours) == one.answered("nash")


def test_kalai() -> None:
    for one in compared():
        ours = egalitarian_points(*one.table.worths, *one.table.limits, one.ours.agreeable)
        assert one.pairs(ours) == one.answered("kalai")


def test_nash_and_kalai_with_ranges_of_its_own() -> None:
    for one in compared():
        us, them = one.table.us, one.table.them
        raised = max(us.limit, us.least), max(them.limit, them.least)
        for mine, its in ((nash_points, "nash"), (egalitarian_points, "kalai")):
            ours = mine(*one.table.worths, *raised, one.ours.agreeable)
            assert one.pairs(ours) == one.answered(f"{its} of its own ranges")


def test_welfare() -> None:
    for one in compared():
        ours = welfare_points(*one.table.worths, one.ours.agreeable)
        assert one.pairs(ours) == one.answered("welfare")


def zoned() -> Iterator[Compared]:
    """The tables where both sides can agree."""
    return (one for one in compared() if one.ours.zone)


def test_kalai_and_smorodinsky() -> None:
    equal = apart = 0
    for one in zoned():
        table = one.table
        found = kalai_smorodinsky_points(*table.worths, *table.limits, one.ours.agreeable)
        ours, theirs = one.pairs(found), one.answered("kalai and smorodinsky")
        assert ours == one.answered("maximin of hopes")
        if one.theirs["equal shares"]:
            equal += 1
            assert ours == theirs
        else:
            apart += ours != theirs
    assert equal > 16
    assert apart > 3


def test_where_ks_points_takes_equal_shares_for_large_ones() -> None:
    """Shares of (10, 10): (0.9, 0.5) gives both more than a third, yet NegMAS's `ks_points` takes
    (0.3, 0.6), which is more even."""
    assert kalai_smorodinsky_points([10, 9, 3, 0], [0, 5, 6, 10], 0, 0, range(4)) == (1,)
