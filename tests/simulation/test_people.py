"""What many plays heard and what became of people: counted as single plays have it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from negotiator.engine import replay
from negotiator.engine.headless import headless
from negotiator.simulation import html_report, text_report
from negotiator.simulation.findings import find
from negotiator.simulation.minutes import lasting
from negotiator.simulation.minutes_report import in_all
from negotiator.simulation.people import by_side
from negotiator.simulation.players import Arena, Player
from negotiator.simulation.simulate import one_by_one, simulate
from negotiator.story.loading import load
from tests import inn

PLAYS = 200


def test_what_is_counted_is_what_the_plays_tell() -> None:
    story = inn.story()
    tally = simulate(story, PLAYS)
    arena = Arena(headless(story), Player.UNIFORM, 0)
    assert one_by_one(arena)(0, PLAYS) == tally
    said = told = kept = 0
    for number in range(PLAYS):
        playthrough = arena.playthrough(number)
        play = replay(story, playthrough.seed, playthrough.decisions).play
        speakers = (getattr(one, "speaker", None) for one in play.told())
        said += sum(one is not None and one.id == "guest" for one in speakers)
        told += any(getattr(one, "under", "") == "Marta" for one in play.told())
        kept += any(str(one) == "Marta had a warm winter." for one in play.told())
    assert tally.met["argument", "scenes.inn.choices.1.outcome.0"] == said > 0
    assert tally.met["epilogue", "marta"] == told > 0
    assert tally.met["kept", "wood_in_time"] == kept > 0
    assert tally.met["made", "wood_in_time"] >= kept + tally.met["broken", "wood_in_time"]


def test_arguments_are_counted_by_side_and_speaker_with_their_words() -> None:
    story = inn.story()
    found = find(story, Player.UNIFORM, 0, PLAYS, simulate(story, PLAYS))
    (pro, friends), (against, critics) = by_side(found.arguments)
    assert [(one.about, one.is_for) for one in (pro, against)] == [("wall", True), ("wall", False)]
    assert [
        (one.speaker.id if one.speaker else "", one.passages, one.words) for one in critics
    ] == [("marta", 1, 5)]
    assert [one.speaker.name if one.speaker else "" for one in friends] == ["The Earl", "A guest"]
    assert (pro.passages, pro.words) == (2, 3 + 8)
    assert against.times == PLAYS
    assert against.words_heard == 5 * PLAYS
    assert pro.times == PLAYS + friends[1].times


def test_every_form_of_the_report_has_them() -> None:
    story = inn.story()
    found = find(story, Player.UNIFORM, 0, PLAYS, simulate(story, PLAYS))
    lines = [*text_report.lines(found, lambda _: "")]
    assert all(len(line) <= text_report.WIDTH for line in lines)
    text = "\n".join(lines)
    for heading in (
        "ARGUMENTS",
        "PROMISES",
        "EPILOGUES",
        "against The wall",
        "Marta (the village)",
    ):
        assert heading in text
    data = json.loads(json.dumps(text_report.data(found, lambda _: "")))
    assert data["arguments"][0]["speaker"] == "earl"
    assert data["promises"][0]["id"] == "wood_in_time"
    assert data["epilogues"]["valley"] == PLAYS
    page = html_report.page(found, lambda _: "")
    for heading in ("Arguments", "Promises", "Epilogues", "A guest"):
        assert heading in page


def test_no_telling_is_counted_twice(tmp_path: Path) -> None:
    """A wording is part of its passage: it stands within it, and what adds up is the passage."""
    written = (
        "story: {id: s, title: S, format: 1, version: 1, start: a}\n"
        "scenes: {a: {title: A, text: {cycle: [One., Two.]}, choices: [{id: b, text: B, goto: a},"
        " {id: c, text: C, goto: over}]}}\n"
        "endings: {over: {title: O, outcome: o, text: Over.}}\n"
    )
    (tmp_path / "story.yaml").write_text(written, encoding="utf-8")
    story = load(tmp_path / "story.yaml")
    found = find(story, Player.UNIFORM, 0, PLAYS, simulate(story, PLAYS))
    data = text_report.data(found, lambda _: "")
    assert "wordings" not in data
    (passage,) = (one for one in data["tellings"] if one["of"] == "a")
    assert [one["id"] for one in passage["wordings"]] == [
        "scenes.a.text.0.cycle.0",
        "scenes.a.text.0.cycle.1",
    ]
    assert sum(one["times"] for one in passage["wordings"]) == passage["times"]


def test_every_form_of_the_report_says_how_long_plays_last() -> None:
    story = inn.story()
    found = find(story, Player.UNIFORM, 0, PLAYS, simulate(story, PLAYS))
    lasts = lasting(story)
    assert lasts is not None
    said = in_all(lasts)
    assert said in " ".join(text_report.lines(found, lambda _: "", lasts)).replace("  ", " ")
    assert said in html_report.page(found, lambda _: "", lasts)
    data = text_report.data(found, lambda _: "", lasts)
    assert data["minutes"]["median"] == lasts.whole.median


AT_THE_END = """
story: {id: s, title: S, format: 1, version: 1, start: a}
axes: {x: {label: Peace}}
people: {ann: {name: Ann}}
scenes: {a: {title: A, text: Hm., choices: [{id: b, text: B, goto: over}]}}
endings:
  over:
    title: O
    outcome: o
    text: Over.
    readings:
      x: [{when: seen(a), says: ann, argues: against x, text: "Not for us."}, Yes.]
epilogues: {town: {place: Town, lines: [{shuffle: [One., Two., Three.]}]}}
"""


@pytest.mark.filterwarnings("error")
def test_what_is_said_at_the_end_counts_too(tmp_path: Path) -> None:
    """An argument in a reading, and a shuffle that is told once in every play."""
    (tmp_path / "story.yaml").write_text(AT_THE_END, encoding="utf-8")
    story = load(tmp_path / "story.yaml")
    tally = simulate(story, PLAYS)
    assert one_by_one(Arena(headless(story), Player.UNIFORM, 0))(0, PLAYS) == tally
    ((side, speakers),) = by_side(find(story, Player.UNIFORM, 0, PLAYS, tally).arguments)
    assert (side.about, side.is_for, side.words, side.times) == ("x", False, 3, PLAYS)
    assert [one.speaker.id for one in speakers if one.speaker] == ["ann"]
