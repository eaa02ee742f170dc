"""Random tables of two sides, for tests: the same for the same seed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from random import Random
from typing import NamedTuple

TABLES = 400


class Side(NamedTuple):
    """One side of a random table: for each term its weight and the score of each option."""

    weights: list[int]
    scores: list[list[int]]
    worths: list[int]
    limit: int

    @property
    def least(self) -> int:
        return min(self.worths)

    @property
    def span(self) -> int:
        return max(self.worths) - self.least or 1


@dataclass(eq=False)
class RandomTable:
    """The options of each term, and what the packages are worth to both sides."""

    sizes: list[int]
    us: Side
    them: Side

    @property
    def worths(self) -> tuple[list[int], list[int]]:
        return self.us.worths, self.them.worths

    @property
    def limits(self) -> tuple[int, int]:
        return self.us.limit, self.them.limit

    @property
    def is_small(self) -> bool:
        """Whether it has few enough packages to look at each."""
        return len(self.us.worths) <= 60


def random_table(seed: int) -> RandomTable:
    """The table of a seed."""
    random = Random(seed)
    sizes = [random.randint(1, 5) for _ in range(random.randint(1, 6))]
    return RandomTable(sizes, _side(random, sizes), _side(random, sizes))


def _side(random: Random, sizes: list[int]) -> Side:
    weights = [random.randint(0, 9) for _ in sizes]
    # Few scores make many ties, many make few.
    most = random.choice([2, 10, 100])
    scores = [[random.randint(0, most) for _ in range(size)] for size in sizes]
    worths = [
        sum(weight * score for weight, score in zip(weights, chosen, strict=True))
        for chosen in product(*scores)
    ]
    least, span = min(worths), max(worths) - min(worths)
    # From below the worst package to above the best; often exactly at a package's worth.
    anywhere = random.randint(least - span // 5 - 1, least + span * 11 // 10)
    return Side(weights, scores, worths, random.choice([anywhere, random.choice(worths)]))
