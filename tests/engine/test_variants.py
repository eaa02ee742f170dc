"""Passages with several wordings: which one is told, and that nothing else hangs on it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator.checking import story_tests
from negotiator.engine import Play, options, replay, tell
from negotiator.engine.chance import draw
from negotiator.engine.debrief import debrief
from negotiator.engine.variants import VARIANTS_SEED, shuffled, variants_draw
from negotiator.narration import codex
from negotiator.narration.transcript import transcript
from negotiator.simulation.people import arguments
from negotiator.simulation.players import Player
from negotiator.simulation.simulate import playing
from negotiator.story.loading import load
from negotiator.story.model import Story

QUAY = """
story: {id: quay, title: The quay, format: 1, version: 1, start: quay}
sources: {S1: {title: One}, S2: {title: Two}}
gauges:
  fog: {label: Fog, start: 1, range: 0..99, better: low, bands: {0: Thin}}
scenes:
  quay:
    title: The quay
    text:
      - sequence:
          - It is early.[^S1]
          - It is *late*.
          - It is night, and {fog} boats are out.[^S2]
      - cycle: [The tide comes in., The tide goes out.]
      - {document: notice, heading: Sailings, shuffle: [None today., Perhaps., Ask again.]}
    choices:
      - id: wait
        text: Wait
        effects: {fog: +1}
        outcome: {sequence: [You wait., You wait again.]}
        goto: [{chance: 50%, to: quay}, {to: quay}]
      - {id: leave, text: Leave, goto: home}
endings:
  home:
    title: Home
    outcome: over
    text: {shuffle: [You sleep., You lie awake.]}
    readings:
      rest: [{when: fog > 50, text: None.}, {shuffle: [Some., A little., Enough.]}]
