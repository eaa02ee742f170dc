"""How fast all packages of a table are weighed: six terms of ten options each make a million."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from random import Random

from benchmarks.measuring import Scale, floor, in_turns, line, ratio
from negotiator.bargaining.pareto import bargain, left_on_table
from negotiator.bargaining.worths import Points, added_up, offers_of

TERMS, FEW_TERMS = 6, 3
OPTIONS = 10


def points(terms: int, random: Random) -> Points:
    """What the options of so many terms are worth to one side, ten of each."""
    rows = [[random.randrange(1000) for _ in range(OPTIONS)] for _ in range(terms)]
    return tuple(map(tuple, rows))


def run(scale: Scale) -> None:
    """Tell how long weighing takes, and its ratio to the floor."""
    floor("one sort of as many pairs of numbers")
    terms, random = TERMS if scale.part == 1 else FEW_TERMS, Random(1)
    our_points, their_points = points(terms, random), points(terms, random)
    ours, theirs = added_up(our_points), added_up(their_points)
    our_limit, their_limit = sorted(ours)[len(ours) // 3], sorted(theirs)[len(theirs) // 3]
    works: dict[str, Callable[[], object]] = {
        "added up": lambda: (added_up(our_points), added_up(their_points)),
        "what may be offered": partial(_offered, our_points, our_limit, their_points),
        "bargain": partial(bargain, ours, theirs, our_limit, their_limit),
        "left on the table": partial(left_on_table, ours, theirs, (OPTIONS,) * terms, 0),
    }
    least = partial(_sorted, ours, theirs)
    *taken, floors = in_turns([*works.values(), least], min(3, scale.rounds))
    for name, times in zip(works, taken, strict=True):
        line(name, f"{ratio(times, floors)} floors; {min(times):.3f} s")
    whole = [sum(each) for each in zip(*taken, strict=True)]
    line(f"all of it, {len(ours):,} packages", f"{ratio(whole, floors)} floors")


def _offered(ours: Points, limit: int, theirs: Points) -> object:
    """What the player may offer, worked out anew."""
    offers_of.cache_clear()
    return offers_of(ours, limit, theirs)


def _sorted(ours: list[int], theirs: list[int]) -> object:
    return sorted(zip(ours, theirs, strict=True))
