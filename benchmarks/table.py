"""How fast the counterpart at a table of 10,000 packages answers, and knows all it can agree on."""

from __future__ import annotations

import time
from collections.abc import Iterable
from functools import partial
from random import Random

from benchmarks.measuring import Scale, floor, in_turns, line, ratio
from negotiator.bargaining.counterpart import Bargaining, Exchange, Exchanges, Numbers
from negotiator.bargaining.worths import added_up
from negotiator.story.expressions import constant
from negotiator.story.model import Pair, Side, Table, Term, TermOption

OPTIONS = (10, 10, 10, 10)
TABLES = 20
ANSWERS = 4


def table(random: Random) -> Table:
    """A table of four terms with ten options each, and random worths."""
    return even(
        Term(
            f"t{number}",
            "A term",
            tuple(
                TermOption(f"o{n}", "One", random.randint(0, 100), random.randint(0, 100))
                for n in range(options)
            ),
            Pair(constant(1), constant(1)),
        )
        for number, options in enumerate(OPTIONS)
    )


def even(terms: Iterable[Term]) -> Table:
    """A table over these terms at which everything else is 1."""
    one = constant(1)
    side = Side("One", one)
    return Table(
        id="t",
        title="T",
        text=(),
        choices=(),
        rounds=one,
        ours=side,
        theirs=side,
        terms=tuple(terms),
        pace=one,
        patience=one,
        firm=one,
        doubt=one,
    )


def run(scale: Scale) -> None:
    """Tell how long answers take, and their ratio to the floor."""
    floor("the worths of all packages added up once")
    random = Random(1)
    answers: list[float] = []
    wholes: list[float] = []
    floors: list[float] = []
    for _ in range(scale.of(TABLES)):
        weights = tuple(random.randint(5, 40) for _ in OPTIONS)
        numbers = Numbers(weights, weights[::-1], 60, 40, 5, 40, 9, 50, (0, 0, 0, 0), (9, 9, 9, 9))
        bargaining = Bargaining(table(random), numbers)
        answers.append(slowest_answer(bargaining, random))
        whole, least = in_turns(
            [partial(ends, bargaining), partial(added_up, bargaining.theirs.points)], 1
        )
        wholes += whole
        floors += least
    line("the slowest answer", f"{ratio(answers, floors)} floors; {max(answers) * 1000:.1f} ms")
    line(
        "all that can be agreed on", f"{ratio(wholes, floors)} floors; {max(wholes) * 1000:.1f} ms"
    )


def ends(bargaining: Bargaining) -> int:
    """How many packages can be agreed on."""
    return len(bargaining.ends)


def slowest_answer(bargaining: Bargaining, random: Random) -> float:
    """Seconds that the slowest of a few answers in a row takes."""
    slowest = 0.0
    talks: Exchanges = ()
    for _ in range(ANSWERS):
        proposal = tuple(random.randrange(options) for options in OPTIONS)
        began = time.process_time()
        answer = bargaining.answer(talks, proposal)
        slowest = max(slowest, time.process_time() - began)
        talks = (*talks, Exchange(proposal, answer.package))
    return slowest
