"""The clock of a story: in the heading of a scene, in words, and above the text."""

from __future__ import annotations

from pathlib import Path

from negotiator.engine import Play
from negotiator.narration.ending import card
from negotiator.narration.play import spot
from negotiator.narration.transcript import transcript
from negotiator.story.loading import load
from negotiator.tui.widgets.place_bar import PlaceBar

STORY = """
story: {id: quay, title: The quay, format: 1, version: 1, start: quay}
scenes:
  quay:
    title: The quay
    date: 1905-06-27
    time: 21:40
    place: The harbour of a town with a long name, behind the old customs house
    text: The last boat goes at ten.
    choices: [{id: wait, text: Wait, goto: shed}]
  shed:
    title: The shed
    time: 21:55
    text: It rains.
    choices: [{id: wait, text: Wait, goto: home}]
endings:
  home: {title: Home, date: 1905-06-27, time: 22:00, outcome: over, text: You go home.}
"""


def played(folder: Path, *choices: str) -> Play:
    (folder / "story.yaml").write_text(STORY, encoding="utf-8")
    play = Play.begin(load(folder), 1)
    for one in choices:
        play = play.choose(one)
    return play


def test_the_time_is_told_with_the_day(tmp_path: Path) -> None:
    play = played(tmp_path, "wait", "wait")
    told = transcript(play)
    assert "== The quay ==\nTuesday 27 June 1905, 21:40, The harbour of" in told
    assert "== The shed ==\n21:55.\n" in told
    assert "== Home ==\nTuesday 27 June 1905, 22:00.\nOutcome: over.\n" in told
    assert card(play).facts[0] == "Tue 27 Jun 1905, 22:00"


def test_the_clock_stays_above_the_text_however_narrow(tmp_path: Path) -> None:
    assert spot(played(tmp_path, "wait")).time == "21:55"
    bar = PlaceBar()
    bar.set_reactive(PlaceBar.spot, spot(played(tmp_path)))
    for width in (44, 60, 80):
        (line,) = bar.lines(width)
        assert "◷ 21:40" in line.plain
        assert line.cell_length <= width
