"""How fast the counterpart at a table answers, and how fast all that can be agreed on is known.

Run: python benchmarks/table.py
The target is an answer within 50 ms at a table of 10,000 packages. The floor is adding the
worths of all packages up once.
"""

from __future__ import annotations

import time
from random import Random

from negotiator.engine.bargaining import Bargaining, Exchange, Exchanges, Numbers, added_up
from negotiator.story.expressions import constant
from negotiator.story.model import Pair, Side, Table, Term, TermOption

OPTIONS = (10, 10, 10, 10)
TARGET_SECONDS = 0.050


def table(random: Random) -> Table:
    """A table of four terms with ten options each, and random worths."""
    one = constant(1)
    terms = tuple(
        Term(
            f"t{number}",
            "A term",
            tuple(
                TermOption(f"o{n}", "One", random.randint(0, 100), random.randint(0, 100))
                for n in range(options)
            ),
            Pair(one, one),
        )
        for number, options in enumerate(OPTIONS)
    )
    side = Side("One", one)
    return Table(
        id="t",
        title="T",
        text=(),
        choices=(),
        rounds=one,
        ours=side,
        theirs=side,
        terms=terms,
        pace=one,
        patience=one,
        doubt=one,
    )


def main() -> None:
    """Print the slowest of some answers, and how long the whole takes, as shares of the target."""
    random = Random(1)
    slowest, whole, floor = 0.0, 0.0, 0.0
    for _ in range(20):
        weights = tuple(random.randint(5, 40) for _ in OPTIONS)
        numbers = Numbers(weights, weights[::-1], 30, 40, 5, 40, 9, (0, 0, 0, 0), (9, 9, 9, 9))
        bargaining = Bargaining(table(random), numbers)
        talks: Exchanges = ()
        for _ in range(4):
            proposal = tuple(random.randrange(options) for options in OPTIONS)
            begun = time.process_time()
            answer = bargaining.answer(talks, proposal)
            slowest = max(slowest, time.process_time() - begun)
            talks = (*talks, Exchange(proposal, answer.package))
        begun = time.process_time()
        len(bargaining.ends)
        whole = max(whole, time.process_time() - begun)
        begun = time.process_time()
        added_up(bargaining.theirs.points)
        floor = max(floor, time.process_time() - begun)
    print(f"slowest answer: {slowest * 1000:.1f} ms, {slowest / TARGET_SECONDS:.2f} of the target")
    print(f"all that can be agreed on: {whole * 1000:.1f} ms")
    print(f"adding up once: {floor * 1000:.1f} ms; an answer is {slowest / floor:.1f} times that")


if __name__ == "__main__":
    main()
