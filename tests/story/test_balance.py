"""What must hold of the pact's balance, in as many plays as a test can bear.

`negotiator measure gsomia_2016` has these figures and the others, from more plays.
"""

from __future__ import annotations

from itertools import islice

import pytest

from negotiator.simulation.measures.accounts import Account, accounts
from negotiator.simulation.measures.branching import branching
from negotiator.simulation.measures.consequence import luck_alone
from negotiator.simulation.measures.measure import ends_of
from negotiator.simulation.measures.words_read import facts, words
from negotiator.simulation.players import Player, name_of, playthroughs
from negotiator.story.loading import load
from negotiator.story.model import Story
from tests.conftest import GSOMIA

SEEDS = 200
EXITS = {
    "sign at once": (
        *("signed_as_history", "signed_narrow", "signed_undone", "signed_and_kept"),
        *("signed_under_alarm", "signed_and_billed"),
        *("minister_falls", "scapegoat", "collapsed_last_minute"),
    ),
    "the Assembly first": ("signed_with_consent", "voted_down"),
    "the link through Washington": ("dropped_for_washington",),
    "drop": (
        *("dropped_under_pressure", "postponed_new_government"),
        *("stopped_for_beijing", "left_for_quiet"),
    ),
}
"""The roads out of the story, each with the endings that it comes to."""
TRAVELLED = 0.01
"""From this share of its plays on, a strategy comes to a road's endings."""


@pytest.fixture(scope="module")
def pact() -> Story:
    return load(GSOMIA)


@pytest.fixture(scope="module")
def told(pact: Story) -> tuple[Account, ...]:
    return tuple(accounts(pact, Player.HUMAN, 1, 120))


def test_no_temperament_has_one_answer_and_no_road_is_for_one(pact: Story) -> None:
    # Both of the same plays, which take as long as all the other tests here.
    strategies = [ends_of(pact, one, 1, SEEDS) for one in pact.strategies.values()]
    assert len(strategies) == 7
    largest = {name_of(one.who): one.shares[0][1].value for one in strategies}
    assert {name: share for name, share in largest.items() if share > 0.7} == {}
    takers = {
        road: [
            name_of(one.who)
            for one in strategies
            if sum(share.value for name, share in one.shares if name in endings) >= TRAVELLED
        ]
        for road, endings in EXITS.items()
    }
    assert {road: names for road, names in takers.items() if len(names) < 2} == {}


def test_every_ending_is_met_or_scripted(pact: Story) -> None:
    met = {
        name for name, share in ends_of(pact, Player.HUMAN, 1, 8_000).shares if share.value >= 0.01
    }
    scripted = {test.ends for test in pact.tests.values()}
    assert set(pact.endings) - met - scripted == set()


def test_no_coin_decides(pact: Story) -> None:
    luck = luck_alone(pact, list(islice(playthroughs(pact, Player.HUMAN, 1), 200)))
    assert luck.fixed >= 50
    assert luck.fixed_changed <= 0.2


def test_few_choices_move_gauges_only(pact: Story) -> None:
    found = branching(pact)
    assert len(found.gauges_only) <= 0.1 * len(found.choices), found.gauges_only


def test_a_play_is_read_in_a_lesson(pact: Story, told: tuple[Account, ...]) -> None:
    assert 4_300 <= words(pact, told).median <= 5_200


def test_the_facts_of_the_news_of_the_day_are_met(pact: Story, told: tuple[Account, ...]) -> None:
    article = facts(pact, told, "crossroads")[0]
    assert (article.number, article.all_met) == (31, 1)
