"""Our frontier and points against those of NegMAS, a library for automated negotiation.

NegMAS (Y. Mohammad, S. Nakadai and A. Greenwald, "NegMAS: A Platform for Situated
Negotiations", 2021; github.com/yasserfarouk/negmas) was written by other people for other purposes;
if both agree on a thousand random tables, they are hardly wrong in the same way. Its own classes
compute the packages' worths from terms, weights and options, so that the numbering is compared too.

NegMAS computes in floats. It is given whole numbers that floats hold exactly, so everything is
compared as equal, ties and all: each time, the set of pairs of worths. For the points that
compare the sides, each side's worths are multiplied by the other's span, which puts both on the
same scale as dividing each by its own, without rounding.

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
- `LinearAdditiveUtilityFunction.normalize` isn't affine if a term with a single option has a
  worth: it changes the order of nothing, but the spacing. It isn't used here.
"""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product
from random import Random
from typing import Any, NamedTuple

import pytest

from negotiator.bargaining.pareto import (
    PackageSpace,
    bargain,
    egalitarian_points,
    kalai_smorodinsky_points,
    nash_points,
    welfare_points,
)
from negotiator.bargaining.worths import options_of

# By name, or the type checker would read NegMAS and all the libraries it depends on; one of
# those has escape sequences that Python warns about when it is first compiled.
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    ops: Any = importlib.import_module("negmas.preferences.ops")
    preferences: Any = importlib.import_module("negmas.preferences")
    outcomes: Any = importlib.import_module("negmas.outcomes")

TABLES = 1_200

Pairs = set[tuple[int, int]]


class Side(NamedTuple):
    """One side of a random table: for each term its weight and the score of each option."""

    weights: list[int]
    scores: list[list[int]]
    worths: list[int]
    limit: int

    @property
    def least(self) -> int:
        return min(self.worths)

    @property
    def span(self) -> int:
        return max(self.worths) - self.least or 1

    def raised(self) -> int:
        """The limit as NegMAS uses it with its own ranges."""
        return max(self.limit, self.least)


@dataclass(eq=False)
class RandomTable:
    sizes: list[int]
    us: Side
    them: Side
    space: Any

    @property
    def worths(self) -> tuple[list[int], list[int]]:
        return self.us.worths, self.them.worths

    @property
    def limits(self) -> tuple[int, int]:
        return self.us.limit, self.them.limit

    @cached_property
    def frontier(self) -> tuple[tuple[int, int], ...]:
        """NegMAS's frontier of what both sides accept."""
        ufuns = [ufun(self, self.us), ufun(self, self.them)]
        found, _ = ops.pareto_frontier(ufuns, issues=self.space.issues)
        return tuple((int(a), int(b)) for a, b in found)

    def pairs(self, packages: Sequence[int]) -> Pairs:
        return {(self.us.worths[i], self.them.worths[i]) for i in packages}