axes: {rest: {label: Rest}}
"""


@pytest.fixture(scope="module")
def quay(tmp_path_factory: pytest.TempPathFactory) -> Story:
    return read(tmp_path_factory.mktemp("quay"), QUAY)


def read(folder: Path, text: str) -> Story:
    file = folder / "story.yaml"
    file.write_text(text, encoding="utf-8")
    return load(file)


def waited(story: Story, seed: int, times: int) -> Play:
    return replay(story, seed, ("quay.wait",) * times).play


def test_a_sequence_goes_on_to_its_last_wording_and_stays_there(quay: Story) -> None:
    play = waited(quay, 7, 4)
    told = [str(tell(quay, play.origin)[0]), *(str(step.scene[0]) for step in play.steps)]
    assert told == [
        "It is early.",
        "It is late.",
        "It is night, and 3 boats are out.",
        "It is night, and 4 boats are out.",
        "It is night, and 5 boats are out.",
    ]
    assert [str(step.outcome[0]) for step in play.steps] == [
        "You wait.",
        *["You wait again."] * 3,
    ]


def test_a_cycle_goes_round(quay: Story) -> None:
    told = [str(step.scene[1]) for step in waited(quay, 7, 4).steps]
    assert told == ["The tide goes out.", "The tide comes in."] * 2


def test_a_shuffle_tells_each_wording_once_in_a_round(quay: Story) -> None:
    orders = set()
    for seed in range(40):
        play = waited(quay, seed, 8)
        notices = [tell(quay, play.origin)[2], *(step.scene[2] for step in play.steps)]
        told = [*map(str, notices)]
        for order in (told[:3], told[3:6], told[6:]):
            assert sorted(order) == ["Ask again.", "None today.", "Perhaps."]
            orders.add(tuple(order))
    assert len(orders) == 6


@given(st.integers(0, 2**63 - 1), st.integers(2, 50), st.integers(1, 10**6))
def test_what_a_shuffle_tells_hangs_on_three_numbers_alone(
    seed: int, count: int, times: int
) -> None:
    first = variants_draw("scenes.quay.text.0")
    begin = times - (times - 1) % count
    order = [shuffled(seed, first, count, begin + number) for number in range(count)]
    assert sorted(order) == list(range(count))
    drawn = [draw(seed + VARIANTS_SEED, first + begin - 1 + number) for number in order]
    assert all(one < other for one, other in pairwise(drawn))
    assert order[(times - 1) % count] == shuffled(seed, first, count, times)


def test_which_wordings_are_told_changes_nothing_else(quay: Story, tmp_path: Path) -> None:
    plain = QUAY.replace("shuffle:", "cycle:").replace("cycle: [The", "sequence: [The")
    other = read(tmp_path, plain)
    for seed in range(20):
        one, same = waited(quay, seed, 5), waited(other, seed, 5)
        assert [step.state for step in one.steps] == [step.state for step in same.steps]
        assert [step.notes for step in one.steps] == [step.notes for step in same.steps]
        assert options(quay, one.state) == options(other, same.state)


def test_a_play_tells_the_same_words_again(quay: Story) -> None:
    play = waited(quay, 11, 5).choose("leave")
    again = replay(quay, 11, play.decisions).play
    assert again.steps == play.steps
    assert transcript(again) == transcript(play)
    assert transcript(play.undone(3).choose("wait").choose("wait").choose("leave")) == (
        transcript(play)
    )
    assert len({transcript(waited(quay, seed, 3)) for seed in range(40)}) > 5


def test_only_the_sources_of_what_was_told_were_met(quay: Story) -> None:
    assert list(codex.met(waited(quay, 3, 1)).sources) == ["S1"]
    assert list(codex.met(waited(quay, 3, 2)).sources) == ["S1", "S2"]


def test_a_reading_and_an_ending_are_told_by_the_seed(quay: Story) -> None:
    plays = [waited(quay, seed, 0).choose("leave") for seed in range(30)]
    assert {str(play.steps[-1].scene[0]) for play in plays} == {"You sleep.", "You lie awake."}
    readings = {str(told) for play in plays for _axis, told in debrief(play).readings}
    assert readings == {"Some.", "A little.", "Enough."}


@pytest.mark.parametrize("seed", range(6))
def test_a_story_test_looks_for_the_wording_that_its_seed_tells(seed: int, tmp_path: Path) -> None:
    plain = read(tmp_path, QUAY)
    ending = str(waited(plain, seed, 0).choose("leave").steps[-1].scene[0])
    (other,) = {"You sleep.", "You lie awake."} - {ending}
    story = read(
        tmp_path,
        f"""{QUAY}
tests:
  goes_home: {{seed: {seed}, decisions: [quay.leave], told: [{ending}], untold: [{other}]}}
  lies: {{seed: {seed}, decisions: [quay.leave], told: [{other}]}}
""",
    )
    assert not story_tests.tested(story, story.tests["goes_home"]).fault
    assert story_tests.tested(story, story.tests["lies"]).fault


ARGUED = """
story: {id: quay, title: The quay, format: 1, version: 1, start: quay}
glossary: {port: {term: Port, text: A port.}}
people: {ada: {name: Ada}}
scenes:
  quay:
    title: The quay
    text: {says: ada, argues: for port, cycle: [It pays., It pays for us all.]}
    choices:
      - {id: wait, text: Wait, goto: quay}
      - {id: leave, text: Leave, goto: home}
endings: {home: {title: Home, outcome: over, text: You go home.}}
"""


def test_each_wording_of_an_argument_is_heard_in_its_own_words(tmp_path: Path) -> None:
    story = read(tmp_path, ARGUED)
    tally = playing(story, Player.UNIFORM, 0)(0, 400)
    often = [tally.met["wording", f"scenes.quay.text.0.cycle.{number}"] for number in (0, 1)]
    assert often[0] > often[1] > 0
    (heard,) = arguments(story, tally)
    assert heard.times == sum(often)
    assert heard.words_heard == 2 * often[0] + 5 * often[1]
