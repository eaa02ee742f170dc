"""What is measured of a story whose truths are known, and of random ones what must always hold."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiator.cli import cli
from negotiator.engine.headless import headless
from negotiator.engine.play import replay
from negotiator.simulation import players
from negotiator.simulation.measures import text_report
from negotiator.simulation.measures.accounts import Passages, account, accounts, fate
from negotiator.simulation.measures.consequence import total_variation, unlike_packages
from negotiator.simulation.measures.following import Flip, Following
from negotiator.simulation.measures.measure import Measures, measure
from negotiator.simulation.measures.memory import echoes
from negotiator.simulation.players import Arena, Player
from negotiator.story.loading import load
from negotiator.story.model import Story
from tests.random_stories import full

HILL = """
story: {id: hill, title: The hill, format: 1, version: 1, start: gate}
stances: {kind: Keeps it, rough: Throws it}
strategies:
  keeper: {name: The keeper, takes: kind, keeps: 100}
  thrower: {name: The thrower, takes: rough, keeps: 100}
sources:
  S1: {title: The log, known: 2001-02-01, says: One}
  S2: {title: The log, known: 2001-02-01, says: Two}
  S3: {title: The log, known: 2001-02-01, says: Three}
  S4: {title: The log, known: 2001-02-01, says: Four}
  S5: {title: The log, known: 2001-02-09, says: Five}
gauges: {mood: {label: Mood, about: Mood, start: 50, better: high, bands: {0: All}}}
flags: {kept: You kept the stone}
axes: {stones: {label: Stones}}
acts:
  below: {title: Below, from: 2001-02-01}
  above: {title: Above, from: 2001-02-05}
people: {anna: {name: Anna}}
scenes:
  gate:
    title: The gate
    date: 2001-02-03
    text: "A stone lies here.[^S1]"
    choices:
      - {id: keep, text: Keep it, stance: kind, effects: {kept: true}, goto: hall}
      - {id: throw, text: Throw it, stance: rough, effects: {mood: +5}, goto: hall}
  hall:
    title: The hall
    date: 2001-02-05
    text:
      - {when: kept, text: The stone in your pocket weighs more with every step that you take here.}
      - {argues: for stones, text: One two three.}
      - {argues: against stones, text: "One.[^S2]"}
    choices:
      - {id: left, text: Left, effects: {mood: +1}, goto: [{when: mood > 60, to: high}, low]}
      - {id: right, text: Right, effects: {mood: -1}, goto: [{when: mood > 60, to: high}, low]}
endings:
  low: {title: Low, date: 2001-02-06, outcome: low, text: Low.}
  high: {title: High, outcome: high, text: High.}
epilogues:
  anna:
    person: anna
    lines:
      - {when: kept, says: anna, text: Thank you.}
      - {says: anna, text: Oh.}
"""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hill") / "hill.yaml"
    path.write_text(HILL, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def hill(path: Path) -> Story:
    return load(path)


@pytest.fixture(scope="module")
def found(hill: Story) -> Measures:
    return measure(hill, 60)


@pytest.fixture(scope="module")
def fishery() -> Story:
    return load(Path(__file__).parents[2] / "stories" / "fishery")


def test_what_stands_in_the_story(found: Measures) -> None:
    static = found.branching
    assert static.places == static.same == ("gate", "hall")
    assert static.gauges_only == ("gate.throw", "hall.left", "hall.right")
    assert len(static.choices) == 4


def test_a_flag_is_remembered_and_a_gauge_is_not(found: Measures) -> None:
    assert found.remembered.remembered == ("gate.keep",)
    assert set(found.remembered.taken) == {"gate.keep", "gate.throw", "hall.left", "hall.right"}


def test_a_flip_changes_an_epilogue_and_no_ending(found: Measures) -> None:
    below, above = found.flips
    assert (below.act, below.ending, below.epilogues) == ("below", 0, 1)
    assert (above.act, above.ending, above.epilogues) == ("above", 0, 0)


ROUND = """
story: {id: round, title: Round, format: 1, version: 1, start: here}
gauges: {tired: {label: Tired, start: 0, better: low, bands: {0: All}}}
counters: {rounds: Rounds}
scenes:
  here:
    title: Here
    text: Here.
    choices:
      - {id: on, text: On, effects: {rounds: +1}, goto: there}
      - {id: end, text: End, when: rounds >= MOST, goto: out}
  there:
    title: There
    text: There.
    choices:
      - {id: back, text: Back, goto: here}
      - {id: slowly, text: Slowly, effects: {tired: +1}, goto: here}
