"""How long plays last, by hand and against the author's `minutes`; texts and ways are counted as
single plays have them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from negotiator.checking.verdicts import labels_of
from negotiator.engine import replay, tell
from negotiator.engine.headless import headless
from negotiator.simulation.minutes import lasting
from negotiator.simulation.players import Arena, Player
from negotiator.simulation.simulate import simulate
from negotiator.statespace.tellings import tellings
from negotiator.story.loading import load
from negotiator.story.model import Story
from tests import inn
from tests.conftest import GSOMIA

WORDS = " ".join(["word"] * 150)
STORY = f"""
story: {{id: s, title: S, format: 1, version: 1, start: a, minutes: MINUTES}}
acts:
  one: {{title: One, from: 2000-01-01}}
  two: {{title: Two, from: 2000-02-01}}
scenes:
  a:
    title: A
    date: 2000-01-05
    text: {WORDS}
    choices: [{{id: go, text: Go, outcome: {WORDS}, goto: b}}]
  b:
    title: B
    date: 2000-02-05
    text: {WORDS}
    choices: [{{id: go, text: Go, goto: over}}]
endings: {{over: {{title: O, outcome: o, text: {WORDS}}}}}
"""


def read(folder: Path, minutes: str) -> Story:
    (folder / "story.yaml").write_text(STORY.replace("MINUTES", minutes), encoding="utf-8")
    return load(folder)


def test_minutes_are_words_and_decisions_by_act(tmp_path: Path) -> None:
    found = lasting(read(tmp_path, "4"))
    assert found is not None
    assert found.whole.median == found.whole.ninetieth == pytest.approx(4 + 2 / 3, abs=0.05)
    spans = {one.act.id if one.act else "": one.span.median for one in found.acts}
    assert spans == {
        "one": pytest.approx(2 + 1 / 3, abs=0.05),
        "two": pytest.approx(2 + 1 / 3, abs=0.05),
    }
    assert not found.is_far_off


@pytest.mark.parametrize(
    ("minutes", "is_far"), [("4", False), ("8", False), ("9", False), ("30", True)]
)
def test_only_what_is_far_from_the_title_page_is_far_off(
    tmp_path: Path, minutes: str, is_far: bool
) -> None:
    found = lasting(read(tmp_path, minutes))
    assert found is not None
    assert found.is_far_off is is_far


def test_the_pact_takes_about_as_long_as_it_says() -> None:
    found = lasting(load(GSOMIA))
    assert found is not None
    assert not found.is_far_off
    assert found == lasting(load(GSOMIA))


def test_texts_and_ways_are_counted_as_single_plays_have_them() -> None:
    story = inn.story()
    plays = 60
    tally = simulate(story, plays)
    arena = Arena(headless(story), Player.UNIFORM, 0)
    asked, told = tellings(story).asked, tellings(story)
    wanted: Counter[tuple[str, str]] = Counter()
    for number in range(plays):
        playthrough = arena.playthrough(number)
        play = replay(story, playthrough.seed, playthrough.decisions).play
        wanted.update(told.among(tell(story, play.origin), (), asked))
        for step in play.steps:
            wanted.update({one for one in labels_of(story, step) if one in asked})
    assert wanted
    assert {label: tally.met[label] for label in asked} == {label: wanted[label] for label in asked}
