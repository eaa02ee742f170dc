"""The frontier, the points and what was left on the table, on tables small enough to work out by
hand."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator.bargaining.pareto import (
    AxisScale,
    Improvement,
    TermChange,
    bargain,
    egalitarian_points,
    frontier,
    kalai_smorodinsky_points,
    left_on_table,
    nash_points,
    scale,
    welfare_points,
)
from negotiator.bargaining.worths import number_of, options_of

# Two terms of three options: the first matters 2 to us and 1 to them, the second 1 and 3. We
# want high numbers, they want low ones. Package 3 * i + j is worth 2i + j and 8 - i - 3j.
SIZES = (3, 3)
OURS = [2 * i + j for i, j in product(range(3), repeat=2)]
THEIRS = [(2 - i) + 3 * (2 - j) for i, j in product(range(3), repeat=2)]


def test_a_table_by_hand() -> None:
    assert OURS == [0, 1, 2, 2, 3, 4, 4, 5, 6]
    assert THEIRS == [8, 5, 2, 7, 4, 1, 6, 3, 0]
    found = bargain(OURS, THEIRS, our_limit=2, their_limit=3)
    assert found.packages == 9
    assert (found.our_scale, found.their_scale) == (AxisScale(0, 6), AxisScale(0, 8))
    assert found.our_win_set == 7
    assert found.their_win_set == 6
    assert found.zone == 4  # 3, 4, 6 and 7
    # Giving way on the first term costs us 2 for 1: never before the second, at 1 for 3.
    assert found.frontier == (8, 7, 6, 3, 0)
    assert found.agreeable == (7, 6, 3)
    # Gains over the limits: 7 (3, 0), 6 (2, 3), 3 (0, 4).
    assert found.nash == 6
    assert found.egalitarian == 6
    assert found.kalai_smorodinsky == 6
    assert found.welfare == 6  # 4/6 + 6/8 is more than 5/6 + 3/8 and 2/6 + 7/8


def test_the_points_differ_where_they_should() -> None:
    # On the scales 0 to 100 and 0 to 10; limits at 0.
    ours = [100, 90, 60, 40, 0]
    theirs = [0, 3, 5, 7, 10]
    everything = frontier(ours, theirs)
    assert everything == (0, 1, 2, 3, 4)
    assert nash_points(ours, theirs, 0, 0, everything) == (2,)  # 300 against 270 and 280
    assert egalitarian_points(ours, theirs, 0, 0, everything) == (2,)
    assert welfare_points(ours, theirs, everything) == (1,)
    # With limits at 50 and 2 there are 1 and 2: gains of 40 and 10 of 100, of 1 and 3 of 10.
    agreeable = (1, 2)
    assert egalitarian_points(ours, theirs, 50, 2, agreeable) == (1, 2)
    assert nash_points(ours, theirs, 50, 2, agreeable) == (1,)  # 40 against 30
    # As shares of the best that could be hoped for: (1, 1/3) and (1/4, 1).
    assert kalai_smorodinsky_points(ours, theirs, 50, 2, agreeable) == (1,)
    assert bargain(ours, theirs, 50, 2).egalitarian == 1


def test_packages_worth_the_same_are_all_kept() -> None:
    assert frontier([1, 5, 5, 3, 5], [9, 2, 2, 9, 1]) == (1, 2, 3)


def test_no_zone() -> None:
    found = bargain(OURS, THEIRS, our_limit=5, their_limit=6)
    assert (found.our_win_set, found.their_win_set, found.zone) == (2, 3, 0)
    assert found.agreeable == ()
    assert found.frontier == (8, 7, 6, 3, 0)
    assert found.nash is found.egalitarian is found.kalai_smorodinsky is found.welfare is None


def test_a_single_package_and_a_side_that_does_not_care() -> None:
    found = bargain([4], [7], 4, 7)
    assert (found.zone, found.nash, found.welfare, found.kalai_smorodinsky) == (1, 0, 0, 0)
    careless = bargain([1, 2, 3], [5, 5, 5], 0, 0)
    assert careless.frontier == (2,)
    assert careless.nash == careless.egalitarian == careless.kalai_smorodinsky == 2


def test_what_is_not_a_table_is_refused() -> None:
    with pytest.raises(ValueError, match=r"2 packages .* 1"):
        bargain([1, 2], [1], 0, 0)
    with pytest.raises(ValueError, match=r"empty|arg"):
        bargain([], [], 0, 0)
    with pytest.raises(ValueError, match="make 6 packages, but 9"):
        left_on_table(OURS, THEIRS, (2, 3), 0)
    with pytest.raises(IndexError, match="no package 9"):
        left_on_table(OURS, THEIRS, SIZES, 9)


def test_a_scale_in_per_cent() -> None:
    assert scale([30, 10, 20]) == AxisScale(10, 30)
    assert [AxisScale(10, 30).per_cent(worth) for worth in (10, 25, 30, 0)] == [0, 75, 100, -50]
    assert AxisScale(7, 7).per_cent(7) == 0


def test_what_was_left_by_giving_way_on_the_wrong_term() -> None:
    """Package 2 is (0, 2): we got what matters little to us and most to them."""
    left = left_on_table(OURS, THEIRS, SIZES, 2)
    assert left.dominating == (3, 4, 6, 7)
    # Gains: 3 (0, 5), 4 (1, 2), 6 (2, 4), 7 (3, 1); of 6 and 8 the lesser is 0, 1/6, 1/3, 1/8.
    assert left.best == Improvement(6, ours=2, theirs=4)
    assert left.trade is not None
    assert left.trade.better == left.best
    # (0, 2) to (2, 0): they give way on the first term, we on the second.
    assert left.trade.changes == (
        TermChange(term=0, before=0, after=2, ours=4, theirs=-2),
        TermChange(term=1, before=2, after=0, ours=-2, theirs=6),
    )


def test_nothing_was_left_on_the_frontier() -> None:
    assert left_on_table(OURS, THEIRS, SIZES, 6) == ((), None, None)


def test_a_trade_may_be_of_one_term_or_not_be_enough() -> None:
    one = left_on_table([0, 1], [0, 1], (2,), 0)
    assert one.trade is not None
    assert one.trade.changes == (TermChange(0, 0, 1, 1, 1),)
    # Only all three terms together are better than the first package.
    worths = [0, -1, -1, -1, -1, -1, -1, 1]
    three = left_on_table(worths, worths, (2, 2, 2), 0)
    assert three.best == Improvement(7, 1, 1)
    assert three.trade is None


def test_numbers_and_options() -> None:
    assert [options_of(i, (2, 3)) for i in range(6)] == list(product(range(2), range(3)))
    assert number_of((1, 0, 4), (2, 3, 5)) == 19
    assert (number_of((), ()), options_of(0, ())) == (0, ())
    with pytest.raises(IndexError, match="no option 3 among 3"):
        number_of((0, 3), (2, 3))
    with pytest.raises(ValueError, match="longer"):
        number_of((0,), (2, 3))
    with pytest.raises(IndexError, match="no package -1"):
        options_of(-1, (2, 3))


small = st.integers(0, 6)
tables = st.lists(st.tuples(small, small), min_size=1, max_size=40).map(
    lambda pairs: ([a for a, _ in pairs], [b for _, b in pairs])
)
limits = st.tuples(st.integers(-2, 8), st.integers(-2, 8))
Table = tuple[list[int], list[int]]


def dominated(table: Table, package: int) -> bool:
    ours, theirs = table
    return any(
        a >= ours[package] and b >= theirs[package] and (a, b) != (ours[package], theirs[package])
        for a, b in zip(ours, theirs, strict=True)
    )


@given(tables)
def test_the_frontier_is_what_nothing_dominates(table: Table) -> None:
    found = frontier(*table)
    assert set(found) == {i for i in range(len(table[0])) if not dominated(table, i)}
    assert [table[0][i] for i in found] == sorted((table[0][i] for i in found), reverse=True)
    assert [table[1][i] for i in found] == sorted(table[1][i] for i in found)


@given(tables, limits)
def test_the_points_lie_in_the_zone_and_there_are_none_without_one(
    table: Table, limits: tuple[int, int]
) -> None:
    found = bargain(*table, *limits)
    zone = [
        i for i, (a, b) in enumerate(zip(*table, strict=True)) if a >= limits[0] and b >= limits[1]
    ]
    assert found.zone == len(zone)
    assert set(found.agreeable) == set(zone) & set(found.frontier)
    for point in (found.nash, found.egalitarian, found.kalai_smorodinsky, found.welfare):
        assert (point in found.agreeable) if zone else point is None


@given(tables, limits)
def test_no_package_in_the_zone_has_a_greater_product_than_nash(
    table: Table, limits: tuple[int, int]
) -> None:
    found = bargain(*table, *limits)
    if found.nash is not None:
        products = [
            (a - limits[0]) * (b - limits[1])
            for a, b in zip(*table, strict=True)
            if a >= limits[0] and b >= limits[1]
        ]
        assert products[0] >= 0
        best = (table[0][found.nash] - limits[0]) * (table[1][found.nash] - limits[1])
        assert best == max(products)


@given(tables, limits, st.integers(1, 50), st.integers(-100, 100))
def test_other_units_and_another_zero_for_one_side_change_nothing(
    table: Table, limits: tuple[int, int], unit: int, zero: int
) -> None:
    """Nash and Kalai-Smorodinsky are so by definition; the other two are, because of the scales."""
    ours, theirs = table
    before = bargain(ours, theirs, *limits)
    after = bargain(ours, [b * unit + zero for b in theirs], limits[0], limits[1] * unit + zero)
    assert after.frontier == before.frontier
    assert after.nash == before.nash
    assert after.kalai_smorodinsky == before.kalai_smorodinsky
    if len(set(theirs)) > 1:
        assert (after.egalitarian, after.welfare) == (before.egalitarian, before.welfare)


@given(tables, st.data())
def test_what_was_left_gives_both_at_least_as_much_and_is_on_the_frontier(
    table: Table, data: st.DataObject
) -> None:
    ours, theirs = table
    package = data.draw(st.integers(0, len(ours) - 1))
    left = left_on_table(ours, theirs, (len(ours),), package)
    assert bool(left.dominating) == dominated(table, package)
    if left.best is not None:
        assert left.best.package in left.dominating
        assert left.best.package in frontier(ours, theirs)
        assert left.best.ours >= 0
        assert left.best.theirs >= 0
        assert left.best.ours + left.best.theirs > 0


@given(
    st.lists(st.lists(st.tuples(small, small), min_size=1, max_size=3), max_size=4),
    st.data(),
)
def test_the_changes_of_a_trade_add_up(
    rows: list[list[tuple[int, int]]], data: st.DataObject
) -> None:
    sizes = [len(row) for row in rows]
    ours = [sum(option[0] for option in chosen) for chosen in product(*rows)]
    theirs = [sum(option[1] for option in chosen) for chosen in product(*rows)]
    package = data.draw(st.integers(0, len(ours) - 1))
    trade = left_on_table(ours, theirs, sizes, package).trade
    if trade is not None:
        assert 1 <= len(trade.changes) <= 2
        assert sum(change.ours for change in trade.changes) == trade.better.ours
        assert sum(change.theirs for change in trade.changes) == trade.better.theirs


@given(st.lists(st.integers(1, 5), max_size=6), st.data())
def test_a_number_and_its_options_go_round(sizes: list[int], data: st.DataObject) -> None:
    options = tuple(data.draw(st.integers(0, size - 1)) for size in sizes)
    number = number_of(options, sizes)
    assert options_of(number, sizes) == options
    packages = list(product(*map(range, sizes)))
    assert packages[number] == options
