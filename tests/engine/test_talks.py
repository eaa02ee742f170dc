"""What a table says of a package beforehand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from negotiator.engine import Forecast
from negotiator.story.model import Better, Gauge


@given(
    st.sampled_from(Better),
    st.integers(0, 100),
    st.tuples(st.integers(0, 100), st.integers(0, 100)).map(sorted),
    st.sampled_from([(0, 100), (0, 101), (-20, 130)]),
)
def test_a_forecast_is_better_or_worse_only_if_all_it_may_come_to_is(
    better: Better, before: int, between: list[int], ends: tuple[int, int]
) -> None:
    low, high = between
    gauge = Gauge("g", "G", "G", "", before, *ends, better, ())
    may_come = [value for value in range(low, high + 1) if value != before]
    if not may_come:
        return
    gains = [gauge.gain(before, value) for value in may_come]
    improves = Forecast(gauge, before, low, high).improves
    assert (improves is True) == all(gain > 0 for gain in gains)
    assert (improves is False) == all(gain < 0 for gain in gains)
