"""A save outlives the editing of its story, as far as that can be."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from pathlib import Path

import pytest

from negotiator.engine import Play, values
from negotiator.saves import Save, UnplacedDecisionError, resume
from negotiator.story.loading import load
from negotiator.story.model import Story
from tests.conftest import HARBOUR
from tests.fishery import DEAL, FISHERY

TEXT = (HARBOUR / "story.yaml").read_text(encoding="utf-8")


def edited(tmp_path: Path, *changes: tuple[str, str]) -> Story:
    text = TEXT
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file = tmp_path / "story.yaml"
    file.write_text(text, encoding="utf-8")
    return load(file)


def saved(story: Story, *choices: str) -> Save:
    play = Play.begin(story, 4)
    for choice in choices:
        play = play.choose(choice)
    return Save.of(play, label="", moment="2026-11-23T10:00:00+00:00")


def test_an_edit_that_changes_nothing_met_is_not_spoken_of(harbour: Story, tmp_path: Path) -> None:
    story = edited(tmp_path, ("The road is long, and dry.", "The road is long."))
    assert story.fingerprint != harbour.fingerprint
    resumed = resume(story, saved(harbour, "ask", "promise"))
    assert resumed.note == ""
    assert resumed.play.decisions == ("quay.ask", "quay.promise")


def test_an_edit_that_changes_numbers_is_replayed_and_told(harbour: Story, tmp_path: Path) -> None:
    story = edited(tmp_path, ("trust: +12", "trust: +20"))
    resumed = resume(story, saved(harbour, "promise"))
    assert "edited" in resumed.note
    assert values(story, resumed.play.state)["trust"] == 60


def test_what_was_renamed_still_resolves(harbour: Story, tmp_path: Path) -> None:
    story = edited(
        tmp_path,
        ("start: quay", "start: pier"),
        ("  quay:\n", "  pier:\n    was: quay\n"),
        ("visits(quay)", "visits(pier)"),
        ("quay.promise", "pier.give_word"),
        ("      - id: promise\n", "      - id: give_word\n        was: [vow, promise]\n"),
        ("{to: quay}", "{to: pier}"),
        ("  trust:\n    label", "  faith:\n    was: trust\n    label"),
        ("{trust}", "{faith}"),
        ("{trust.band}", "{faith.band}"),
        ("trust:", "faith:"),
        ("trust >=", "faith >="),
        ("gauge: trust", "gauge: faith"),
    )
    resumed = resume(story, saved(harbour, "ask", "promise"))
    assert resumed.note == ""
    assert resumed.play.decisions == ("pier.ask", "pier.give_word")
    assert values(story, resumed.play.state)["faith"] == 52


def test_a_lost_decision_leaves_the_snapshot(harbour: Story, tmp_path: Path) -> None:
    story = edited(tmp_path, ("- id: ask\n", "- id: enquire\n"))
    resumed = resume(story, saved(harbour, "ask", "promise"))
    assert "decision 1, `quay.ask`" in resumed.note
    assert resumed.play.steps == ()
    assert resumed.play.state.scene == "hall"
    named = values(story, resumed.play.state)
    assert (named["trust"], named["anger"], named["promised"]) == (52, 26, True)
    assert named["chosen(quay.promise)"] == 1
    assert resumed.play.choose("sign").ending is not None
    # And such a play is kept and found again like any other.
    again = Save.of(resumed.play.choose("sign"), label="", moment="")
    assert resume(story, again).play.state == resumed.play.choose("sign").state


def test_a_scene_that_is_gone_offers_the_point_before(harbour: Story, tmp_path: Path) -> None:
    story = edited(
        tmp_path,
        ("  hall:\n", "  court:\n"),
        ("goto: hall", "goto: court"),
        ("choice: hall.sign", "choice: court.sign"),
    )
    play = Play.begin(harbour, 4).choose("promise")
    save = Save.of(play, label="", moment="")
    # The decisions still resolve: the play is in the new scene.
    assert resume(story, save).play.state.scene == "court"
    story = edited(
        tmp_path,
        ("  hall:\n", "  court:\n"),
        ("goto: hall", "goto: court"),
        ("choice: hall.sign", "choice: court.sign"),
        ("- id: promise\n", "- id: swear\n"),
        ("quay.promise", "quay.swear"),
    )
    with pytest.raises(UnplacedDecisionError) as caught:
        resume(story, saved(harbour, "ask", "promise"))
    assert (caught.value.number, caught.value.decision) == (1, "quay.promise")
    assert caught.value.before.decisions == ("quay.ask",)
    assert "decision 2, `quay.promise`" in str(caught.value)


def test_a_save_of_another_story(harbour: Story, tmp_path: Path) -> None:
    story = edited(tmp_path, ("id: harbour", "id: haven"))
    with pytest.raises(ValueError, match="of `harbour`"):
        resume(story, saved(harbour))


def test_another_answer_at_an_open_table_is_told_whether_or_not_the_story_was_edited() -> None:
    story = load(FISHERY)
    play = reduce(Play.choose, DEAL[:2], Play.begin(story, 3))
    save = Save.of(play, label="", moment="")
    assert save.snapshot.talks
    assert resume(story, save).note == ""
    (said,) = save.snapshot.talks
    before = replace(save.snapshot, talks=({**said, "counter": said["proposal"]},))
    ruled = resume(story, replace(save, snapshot=before))
    assert ruled.note.startswith("The rules of play have changed")
    assert ruled.play.state == play.state
    edit = resume(story, replace(save, snapshot=before, fingerprint="another"))
    assert edit.note.startswith("The story was edited")


VISITED = """
  archive:
    title: The archive
    text: Dust.
    choices:
      - {id: back, text: Back, goto: return}
"""
LOOK = "      - {id: look, text: Look, goto: {visit: archive}}\n"


def with_a_visit(tmp_path: Path, *changes: tuple[str, str]) -> Story:
    before = "    choices:\n      - id: ask\n"
    visit = (before, before.replace("      - id", f"{LOOK}      - id"))
    return edited(tmp_path, visit, ("\nscenes:\n", f"\nscenes:{VISITED}"), *changes)


def test_a_play_on_a_visit_comes_back_from_a_save(tmp_path: Path) -> None:
    story = with_a_visit(tmp_path)
    save = saved(story, "look")
    assert save.snapshot.values["visit.back"] == "back quay"
    resumed = resume(story, save)
    assert resumed.note == ""
    assert resumed.play.choose("back").steps[-1].back == "quay"


def test_a_visit_that_can_not_be_repeated_goes_on_from_its_snapshot(tmp_path: Path) -> None:
    save = saved(with_a_visit(tmp_path), "look")
    gone = with_a_visit(tmp_path, ("id: look", "id: glance"))
    play = resume(gone, save).play
    assert play.state.scene == "archive"
    assert play.choose("back").state.scene == "quay"
