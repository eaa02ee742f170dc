"""How fast all packages of a table are weighed.

Run: python benchmarks/packages.py [TERMS]
Each term has ten options, so that the five it takes by itself make 100,000 packages. The target
for those is a second of processor time. The floor is one sort of as many pairs of numbers.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from itertools import product
from random import Random

from negotiator.analysis.packages import bargain, left_on_table

TARGET_SECONDS = 1.0
OPTIONS = 10


def table(terms: int, random: Random) -> tuple[list[int], list[int]]:
    """What the packages of so many terms are worth, each of ten options, to us and to them."""
    worths = []
    for _ in range(2):
        rows = [[random.randrange(1000) for _ in range(OPTIONS)] for _ in range(terms)]
        worths.append([sum(chosen) for chosen in product(*rows)])
    return worths[0], worths[1]


def seconds(work: Callable[[], object]) -> float:
    """Processor time of the fastest of five."""
    fastest = float("inf")
    for _ in range(5):
        begun = time.process_time()
        work()
        fastest = min(fastest, time.process_time() - begun)
    return fastest


def main() -> None:
    terms = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    ours, theirs = table(terms, Random(1))
    our_limit, their_limit = sorted(ours)[len(ours) // 3], sorted(theirs)[len(theirs) // 3]
    found = bargain(ours, theirs, our_limit, their_limit)
    deal = len(ours) // 2
    floor = seconds(lambda: sorted(zip(ours, theirs, strict=True)))
    whole = seconds(lambda: bargain(ours, theirs, our_limit, their_limit))
    left = seconds(lambda: left_on_table(ours, theirs, (OPTIONS,) * terms, deal))
    print(
        f"{len(ours):,} packages, {len(found.frontier)} on the frontier, {found.zone:,} in the zone"
    )
    for name, took in (("bargain", whole), ("left_on_table", left)):
        print(f"{name}: {took:.3f} s, {took / floor:.1f} times the floor")
    print(f"both: {(whole + left) / TARGET_SECONDS:.2f} times the target")


if __name__ == "__main__":
    main()
