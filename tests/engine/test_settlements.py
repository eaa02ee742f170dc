"""What two people come to at a table enters a play as one decision, and only where two people
bargain."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiator.authoring.starting_point import Beginning
from negotiator.bargaining.decisions import settlement
from negotiator.bargaining.refusals import NotOfferedError
from negotiator.bargaining.worths import options_of
from negotiator.engine.machine import close, talks
from negotiator.engine.negotiation import Session
from negotiator.engine.play import Play, replay
from negotiator.engine.settlements import CLOSINGS
from negotiator.engine.table_debrief import table_debriefs
from negotiator.narration.menu import menu
from negotiator.narration.refusals import refusal
from negotiator.narration.table_report import lines
from negotiator.narration.transcript import transcript
from negotiator.saves.reading import read_save
from negotiator.saves.record import Save
from negotiator.saves.resuming import resume
from negotiator.saves.writing import write_save
from negotiator.story.loading import load
from negotiator.story.model import DEAL, Story

PACT = Path(__file__).parents[2] / "story" / "gsomia_2016"


@cache
def pact() -> Story:
    return load(PACT)


def alone(table: str) -> Play:
    return Beginning(table).play(pact(), 7)


def session(play: Play) -> Session:
    found = talks(play.story, play.state)
    assert found is not None
    return found


@settings(max_examples=25)
@given(st.sampled_from(sorted(pact().tables)), st.data())
def test_any_full_package_can_be_settled_on_and_is_played_the_same_again(
    name: str, data: st.DataObject
) -> None:
    table = pact().tables[name]
    sizes = [len(term.options) for term in table.terms]
    package = options_of(data.draw(st.integers(0, table.packages - 1)), sizes)
    play = alone(name).between_people()
    done = play.choose(settlement(table, package))
    (step,) = done.steps
    assert step.closing == DEAL
    # The table does what it does for any deal, and the play goes on alone.
    same = close(pact(), alone(name).state, DEAL, package)
    assert (step.state, step.changes) == (same.state, same.changes)
    again = replay(pact(), 7, done.decisions, play.origin)
    assert again.stopped is None
    assert again.play.steps == done.steps
    assert transcript(again.play) == transcript(done)


@pytest.mark.parametrize("by", CLOSINGS)
def test_without_a_deal_the_table_closes_by_whoever_ended_it(by: str) -> None:
    done = alone("seoul_table").between_people().choose(f"no_deal(by={by})")
    assert done.steps[0].closing == CLOSINGS[by]
    assert done.values()["terms.subject"] == "none"
    assert "no deal" in "\n".join(lines(table_debriefs(done)[0]))


def test_it_is_open_only_where_two_people_bargain() -> None:
    play = alone("seoul_table")
    package = settlement(play.story.tables["seoul_table"], (0,) * 8)
    for decision in (package, "no_deal(by=bell)", "settle"):
        with pytest.raises(NotOfferedError) as refused:
            play.choose(decision)
        assert "two people" in refusal(refused.value.why)
    with pytest.raises(ValueError, match="no table"):
        Play.begin(pact(), 7).between_people()
    # What comes after the table is decided as in any play.
    done = play.between_people().choose(package)
    assert [one.id for one in done.options()]


def test_nothing_else_is_open_there_and_half_a_package_is_none() -> None:
    play = alone("first_table").between_people()
    assert [one.text for one in menu(play.options())] == [
        "Settle on a package",
        "Leave without a deal",
        "They leave without a deal",
        "The time is up, and there is no deal",
    ]
    for decision, why in (
        ("accept", "two people bargain"),
        ("leave", "two people bargain"),
        ("propose(notes=one_page)", "two people bargain"),
        ("ask(dearest)", "two people bargain"),
        ("settle", "`start_from` is open"),
        ("settle(start_from=as_agreed, notes=one_page)", "`outside` is open"),
        ("settle(start_from=as_agreed, notes=one_page, outside=roof)", "roof"),
        ("settle(start_from=as_agreed, notes=one_page, outside=silence, x=y)", "x"),
        ("no_deal(by=rain)", "no_deal"),
    ):
        with pytest.raises(NotOfferedError) as refused:
            play.choose(decision)
        assert why in refusal(refused.value.why)
    assert session(play).said() == ()


def test_a_save_of_it_goes_on_before_and_after() -> None:
    play = alone("first_table").between_people()
    done = play.choose("settle(start_from=as_agreed, notes=one_page, outside=silence)")
    for one in (play, done):
        text = write_save(Save.of(one, label="", moment="2026-11-29T10:00:00+00:00"))
        resumed = resume(pact(), read_save(text.encode(), "a save"))
        assert resumed.note == ""
        assert resumed.play.origin == one.origin
        assert resumed.play.steps == one.steps


def test_the_debrief_tells_what_they_settled_on_and_of_no_moves() -> None:
    done = alone("first_table").between_people()
    done = done.choose("settle(start_from=as_agreed, notes=one_page, outside=silence)")
    told = "\n".join(lines(table_debriefs(done)[0]))
    assert "You and Tokyo settled on this:" in told
    assert "proposal" not in told.partition("What these numbers are")[0]