endings: {out: {title: Out, outcome: over, text: Over.}}
"""


@pytest.mark.parametrize(("rounds", "least", "most"), [(10**9, 0, 0), (200, 30, 110)])
def test_flips_cost_no_more_than_plays_in_a_circle(
    rounds: int, least: int, most: int, tmp_path: Path
) -> None:
    """A play that was cut has no ending to flip, and of a long one only some are flipped: each
    flip plays it anew."""
    (tmp_path / "round.yaml").write_text(ROUND.replace("MOST", str(rounds)), encoding="utf-8")
    flipped = sum(one.flipped for one in measure(load(tmp_path / "round.yaml"), 1).flips)
    assert least <= flipped <= most


def test_a_gauge_that_decides_is_told_from_luck(found: Measures) -> None:
    assert found.scene == "hall"
    assert found.pushes is not None
    assert (found.pushes.noise, found.pushes.by_gauge) == (0, {"mood": 1})
    assert found.pushes.plays == 2 * 5 * 60
    assert found.luck == (60, 0, 60, 0)


def test_words_are_counted(found: Measures) -> None:
    # Gate 4, hall 4, ending 1, epilogue 1 or 2, choices 3, and with the stone 14 more.
    kept, thrown = 4 + 4 + 1 + 2 + 3 + 14, 4 + 4 + 1 + 1 + 3
    assert found.words.median in (kept, thrown)
    assert found.words.by_act["below"] == 4 + 2
    assert 0.5 < found.words.shared < 1


def test_both_sides_are_weighed(found: Measures) -> None:
    (side,) = found.sides
    assert (side.about, side.heard) == ("stones", 60)
    assert (side.for_by_count, side.for_by_words) == (0.5, 0.75)
    assert (side.even_by_count, side.even_by_words) == (1, 0)


def test_facts_are_those_of_a_document(found: Measures) -> None:
    (facts,) = found.facts
    assert (facts.title, facts.number, facts.median, facts.all_met) == ("The log", 5, 2, 0)
    assert facts.each == {"S1": 1, "S2": 1, "S3": 0, "S4": 0, "S5": 0}
    assert (facts.known, facts.met_before) == (4, (1, 1, 1))


def test_strategies_end_where_they_do(found: Measures) -> None:
    assert [one.who.id for one in found.strategies] == ["keeper", "thrower"]  # type: ignore[union-attr]
    assert text_report.outcomes(found) == {"low": ("keeper", "thrower"), "high": ()}


def test_the_command_tells_it_and_hands_it_on(path: Path) -> None:
    words = ["measure", str(path), "--plays", "20"]
    told = CliRunner().invoke(cli, words)
    assert told.exit_code == 0
    assert "high: no strategy comes to it" in told.stdout
    assert max(map(len, told.stdout.splitlines())) <= 80
    data = json.loads(CliRunner().invoke(cli, [*words, "--format", "json"]).stdout)
    assert data["choices"]["gauges_only"] == ["gate.throw", "hall.left", "hall.right"]
    assert data["gauges_set"]["by_gauge"] == {"mood": 1}
    refused = CliRunner().invoke(cli, [*words, "--at", "nowhere"])
    assert refused.exit_code == 2
    assert "nowhere" in refused.output


@settings(max_examples=20)
@given(st.integers(0, 2**32), st.integers(0, 2**60))
def test_a_play_that_is_followed_is_the_same_play(made: int, seed: int) -> None:
    story = full(made)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(players, "LONGEST", 40)
        playthrough = Arena(headless(story), Player.HUMAN, seed).playthrough(0)
        followed = Following(story).follow(playthrough)
    assert followed == (playthrough, 0)


@settings(max_examples=20)
@given(st.integers(0, 2**32), st.integers(0, 2**60))
def test_an_account_has_every_word_in_order(made: int, seed: int) -> None:
    story = full(made)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(players, "LONGEST", 40)
        playthrough = Arena(headless(story), Player.UNIFORM, seed).playthrough(0)
    told = Counter(str(one) for one in replay(story, seed, playthrough.decisions).play.told())
    found = account(story, playthrough)
    assert Counter(str(one.told) for one in found.tellings) <= told
    passages = story.once(Passages).all
    for one in found.tellings:
        assert one.number < 0 or passages[one.number].text == one.told.marked
    assert [one.turn for one in found.tellings] == sorted(one.turn for one in found.tellings)
    assert fate(story, playthrough).ending in ("", playthrough.end)


def test_a_flip_is_made_and_the_rest_kept(hill: Story) -> None:
    playthrough = Arena(headless(hill), Player.HUMAN, 1).playthrough(0)
    other = {"keep": "throw", "throw": "keep"}[playthrough.turns[0].choice]
    followed = Following(hill).follow(playthrough, flip=Flip(0, other))
    assert [turn.choice for turn in followed.playthrough.turns] == [
        other,
        playthrough.turns[1].choice,
    ]
    assert followed.others == 0


def test_an_exchanged_package_is_agreed_on(fishery: Story) -> None:
    following = Following(fishery)
    plays = tuple(accounts(fishery, Player.HUMAN, 1, 30))
    exchanged = 0
    for one in plays:
        other = following.unlike(one.playthrough)
        if other:
            made = following.follow(one.playthrough, packages=other).playthrough
            assert following.packages(made).items() >= other.items()
            exchanged += 1
    assert unlike_packages(fishery, plays).plays == exchanged > 0
    agreed = sum(len(following.packages(one.playthrough)) for one in plays)
    options = echoes(fishery, plays)
    assert sum(one.plays for one in options) >= agreed


def test_total_variation() -> None:
    assert total_variation({"a": 1, "b": 1}, {"a": 10, "b": 10}) == 0
    assert total_variation({"a": 3}, {"b": 5}) == 1
    assert total_variation({"a": 1, "b": 3}, {"a": 1, "b": 1}) == 0.25
    assert total_variation({}, {"a": 1}) == 0
