"""What NegMAS finds on random tables, written down so that tests needn't install it.

NegMAS (Y. Mohammad, S. Nakadai and A. Greenwald, "NegMAS: A Platform for Situated
Negotiations", 2021; github.com/yasserfarouk/negmas) brings half a gigabyte of libraries along. So
its answers stand in `negmas_answers.json`, made with version 0.16 by

    pip install -e '.[peers]' && python -m tests.bargaining.negmas_answers

and are only made again when the tables are others, or another version is to be compared. A place on
the frontier is told by its number in NegMAS's own list.

NegMAS computes in floats. It is given whole numbers that floats hold exactly. For the points that
compare the sides, each side's worths are multiplied by the other's span, which puts both on the
same scale as dividing each by its own, without rounding.
"""

from __future__ import annotations

import importlib
import json
import warnings
from pathlib import Path
from typing import Any

from tests.bargaining.random_tables import TABLES, RandomTable, Side, random_table

ANSWERS = Path(__file__).with_suffix(".json")


class NegMAS:
    """The library's parts that are asked. By name, or the type checker would read it and all that
    it depends on; one of those has escape sequences that Python warns about."""

    def __init__(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.ops: Any = importlib.import_module("negmas.preferences.ops")
            self.preferences: Any = importlib.import_module("negmas.preferences")
            self.outcomes: Any = importlib.import_module("negmas.outcomes")

    def space(self, sizes: list[int]) -> Any:
        """All packages of so many options for each term."""
        issues = [
            self.outcomes.make_issue([f"option {i}" for i in range(size)], f"term {term}")
            for term, size in enumerate(sizes)
        ]
        return self.outcomes.make_os(issues)

    def ufun(self, space: Any, side: Side, factor: int = 1, zero: int = 0) -> Any:
        """A side's worth as a NegMAS function: `(worth - zero) * factor`, with the limit treated
        likewise."""
        return self.preferences.LinearAdditiveUtilityFunction(
            [{f"option {i}": score for i, score in enumerate(scores)} for scores in side.scores],
            weights=[weight * factor for weight in side.weights],
            bias=-zero * factor,
            outcome_space=space,
            reserved_value=float((side.limit - zero) * factor),
        )


def answers(negmas: NegMAS, table: RandomTable) -> dict[str, Any]:
    """All that is asked of NegMAS about a table."""
    ops, space = negmas.ops, negmas.space(table.sizes)
    sides = (table.us, table.them)
    plain = [negmas.ufun(space, one) for one in sides]
    found, _ = ops.pareto_frontier(plain, issues=space.issues)
    frontier = [(int(a), int(b)) for a, b in found]

    def at(
        factors: tuple[int, int], zeros: tuple[int, int] = (0, 0)
    ) -> tuple[list[Any], list[tuple[int, int]], list[tuple[float, float]]]:
        """Both sides, the frontier, and ranges that reach down to the limits, on those scales."""
        ufuns = [negmas.ufun(space, *one) for one in zip(sides, factors, zeros, strict=True)]
        points = [((a - zeros[0]) * factors[0], (b - zeros[1]) * factors[1]) for a, b in frontier]
        ranges = [
            (
                float((min(one.least, one.limit) - zero) * factor),
                float((max(one.worths) - zero) * factor),
            )
            for one, factor, zero in zip(sides, factors, zeros, strict=True)
        ]
        return ufuns, points, ranges

    def places(found: Any) -> list[int]:
        return sorted({int(place) for _, place in found})

    by_span = at((table.them.span, table.us.span))
    told = {
        "worths": [
            [int(ufun(one)) for one in space.enumerate_or_sample()] if table.is_small else []
            for ufun in plain
        ],
        "frontier": frontier,
        "nash": places(ops.nash_points(*at((1, 1)))),
        "kalai": places(ops.kalai_points(*by_span)),
        "welfare": places(ops.max_welfare_points(*by_span)),
        "nash of its own ranges": places(ops.nash_points(*by_span[:2], outcome_space=space)),
        "kalai of its own ranges": places(ops.kalai_points(*by_span[:2], outcome_space=space)),
    }
    if not frontier:
        return told
    hopes = [max(pair[n] for pair in frontier) - one.limit or 1 for n, one in enumerate(sides)]
    ufuns, points, ranges = at((hopes[1], hopes[0]), table.limits)
    best = [(range_[0], max(pair[n] for pair in points)) for n, range_ in enumerate(ranges)]
    return told | {
        "maximin of hopes": places(ops.kalai_points(ufuns, points, ranges)),
        "kalai and smorodinsky": places(ops.ks_points(ufuns, points, best)),
        "equal shares": any(a == b for a, b in points),
    }


def main() -> None:
    """Write down what NegMAS answers about every table."""
    negmas = NegMAS()
    lines = [json.dumps(answers(negmas, random_table(seed))) for seed in range(TABLES)]
    ANSWERS.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
