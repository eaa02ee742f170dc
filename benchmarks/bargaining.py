"""How the counterpart at a table bargains, measured as the field measures agents.

Players of `bargainers` sit down at the first table of the 2016 story in thirty states that plays
came to, and at two hundred random tables. Gains are shares: 0 is no deal, 1 the best point of the
zone for that side. Agents of NegMAS sit in the counterpart's place as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from itertools import pairwise
from random import Random
from statistics import correlation, fmean
from typing import NamedTuple

from benchmarks.bargainers import (
    CRUMBS,
    DEAF,
    LISTENING,
    NASH_HELD,
    OWN_SHEET,
    Played,
    Player,
    played,
)
from benchmarks.measuring import PACT, Scale, line
from benchmarks.table import even
from negotiator.bargaining.counterpart import Bargaining, Exchange, Numbers
from negotiator.bargaining.pareto import bargain
from negotiator.bargaining.worths import Package
from negotiator.engine import choose, options, start
from negotiator.engine.compiler import program
from negotiator.story.expressions import constant
from negotiator.story.loading import load
from negotiator.story.model import Pair, Story, Term, TermOption

STATES = 30
TABLES = 200


# Tables


def reached(story: Story, table: str, states: int) -> list[Bargaining]:
    """A table in so many states that uniform plays came to, one for each seed that does."""
    found: list[Bargaining] = []
    seed = 0
    while len(found) < states:
        state, random = start(story, seed), Random(seed)
        seed += 1
        while state.scene != table and state.scene not in story.endings:
            opened = [one.id for one in options(story, state) if one.open]
            if state.scene in story.tables:
                opened = ["leave"]
            state = choose(story, state, random.choice(opened)).state
        if state.scene == table:
            found.append(program(story).table(table).bargaining(state.values))
    return found


def random_table(random: Random) -> Bargaining:
    """A table of three to five terms with two to four options each. Each side opens with what is
    best for it; half of the tables are of opposite interests, half of any."""
    one = constant(1)
    terms = []
    opposed = random.random() < 0.5
    for number in range(random.randint(3, 5)):
        size = random.randint(2, 4)
        ours = sorted((random.randint(0, 100) for _ in range(size)), reverse=True)
        theirs = [random.randint(0, 100) for _ in range(size)]
        if opposed:
            theirs.sort()
        made = tuple(TermOption(f"o{n}", "One", ours[n], theirs[n]) for n in range(size))
        terms.append(Term(f"t{number}", "A term", made, Pair(one, one)))
    table = even(terms)

    def opening(which: int) -> Package:
        worths = [term.worths[which] for term in terms]
        return tuple(one.index(max(one)) for one in worths)

    weights = [tuple(random.randint(1, 20) for _ in terms) for _ in range(2)]
    return Bargaining(
        table,
        Numbers(
            our_weights=weights[0],
            their_weights=weights[1],
            our_reservation=random.randint(25, 60),
            their_reservation=random.randint(25, 60),
            rounds=random.randint(3, 6),
            pace=random.randint(30, 70),
            patience=random.randint(2, 4),
            firm=50,
            our_opening=opening(0),
            their_opening=opening(1),
        ),
    )


def zone(bargaining: Bargaining) -> list[tuple[int, int]]:
    """What the packages of the zone of agreement are worth to both."""
    ours, theirs = bargaining.ours, bargaining.theirs
    pairs = zip(ours.all, theirs.all, strict=True)
    return [(a, b) for a, b in pairs if a >= ours.limit and b >= theirs.limit]


# Figures


class Gains(NamedTuple):
    """Shares of the talks that end in a deal, and what both sides gain on average."""

    deals: float
    player: float
    she: float


def gain(bargaining: Bargaining, package: Package | None) -> tuple[float, float]:
    """What both sides gain, as shares of the most that there is for each in the zone."""
    if package is None:
        return 0.0, 0.0
    found = zone(bargaining)
    gains = []
    for side, scale in enumerate((bargaining.ours, bargaining.theirs)):
        most = max((pair[side] for pair in found), default=scale.limit) - scale.limit
        gains.append((scale.of(package) - scale.limit) / most if most else 1.0)
    return gains[0], gains[1]


def gains(talks: Sequence[Played]) -> Gains:
    """The figures of some talks."""
    each = [gain(one.bargaining, one.package) for one in talks]
    deals = fmean(one.package is not None for one in talks)
    return Gains(deals, fmean(a for a, _ in each), fmean(b for _, b in each))


def best_response(bargaining: Bargaining) -> float:
    """The most that any line of proposals gains for the player."""
    able = bargaining.agreeable
    return max((gain(bargaining, one)[0] for one in able), default=0.0)


def nash_share(bargaining: Bargaining) -> float:
    """What the Nash package would gain for the player."""
    ours, theirs = bargaining.ours, bargaining.theirs
    found = bargain(ours.all, theirs.all, ours.limit, theirs.limit)
    return gain(bargaining, None if found.nash is None else bargaining.package(found.nash))[0]


def memorized(tables: Sequence[Bargaining]) -> float:
    """How often the best that a player could get in one state can be agreed on in another."""
    best = [max(one.agreeable, key=one.ours.of) for one in tables if one.ends]
    tried = [
        able.line_to(package) is not None
        for number, package in enumerate(best)
        for other, able in enumerate(tables)
        if other != number
    ]
    return _share(tried)


def given_and_got(tables: Sequence[Bargaining], offers: int = 40) -> Iterator[tuple[float, float]]:
    """For first offers of any size that give her something: how much that is beyond our opening,
    and how much her counter gives the player beyond hers, as shares of the scales. What she takes
    at once is left out."""
    random = Random(1)
    for one in tables:
        ours, theirs = one.ours, one.theirs
        able = [number for number, worth in enumerate(ours.all) if worth >= ours.limit]
        for number in random.choices(able, k=offers):
            proposal = one.package(number)
            answer = one.answer((), proposal)
            given = theirs.of(proposal) - theirs.of(one.numbers.our_opening)
            if answer.what == "counters" and given > 0:
                got = ours.of(answer.package) - ours.of(one.opened)
                yield given / theirs.total, got / ours.total


class Faults(NamedTuple):
    """Shares of answers that a player would not understand."""

    unsignable: float
    """Last words that the player can't sign, of all last words where there is a zone."""
    unmoved: float
    """Counters that are the same again after a better offer than all before."""
    worse: float
    """Counters that are worse for both than the one before."""
    taken: int
    """Packages taken though a better one had been refused."""


