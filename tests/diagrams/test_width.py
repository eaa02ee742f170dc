"""Reports about a story of wide letters stand in their columns, and in a window of 80."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from rich.cells import cell_len

from negotiator.diagrams.tradeoff_text import lines as drawn
from negotiator.diagrams.tradeoff_text import text as plain
from negotiator.simulation import text_report as report
from negotiator.simulation.findings import find
from negotiator.simulation.players import Player
from negotiator.simulation.simulate import simulate
from negotiator.story.loading import load
from tests.diagrams.test_tradeoff_plot import PLAIN
from tests.texts import run_together, texts, wide_story


def test_a_simulation_of_wide_letters(tmp_path: Path) -> None:
    story = load(wide_story(tmp_path))
    tally = simulate(story, 30, Player.UNIFORM, 1, processes=1)
    lines = list(report.lines(find(story, Player.UNIFORM, 1, 30, tally, None), lambda _: ""))
    assert max(map(cell_len, lines)) <= report.WIDTH
    at = next(number for number, line in enumerate(lines) if line.startswith("GAUGES"))
    names, values = lines[at + 1], lines[at + 2]
    # A name ends where its value does, and says that it was cut.
    assert cell_len(names) == cell_len(values)
    assert names.endswith("…") or names.endswith("민주")


@pytest.mark.parametrize("width", [40, 61, 100])
@given(name=texts | run_together)
def test_a_drawing_with_wide_names(width: int, name: str) -> None:
    lines = plain(drawn(replace(PLAIN, us=name, them=name), width, 20))
    assert max(map(cell_len, lines)) <= width
