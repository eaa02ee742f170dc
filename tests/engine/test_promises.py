"""Promises as values of a play: made by an effect, kept and broken by expressions."""

from __future__ import annotations

from pathlib import Path

import pytest

from negotiator.engine import Play, replay, state_from
from negotiator.engine.promises import Standing, promised
from negotiator.saves import Save, resume
from negotiator.story.loading import load
from tests import inn

MADE = "promise.wood_in_time.made"


def standings(play: Play) -> list[Standing]:
    return [one.standing for one in promised(play.story, play.state.values)]


@pytest.mark.parametrize(
    ("choices", "wanted"),
    [
        (("fetch",), []),
        (("promise",), [Standing.OPEN]),
        (("promise", "fetch"), [Standing.KEPT]),
        (("fetch", "promise"), [Standing.KEPT]),
        (("promise", "fetch", "fetch"), [Standing.BROKEN]),
    ],
)
def test_a_promise_stands_as_its_conditions_say_once_it_is_made(
    choices: tuple[str, ...], wanted: list[Standing]
) -> None:
    assert standings(inn.played(*choices)) == wanted


def test_what_holds_of_a_promise_that_was_not_made_holds_of_nothing() -> None:
    play = inn.played("fetch", "fetch", "fetch", "go")
    assert play.ending is not None
    assert play.ending.id == "road", "the deep snow breaks no promise"


def test_a_promise_is_undone_replayed_and_restored_with_the_play() -> None:
    play = inn.played("promise", "fetch")
    assert play.values()[MADE] is True
    assert play.undone(2).values()[MADE] is False
    again = replay(play.story, play.seed, play.decisions).play
    assert again.state == play.state
    state = state_from(play.story, "inn", play.values(), seed=1, draws=0)
    assert state.values == play.state.values
    kept = resume(play.story, Save.of(play, label="", moment="2026-11-23T10:00:00+00:00"))
    assert kept.play.state == play.state


def test_a_renamed_promise_is_found_in_an_older_save(tmp_path: Path) -> None:
    text = (inn.INN / "story.yaml").read_text(encoding="utf-8")
    text = text.replace("wood_in_time", "wood").replace("wood: {", "wood_: {")
    text = text.replace("flags: {wood:", "flags: {carried:").replace("wood and snow", "carried")
    text = text.replace("effects: {wood: true", "effects: {carried: true")
    text = text.replace("carried < 4", "carried and snow < 4")
    text = text.replace("    to: marta\n", "    to: marta\n    was: wood_in_time\n")
    file = tmp_path / "story.yaml"
    file.write_text(text, encoding="utf-8")
    story = load(file)
    state = state_from(story, "inn", {MADE: True}, seed=1, draws=0)
    assert [one.promise.id for one in promised(story, state.values)] == ["wood"]


def test_an_epilogue_tells_the_first_line_that_holds_whatever_the_ending() -> None:
    kept = inn.played("promise", "fetch", "go")
    broken = inn.played("promise", "fetch", "fetch", "go")
    neither = inn.played("go")

    def told(play: Play) -> list[tuple[str, str]]:
        return [(one.under, str(one)) for one in play.steps[-1].scene if one.under]

    road = ("The valley", "The road was open all winter.")
    assert told(kept) == [("Marta", "Marta had a warm winter."), road]
    assert told(broken) == [("Marta", "I never waited for you."), road]
    assert told(neither) == [road]
