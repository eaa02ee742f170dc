"""Strategies play as their authors say."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest
from click.testing import CliRunner

from negotiator.cli import cli
from negotiator.engine.compiler import program
from negotiator.engine.play import replay
from negotiator.simulation.players import (
    Player,
    Playthrough,
    leaning,
    name_of,
    player_named,
    playthroughs,
)
from negotiator.story.loading import load
from negotiator.story.model import Story
from negotiator.story.model.strategies import PLAYERS
from negotiator.story.value_names import Settled
from tests.conftest import GSOMIA
from tests.simulation.test_players import ASSEMBLY

QUAY = """
story: {id: quay, title: Quay, format: 1, version: 1, start: quay}
stances: {loud: Makes itself heard, patient: Lets time work}
strategies:
  crier: {name: The crier, takes: loud}
  angler: {name: The angler, takes: [loud, patient], keeps: 100}
  record: {name: As it was, line: history, takes: loud}
history: [{date: 2001-02-03, text: "They went.[^S1]", choice: quay.go}]
sources: {S1: {title: The log}}
counters: {hours: {about: Hours, high: 9}}
scenes:
  quay:
    title: Quay
    text: The boats are late.
    choices:
      - {id: wait, text: Wait, stance: patient, goto: pier}
      - {id: shout, text: Shout, stance: [loud], goto: pier}
      - {id: go, text: Go, goto: pier}
      - {id: call, text: Call, stance: loud, goto: pier}
  pier:
    title: Pier
    text: Here they come.
    choices:
      - {id: look, text: Look, goto: home}
      - {id: sit, text: Sit, stance: patient, goto: home}
endings: {home: {title: Home, outcome: over, text: You go home.}}
"""


@pytest.fixture(scope="module")
def quay(tmp_path_factory: pytest.TempPathFactory) -> Story:
    path = tmp_path_factory.mktemp("quay") / "quay.yaml"
    path.write_text(QUAY, encoding="utf-8")
    return load(path)


def some(story: Story, name: str, plays: int = 2_000) -> list[Playthrough]:
    return list(islice(playthroughs(story, player_named(story, name), seed=1), plays))


def share(played: list[Playthrough], turn: int, choice: str) -> float:
    return sum(one.turns[turn].choice == choice for one in played) / len(played)


def test_a_strategy_takes_its_stance_four_times_in_five_and_else_any(quay: Story) -> None:
    played = some(quay, "crier")
    # 0.8 for either of two, and a quarter each of what is left.
    for choice, wanted in (("shout", 0.45), ("call", 0.45), ("wait", 0.05), ("go", 0.05)):
        assert abs(share(played, 0, choice) - wanted) < 0.04
    # Nothing loud is open on the pier.
    assert abs(share(played, 1, "look") - 0.5) < 0.04


def test_the_first_stance_that_is_open_goes_before_the_others(quay: Story) -> None:
    played = some(quay, "angler", 200)
    assert {one.turns[0].choice for one in played} == {"shout", "call"}
    assert {one.turns[1].choice for one in played} == {"sit"}


def test_a_line_is_always_followed(quay: Story) -> None:
    assert {one.turns[0].choice for one in some(quay, "record", 200)} == {"go"}


def test_a_deal_has_as_many_of_the_options_wanted_as_it_can() -> None:
    story = load(GSOMIA)
    made = program(story)
    wanted = dict(story.strategies["history"].prefers)
    deals = 0
    for one in some(story, "history", 40):
        for turn in one.turns:
            if turn.place not in story.tables or turn.choice != "deal":
                continue
            table = story.tables[turn.place]
            bargaining = made.table(table.id).bargaining(list(turn.values))
            agreed = [turn.after[made.layout.slots[Settled(term.id)]] for term in table.terms]
            matches = [
                sum(
                    term.options[option].id == wanted.get(term.id)
                    for term, option in zip(table.terms, package, strict=True)
                )
                for package in (tuple(int(one) - 1 for one in agreed), *bargaining.agreeable)
            ]
            assert matches[0] == max(matches[1:])
            deals += 1
    assert deals


def test_the_machine_repeats_what_a_strategy_played() -> None:
    story = load(GSOMIA)
    for one in some(story, "history", 15):
        replayed = replay(story, one.seed, one.decisions)
        assert replayed.stopped is None
        assert (replayed.play.state.scene, replayed.play.state.values) == (one.end, one.values)


def test_no_strategy_may_be_called_as_a_player_is() -> None:
    assert tuple(one.value for one in Player) == PLAYERS


def test_everybody_is_asked_for_by_name(quay: Story) -> None:
    for name in (*PLAYERS, *quay.strategies):
        assert name_of(player_named(quay, name)) == name
    assert leaning(Player.GREEDY) is None


def test_simulate_plays_a_strategy_and_names_those_there_are(quay: Story, tmp_path: Path) -> None:
    path = tmp_path / "quay.yaml"
    path.write_text(QUAY, encoding="utf-8")
    words = ["simulate", str(path), "--plays", "50", "--processes", "1"]
    result = CliRunner().invoke(cli, [*words, "--player", "crier"])
    assert result.exit_code == 0
    assert "50 plays by the crier player" in result.output
    result = CliRunner().invoke(cli, [*words, "--player", "cryer"])
    assert result.exit_code == 2
    assert "uniform, human, greedy, cautious, crier, angler and record" in result.output


def test_a_play_of_a_strategy_is_always_the_same() -> None:
    story = load(ASSEMBLY)
    assert some(story, "human", 5) == some(story, "human", 5)
