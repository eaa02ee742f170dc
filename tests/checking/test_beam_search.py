"""One search in arrays looks for all that is open; what it finds the real machine plays."""

from __future__ import annotations

from math import inf
from pathlib import Path

import pytest

from negotiator.checking.beam_search import BeamSearch
from negotiator.checking.cegar import refinement
from negotiator.checking.check import check
from negotiator.checking.verdicts import Word, does, labels
from negotiator.statespace.effort import Effort
from tests.checking.brute_force import Brute
from tests.checking.test_best_first_search import DAYS, SEEDS, VAULT, behind_three_gauges
from tests.random_stories import small

pytest.importorskip("numpy")


def test_a_choice_behind_three_gauges_is_found_by_going_on_with_few_states(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("negotiator.checking.beam_search.WIDTH", 60)
    over = refinement(behind_three_gauges(tmp_path, 95))
    beam = BeamSearch(over, [VAULT, ("ending", "vault")], Effort(inf))
    beam.run()
    decisions = over.played([(edge, None) for edge in beam.path(VAULT)])
    assert decisions is not None
    assert decisions[-1] == "door.in"
    assert len(decisions) == DAYS + 1
    assert ("ending", "vault") in beam.found


def test_what_no_play_can_do_is_not_found(tmp_path: Path) -> None:
    beam = BeamSearch(refinement(behind_three_gauges(tmp_path, 100)), [VAULT], Effort(500))
    beam.run()
    assert VAULT not in beam.found


@pytest.mark.parametrize("width", [2, 600])
@pytest.mark.parametrize("seeds", [SEEDS[at::4] for at in range(4)], ids=lambda one: one[0])
def test_on_random_stories_what_it_finds_and_the_machine_plays_is_what_brute_force_finds(
    seeds: list[int], width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("negotiator.checking.beam_search.WIDTH", width)
    for seed in seeds:
        story = small(seed)
        brute = Brute(story, 400)
        over = refinement(story)
        asked = [label for label in labels(story) if label[0] != "endless"]
        beam = BeamSearch(over, asked, Effort(3_000))
        beam.run()
        for label in beam.found:
            played = over.played([(edge, None) for edge in beam.path(label)])
            if brute.is_complete and played is not None:
                assert label in brute.facts, (seed, label)
        if brute.is_complete and width == 600 and not beam.effort.is_spent:
            assert beam.found.keys() >= brute.facts & {*asked}, seed


def test_verdicts_that_rest_on_it_are_earned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("negotiator.checking.search_plan.PLAYS", 10)
    story = behind_three_gauges(tmp_path, 95)
    (verdict,) = (one for one in check(story, effort=20_000).verdicts if one.label == VAULT)
    assert verdict.word is Word.WITNESSED
    assert verdict.witness is not None
    assert does(story, verdict.witness, VAULT)