def side(random: Random, sizes: list[int]) -> Side:
    weights = [random.randint(0, 9) for _ in sizes]
    # Few scores make many ties, many make few.
    most = random.choice([2, 10, 100])
    scores = [[random.randint(0, most) for _ in range(size)] for size in sizes]
    worths = [
        sum(weight * score for weight, score in zip(weights, chosen, strict=True))
        for chosen in product(*scores)
    ]
    least, span = min(worths), max(worths) - min(worths)
    # From below the worst package to above the best; often exactly at a package's worth.
    anywhere = random.randint(least - span // 5 - 1, least + span * 11 // 10)
    return Side(weights, scores, worths, random.choice([anywhere, random.choice(worths)]))


@cache
def tables() -> list[tuple[RandomTable, PackageSpace]]:
    made = []
    for seed in range(TABLES):
        random = Random(seed)
        sizes = [random.randint(1, 5) for _ in range(random.randint(1, 6))]
        issues = [
            outcomes.make_issue([f"option {i}" for i in range(size)], f"term {term}")
            for term, size in enumerate(sizes)
        ]
        us, them = side(random, sizes), side(random, sizes)
        table = RandomTable(sizes, us, them, outcomes.make_os(issues))
        made.append((table, bargain(*table.worths, *table.limits)))
    return made


def ufun(table: RandomTable, side: Side, factor: int = 1, zero: int = 0) -> Any:
    """A side's worth as a NegMAS function: `(worth - zero) * factor`, with the limit treated
    likewise."""
    return preferences.LinearAdditiveUtilityFunction(
        [{f"option {i}": score for i, score in enumerate(scores)} for scores in side.scores],
        weights=[weight * factor for weight in side.weights],
        bias=-zero * factor,
        outcome_space=table.space,
        reserved_value=float((side.limit - zero) * factor),
    )


def scaled(
    table: RandomTable, factors: tuple[int, int], zeros: tuple[int, int] = (0, 0)
) -> tuple[list[Any], list[tuple[int, int]], list[tuple[float, float]]]:
    """Both sides, the agreeable frontier, and ranges that reach down to the limits: all in NegMAS's
    terms, with each side's worths multiplied by its factor."""
    sides = (table.us, table.them)
    ufuns = [ufun(table, *one) for one in zip(sides, factors, zeros, strict=True)]
    points = [((a - zeros[0]) * factors[0], (b - zeros[1]) * factors[1]) for a, b in table.frontier]
    ranges = [
        (
            float((min(one.least, one.limit) - zero) * factor),
            float((max(one.worths) - zero) * factor),
        )
        for one, factor, zero in zip(sides, factors, zeros, strict=True)
    ]
    return ufuns, points, ranges


def unscaled(table: RandomTable, found: Any) -> Pairs:
    """The pairs of worths at the places that NegMAS found on its frontier."""
    return {table.frontier[i] for _, i in found}


def test_packages_are_numbered_and_weighed_as_negmas_enumerates_them() -> None:
    for table, _ in tables()[::20]:
        us = ufun(table, table.us)
        for number, outcome in enumerate(table.space.enumerate_or_sample()):
            assert outcome == tuple(f"option {i}" for i in options_of(number, table.sizes))
            assert us(outcome) == table.us.worths[number]


def test_the_tables_are_of_all_kinds() -> None:
    found = [one for _, one in tables()]
    assert sum(not one.zone for one in found) > 100
    assert sum(len(one.agreeable) > 1 for one in found) > 400
    assert sum(one.packages > 1000 for one in found) > 20
    below = [table for table, _ in tables() if table.us.limit < table.us.least]
    assert len(below) > 50


def test_the_frontier() -> None:
    for table, found in tables():
        assert table.pairs(found.agreeable) == set(table.frontier)


def test_nash() -> None:
    for table, found in tables():
        ours = nash_points(*table.worths, *table.limits, found.agreeable)
        ufuns, points, ranges = scaled(table, (1, 1))
        assert table.pairs(ours) == unscaled(table, ops.nash_points(ufuns, points, ranges))


def test_kalai() -> None:
    for table, found in tables():
        ours = egalitarian_points(*table.worths, *table.limits, found.agreeable)
        ufuns, points, ranges = scaled(table, (table.them.span, table.us.span))
        assert table.pairs(ours) == unscaled(table, ops.kalai_points(ufuns, points, ranges))


def test_nash_and_kalai_with_ranges_of_its_own() -> None:
    for table, found in tables():
        raised = table.us.raised(), table.them.raised()
        ufuns, points, _ = scaled(table, (table.them.span, table.us.span))
        for mine, its in (
            (nash_points, ops.nash_points),
            (egalitarian_points, ops.kalai_points),
        ):
            ours = mine(*table.worths, *raised, found.agreeable)
            theirs = its(ufuns, points, outcome_space=table.space)
            assert table.pairs(ours) == unscaled(table, theirs)


def test_welfare() -> None:
    for table, found in tables():
        ours = welfare_points(*table.worths, found.agreeable)
        ufuns, points, ranges = scaled(table, (table.them.span, table.us.span))
        theirs = ops.max_welfare_points(ufuns, points, ranges)
        assert table.pairs(ours) == unscaled(table, theirs)


def test_kalai_and_smorodinsky() -> None:
    equal = apart = 0
    for table, found in tables():
        if not found.zone:
            continue
        ours = table.pairs(kalai_smorodinsky_points(*table.worths, *table.limits, found.agreeable))
        hopes = tuple(
            max(one.worths[i] for i in found.agreeable) - one.limit or 1
            for one in (table.us, table.them)
        )
        ufuns, points, ranges = scaled(table, (hopes[1], hopes[0]), table.limits)
        assert ours == unscaled(table, ops.kalai_points(ufuns, points, ranges))
        best = [
            (range_[0], max(points, key=lambda one: one[n])[n]) for n, range_ in enumerate(ranges)
        ]
        theirs = unscaled(table, ops.ks_points(ufuns, points, best))
        if any(a == b for a, b in points):
            equal += 1
            assert ours == theirs
        else:
            apart += ours != theirs
    assert equal > 50
    assert apart > 10


def test_where_ks_points_takes_equal_shares_for_large_ones() -> None:
    """Shares of (10, 10): (0.9, 0.5) gives both more than a third, yet (0.3, 0.6) is more even."""
    ours, theirs = [10, 9, 3, 0], [0, 5, 6, 10]
    space = outcomes.make_os([outcomes.make_issue(["a", "b", "c", "d"], "term")])
    ufuns = [
        preferences.LinearAdditiveUtilityFunction(
            [dict(zip("abcd", worths, strict=True))], outcome_space=space, reserved_value=0.0
        )
        for worths in (ours, theirs)
    ]
    points = list(zip(ours, theirs, strict=True))
    assert ops.ks_points(ufuns, points, outcome_space=space) == (((3, 6), 2),)
    assert kalai_smorodinsky_points(ours, theirs, 0, 0, range(4)) == (1,)


def test_normalize_is_not_affine_where_a_term_has_one_option() -> None:
    """The reason why the points above are found on scales of our own."""
    space = outcomes.make_os(
        [outcomes.make_issue(["a"], "fixed"), outcomes.make_issue(["a", "b", "c"], "open")]
    )
    whole = preferences.LinearAdditiveUtilityFunction(
        [{"a": 10}, {"a": 0, "b": 5, "c": 10}], outcome_space=space, reserved_value=12.0
    )
    assert [whole(one) for one in space.enumerate_or_sample()] == [10, 15, 20]
    assert whole.normalize().reserved_value != pytest.approx((12 - 10) / (20 - 10))
