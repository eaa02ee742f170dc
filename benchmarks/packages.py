"""How fast all packages of a table are weighed: five terms of ten options each make 100,000."""

from __future__ import annotations

from functools import partial
from itertools import product
from random import Random

from benchmarks.measuring import Scale, floor, in_turns, line, ratio
from negotiator.bargaining.pareto import bargain, left_on_table

TERMS, FEW_TERMS = 5, 3
OPTIONS = 10


def table(terms: int, random: Random) -> tuple[list[int], list[int]]:
    """What the packages of so many terms are worth, each of ten options, to us and to them."""
    worths = []
    for _ in range(2):
        rows = [[random.randrange(1000) for _ in range(OPTIONS)] for _ in range(terms)]
        worths.append([sum(chosen) for chosen in product(*rows)])
    return worths[0], worths[1]


def run(scale: Scale) -> None:
    """Tell how long weighing takes, and its ratio to the floor."""
    floor("one sort of as many pairs of numbers")
    terms = TERMS if scale.part == 1 else FEW_TERMS
    ours, theirs = table(terms, Random(1))
    our_limit, their_limit = sorted(ours)[len(ours) // 3], sorted(theirs)[len(theirs) // 3]
    works = (
        partial(bargain, ours, theirs, our_limit, their_limit),
        partial(left_on_table, ours, theirs, (OPTIONS,) * terms, len(ours) // 2),
        lambda: sorted(zip(ours, theirs, strict=True)),
    )
    *taken, floors = in_turns(works, scale.rounds)
    for name, times in zip(("bargain", "left on the table"), taken, strict=True):
        line(
            f"{name}, {len(ours):,} packages", f"{ratio(times, floors)} floors; {min(times):.3f} s"
        )
