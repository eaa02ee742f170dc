"""The engine on the chair of somebody who is missing: on either side, over what is open."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from negotiator.bargaining.counterpart import Exchange
from negotiator.bargaining.narrowed import NarrowedBargaining
from negotiator.classroom import pairs, stand_in
from negotiator.classroom.clock import MINUTE, PhaseClock
from negotiator.classroom.pairs import Kind, Move, Side
from negotiator.engine.machine import talks
from negotiator.engine.negotiation import Session
from negotiator.engine.restore import begun
from negotiator.story.model import ClassShape, Phase
from tests.classroom.a_class import pact

CLOCK = PhaseClock(0, 10 * MINUTE)


def phase() -> Phase:
    return next(
        one for one in pact().exercises["one_period"].phases if one.shape is ClassShape.PAIRS
    )


def session(seed: int = 7) -> Session:
    found = talks(pact(), begun(pact(), phase().at, dict(phase().set), seed))
    assert found is not None
    return found


def bargained(side: Side, wanted: Sequence[int], *, seed: int = 7) -> list[Move]:
    """The log of a table at which somebody offers open options by these numbers, one offer a
    number, while the engine sits on a side."""
    at, found = session(seed), pairs.terms_of(session().table, phase())
    log: list[Move] = []
    for turn, which in enumerate((*wanted, -1)):
        now = turn * MINUTE // 2
        answer = stand_in.due(at, found, side, log, CLOCK, now)
        if answer is not None:
            log.append(answer)
        if pairs.standing(log).is_over or which < 0:
            break
        package = tuple(
            found.fixed.get(term, which // 4**term % size) for term, size in enumerate(found.sizes)
        )
        made = pairs.offered(pairs.standing(log), CLOCK, now, side.other, package, found)
        assert isinstance(made, Move)
        log.append(made)
    return log


SIDES = st.sampled_from(Side)
OFFERS = st.lists(st.integers(0, 4**8), min_size=1, max_size=9)


@settings(max_examples=25)
@given(SIDES, OFFERS, st.integers(0, 50))
def test_it_keeps_the_rules_of_the_table_and_its_own_limit(
    side: Side, wanted: list[int], seed: int
) -> None:
    log = bargained(side, wanted, seed=seed)
    found = pairs.terms_of(session().table, phase())
    bargaining = session(seed).bargaining
    scale = bargaining.ours if side is Side.OURS else bargaining.theirs
    mine = [one for one in log if one.side is side]
    assert mine[0].kind is Kind.OFFER
    for one in mine:
        if one.kind is Kind.OFFER:
            assert found.allows(one.package)
            assert scale.of(one.package) >= scale.limit
    agreed = pairs.standing(log).agreed
    if agreed is not None:
        assert scale.of(agreed) >= scale.limit


@given(SIDES)
def test_what_it_asks_for_comes_nearer_while_somebody_gives(side: Side) -> None:
    """Whoever offers what is best for the engine is taken at their word, on either side."""
    at = session()
    found = pairs.terms_of(at.table, phase())
    bargaining = at.bargaining
    scale = bargaining.ours if side is Side.OURS else bargaining.theirs
    best = tuple(
        found.fixed.get(term, max(range(size), key=lambda one: points[one]))
        for term, (size, points) in enumerate(zip(found.sizes, scale.points, strict=True))
    )
    opens = stand_in.due(at, found, side, [], CLOCK, 0)
    assert opens is not None
    offered = pairs.offered(pairs.standing([opens]), CLOCK, MINUTE, side.other, best, found)
    assert isinstance(offered, Move)
    taken = stand_in.due(at, found, side, [opens, offered], CLOCK, MINUTE)
    assert taken is not None
    assert taken.kind is Kind.ACCEPT
    assert taken.of == offered.number


def test_it_waits_for_the_other_side_and_says_nothing_while_the_class_is_paused() -> None:
    at, found = session(), pairs.terms_of(session().table, phase())
    stands = PhaseClock(0, 10 * MINUTE, paused_since=1)
    assert stand_in.due(at, found, Side.THEIRS, [], stands, MINUTE) is None
    opens = stand_in.due(at, found, Side.THEIRS, [], CLOCK, MINUTE)
    assert opens is not None
    assert stand_in.due(at, found, Side.THEIRS, [opens], CLOCK, 2 * MINUTE) is None
    assert stand_in.due(at, found, Side.THEIRS, [], CLOCK, 11 * MINUTE) is None


def test_it_does_not_leave_before_the_third_minute() -> None:
    """The least, again and again: it has enough of them, and stays until one may leave."""
    at, found = session(), pairs.terms_of(session().table, phase())
    points = at.bargaining.theirs.points
    worst = tuple(
        found.fixed.get(term, min(range(size), key=lambda one: points[term][one]))
        for term, size in enumerate(found.sizes)
    )

    def after(now: int) -> Move | None:
        log: list[Move] = []
        for _ in range(10):
            answer = stand_in.due(at, found, Side.THEIRS, log, CLOCK, now)
            if answer is not None:
                log.append(answer)
                if answer.kind is not Kind.OFFER:
                    return answer
            made = pairs.offered(pairs.standing(log), CLOCK, now, Side.OURS, worst, found)
            assert isinstance(made, Move)
            log.append(made)
        return None

    assert after(MINUTE) is None
    late = after(4 * MINUTE)
    assert late is not None
    assert late.kind is Kind.LEAVE


@settings(max_examples=25)
@given(st.lists(st.integers(0, 4**8), min_size=1, max_size=6), st.integers(0, 20))
def test_with_nothing_settled_it_is_the_counterpart_of_the_story(
    wanted: list[int], seed: int
) -> None:
    """The same answers as at the table that somebody plays alone."""
    at = session(seed)
    rule = NarrowedBargaining(at.table, at.bargaining.numbers, {}, is_ours=False)
    sizes = at.bargaining.sizes
    told: list[Exchange] = []
    for number in wanted:
        package = tuple(number // 3**term % size for term, size in enumerate(sizes))
        answer = rule.answer([(one.proposal, one.counter) for one in told], package)
        assert answer == at.bargaining.answer(tuple(told), package)
        told.append(Exchange(package, answer.package))
