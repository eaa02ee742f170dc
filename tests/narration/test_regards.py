"""What actors made of the player, with the decision that counted most, in every face."""

from __future__ import annotations

from functools import reduce
from pathlib import Path

from negotiator.engine import Play
from negotiator.narration import regards
from negotiator.story.loading import load

STORY = """\
story: {id: quay, title: The quay, version: 1, format: 1, start: quay}
gauges:
  trust: {label: Trust, start: 50, bands: {0: Cold, 40: Warm, 70: Close}, better: high}
  din: {label: Din, start: 20, bands: {0: Still, 30: Loud}, better: low}
actors:
  lise: {name: Lise, gauge: trust, wants: Her boat.}
  harbour: {name: The harbour, gauge: din, wants: Sleep.}
  piers: {name: The piers, gauge: din, wants: Sleep.}
  gull: {name: A gull, wants: Bread.}
scenes:
  quay:
    title: On the quay
    text: Nets.
    choices:
      - {id: give, text: Give her the rope., effects: {trust: +12 because you gave}, goto: quay}
      - {id: take, text: Take the rope back., effects: {trust: -20 because you took}, goto: quay}
      - {id: sing, text: Sing., effects: {din: +3}, goto: night}
      - {id: go, text: Go., goto: night}
  night:
    title: Night
    text: Dark.
    effects: {trust: -30 because it is late}
    choices:
      - {id: end, text: End., goto: over}
endings:
  over: {title: Over, text: Out., outcome: done}
"""


def told(tmp_path: Path, *choices: str) -> list[str]:
    (tmp_path / "story.yaml").write_text(STORY, encoding="utf-8")
    play = reduce(Play.choose, choices, Play.begin(load(tmp_path), 1))
    assert play.ending is not None
    return [*regards.spoken(play)]


def test_what_counts_is_what_you_did_and_went_the_way_it_went(tmp_path: Path) -> None:
    # The night took more than taking the rope, and nobody decided it; giving moved it up, and in
    # all it fell.
    assert told(tmp_path, "give", "give", "take", "go", "end") == [
        "What they made of you:",
        "   Lise: Cold. It was 50 at the start, and 24 in the end.",
        "   What counted most: decision 3, On the quay: Take the rope back, −20: you took.",
        "   The harbour · The piers: Still. It was 20 at the start, and 20 in the end.",
        "   Nothing that you decided moved it.",
    ]


def test_what_moved_it_at_all_counts_if_nothing_went_that_way(tmp_path: Path) -> None:
    said = told(tmp_path, "give", "sing", "end")
    assert (
        said[2]
        == "   What counted most: decision 1, On the quay: Give her the rope, +12: you gave."
    )
    assert said[4] == "   What counted most: decision 2, On the quay: Sing, +3."
