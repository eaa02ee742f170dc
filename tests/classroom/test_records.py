"""What is left of a class after it: tables, statements and scores say what was done, whose, and
nothing that names a student."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from negotiator.classroom.forms import Scores, scored
from negotiator.classroom.plays import standing, taken_back
from negotiator.classroom.records import LONG, ClassRecord, gathered, long_table, wide_table
from negotiator.classroom.rows import UNDO, DecisionRow, ReplyRow
from negotiator.classroom.sqlite_store import SqliteStore
from negotiator.classroom.xapi import Statement, statements
from tests.classroom.a_class import REASON, exercise, held, pact

SCHEMA = Path(__file__).parent / "xapi_statement.schema.json"


@pytest.fixture
def record(tmp_path: Path) -> Iterator[ClassRecord]:
    with SqliteStore(tmp_path / "classes.sqlite") as store:
        held(store)
        yield gathered(store, "c1")


def read(table: str) -> list[dict[str, str]]:
    assert table.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(table.removeprefix("\ufeff"), newline="")))


def made(record: ClassRecord) -> list[Statement]:
    return [*statements(pact(), exercise(), record)]


def test_the_long_table_has_a_row_for_each_decision(record: ClassRecord) -> None:
    rows = read(long_table(exercise(), record))
    assert list(rows[0]) == list(LONG)
    assert len(rows) == sum(map(len, record.decisions.values())) == 1 + 3 + 8
    first = rows[0]
    assert (first["scene"], first["choice"], first["overruled"], first["seat"]) == (
        *("announcement", "announce_short", "1"),
        "",
    )
    back = [one for one in rows if one["taken_back"] == "1"]
    assert [one["choice"] for one in back] == ["ask_assembly"]
    assert {one["choice"] for one in rows} >= {UNDO, "fly_to_initial"}


def test_a_slip_that_nobody_used_is_no_row_of_the_wide_table(record: ClassRecord) -> None:
    free = record.seats[-1]._replace(seat=record.seats[-1].seat + 1, joined=0)
    more = record._replace(seats=[*record.seats, free])
    table = wide_table(pact(), exercise(), record)
    assert wide_table(pact(), exercise(), more) == table


def test_the_wide_table_has_a_row_for_each_seat(record: ClassRecord) -> None:
    rows = read(wide_table(pact(), exercise(), record))
    assert [one["seat"] for one in rows] == [str(n) for n in range(1, 7)]
    first = rows[0]
    assert first["pseudonym"] == "quiet heron 1"
    assert first["where"] != "crossroads"
    assert (first["side"], first["table"]) == ("ours", "seoul_table")
    assert first["deal"].startswith("settle(secrets=level_2")
    assert first["vote_1_round_1_play_1"] == "announce_short"
    assert (first["before"], first["after"], first["items"]) == ("4", "4", "4")


def test_no_cell_is_taken_for_a_formula_and_none_loses_anything(record: ClassRecord) -> None:
    rows = read(long_table(exercise(), record))
    reasons = {one["reason"] for one in rows} - {""}
    assert reasons == {"'" + REASON}


@pytest.mark.parametrize("sign", [*"=+-@\t\uff1d\uff0b\uff0d\uff20"])
def test_no_sign_begins_a_formula(record: ClassRecord, sign: str) -> None:
    (first, *_) = record.reasons
    changed = record._replace(reasons=[first._replace(text=f"{sign}1+1")])
    reasons = {one["reason"] for one in read(long_table(exercise(), changed))} - {""}
    assert reasons == {f"'{sign}1+1"}


def test_statements_fit_the_schema_and_have_the_same_ids_again(record: ClassRecord) -> None:
    check = Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))
    found = made(record)
    for one in found:
        check.validate(one)
    assert len(found) == sum(one.name != UNDO for rows in record.decisions.values() for one in rows)
    assert len({one["id"] for one in found}) == len(found)
    assert made(record) == found


def test_a_statement_says_what_could_be_chosen_and_nothing_is_right(record: ClassRecord) -> None:
    found = made(record)
    first = found[0]
    assert first["result"]["response"] == "announce_short"
    assert len(first["object"]["definition"]["choices"]) >= 3
    assert first["actor"]["objectType"] == "Group"
    assert "success" not in json.dumps(found)
    assert [
        one["result"]["response"]
        for one in found
        if "https://negotiator.invalid/taken-back" in one["result"]["extensions"]
    ] == ["ask_assembly"]
    kinds = {one["object"]["definition"]["interactionType"] for one in found}
    assert kinds == {"choice", "other"}


def test_nothing_that_lets_somebody_in_is_handed_on(record: ClassRecord) -> None:
    handed = "".join(
        (
            long_table(exercise(), record),
            wide_table(pact(), exercise(), record),
            json.dumps(made(record)),
        )
    )
    for seat in record.seats:
        assert f'"{seat.token_hash}"' not in handed
        assert f",{seat.resume_hash}," not in handed
    assert "heron" not in json.dumps(made(record))


def test_the_gain_is_of_those_who_answered_both(record: ClassRecord) -> None:
    found = scored(exercise(), record.replies)
    assert found.averages == (Fraction(1, 2), Fraction(1))
    assert found.gain == 1
    assert [one.asked_before for one in found.items] == [6] * 4
    assert [one.right_before for one in found.items] == [3] * 4


def test_where_the_gain_is_not_defined_there_is_none() -> None:
    assert Scores((), {1: 4}, {1: 4}, 4).gain is None
    assert Scores((), {1: 4}, {2: 4}, 4).gain is None
    assert scored(exercise(), []).gain is None
    assert scored(pact().exercises["homework"], []).gain is None


replies = st.lists(
    st.builds(
        ReplyRow,
        st.just("c"),
        st.integers(1, 5),
        st.sampled_from(["before", "after", "during"]),
        st.sampled_from([*exercise().forms, "other"]),
        st.sampled_from(["stronger", "bound", "parts", "x"]),
        st.just(0),
    ),
    unique_by=lambda one: (one.seat, one.form, one.item),
)


@given(replies)
def test_scores_count_what_was_asked_and_the_gain_is_at_most_all(found: list[ReplyRow]) -> None:
    scores = scored(exercise(), found)
    for form in (scores.before, scores.after):
        assert all(0 <= score <= scores.most for score in form.values())
    assert sum(scores.before.values()) == sum(one.right_before for one in scores.items)
    assert scores.gain is None or scores.gain <= 1


decisions = st.lists(st.sampled_from(["a.b", "a.c", UNDO]), max_size=12)


@given(decisions)
def test_what_is_taken_back_and_what_stands_are_all_that_was_decided(names: list[str]) -> None:
    rows = [DecisionRow("c", 1, number, name, 0) for number, name in enumerate(names, 1)]
    kept = {one.number for one in standing(rows)}
    assert kept.isdisjoint(taken_back(rows))
    assert kept | taken_back(rows) == {one.number for one in rows if one.name != UNDO}
    assert len(taken_back(rows)) <= names.count(UNDO)
