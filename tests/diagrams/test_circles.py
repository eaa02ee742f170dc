"""Two circles in cells: as large as what they stand for, within what rounding to cells allows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator.diagrams.circles import BOTH, FIRST, SECOND, circles


def cells(first: int, second: int, both: int, rows: int) -> dict[str, int]:
    found = dict.fromkeys((FIRST, SECOND, BOTH), 0)
    for row in circles(first, second, both, rows):
        for run in row:
            if run.mark != " ":
                found[run.mark] += run.cells
    return found


def counts() -> st.SearchStrategy[tuple[int, int, int]]:
    several = st.integers(min_value=0, max_value=70_000)
    return st.tuples(several, several, several).map(lambda three: (three[0], three[1], min(three)))


@given(counts(), st.integers(min_value=3, max_value=12))
def test_whatever_there_is_can_be_seen_and_nothing_else(
    three: tuple[int, int, int], rows: int
) -> None:
    first, second, both = three
    shown = cells(first, second, both, rows)
    assert (shown[BOTH] > 0) == (both > 0)
    assert (shown[FIRST] > 0) >= (first > both)
    assert (shown[SECOND] > 0) >= (second > both)
    assert first or not shown[FIRST]
    assert second or not shown[SECOND]
    assert len(circles(first, second, both, rows)) in (0, rows)


@pytest.mark.parametrize("three", [(100, 100, 50), (400, 100, 50), (100, 300, 80), (90, 90, 20)])
def test_areas_are_in_proportion(three: tuple[int, int, int]) -> None:
    shown = cells(*three, 40)
    sizes = (shown[FIRST] + shown[BOTH], shown[SECOND] + shown[BOTH], shown[BOTH])
    for size, count in zip(sizes, three, strict=True):
        assert size / sizes[0] == pytest.approx(count / three[0], rel=0.08)


def test_what_is_apart_does_not_touch() -> None:
    for row in circles(100, 100, 0, 9):
        marks = [run.mark for run in row if run.mark != " "]
        assert marks == [FIRST, SECOND]
    assert circles(0, 0, 0, 9) == []
