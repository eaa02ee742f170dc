"""The gauge_curves of gauges, in words and as curves."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from negotiator.cells import width
from negotiator.diagrams.curve import CROSSED, LEVELS, curve
from negotiator.engine import Play
from negotiator.narration import status
from negotiator.narration.gauge_curves import gauge_curves, in_words
from negotiator.story.loading import load
from tests.conftest import HARBOUR

STORY = """
story: {id: tide, title: Tide, format: 1, version: 1, start: quay}
gauges:
  water: {label: Water, start: 10, better: low, bands: {0: Low, 40: High, 80: Flood}}
  wind: {label: Wind, start: 5, better: low, bands: {0: Calm}}
scenes:
  quay:
    title: Quay
    text: You watch.
    choices:
      - {id: flow, text: Wait for the flow, effects: {water: +35}}
      - {id: ebb, text: Wait for the ebb, effects: {water: -20}}
      - {id: go, text: Go, goto: home}
endings:
  home: {title: Home, outcome: over, text: You go.}
"""


def played(folder: Path, *choices: str) -> Play:
    (folder / "story.yaml").write_text(STORY, encoding="utf-8")
    play = Play.begin(load(folder), 1)
    for one in choices:
        play = play.choose(one)
    return play


def test_a_course_is_told_by_the_bands_it_came_through(tmp_path: Path) -> None:
    play = played(tmp_path, "flow", "flow", "flow", "ebb", "ebb")
    water, wind = gauge_curves(play)
    assert water.values == (10, 45, 80, 100, 80, 60)
    told = "Low at first, High from decision 1, Flood from decision 2, High from decision 5"
    assert in_words(water) == told
    assert (in_words(wind), wind.has_moved) == ("", False)
    (line,) = [one for one in status.spoken(play) if one.startswith("Water")]
    assert line == f"Water: 60 of 0 to 100, High; low is good. {told}."


def test_a_band_that_it_left_and_came_back_to_is_named_once(tmp_path: Path) -> None:
    play = played(tmp_path, "flow", "ebb", "flow", "ebb", "flow", "ebb", "ebb")
    water, _wind = gauge_curves(play)
    assert in_words(water).startswith("Low at first and again from decision ")


def test_a_curve_has_a_bar_at_each_threshold() -> None:
    assert curve((10, 45, 80, 100, 80, 60), 0, 100, 32, [1, 2, 5]) == "▁│▄│▇█▇│▅"


@given(st.lists(st.integers(-5, 105), min_size=1, max_size=200), st.data())
def test_a_curve_keeps_to_its_room_and_its_end(values: list[int], data: st.DataObject) -> None:
    crossed = data.draw(st.sets(st.integers(1, max(1, len(values) - 1)), max_size=20))
    crossed = {one for one in crossed if one < len(values)}
    room = data.draw(st.integers(4, 60))
    drawn = curve(values, 0, 100, room, crossed)
    assert width(drawn) <= room
    assert set(drawn) <= {*LEVELS, CROSSED}
    assert drawn[-1] == curve(values[-1:], 0, 100, 1)
    assert (CROSSED in drawn) == bool(crossed)


def test_the_harbour_tells_no_course_before_anything_crossed() -> None:
    play = Play.begin(load(HARBOUR), 7)
    assert [in_words(one) for one in gauge_curves(play)] == ["", ""]
