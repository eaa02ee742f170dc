"""How the counterpart answers: what must hold at every table, and one table worked by hand."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from negotiator.engine.bargaining import Bargaining, Exchange, Exchanges, Numbers, Package
from negotiator.story.expressions import constant
from negotiator.story.model import Pair, Side, Table, Term, TermOption

ONE = constant(1)


def table(worths: list[list[tuple[int, int]]]) -> Table:
    """A table of terms by the worths of their options, ours and theirs."""
    terms = tuple(
        Term(
            f"t{number}",
            f"Term {number}",
            tuple(TermOption(f"o{n}", f"Option {n}", *pair) for n, pair in enumerate(options)),
            Pair(ONE, ONE),
        )
        for number, options in enumerate(worths)
    )
    return Table(
        id="t",
        title="T",
        text=(),
        choices=(),
        rounds=ONE,
        ours=Side("We", ONE),
        theirs=Side("They", ONE),
        terms=terms,
        pace=ONE,
        patience=ONE,
        doubt=ONE,
    )


@st.composite
def bargainings(draw: st.DrawFn) -> Bargaining:
    """Tables of up to four terms, with any weights and limits, hopeless ones included."""
    percent = st.integers(0, 100)
    made = table(
        draw(st.lists(st.lists(st.tuples(percent, percent), min_size=2, max_size=4), max_size=4))
    )
    weights = st.tuples(*(st.integers(-1, 9) for _ in made.terms))
    opening = st.tuples(*(st.integers(0, len(term.options) - 1) for term in made.terms))
    numbers = Numbers(
        draw(weights),
        draw(weights),
        draw(st.integers(0, 110)),
        draw(st.integers(0, 110)),
        draw(st.integers(-1, 5)),
        draw(st.integers(0, 100)),
        draw(st.integers(-1, 6)),
        draw(opening),
        draw(opening),
    )
    return Bargaining(made, numbers)


def packages(bargaining: Bargaining) -> list[Package]:
    return list(product(*(range(size) for size in bargaining.sizes)))


def proposable(bargaining: Bargaining) -> list[Package]:
    ours = bargaining.ours
    return [one for one in packages(bargaining) if ours.of(one) >= ours.limit]


def played(bargaining: Bargaining, proposals: list[Package]) -> tuple[Exchanges, str, Package]:
    """The talks as these proposals lead them, how they end, and the last package."""
    talks: Exchanges = ()
    for proposal in proposals[: bargaining.rounds]:
        answer = bargaining.answer(talks, proposal)
        if answer.what != "counters":
            return talks, answer.what, answer.package
        talks = (*talks, Exchange(proposal, answer.package))
    return talks, "open", talks[-1].counter if talks else ()


@given(bargainings(), st.data())
def test_nothing_below_a_limit_is_ever_agreed_or_offered(
    bargaining: Bargaining, data: st.DataObject
) -> None:
    able = proposable(bargaining)
    proposals = data.draw(st.lists(st.sampled_from(able), max_size=5)) if able else []
    talks, end, last = played(bargaining, proposals)
    theirs, ours = bargaining.theirs, bargaining.ours
    for number, exchange in enumerate(talks, 1):
        standing = bargaining.standing(tuple(one.proposal for one in talks[:number]))
        assert theirs.of(exchange.counter) >= bargaining.asks(standing.moves) >= theirs.limit
    if end == "accepts":
        assert theirs.of(last) >= theirs.limit
        assert ours.of(last) >= ours.limit


@given(bargainings(), st.data())
def test_the_same_talks_get_the_same_answer_and_end_in_so_many_rounds(
    bargaining: Bargaining, data: st.DataObject
) -> None:
    able = proposable(bargaining)
    proposals = data.draw(st.lists(st.sampled_from(able), max_size=8)) if able else []
    once, again = played(bargaining, proposals), played(bargaining, proposals)
    assert once == again
    assert len(once[0]) <= bargaining.rounds


@given(bargainings())
def test_they_never_ask_for_more_than_before(bargaining: Bargaining) -> None:
    asked = [bargaining.asks(moves) for moves in range(bargaining.rounds + 1)]
    assert asked == sorted(asked, reverse=True)
    assert asked[0] == bargaining.asked_first
    assert asked[-1] == bargaining.theirs.limit


def keeps_its_word(
    bargaining: Bargaining, offered: Package, counter: Package, before: Package
) -> bool:
    """No term is asked less for than offered, nor more for than before."""
    rows = zip(bargaining.theirs.points, offered, counter, before, strict=True)
    return all(
        points[there] <= points[asked] <= max(points[there], points[last])
        for points, there, asked, last in rows
    )


@given(bargainings(), st.data())
def test_on_a_term_they_neither_hand_back_what_is_offered_nor_take_back_what_they_gave(
    bargaining: Bargaining, data: st.DataObject
) -> None:
    able = proposable(bargaining)
    proposals = data.draw(st.lists(st.sampled_from(able), max_size=5)) if able else []
    talks, _, _ = played(bargaining, proposals)
    before = bargaining.opened
    for exchange in talks:
        assert keeps_its_word(bargaining, exchange.proposal, exchange.counter, before)
        before = exchange.counter


@given(bargainings())
def test_a_counter_is_the_best_guess_at_what_the_player_wants(bargaining: Bargaining) -> None:
    for proposal in proposable(bargaining)[:5]:
        answer = bargaining.answer((), proposal)
        if answer.what != "counters":
            continue
        wants = bargaining.seems_wanted((proposal,))

        def wanted(package: Package, wants: tuple[tuple[int, ...], ...] = wants) -> int:
            return sum(row[option] for row, option in zip(wants, package, strict=True))

        asked = bargaining.asks(answer.standing.moves)
        others = [
            one
            for one in packages(bargaining)
            if bargaining.theirs.of(one) >= asked
            and keeps_its_word(bargaining, proposal, one, bargaining.opened)
        ]
        assert answer.package in others
        assert wanted(answer.package) == max(wanted(one) for one in others)


@given(bargainings())
def test_every_line_ends_in_the_package_it_leads_to(bargaining: Bargaining) -> None:
    for package in bargaining.agreeable:
        line = bargaining.line_to(package)
        assert line is not None
        assert all(bargaining.ours.of(one) >= bargaining.ours.limit for one in line)
        assert len(line) <= bargaining.rounds
        talks, end, last = played(bargaining, list(line))
        assert (end, last) == ("accepts", package)
        assert len(talks) == len(line) - 1


@given(bargainings())
def test_no_line_of_proposals_ends_anywhere_else(bargaining: Bargaining) -> None:
    """Brute force over all lines where they are few: what can be agreed on, and whether they
    leave, is what is said of it. Accepting a counter counts as well."""
    able = proposable(bargaining)
    if len(able) > 6 or bargaining.rounds > 3:
        return
    ours = bargaining.ours
    agreed: set[Package] = set()
    left = False

    def go_on(talks: Exchanges) -> None:
        nonlocal left
        standing = talks[-1].counter if talks else bargaining.numbers.their_opening
        offered = bool(talks) or bargaining.opening_stands
        if offered and ours.of(standing) >= ours.limit:
            agreed.add(standing)
        if len(talks) == bargaining.rounds:
            return
        for proposal in able:
            answer = bargaining.answer(talks, proposal)
            if answer.what == "accepts":
                agreed.add(proposal)
            elif answer.what == "leaves":
                left = True
            else:
                go_on((*talks, Exchange(proposal, answer.package)))

    go_on(())
    assert agreed == set(bargaining.agreeable)
    assert left == bargaining.walks_out


@given(bargainings())
def test_numbers_of_packages_come_back(bargaining: Bargaining) -> None:
    for number, package in enumerate(packages(bargaining)):
        assert bargaining.number(package) == number
        assert bargaining.package(number) == package
        assert bargaining.ours.all[number] == bargaining.ours.of(package)


BY_HAND = table([[(100, 0), (50, 50), (0, 100)], [(100, 0), (0, 100)]])
"""Two terms. They weigh the second three times as much: with weights 1 and 3 their best is 400
points, and 100 (1 for the first term, 0 for the second) up to 300 (the second alone)."""
NUMBERS = Numbers((3, 1), (1, 3), 25, 50, 2, 50, 2, (0, 0), (2, 1))


def test_by_hand_they_come_down_in_even_steps() -> None:
    bargaining = Bargaining(BY_HAND, NUMBERS)
    assert bargaining.theirs.limit == 200
    assert [bargaining.asks(moves) for moves in (0, 1, 2)] == [400, 300, 200]


def test_by_hand_a_pace_of_a_quarter_is_late_and_of_three_quarters_early() -> None:
    late = Bargaining(BY_HAND, NUMBERS._replace(pace=25))
    early = Bargaining(BY_HAND, NUMBERS._replace(pace=75))
    assert (late.asks(1), early.asks(1)) == (350, 250)


def test_by_hand_the_trade_that_serves_both_is_taken_at_once() -> None:
    """The first term for us, the second for them: 75 of 100 to each."""
    bargaining = Bargaining(BY_HAND, NUMBERS)
    assert bargaining.ours.shown(bargaining.ours.of((0, 1))) == 75
    assert bargaining.answer((), (0, 1)).what == "accepts"


def test_by_hand_who_only_repeats_gets_nothing_and_then_loses_them() -> None:
    bargaining = Bargaining(BY_HAND, NUMBERS)
    first = bargaining.answer((), (0, 0))
    assert (first.what, first.package) == ("counters", (2, 1))
    talks = (Exchange((0, 0), first.package),)
    assert bargaining.answer(talks, (0, 0)).what == "leaves"


def test_by_hand_a_move_is_answered_on_the_term_that_was_kept() -> None:
    """A step on the first term earns a step down to 300 points. Three packages give them so much,
    all with the second term theirs. Of the first term's options those that were asked for, the
    opening's and the proposal's, look alike; of these they take the one that is better for
    them, and not the one that was never asked for."""
    bargaining = Bargaining(BY_HAND, NUMBERS)
    answer = bargaining.answer((), (1, 0))
    assert answer.standing.moves == 1
    assert [bargaining.theirs.of((option, 1)) for option in (0, 1, 2)] == [300, 350, 400]
    assert answer.package == (1, 1)


def test_their_opening_is_an_offer_only_if_it_is_better_for_them_than_no_deal() -> None:
    low = Bargaining(BY_HAND, NUMBERS._replace(their_opening=(0, 0)))
    assert not low.opening_stands
    assert low.asked_first == low.theirs.limit


def test_a_limit_above_every_package_ends_the_talks() -> None:
    hopeless = Bargaining(BY_HAND, NUMBERS._replace(their_reservation=101))
    assert hopeless.answer((), (0, 1)).what == "leaves"
    assert hopeless.agreeable == ()
    assert hopeless.walks_out


def test_packages_that_are_worth_the_same_to_them_go_to_the_player() -> None:
    """Of two packages that look alike to them, they offer the one nearer to what was asked."""
    even = table([[(100, 50), (0, 50)], [(100, 0), (0, 100)]])
    numbers = replace_openings(NUMBERS._replace(their_weights=(1, 1)))
    bargaining = Bargaining(even, numbers)
    answer = bargaining.answer((), (0, 0))
    assert answer.package[0] == 0


def replace_openings(numbers: Numbers) -> Numbers:
    return numbers._replace(our_opening=(0, 0), their_opening=(1, 1), their_reservation=20)
