"""Two people at a table: whatever they send and whenever, one offer a side stands, nobody accepts
what was replaced, and the talks end once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator.classroom.clock import (
    MINUTE,
    PhaseClock,
    clock_of,
    extended,
    moved_on,
    paused,
    resumed,
)
from negotiator.classroom.pairs import (
    GRACE,
    LEAVE_FROM,
    Kind,
    Move,
    Refused,
    Side,
    Terms,
    accepted,
    decision,
    from_row,
    left,
    offered,
    rung,
    standing,
    terms_of,
    to_row,
)
from negotiator.classroom.plays import opening
from negotiator.classroom.rows import ClassRow, PlayRow
from negotiator.story.model import ClassShape
from tests.classroom.a_class import exercise, pact

BEGAN = 1_000_000
CLOCK = PhaseClock(BEGAN, 12 * MINUTE)
TERMS = Terms((3, 3, 2), {2: 1})
OURS, THEIRS = Side.OURS, Side.THEIRS
A_CLASS = ClassRow("c", "s", 1, "f", "e", 7, "h", "t", BEGAN)


def after(*moves: Move | Refused) -> list[Move]:
    assert all(isinstance(one, Move) for one in moves), moves
    return [one for one in moves if isinstance(one, Move)]


def test_an_offer_takes_the_place_of_the_last_and_only_what_stands_is_accepted() -> None:
    log = after(offered(standing(()), CLOCK, BEGAN, OURS, (0, 1, 1), TERMS))
    log += after(offered(standing(log), CLOCK, BEGAN, OURS, (0, 2, 1), TERMS))
    found = standing(log)
    assert accepted(found, CLOCK, BEGAN, THEIRS, 1) is Refused.STALE
    assert accepted(found, CLOCK, BEGAN, OURS, 2) is Refused.OWN
    assert accepted(found, CLOCK, BEGAN, THEIRS, 3) is Refused.NO_OFFER
    log += after(accepted(found, CLOCK, BEGAN, THEIRS, 2))
    done = standing(log)
    assert (done.agreed, done.is_over) == ((0, 2, 1), True)
    assert accepted(done, CLOCK, BEGAN, THEIRS, 2) is Refused.OVER
    assert offered(done, CLOCK, BEGAN, OURS, (0, 1, 1), TERMS) is Refused.OVER


def test_only_full_packages_with_what_is_fixed_are_offered() -> None:
    for package in ((), (0, 1), (0, 1, 0), (0, 3, 1), (0, -1, 1), (0, 1, 1, 1)):
        assert offered(standing(()), CLOCK, BEGAN, OURS, package, TERMS) is Refused.NOT_FULL


def test_one_may_leave_from_the_third_minute() -> None:
    early = BEGAN + LEAVE_FROM - 1
    assert left(standing(()), CLOCK, early, OURS) is Refused.TOO_EARLY
    (move,) = after(left(standing(()), CLOCK, early + 1, OURS))
    assert standing([move]).left is OURS


def test_after_the_bell_what_stands_can_be_accepted_for_twenty_seconds() -> None:
    log = after(offered(standing(()), CLOCK, BEGAN, OURS, (0, 1, 1), TERMS))
    bell = BEGAN + 12 * MINUTE
    found = standing(log)
    assert offered(found, CLOCK, bell, THEIRS, (0, 1, 1), TERMS) is Refused.BELL
    assert rung(found, CLOCK, bell + GRACE - 1) is None
    assert isinstance(accepted(found, CLOCK, bell + GRACE - 1, THEIRS, 1), Move)
    assert accepted(found, CLOCK, bell + GRACE, THEIRS, 1) is Refused.OVER
    last = rung(found, CLOCK, bell + GRACE)
    assert last is not None
    assert standing([*log, last]).rang
    assert rung(standing([*log, last]), CLOCK, bell + GRACE) is None


def test_a_pause_stops_the_clock_and_the_teacher_may_give_more() -> None:
    row = moved_on(A_CLASS, 3, BEGAN)
    assert moved_on(row, 3, BEGAN + MINUTE) == row
    stopped = paused(row, BEGAN + MINUTE)
    assert paused(stopped, BEGAN + 2 * MINUTE) == stopped
    clock = clock_of(stopped, 12)
    assert clock.elapsed(BEGAN + 9 * MINUTE) == MINUTE
    assert offered(standing(()), clock, BEGAN, OURS, (0, 1, 1), TERMS) is Refused.PAUSED
    assert rung(standing(()), clock, BEGAN + 99 * MINUTE) is None
    going = extended(resumed(stopped, BEGAN + 9 * MINUTE), 2 * MINUTE)
    clock = clock_of(going, 12)
    assert clock.left(BEGAN + 10 * MINUTE) == 12 * MINUTE
    assert clock.elapsed(0) == 0


def test_a_move_comes_back_as_it_was_kept() -> None:
    for move in (
        Move(1, Kind.OFFER, OURS, 5, (0, 1, 1)),
        Move(2, Kind.ACCEPT, THEIRS, 6, of=1),
        Move(3, Kind.BELL, None, 7),
    ):
        assert from_row(to_row(move, "c", 4), TERMS) == move


def test_what_they_came_to_is_a_decision_that_their_play_can_make() -> None:
    (phase,) = (one for one in exercise().phases if one.shape is ClassShape.PAIRS)
    table = pact().tables[phase.at]
    terms = terms_of(table, phase)
    assert terms.sizes == (3,) * 8
    play = opening(pact(), exercise(), PlayRow("c", 1, 3, 7, 1, 2))
    with pytest.raises(ValueError, match="go on"):
        decision(table, standing(()))
    package = tuple(terms.fixed.get(number, 0) for number in range(8))
    offer = Move(1, Kind.OFFER, OURS, 5, package)
    assert terms.allows(package)
    for end, closing in (
        (Move(2, Kind.ACCEPT, THEIRS, 6, of=1), "deal"),
        (Move(2, Kind.LEAVE, OURS, 6), "leave"),
        (Move(2, Kind.LEAVE, THEIRS, 6), "walkout"),
        (Move(2, Kind.BELL, None, 6), "walkout"),
    ):
        done = play.choose(decision(table, standing([offer, end])))
        assert done.steps[0].closing == closing


sides = st.sampled_from(Side)
actions = st.one_of(
    st.tuples(st.just("offer"), sides, st.tuples(*[st.integers(0, 2)] * 2, st.just(1))),
    st.tuples(st.just("accept"), sides, st.integers(0, 9)),
    st.tuples(st.just("leave"), sides, st.none()),
    st.tuples(st.just("ring"), sides, st.none()),
)


@given(st.lists(st.tuples(actions, st.integers(0, 3 * MINUTE)), max_size=14))
def test_whatever_is_sent_the_talks_end_once_and_on_what_stood(
    sent: list[tuple[tuple[str, Side, object], int]],
) -> None:
    log: list[Move] = []
    now = BEGAN
    for (what, side, value), later in sent:
        now += later
        found = standing(log)
        move: Move | Refused | None = None
        if what == "offer":
            assert isinstance(value, tuple)
            move = offered(found, CLOCK, now, side, value, TERMS)
        elif what == "accept":
            assert isinstance(value, int)
            move = accepted(found, CLOCK, now, side, value)
        elif what == "leave":
            move = left(found, CLOCK, now, side)
        else:
            move = rung(found, CLOCK, now)
        if isinstance(move, Move):
            assert not found.is_over
            log.append(move)
    ends = [one for one in log if one.kind is not Kind.OFFER]
    assert len(ends) <= 1
    assert not ends or ends[0] is log[-1]
    assert [one.number for one in log] == list(range(1, len(log) + 1))
    done = standing(log)
    assert len(done.offers) <= 2
    for side in Side:
        mine = [one for one in log if one.kind is Kind.OFFER and one.side is side]
        assert done.offers.get(side) == (mine[-1] if mine else None)
    if done.agreed is not None:
        (end,) = ends
        assert end.side is not None
        assert done.agreed == done.offers[end.side.other].package
        assert end.at < BEGAN + 12 * MINUTE + GRACE
