"""How the counterpart bargains, measured as in `benchmarks/bargaining`, but on fewer states.

On the first table of the 2016 story in a dozen states, and on random tables. The bounds are the
ones the rule was designed for; the benchmark prints the figures themselves.
"""

from __future__ import annotations

from random import Random

import pytest

from benchmarks.bargainers import EARNEST
from benchmarks.bargaining import Measured, measured, memorized, random_table, reached, zone
from negotiator.bargaining.counterpart import Bargaining
from negotiator.story.model import Story

STATES = 12


@pytest.fixture(scope="module")
def seoul(gsomia: Story) -> list[Bargaining]:
    return reached(gsomia, "seoul_table", STATES)


@pytest.fixture(scope="module")
def figures(seoul: list[Bargaining]) -> Measured:
    return measured(seoul)


def test_a_fair_package_held_gets_a_deal(figures: Measured) -> None:
    assert figures.of["Nash held"].deals >= 0.95


def test_crumbs_do_not_get_everything(figures: Measured) -> None:
    assert figures.of["crumbs"].player <= 0.60
    assert figures.best_response is not None
    assert figures.best_response <= 0.70


def test_who_means_to_come_to_a_deal_gets_one(figures: Measured) -> None:
    for player in EARNEST:
        assert figures.of[player.name].deals >= 0.90


def test_it_pays_to_listen(figures: Measured) -> None:
    """In thirty states it is worth twice as much; in these few the deaf player is lucky."""
    assert figures.of["listening"].player >= 1.5 * figures.of["deaf"].player


def test_a_larger_gift_earns_a_larger_one(figures: Measured) -> None:
    assert figures.correlation is not None
    assert figures.correlation >= 0.25


def test_every_answer_can_be_understood(figures: Measured) -> None:
    """In thirty states hardly 5 of 100 better offers leave her unmoved; in these few a little
    more."""
    faults = figures.faults
    assert (faults.unsignable, faults.taken) == (0, 0)
    assert faults.unmoved <= 0.06


def test_a_package_learned_by_heart_seldom_does(seoul: list[Bargaining]) -> None:
    assert memorized(seoul) <= 0.30


def test_where_there_is_a_zone_some_line_comes_to_a_deal() -> None:
    random = Random(2016)
    tables = [random_table(random) for _ in range(200)]
    zoned = [one for one in tables if zone(one)]
    assert len(zoned) > 150
    for one in zoned:
        best = max(one.agreeable, key=one.ours.of)
        assert one.line_to(best) is not None
