"""Plays in arrays are the ones that are played one after the other, to the last count."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator.analysis import crowd, players
from negotiator.analysis.arrays import TooWideError
from negotiator.analysis.chance_arrays import below, draws
from negotiator.analysis.crowd import Crowd, Sighting
from negotiator.analysis.flow import Label
from negotiator.analysis.players import Arena, Player
from negotiator.analysis.simulate import one_by_one, simulate
from negotiator.analysis.tally import Tally
from negotiator.analysis.verdicts import labels_at_start, labels_of
from negotiator.engine import replay
from negotiator.engine.chance import draw
from negotiator.engine.headless import headless
from negotiator.story.loading import load
from negotiator.story.model import Story
from tests.analysis.test_players import EventfulMaker
from tests.conftest import GSOMIA
from tests.strategies import StoryMaker, loaded

STORIES = Path(__file__).parents[1] / "stories"
seeds = st.integers(0, 2**62)


@pytest.fixture(autouse=True, scope="module")
def _given_up_soon() -> Iterator[None]:
    """Random stories go in circles; here players give up sooner than they do elsewhere."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(players, "LONGEST", 40)
        patch.setattr(crowd, "LONGEST", 40)
        yield


def slowly(story: Story, seed: int, first: int, plays: int) -> Tally:
    return one_by_one(Arena(headless(story), Player.UNIFORM, seed))(first, plays)


@given(st.sampled_from([StoryMaker, EventfulMaker]), st.integers(0, 2**32), seeds)
def test_a_crowd_plays_what_one_player_plays(maker: type[StoryMaker], made: int, seed: int) -> None:
    story = loaded(maker(made).story())
    assert Crowd(story, seed).play(2, 25) == slowly(story, seed, 2, 25)


@given(st.sampled_from([StoryMaker, EventfulMaker]), st.integers(0, 2**32), seeds)
def test_what_is_sighted_happens_there_and_no_sooner(
    maker: type[StoryMaker], made: int, seed: int
) -> None:
    story = loaded(maker(made).story())
    arena = Arena(headless(story), Player.UNIFORM, seed)
    soonest: dict[Label, Sighting] = {}
    for number in range(12):
        course = arena.course(number)
        steps = replay(story, course.seed, course.decisions).play.steps
        for turns in range(1, len(course.turns) + 1):
            for label in labels_of(story, steps[len(course.until(turns)) - 1]):
                sighting = Sighting(turns, number)
                soonest[label] = min(sighting, soonest.get(label, sighting))
    found = Crowd(story, seed).sightings(0, 12)
    begun = set(labels_at_start(story))
    assert {one: found[one] for one in found if one not in begun} == {
        one: soonest[one] for one in soonest if one not in begun
    }


@pytest.mark.parametrize("name", ["harbour", "assembly", "fishery", "cable"])
def test_a_crowd_plays_the_stories_of_the_tests(name: str) -> None:
    story = load(STORIES / name)
    assert Crowd(story, 7).play(0, 400) == slowly(story, 7, 0, 400)


def test_a_crowd_plays_the_pact() -> None:
    story = load(GSOMIA)
    assert Crowd(story, 11).play(0, 250) == slowly(story, 11, 0, 250)


@given(st.lists(seeds, min_size=1), st.integers(0, 2**31), st.integers(1, 2**32 - 1))
def test_draws_in_arrays_are_the_engines(many: list[int], number: int, most: int) -> None:
    drawn = draws(np.array(many, dtype=np.uint64), np.full(len(many), number))
    assert drawn.tolist() == [draw(seed, number) for seed in many]
    assert below(drawn, most).tolist() == [draw(seed, number) * most >> 64 for seed in many]


WIDE = """
story: {id: wide, title: Wide, format: 1, version: 1, start: here}
gauges:
  mood: {label: Mood, about: Mood, start: 50, better: high, bands: {0: All}}
scenes:
  here:
    title: Here
    text: Here.
    choices:
      - {id: go, text: Go, when: MOODS > 0, goto: over}
      - {id: stop, text: Stop, goto: over}
endings: {over: {title: Over, outcome: over, text: Over.}}
"""


def test_numbers_beyond_64_bits_are_played_one_after_the_other(tmp_path: Path) -> None:
    path = tmp_path / "wide.yaml"
    path.write_text(WIDE.replace("MOODS", " * ".join(["mood"] * 12)), encoding="utf-8")
    story = load(path)
    with pytest.raises(TooWideError):
        Crowd(story, 0)
    tally = simulate(story, 500, seed=1, processes=1)
    assert tally == slowly(story, 1, 0, 500)
    assert tally.taken["here.go"] > 150
