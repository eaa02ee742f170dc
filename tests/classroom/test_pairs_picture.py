"""The picture of the pairs has every deal in it, says in words what it shows, and tells nothing of
who came to which."""

from __future__ import annotations

import re
from collections import Counter
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiator.bargaining.decisions import no_deal, settlement
from negotiator.bargaining.refusals import NotOfferedError
from negotiator.checking.tables_in_pairs import left_open
from negotiator.classroom.pairs_picture import PairsPicture, pairs_picture
from negotiator.story.choice_names import full_name
from tests.classroom.a_class import pact

HOUR = pact().exercises["one_period"]
PHASE = 3
TABLE = pact().tables["seoul_table"]
OPEN = [full_name(TABLE.id, settlement(TABLE, one)) for one in left_open(TABLE, HOUR.phases[PHASE])]
ENDS = [full_name(TABLE.id, no_deal(by)) for by in ("ours", "theirs", "bell")]
SVG = "{http://www.w3.org/2000/svg}"


def picture(decisions: list[str], own: str = "") -> PairsPicture:
    return pairs_picture(pact(), HOUR, PHASE, decisions, own)


def in_dots(found: PairsPicture) -> int:
    """How many pairs the dots stand for."""
    desc = ElementTree.fromstring(found.svg).findtext(f"{SVG}desc") or ""
    return sum(int(number) for number in re.findall(r"(\d+) pairs? at", desc))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from([*OPEN, *ENDS, ""]), max_size=40))
def test_every_deal_is_in_a_dot_and_in_a_row(decisions: list[str]) -> None:
    found = picture(decisions)
    deals = [one for one in decisions if one in OPEN]
    assert in_dots(found) == len(deals) == sum(int(row[0]) for row in found.rows)
    assert len(found.rows) == len(set(deals))
    assert found.words[0].startswith(f"{len(decisions)} pair")
    counts = Counter(decisions)
    told = " ".join(found.words)
    assert (f"At {counts[ENDS[0]]} table" in told and "Seoul left" in told) == bool(counts[ENDS[0]])
    assert ("the time was up" in told) == bool(counts[ENDS[2]])
    assert ("still talk" in told) == bool(counts[""])
    assert all(len(row) == len(found.heads) for row in found.rows)


def test_no_deals_make_a_picture_too() -> None:
    found = picture([])
    assert in_dots(found) == 0
    assert found.words[0] == "0 pairs: 0 with a deal."
    assert "Nash point" in found.svg


def test_the_pair_that_looks_finds_its_own_dot_and_no_other() -> None:
    decisions = [OPEN[0], OPEN[0], OPEN[40]]
    assert picture(decisions).svg.count('fill="none" stroke="#1c1b19" stroke-width="2.5"') == 0
    own = picture(decisions, OPEN[40])
    assert "your own deal" in own.svg
    # Once in the field and once in the legend.
    assert own.svg.count('fill="none" stroke="#1c1b19" stroke-width="2.5"') == 2
    assert "your own deal" not in picture(decisions, ENDS[0]).svg


def test_what_is_below_a_limit_and_what_nothing_beats_is_said() -> None:
    found = picture(OPEN)
    places = Counter(row[3] for row in found.rows)
    unbeaten = sum(count for where, count in places.items() if "on the frontier" in where)
    below = sum(count for where, count in places.items() if "below Seoul's limit" in where)
    assert any(
        one.startswith(f"{unbeaten} of the deals are on the frontier") for one in found.words
    )
    assert any(one.startswith(f"{below} deals are worth less to Seoul") for one in found.words)
    inside = [row for row in found.rows if row[3] == "inside"]
    assert inside
    assert all(int(row[1]) >= 54 and int(row[2]) >= 69 for row in inside)


def test_a_deal_beyond_the_edge_is_named() -> None:
    worst = full_name(TABLE.id, settlement(TABLE, (0,) * len(TABLE.terms)))
    best = full_name(TABLE.id, settlement(TABLE, (2,) * len(TABLE.terms)))
    found = picture([worst, best, best])
    assert in_dots(found) == 3
    assert any("beyond it: that of" in one for one in found.words)
    assert not any("beyond it" in one for one in picture(OPEN).words)


def test_what_two_people_cannot_decide_is_refused() -> None:
    with pytest.raises(NotOfferedError):
        picture(["seoul_table.settle(secrets=level_9)"])


def test_five_hundred_pairs_are_a_small_picture() -> None:
    found = picture([OPEN[number % len(OPEN)] for number in range(500)])
    assert in_dots(found) == 500
    assert len(found.svg) < 60_000
