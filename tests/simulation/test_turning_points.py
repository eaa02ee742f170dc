"""Which decisions made an ending: known from small stories, and the same on every machine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from negotiator.engine import Play, choose, replay, start
from negotiator.engine.headless import headless
from negotiator.narration.turning_points import spoken
from negotiator.simulation import turning_points as counting
from negotiator.simulation.players import Arena, MidPlay, Player
from negotiator.simulation.turning_points import (
    DOUBT,
    MOST_MADE,
    SCREENED,
    TurningPoints,
    as_data,
    in_slices,
    told,
    turning_points,
)
from negotiator.story.loading import load
from negotiator.story.model import Story
from tests.conftest import HARBOUR
from tests.fishery import DEAL, FISHERY
from tests.simulation.test_players import EventfulMaker
from tests.strategies import StoryMaker, loaded


def story(folder: Path, scenes: dict[str, Any], **parts: Any) -> Story:
    """A story of these scenes, with two endings."""
    whole = {
        "story": {"id": "s", "title": "S", "format": 1, "version": 1, "start": next(iter(scenes))},
        "scenes": scenes,
        "endings": {
            name: {"title": name, "outcome": name, "text": name} for name in ("peace", "war")
        },
        **parts,
    }
    (folder / "story.yaml").write_text(yaml.safe_dump(whole, sort_keys=False), encoding="utf-8")
    return load(folder)


def scene(*choices: dict[str, Any]) -> dict[str, Any]:
    return {"title": "T", "text": "It goes on.", "choices": list(choices)}


def leads(name: str, goto: Any, **more: Any) -> dict[str, Any]:
    return {"id": name, "text": name.title(), "goto": goto, **more}


def played(of: Story, *decisions: str) -> Play:
    play = Play.begin(of, 1)
    for one in decisions:
        play = play.choose(one)
    assert play.ending is not None
    return play


PARTED = {
    "idle": scene(leads("sleep", "letter"), leads("read", "letter")),
    "letter": scene(
        leads("send", "wait", effects={"sent": "true"}),
        leads("burn", "wait"),
        leads("keep", "wait"),
    ),
    "wait": scene(
        leads("morning", "luck"),
        leads("evening", "luck"),
    ),
    "luck": scene(leads("on", [{"when": "sent", "to": "peace"}, {"to": "war"}])),
}


def test_the_one_decision_that_made_it_is_named(tmp_path: Path) -> None:
    found = turning_points(
        played(story(tmp_path, PARTED, flags={"sent": "Sent"}), "read", "send", "morning", "on")
    )
    assert found.ending == "peace"
    (point,) = found.points
    assert (point.number, point.place, point.taken.choice) == (1, "letter", "send")
    assert (point.taken.text, point.taken.chance, point.probability_added) == ("Send", 1.0, 1.0)
    assert [(one.choice, one.chance) for one in point.others] == [("burn", 0.0), ("keep", 0.0)]
    # Nothing else could have been decided at the end, so nothing there was the last word.
    assert found.last_word is None


def test_what_is_told_of_it(tmp_path: Path) -> None:
    of = story(tmp_path, PARTED, flags={"sent": "It is sent"})
    play = played(of, "sleep", "send", "morning", "on")
    said = list(spoken(told(play, turning_points(play))))
    assert said == [
        "What made this ending:",
        "Decision 2, T: Send. After it, 100 of 100 plays end like yours; after what else was "
        "open, 0.",
        "Counted in plays of this story's own model, not in history.",
    ]
    assert as_data(play)["turning_points"] == [
        {
            "decision": 1,
            "place": "letter",
            "added": 1.0,
            "taken": {"choice": "send", "chance": 1.0},
            "others": [{"choice": "burn", "chance": 0.0}, {"choice": "keep", "chance": 0.0}],
        }
    ]
    assert as_data(play.undone())["ending"] == ""


def test_luck_has_no_turning_points(tmp_path: Path) -> None:
    coin = {
        "a": scene(leads("left", "b"), leads("right", "b")),
        "b": scene(leads("up", "c"), leads("down", "c")),
        "c": scene(leads("on", [{"chance": "50%", "to": "peace"}, {"to": "war"}])),
    }
    of = story(tmp_path, coin)
    for seed in range(12):
        play = Play.begin(of, seed).choose("left").choose("up").choose("on")
        assert turning_points(play).points == ()


def test_a_word_that_ends_it_at_once_is_told_apart(tmp_path: Path) -> None:
    ends = {
        "a": scene(leads("left", "b"), leads("right", "b")),
        "b": scene(leads("sign", "peace"), leads("drop", "war")),
    }
    found = turning_points(played(story(tmp_path, ends), "left", "sign"))
    assert found == TurningPoints("peace", (), 1)


@pytest.mark.parametrize(
    "other",
    [
        leads("cheer", "peace"),
        leads("toss", [{"chance": "50%", "to": "peace"}, {"to": "war"}]),
        {"id": "ask", "text": "Ask"},
    ],
)
def test_a_word_that_would_have_ended_it_the_same_way_or_not_at_all_is_no_last_one(
    tmp_path: Path, other: dict[str, Any]
) -> None:
    ends = {
        "a": scene(leads("left", "b"), leads("right", "b")),
        "b": scene(leads("sign", "peace"), other),
        "c": scene(leads("drop", "war")),
    }
    assert turning_points(played(story(tmp_path, ends), "left", "sign")).last_word is None


def test_a_table_counts_as_one_decision() -> None:
    play = replay(load(FISHERY), 3, DEAL).play
    while play.ending is None:
        play = play.choose(next(one.id for one in play.options() if one.open))
    tables = [number for number, step in enumerate(play.steps) if step.closing]
    found = turning_points(play)
    at_tables = [step.before.scene in play.story.tables for step in play.steps]
    talked = {number for number, there in enumerate(at_tables) if there}
    named = {one.number for one in found.points} | {found.last_word}
    assert not named & (talked - set(tables))


def test_only_a_finished_play_has_them() -> None:
    with pytest.raises(ValueError, match="finished"):
        turning_points(Play.begin(load(HARBOUR), 1))


@settings(max_examples=8)
@given(st.integers(0, 2**32), st.integers(0, 2**32))
def test_they_are_always_the_same_and_above_their_doubt(made: int, seed: int) -> None:
    of = loaded(EventfulMaker(made).story())
    playthrough = Arena(headless(of), Player.HUMAN, seed).playthrough(0)
    play = replay(of, playthrough.seed, playthrough.decisions).play
    assume(play.ending is not None and len(play.steps) < 30)
    found = turning_points(play)
    again = replay(loaded(EventfulMaker(made).story()), playthrough.seed, play.decisions).play
    assert turning_points(again) == found
    assert all(one.probability_added > DOUBT for one in found.points)
    assert len(found.points) <= 3
    for one in found.points:
        assert 0 <= one.number < len(play.steps)
        assert play.steps[one.number].before.scene == one.place


@given(st.sampled_from([StoryMaker, EventfulMaker]), st.integers(0, 2**32), st.integers(0, 2**32))
def test_plays_go_on_headless_from_anywhere_as_in_the_engine(
    maker: type[StoryMaker], made: int, seed: int
) -> None:
    """From the midst of a play, events that wait included."""
    of = loaded(maker(made).story())
    ready = headless(of)
    arena = Arena(ready, Player.UNIFORM, seed)
    state = start(of, seed)
    for decision in arena.playthrough(0).decisions[:8]:
        state = choose(of, state, decision.rpartition(".")[2]).state
        if state.talks:
            continue
        playthrough = arena.onward(MidPlay.of(ready, state), seed)
        goes_on = replay(of, seed, playthrough.decisions[:60], state)
        assert goes_on.stopped is None
        if len(playthrough.decisions) <= 60:
            assert arena.end(MidPlay.of(ready, state), seed) == playthrough.end
            assert goes_on.play.state.scene == playthrough.end
            assert goes_on.play.state.values == playthrough.values


def test_a_human_comes_to_a_deal_at_most_tables() -> None:
    of = load(FISHERY)
    arena = Arena(headless(of), Player.HUMAN, 1)
    closings = [
        turn.choice
        for number in range(1_000)
        for turn in arena.playthrough(number).turns
        if turn.place in of.tables
    ]
    assert 0.85 < closings.count("deal") / len(closings) < 0.91
    assert {"leave", "walkout"} & set(closings)


@pytest.fixture
def continued(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many decisions each continued play was allowed; each is given up at once."""
    allowed: list[int] = []

    def given_up_at_once(
        _arena: Arena, _at: MidPlay, _seed: int, longest: int, _until: float
    ) -> str:
        allowed.append(longest)
        return ""

    monkeypatch.setattr(Arena, "end", given_up_at_once)
    return allowed


