"""How the counterpart answers: what must hold at every table, and one table worked out by hand."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from negotiator.bargaining.counterpart import Bargaining, Binding, Exchange, Exchanges, Numbers
from negotiator.bargaining.voice import Reason, reasons
from negotiator.bargaining.worths import Package, frontier_of
from negotiator.story.expressions import constant
from negotiator.story.model import Pair, Side, Table, Term, TermOption

ONE = constant(1)


def table(worths: list[list[tuple[int, int]]]) -> Table:
    """A table of terms, given by the worths of their options, ours and theirs."""
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
        firm=ONE,
        doubt=ONE,
    )


@st.composite
def bargainings(draw: st.DrawFn) -> Bargaining:
    """Tables of up to four terms, with any weights and limits, hopeless ones included; some are
    about an earlier agreement."""
    percent = st.integers(0, 100)
    made = table(
        draw(st.lists(st.lists(st.tuples(percent, percent), min_size=2, max_size=4), max_size=4))
    )
    weights = st.tuples(*(st.integers(-1, 9) for _ in made.terms))
    opening = st.tuples(*(st.integers(0, len(term.options) - 1) for term in made.terms))
    ours = draw(opening)
    numbers = Numbers(
        draw(weights),
        draw(weights),
        draw(st.integers(0, 110)),
        draw(st.integers(0, 110)),
        draw(st.integers(-1, 5)),
        draw(st.integers(0, 100)),
        draw(st.integers(-1, 6)),
        draw(st.integers(-1, 101)),
        ours,
        draw(opening) if draw(st.booleans()) else ours,
    )
    return Bargaining(made, numbers)


def packages(bargaining: Bargaining) -> list[Package]:
    return list(product(*(range(size) for size in bargaining.sizes)))


def proposable(bargaining: Bargaining) -> list[Package]:
    ours = bargaining.ours
    return [one for one in packages(bargaining) if ours.of(one) >= ours.limit]


def played(bargaining: Bargaining, proposals: list[Package]) -> tuple[Exchanges, str, Package]:
    """The talks that follow from these proposals, how they end, and the last package."""
    talks: Exchanges = ()
    for proposal in proposals[: bargaining.rounds]:
        answer = bargaining.answer(talks, proposal)
        if answer.what != "counters":
            return talks, answer.what, answer.package
        talks = (*talks, Exchange(proposal, answer.package))
    return talks, "open", talks[-1].counter if talks else ()


def some_line(bargaining: Bargaining, data: st.DataObject, most: int = 6) -> list[Package]:
    """Any proposals that the player can make."""
    able = proposable(bargaining)
    return data.draw(st.lists(st.sampled_from(able), max_size=most)) if able else []


@given(bargainings(), st.data())
def test_nothing_below_a_limit_is_ever_agreed_or_offered(
    bargaining: Bargaining, data: st.DataObject
) -> None:
    talks, end, last = played(bargaining, some_line(bargaining, data))
    theirs, ours = bargaining.theirs, bargaining.ours
    for number, exchange in enumerate(talks, 1):
        standing = bargaining.standing([one.proposal for one in talks[:number]])
        assert theirs.of(exchange.counter) >= bargaining.aspiration(standing) >= theirs.limit
    if end == "accepts":
        assert theirs.of(last) >= bargaining.floor >= theirs.limit
        assert ours.of(last) >= ours.limit


@given(bargainings(), st.data())
def test_the_same_talks_get_the_same_answer_and_end_in_so_many_rounds(
    bargaining: Bargaining, data: st.DataObject
) -> None:
    proposals = some_line(bargaining, data, 8)
    once, again = played(bargaining, proposals), played(bargaining, proposals)
    assert once == again
    assert len(once[0]) <= bargaining.rounds


@given(bargainings(), st.data())
def test_they_never_ask_for_more_than_before(bargaining: Bargaining, data: st.DataObject) -> None:
    proposals = some_line(bargaining, data)
    standings = [bargaining.standing(proposals[:made]) for made in range(len(proposals) + 1)]
    asked = [bargaining.aspiration(one) for one in standings]
    assert asked == sorted(asked, reverse=True)
    assert asked[0] <= bargaining.asked_first
    assert asked[-1] >= bargaining.floor


@given(bargainings(), st.data())
def test_who_gives_more_at_once_is_asked_for_no_more(
    bargaining: Bargaining, data: st.DataObject
) -> None:
    theirs = bargaining.theirs
    less, more = data.draw(st.lists(st.sampled_from(packages(bargaining)), min_size=2, max_size=2))
    less, more = sorted((less, more), key=theirs.of)
    asked = [bargaining.aspiration(bargaining.standing([one])) for one in (less, more)]
    assert asked[0] >= asked[1]


@settings(max_examples=200)
@given(bargainings(), st.data())
def test_who_is_warned_has_used_up_patience_and_ends_the_talks_by_the_same_again(
    bargaining: Bargaining, data: st.DataObject
) -> None:
    talks, _, _ = played(bargaining, some_line(bargaining, data))
    for number in range(1, len(talks)):
        said, last = talks[:number], talks[number - 1].proposal
        low = [
            bargaining.standing([one.proposal for one in talks[:n]]).low for n in range(number + 1)
        ]
        is_warned = Reason("warns") in reasons(bargaining, said)
        assert not is_warned or bargaining.answer(said, last).what == "leaves"
        if low[-1] > low[-2] and bargaining.answer(said, last).what == "leaves":
            assert is_warned or number >= bargaining.rounds


def test_nobody_is_warned_of_what_would_be_taken() -> None:
    """Of an earlier agreement the player takes some back: it is too early, but not for long."""
    made = table([[(0, 100), (50, 60), (100, 0)]])
    bargaining = Bargaining(made, Numbers((1,), (1,), 0, 20, 3, 50, 2, 0, (0,), (0,)))
    talks, end, _ = played(bargaining, [(1,)])
    assert end == "open"
    assert Reason("warns") not in reasons(bargaining, talks)
    assert played(bargaining, [(1,), (1,)])[1:] == ("accepts", (1,))
    far, end, _ = played(bargaining, [(2,)])
    assert end == "open"
    assert Reason("warns") in reasons(bargaining, far)
    assert played(bargaining, [(2,), (2,)])[1] == "leaves"


@given(bargainings(), st.data())
def test_they_never_take_less_than_they_refused(
    bargaining: Bargaining, data: st.DataObject
) -> None:
    talks, end, last = played(bargaining, some_line(bargaining, data))
    refused = [bargaining.theirs.of(one.proposal) for one in talks]
    if end == "accepts":
        assert bargaining.theirs.of(last) >= max(refused, default=0)
    for number, exchange in enumerate(talks, 1):
        standing = bargaining.standing([one.proposal for one in talks[:number]])
        taken = [points for points in refused[:number] if points >= bargaining.aspiration(standing)]
        assert bargaining.theirs.of(exchange.counter) >= max(taken, default=0)


@given(bargainings(), st.data())
def test_their_last_word_can_be_signed_if_anything_can(
    bargaining: Bargaining, data: st.DataObject
) -> None:
    ours, theirs = bargaining.ours, bargaining.theirs
    able = proposable(bargaining)
    if not any(theirs.of(one) >= theirs.limit for one in able):
        return
    assert bargaining.ends
    lines = st.lists(st.sampled_from(able), min_size=bargaining.rounds, max_size=bargaining.rounds)
    _, end, last = played(bargaining, data.draw(lines))
    if end == "open":
        assert ours.of(last) >= ours.limit


def keeps_its_word(
    bargaining: Bargaining, offered: Package, counter: Package, before: Package
) -> bool:
    """For no term do they ask less than was offered, or more than before."""
    rows = zip(bargaining.theirs.points, offered, counter, before, strict=True)
    return all(
        points[there] <= points[asked] <= max(points[there], points[last])
        for points, there, asked, last in rows
    )


@given(bargainings(), st.data())
def test_on_a_term_they_neither_hand_back_what_is_offered_nor_take_back_what_they_gave(
    bargaining: Bargaining, data: st.DataObject
) -> None:
    """Except for what they take over from the player, and a last word; and not in talks about an
    earlier agreement."""
    if bargaining.is_settled:
        return
    talks, _, _ = played(bargaining, some_line(bargaining, data))
    before = bargaining.opened
    proposals = []
    for exchange in talks[: bargaining.rounds - 1]:
        proposals.append(exchange.proposal)
        if exchange.counter not in proposals:
            assert keeps_its_word(bargaining, exchange.proposal, exchange.counter, before)
        before = exchange.counter


@given(bargainings(), st.data())
def test_talks_about_an_agreement_serve_both_or_give_way(
    bargaining: Bargaining, data: st.DataObject
) -> None:
    """As long as changing two terms can serve both, that is what they propose."""
    if not bargaining.is_settled:
        return
    ours, theirs = bargaining.ours, bargaining.theirs
    stood = bargaining.numbers.their_opening
    talks, end, last = played(bargaining, some_line(bargaining, data))
    if end == "accepts":
        assert theirs.of(last) >= bargaining.least
    for exchange in talks[: bargaining.rounds - 1]:
        counter = exchange.counter
        near = [
            one
            for one in packages(bargaining)
            if sum(a != b for a, b in zip(one, stood, strict=True)) <= 2
            and ours.of(one) >= ours.of(stood)
            and theirs.of(one) >= theirs.of(stood)
            and (ours.of(one), theirs.of(one)) != (ours.of(stood), theirs.of(stood))
        ]
        if len(bargaining.sizes) > 1 and counter not in [one.proposal for one in talks]:
            assert not near or counter in near
        stood = counter


@given(bargainings())
def test_the_frontier_is_what_nothing_beats(bargaining: Bargaining) -> None:
    ours, theirs = bargaining.ours, bargaining.theirs
    pairs = {(ours.of(one), theirs.of(one)) for one in packages(bargaining)}
    unbeaten = {
        (a, b)
        for a, b in pairs
        if not any(c >= a and d >= b and (c, d) != (a, b) for c, d in pairs)
    }
    found = frontier_of(ours.points, theirs.points)
    assert [(one.ours, one.theirs) for one in found] == sorted(unbeaten, reverse=True)
    assert all((ours.of(one.package), theirs.of(one.package)) == one[:2] for one in found)


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
    """Brute force over all lines where they are few: what can be agreed on, and whether they leave,
    is exactly as predicted. Accepting a counter counts as well."""
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
NUMBERS = Numbers((3, 1), (1, 3), 25, 50, 2, 50, 2, 50, (0, 0), (2, 1))
"""Their limit is 200 points and the best that we could sign 350: (1, 1), worth 150 to us."""


def asked(bargaining: Bargaining, *proposals: Package) -> int:
    return bargaining.aspiration(bargaining.standing(proposals))


def test_by_hand_they_end_half_way_to_what_they_can_hope_for() -> None:
    bargaining = Bargaining(BY_HAND, NUMBERS)
    assert (bargaining.theirs.limit, bargaining.their_hope, bargaining.floor) == (200, 350, 275)


def test_by_hand_firm_says_where() -> None:
    floors = [Bargaining(BY_HAND, NUMBERS._replace(firm=firm)).floor for firm in (0, 40, 100)]
    assert floors == [200, 260, 350]


def test_by_hand_the_clock_goes_in_even_steps() -> None:
    """From 400 points to 350 for a player who gives nothing. For one who gives what they need
    another 75, half of which they give at once: to 275."""
    bargaining = Bargaining(BY_HAND, NUMBERS)
    assert [asked(bargaining, *[(0, 0)] * made) for made in (0, 1, 2)] == [400, 375, 350]
    assert [asked(bargaining, *[(0, 1)] * made) for made in (0, 1, 2)] == [400, 319, 275]


def test_by_hand_a_pace_of_a_quarter_is_late_and_of_three_quarters_early() -> None:
    late = Bargaining(BY_HAND, NUMBERS._replace(pace=25))
    early = Bargaining(BY_HAND, NUMBERS._replace(pace=75))
    assert (asked(late, (0, 0)), asked(early, (0, 0))) == (388, 363)


def test_by_hand_what_was_given_says_where_they_end() -> None:
    """Out of 275 points (1, 0) gives 50: they would end at 350 - 75 * 50 / 275, and ask for that
    much when the clock has run out."""
    bargaining = Bargaining(BY_HAND, NUMBERS)
    assert bargaining.comes_to(0) == 350
    assert bargaining.comes_to(50) == 337
    assert asked(bargaining, (0, 0), (1, 0)) == 337


def test_by_hand_a_fair_package_held_is_taken_when_the_clock_has_run_down() -> None:
    """The first term for us, the second for them: 75 of 100 to each."""
    bargaining = Bargaining(BY_HAND, NUMBERS)
    assert bargaining.ours.shown(bargaining.ours.of((0, 1))) == 75
    first = bargaining.answer((), (0, 1))
    assert (first.what, first.package) == ("counters", (1, 1))
    assert bargaining.binding(first.standing, (0, 1)) == Binding("early", 100)
    talks = (Exchange((0, 1), first.package),)
    assert bargaining.answer(talks, (0, 1)).what == "accepts"
    assert bargaining.line_to((0, 1)) == ((0, 1), (0, 1))


def test_by_hand_who_only_repeats_gets_nothing_and_then_loses_them() -> None:
    bargaining = Bargaining(BY_HAND, NUMBERS)
    first = bargaining.answer((), (0, 0))
    assert (first.what, first.package) == ("counters", (2, 1))
    assert bargaining.binding(first.standing, (0, 0)) == Binding("given", 0)
    talks = (Exchange((0, 0), first.package),)
    assert bargaining.answer(talks, (0, 0)).what == "leaves"


def test_by_hand_who_comes_a_good_step_nearer_keeps_their_patience() -> None:
    """A quarter of what an even pace to 275 points takes is 69 in one round, 35 in each of two."""
    one = Bargaining(BY_HAND, NUMBERS._replace(rounds=1))
    assert one.answer((), (1, 0)).standing.low == 1
    two = Bargaining(BY_HAND, NUMBERS)
    assert two.answer((), (1, 0)).standing.low == 0


def test_by_hand_a_last_word_that_we_could_not_sign_gives_way_to_one_that_we_can() -> None:
    bargaining = Bargaining(BY_HAND, NUMBERS._replace(patience=3))
    first = bargaining.answer((), (0, 0))
    last = bargaining.answer((Exchange((0, 0), first.package),), (0, 0))
    assert (first.package, last.package) == ((2, 1), (1, 1))
    assert bargaining.ours.of((2, 1)) < bargaining.ours.limit <= bargaining.ours.of((1, 1))


def test_their_opening_is_an_offer_only_if_it_is_better_for_them_than_no_deal() -> None:
    low = Bargaining(BY_HAND, NUMBERS._replace(their_opening=(0, 0)))
    assert not low.opening_stands
    assert low.opened == low.theirs.best
    assert low.asked_first == low.theirs.most


def test_a_limit_above_every_package_ends_the_talks() -> None:
    hopeless = Bargaining(BY_HAND, NUMBERS._replace(their_reservation=101))
    assert hopeless.answer((), (0, 1)).what == "leaves"
    assert hopeless.agreeable == ()
    assert hopeless.walks_out


def test_packages_that_are_worth_the_same_to_them_go_to_the_player() -> None:
    """Of two packages that look alike to them, they offer the one nearer to what was asked for."""
    even = table([[(100, 50), (0, 50)], [(100, 0), (0, 100)]])
    numbers = NUMBERS._replace(
        our_opening=(0, 0), their_opening=(1, 1), their_reservation=20, their_weights=(1, 1)
    )
    answer = Bargaining(even, numbers).answer((), (0, 0))
    assert answer.package[0] == 0


# A second table, about what is agreed

AGREED = NUMBERS._replace(our_opening=(2, 1), their_opening=(2, 1), our_reservation=0)
"""All of it was given: 400 points to them, and nothing to us."""


def test_what_is_agreed_may_be_signed_as_it_stands_or_made_better_for_them() -> None:
    bargaining = Bargaining(BY_HAND, AGREED._replace(our_opening=(1, 1), their_opening=(1, 1)))
    assert bargaining.is_settled
    assert bargaining.answer((), (1, 1)).what == "accepts"
    assert bargaining.answer((), (2, 1)).what == "accepts"


def test_their_limit_of_the_day_says_how_far_what_is_agreed_can_be_opened() -> None:
    least = [
        Bargaining(BY_HAND, AGREED._replace(their_reservation=limit)).least for limit in (50, 80)
    ]
    assert least == [300, 360]


def test_to_open_what_is_agreed_again_uses_up_their_patience() -> None:
    bargaining = Bargaining(BY_HAND, AGREED)
    first = bargaining.answer((), (0, 1))
    assert (first.what, first.standing.low) == ("counters", 1)
    assert bargaining.answer((Exchange((0, 1), first.package),), (0, 1)).what == "accepts"
    hasty = Bargaining(BY_HAND, AGREED._replace(patience=1))
    assert hasty.answer((), (0, 1)).what == "leaves"
    assert hasty.least == 350


def test_they_propose_what_serves_both_better_than_what_is_agreed() -> None:
    """The first term matters to us and the second to them, and they agreed on the reverse."""
    numbers = AGREED._replace(our_opening=(2, 0), their_opening=(2, 0), their_reservation=20)
    bargaining = Bargaining(BY_HAND, numbers)
    answer = bargaining.answer((), (0, 0))
    assert (answer.what, answer.package) == ("counters", (0, 1))
