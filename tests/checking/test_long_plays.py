"""Stories of many scenes, whose plays are long: random plays come everywhere, each can be played
again, and what they have in common is kept once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.large import write
from negotiator.checking.search_plan import PATIENCE, PLAYS, SearchPlan
from negotiator.checking.verdicts import Beginning, Word, does
from negotiator.story.loading import load

SCENES = 300


def test_every_scene_and_ending_of_a_long_story_is_met_by_a_few_random_plays(
    tmp_path: Path,
) -> None:
    write(tmp_path / "story", SCENES)
    story = load(tmp_path / "story")
    plan = SearchPlan(story, 100_000, lambda _: None)
    plan.wander(PLAYS, 0.1, PATIENCE)
    places = [one for one in plan.decided.values() if one.kind in ("scene", "ending")]
    assert len(places) == SCENES + 1
    assert {one.word for one in places} == {Word.WITNESSED}
    assert plan.plays < 200
    for one in places[:: SCENES // 20]:
        assert one.witness is not None
        assert does(story, one.witness, one.label)


@given(st.lists(st.text(max_size=2), max_size=8), st.integers(0, 8), st.slices(8))
def test_the_beginning_of_a_play_is_as_its_decisions_were_when_it_was_noted(
    made: list[str], number: int, part: slice
) -> None:
    noted = tuple(made[:number])
    beginning = Beginning(made, len(noted))
    made += ["later"]
    assert beginning == noted
    assert tuple(beginning[part]) == noted[part]
    assert list(reversed(beginning)) == list(reversed(noted))
    assert hash(beginning) == hash(noted)
    with pytest.raises(IndexError):
        beginning[len(noted)]
