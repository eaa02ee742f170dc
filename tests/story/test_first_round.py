"""The second story: ten minutes long, decided to its last question, and fair to both sides."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import pytest

from negotiator.checking.check import check
from negotiator.engine import Play, Told, replay
from negotiator.simulation.minutes import lasting
from negotiator.simulation.people import arguments, by_side
from negotiator.simulation.players import Player, playthroughs
from negotiator.simulation.simulate import simulate
from negotiator.story.loading import load
from negotiator.story.model import DocumentKind, Story, Table
from tests.conftest import FIRST_ROUND


@pytest.fixture(scope="module")
def first_round() -> Story:
    return load(FIRST_ROUND)


@pytest.fixture(scope="module")
def plays(first_round: Story) -> list[Play]:
    """Plays by the player who comes to deals as people do."""
    found = islice(playthroughs(first_round, Player.HUMAN, 1), 200)
    return [replay(first_round, one.seed, one.decisions).play for one in found]


def words_told(play: Play) -> Iterator[int]:
    """How many words are told after each decision."""
    for step in play.steps:
        yield sum(len(one.text.split()) for one in step.told if isinstance(one, Told))


def test_every_question_about_it_is_decided(first_round: Story) -> None:
    found = check(first_round)
    assert [one.label for one in found.verdicts if one.is_open] == []
    reached = {one.label[1] for one in found.verdicts if one.label[0] == "ending"}
    assert reached == set(first_round.endings)


def test_it_takes_as_long_as_its_title_page_says(first_round: Story) -> None:
    lasts = lasting(first_round)
    assert lasts is not None
    assert round(lasts.whole.median) == first_round.minutes == 10


def test_its_size(first_round: Story) -> None:
    assert 10 <= len(first_round.scenes) <= 12
    outcomes = [ending.outcome for ending in first_round.endings.values()]
    assert len(outcomes) == len(set(outcomes)) == 6
    assert "invented" in first_round.about


def test_every_number_that_moves_says_why(first_round: Story) -> None:
    (talks,) = (one for one in first_round.scenes.values() if isinstance(one, Table))
    done = [one.effects for one in first_round.scenes.values()]
    done += [one.effects for one in first_round.choices.values()]
    done += [one.effects for one in first_round.events.values()]
    done += [one.effects for term in talks.terms for one in term.options]
    effects = [one for several in done for one in several if one.target in first_round.gauges]
    assert len(effects) > 50
    assert all(effect.because for effect in effects)


def test_little_is_read_before_a_decision(plays: list[Play]) -> None:
    assert all(words < 120 for play in plays for words in words_told(play))
    middle = sorted(sum(words_told(play)) for play in plays)[len(plays) // 2]
    assert 500 < middle < 1_200


def test_both_sides_are_heard_alike(first_round: Story) -> None:
    tally = simulate(first_round, 2_000, Player.HUMAN, 1, processes=1)
    heard = {one.is_for: one.words_heard for one, _ in by_side(arguments(first_round, tally))}
    assert 0.8 < heard[True] / heard[False] < 1.25
    for ending in first_round.endings:
        assert 2_000 * 0.02 < tally.ends[ending] < 2_000 * 0.6


def test_what_it_has(first_round: Story, plays: list[Play]) -> None:
    shown = {
        one.document.kind
        for play in plays
        for one in play.told()
        if isinstance(one, Told) and one.document is not None
    }
    assert shown >= {
        DocumentKind.LETTER,
        DocumentKind.NOTICE,
        DocumentKind.MINUTES,
        DocumentKind.FRONT_PAGE,
        DocumentKind.DRAWING,
    }
    assert len(first_round.promises) == 2
    assert len(first_round.epilogues) == 3