def test_continued_plays_make_no_more_decisions_than_are_allowed(
    tmp_path: Path, continued: list[int]
) -> None:
    """However many decisions have to be measured, none of which could have ended it, and however
    many alternatives each has."""
    of = story(
        tmp_path,
        {
            "a": scene(*(leads(f"way{n}", "a") for n in range(12)), leads("on", "b")),
            "b": scene(leads("sign", "peace")),
        },
    )
    work: list[int] = []
    for number in (30, 400, 3_000):
        continued.clear()
        turning_points(played(of, *["way1"] * number, "on", "sign"))
        work.append(sum(continued))
    assert all(0 < made <= 2 * MOST_MADE for made in work)


@pytest.mark.parametrize("bound", ["ALL_SECONDS", "PLAY_SECONDS", "PAUSE"])
def test_what_takes_too_long_is_not_counted_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: str
) -> None:
    of = story(tmp_path, PARTED, flags={"sent": "Sent"})
    play = played(of, "sleep", "send", "morning", "on")
    monkeypatch.setattr(counting, "PAUSE", 0)
    slices = len(list(in_slices(play)))
    assert slices > SCREENED
    monkeypatch.setattr(counting, bound, 0)
    found = turning_points(play)
    assert found.is_counted == (bound == "PAUSE")
    assert ("isn't counted" in "".join(spoken(told(play, found)))) != found.is_counted
    assert as_data(play)["counted"] == found.is_counted


def test_a_decision_among_a_hundred_is_measured_with_the_plays_of_a_dozen(
    tmp_path: Path, continued: list[int]
) -> None:
    work: list[int] = []
    for number in (10, 99):
        stay = [leads(f"stay{one}", "b") for one in range(number)]
        scenes = {"a": scene(*stay, leads("go", "b")), "b": scene(leads("sign", "peace"))}
        continued.clear()
        turning_points(played(story(tmp_path, scenes), "go", "sign"))
        work.append(len(continued))
    assert work[1] <= work[0] * 1.1
