"""Stories of many scenes, whose plays are long: random plays come everywhere, each can be played
again, and what they have in common is kept once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.large import write
from negotiator.checking import report_formats
from negotiator.checking.report import checked_story
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


def test_a_report_for_programs_does_not_grow_with_the_square_of_a_story(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    most = 1_000
    monkeypatch.setattr(report_formats, "MOST_DECISIONS", most)
    write(tmp_path / "story", 60)
    report = checked_story(tmp_path / "story", effort=20_000)
    assert report.checked is not None
    written = json.loads(report_formats.as_json(report))["verdicts"]
    witnesses = [one["witness"] for one in written if one["witness"]]
    assert len(written) == len(report.checked.verdicts)
    told = [len(one["decisions"]) for one in witnesses if one["decisions"] is not None]
    untold = [one["length"] for one in witnesses if one["decisions"] is None]
    assert untold
    assert 0 < sum(told) <= most
    right = [len(one["witness"]["decisions"]) for one in written if _is_told_and_right(one)]
    assert max(right) <= min(untold)


def _is_told_and_right(verdict: dict[str, Any]) -> bool:
    witness = verdict["witness"]
    return bool(witness and witness["decisions"] is not None and not verdict["is_wrong"])


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