def faults(talks: Sequence[Played]) -> Faults:
    """Count such answers."""
    unsignable, unmoved, worse = [], [], []
    taken = 0
    for one in talks:
        ours, theirs = one.bargaining.ours, one.bargaining.theirs
        if len(one.exchanges) == one.bargaining.rounds and zone(one.bargaining):
            unsignable.append(ours.of(one.exchanges[-1].counter) < ours.limit)
        opening = one.bargaining.numbers.our_opening, one.bargaining.numbers.their_opening
        best = theirs.of(opening[0])
        for before, after in pairwise((Exchange(*opening), *one.exchanges)):
            pairs = [(side.of(before.counter), side.of(after.counter)) for side in (ours, theirs)]
            if theirs.of(after.proposal) > best:
                unmoved.append(before.counter == after.counter)
            worse.append(all(now < then for then, now in pairs))
            best = max(best, theirs.of(after.proposal))
        if one.package is not None:
            refused = [theirs.of(each.proposal) for each in one.exchanges]
            taken += any(more > theirs.of(one.package) for more in refused) and (
                one.package not in [each.counter for each in one.exchanges]
            )
    return Faults(_share(unsignable), _share(unmoved), _share(worse), taken)


def _share(found: Sequence[bool]) -> float:
    return fmean(found) if found else 0.0


class Measured(NamedTuple):
    """All figures of a counterpart at some tables."""

    of: dict[str, Gains]
    best_response: float | None
    """The most of any line of proposals; None, as the next, if another sits in the place."""
    correlation: float | None
    nash_share: float
    faults: Faults
    walkouts: float


Play = Callable[[Bargaining, Player, Random], Played]

DRAWN = 12
"""How often the deaf and the listening player sit down at each table: both begin by a draw, and
their ratio is asked about."""


def measured(tables: Sequence[Bargaining], play: Play = played) -> Measured:
    """The figures of the counterpart at these tables, all of which have a zone."""
    talks = {
        player.name: [
            play(one, player, Random(again * len(tables) + number))
            for again in range(DRAWN if player in (DEAF, LISTENING) else 1)
            for number, one in enumerate(tables)
        ]
        for player in (*OWN_SHEET, DEAF, LISTENING, NASH_HELD, CRUMBS)
    }
    own = [one for player in OWN_SHEET for one in talks[player.name]]
    ours = play is played
    return Measured(
        of={name: gains(found) for name, found in talks.items()},
        best_response=fmean(map(best_response, tables)) if ours else None,
        correlation=correlation(*zip(*given_and_got(tables), strict=True)) if ours else None,
        nash_share=fmean(map(nash_share, tables)),
        faults=faults(own),
        walkouts=fmean(one.end == "walkout" for one in own),
    )


def show(title: str, found: Measured) -> None:
    """Print the figures."""
    print(f"\n{title}\n{'':18}{'deals':>7}{'player':>8}{'she':>7}")
    for name, one in found.of.items():
        print(f"{name:18}{one.deals:7.2f}{one.player:8.2f}{one.she:7.2f}")
    if found.best_response is not None and found.correlation is not None:
        print(f"best response of all: {found.best_response:.2f}")
        print(f"given and got correlate at {found.correlation:.2f}")
    print(f"the Nash package would give {found.nash_share:.2f}; walkouts {found.walkouts:.2f}")
    unsignable, unmoved, worse, taken = found.faults
    print(
        f"last words that can't be signed {unsignable:.2f}, unmoved by a better offer "
        f"{unmoved:.2f}, worse for both {worse:.2f}, less taken than refused {taken}"
    )


def run(scale: Scale) -> None:
    """Print all figures; those of NegMAS's agents in ten states."""
    seoul = reached(load(PACT), "seoul_table", scale.of(STATES, least=4))
    show("The first table of the 2016 story", measured(seoul))
    print(f"a package learned by heart is accepted in {memorized(seoul):.2f} of other plays")
    random = Random(2016)
    tables = [random_table(random) for _ in range(scale.of(TABLES, least=10))]
    zoned = [one for one in tables if zone(one)]
    show(f"Random tables, {len(zoned)} of {len(tables)} with a zone", measured(zoned))
    print(f"a zone, but no line to a deal: {sum(not one.ends for one in zoned)}")
    if find_spec("negmas") is None:
        line("agents of NegMAS left out", "need negmas: pip install -e '.[peers]'")
        return
    from benchmarks.negmas_seat import AGENTS, opposite

    few = seoul[: scale.of(10)]
    for name in list(AGENTS)[: scale.of(len(AGENTS))]:
        show(f"{name} of NegMAS in her place", measured(few, opposite(name)))
