"""A story's own tests: events answered by whatever comes, and words that must be told or not."""

from __future__ import annotations

from pathlib import Path

import pytest

from negotiator.checking import story_tests
from negotiator.checking.report import checked_story
from negotiator.story.diagnostics import StoryError
from negotiator.story.loading import load
from negotiator.story.model import Story

STORY = """
story: {id: road, title: The road, format: 1, version: 1, start: gate}
gauges:
  coins: {label: Coins, start: 9, better: high, bands: {0: Few, 5: Many}}
flags: {wet: You are wet}
people: {marta: {name: Marta}}
promises:
  back: {to: marta, words: I come back, kept: seen(home), broken: coins < 2}
events:
  beggar:
    title: A beggar
    pool: road
    text: A beggar asks for a coin.
    choices:
      - {id: give, text: Give it, when: coins > 20}
      - {id: keep, text: Keep it, effects: {coins: -1}}
  rain: {title: Rain, pool: road, text: It begins to rain., effects: {wet: true}}
scenes:
  gate:
    title: The gate
    text: |
      The gate
      is open.
    choices: [{id: go, text: Go, effects: {back: made}, goto: road}]
  road:
    title: The road
    text: The road is long.
    draw: {pool: road, at_most: 2}
    choices: [{id: on, text: On, goto: home}]
endings:
  home: {title: Home, outcome: home, text: You are home.}
"""
DECISIONS = "decisions: [gate.go, whatever_comes, road.on, whatever_comes]"


def read(folder: Path, test: str, story: str = STORY) -> Story:
    file = folder / "road.yaml"
    file.write_text(f"{story}tests:\n  mine:\n    {test}\n", encoding="utf-8")
    return load(file)


def result(folder: Path, test: str, story: str = STORY) -> tuple[str, tuple[str | int, ...]]:
    made = read(folder, test, story)
    found = story_tests.tested(made, made.tests["mine"])
    return found.fault, tuple(found.at)


@pytest.mark.parametrize("seed", range(4))
def test_whatever_comes_answers_the_events_in_whatever_order(tmp_path: Path, seed: int) -> None:
    expects = "expect: [7 <= coins <= 8, wet, promise.back.kept]"
    test = f"{DECISIONS}\n    seed: {seed}\n    ends: home\n    {expects}"
    assert result(tmp_path, test) == ("", ())


def test_whatever_comes_does_nothing_where_nothing_waits(tmp_path: Path) -> None:
    test = "decisions: [whatever_comes, gate.go, whatever_comes, whatever_comes]\n    ends: road"
    assert result(tmp_path, test) == ("", ())


def test_words_that_were_told_and_were_not(tmp_path: Path) -> None:
    told = 'told: [A beggar asks, "The gate is   open.", You are home.]'
    assert result(tmp_path, f"{DECISIONS}\n    {told}\n    untold: [It snows]") == ("", ())
    assert result(tmp_path, f"{DECISIONS}\n    told: [The road, It snows]") == (
        "“It snows” was not told",
        ("told", 1),
    )
    assert result(tmp_path, f"{DECISIONS}\n    untold: [The road is]") == (
        "“The road is” was told, after gate.go",
        ("untold", 0),
    )
    assert result(tmp_path, f"{DECISIONS}\n    untold: [The gate]") == (
        "“The gate” was told, at the start",
        ("untold", 0),
    )


def test_events_that_never_end_are_given_up(tmp_path: Path) -> None:
    story = STORY.replace("pool: road\n    text: A beggar", "interrupt: true\n    text: A beggar")
    story = story.replace("effects: {coins: -1}}", "goto: road}")
    fault, at = result(tmp_path, "decisions: [gate.go, whatever_comes]", story)
    assert fault == "decision 2, `whatever_comes`: the events that ask for an answer never end"
    assert at == ("decisions", 1)


def test_decisions_after_it_are_numbered_as_they_stand(tmp_path: Path) -> None:
    fault, at = result(tmp_path, "decisions: [gate.go, whatever_comes, gate.go]")
    assert fault.startswith("decision 3, `gate.go`: ")
    assert at == ("decisions", 2)


def test_a_slip_in_it_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoryError) as error:
        read(tmp_path, "decisions: [gate.go, whatever]")
    (one,) = error.value.diagnostics
    assert one.code.id == "N308"
    assert one.suggestion == "whatever_comes"


@pytest.mark.parametrize(
    ("decisions", "advice"),
    [
        ("[gate.go, road.on]", "An event waits for an answer there. Write `whatever_comes`"),
        ("[road.on]", "Mend the story if the test is right"),
    ],
)
def test_where_an_event_waits_it_is_said_how_to_answer_it(
    tmp_path: Path, decisions: str, advice: str
) -> None:
    read(tmp_path, f"decisions: {decisions}")
    found = checked_story(tmp_path / "road.yaml").diagnostics
    (one,) = [one for one in found if one.code.id == "N707"]
    assert one.remedy.startswith(advice)
