"""What a check tells, and that it can be replayed."""

from __future__ import annotations

import json
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from negotiator.analysis.arrays import search
from negotiator.analysis.check import check
from negotiator.analysis.check_report import FORMATS, Report, checked_story
from negotiator.analysis.verdicts import Witness, Word, does, labels
from negotiator.story.loading import load
from tests.analysis.brute_force import Brute
from tests.analysis.random_stories import small

CORPUS = Path(__file__).parent / "corpus"
STORIES = Path(__file__).parents[1] / "stories"

TESTED = """
tests:
  holds: {decisions: [a.spend], ends: b, expect: [g == 10]}
  wrong_end: {decisions: [a.spend], ends: end}
  wrong_value: {decisions: [a.spend], expect: [g > 10]}
  closed: {decisions: [a.spend, b.pay]}
"""


def report(path: Path) -> Report:
    return checked_story(path, 20.0, lambda _: None)


@pytest.fixture
def stuck(tmp_path: Path) -> Path:
    file = tmp_path / "story.yaml"
    text = (CORPUS / "stuck_poor.yaml").read_text(encoding="utf-8")
    file.write_text(text + TESTED, encoding="utf-8")
    return file


def test_a_soft_lock_is_told_at_the_decision_that_led_into_it(stuck: Path) -> None:
    found = [one for one in report(stuck).diagnostics if one.code.id == "N706"]
    (one,) = found
    assert "after a.spend no ending can be come to" in one.message
    assert "id: spend" in one.source_line
    assert one.also is not None
    assert one.also.line > one.place.line


def test_a_failing_test_is_told_with_its_place_and_reason(stuck: Path) -> None:
    told = [one for one in report(stuck).diagnostics if one.code.id == "N707"]
    assert [one.source_line.split(":")[0].strip() for one in told] == [
        "wrong_end",
        "wrong_value",
        "closed",
    ]
    assert "the play is in `b`, not in `end`" in told[0].message
    assert "`g > 10` does not hold: g is 10" in told[1].message
    assert "decision 2, `b.pay`" in told[2].message


def test_every_witness_in_json_can_be_replayed() -> None:
    path = STORIES / "assembly"
    story = load(path)
    told: dict[str, Any] = json.loads(FORMATS["json"](report(path)))
    assert told["counts"]["capped"] == 0
    assert len(told["verdicts"]) == len(list(labels(story)))
    for one in told["verdicts"]:
        if one["witness"]:
            witness = Witness(tuple(one["witness"]["decisions"]), one["witness"]["seed"])
            assert does(story, witness, (one["kind"], one["name"])), one


def test_text_fits_eighty_columns_and_tells_what_is_wrong_before_the_details(stuck: Path) -> None:
    text = FORMATS["text"](report(stuck))
    checked = check(load(stuck), 20.0)
    ours = FORMATS["text"](Report([], checked)).splitlines()
    assert max(map(len, ours)) <= 80
    assert text.index("error N706") < text.index("Places without soft-lock")
    assert text.splitlines()[-1].startswith("4 to mend.")


def test_github_and_sarif_name_the_line(stuck: Path) -> None:
    made = report(stuck)
    assert "::error file=" in FORMATS["github"](made)
    assert ",title=N706::" in FORMATS["github"](made)
    sarif = json.loads(FORMATS["sarif"](made))
    assert sarif["version"] == "2.1.0"
    (run,) = sarif["runs"]
    assert {one["ruleId"] for one in run["results"]} >= {"N706", "N707"}
    assert all(one["locations"][0]["physicalLocation"]["region"] for one in run["results"])


def test_without_time_nothing_is_claimed() -> None:
    checked = check(load(STORIES / "assembly"), 0.0)
    for verdict in checked.verdicts:
        if verdict.is_open:
            assert verdict.word is Word.CAPPED
            assert not verdict.is_wrong
    assert checked.counts[Word.CAPPED]


def test_the_array_search_reaches_what_brute_force_reaches() -> None:
    pytest.importorskip("numpy")
    for seed in range(60):
        story = small(seed)
        brute = Brute(story, 400)
        packed = search(story, monotonic() + 60, 1_000_000)
        reached = packed.reached & set(labels(story))
        assert packed.is_complete
        assert reached >= brute.facts
        if brute.is_complete:
            assert reached == brute.facts, seed


def test_circles_that_no_search_finds_are_found_by_a_play_that_went_round(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The decision is named after which there was no way out, though the play went on for long."""
    monkeypatch.setattr("negotiator.analysis.check.FEW_STATES", 0)
    monkeypatch.setattr("negotiator.analysis.check.MOST_STATES", 0)
    story = load(CORPUS / "circles_by_flag.yaml")
    found = {one.label: one for one in check(story, 3.0).verdicts if one.kind == "endless"}
    assert found["endless", "b"].word is Word.WITNESSED
    witness = found["endless", "b"].witness
    assert witness is not None
    assert witness.decisions == ("a.wrong",)
    assert does(story, witness, ("endless", "b"))


def test_circles_are_one_fault_though_they_lead_through_many_places() -> None:
    path = CORPUS / "circles_by_flag.yaml"
    told = checked_story(path, 20.0, lambda _: None).diagnostics
    assert [(one.code.id, one.place.line) for one in told] == [("N708", 12)]
    assert "after a.wrong no ending can be come to: from `b` on" in told[0].message
