"""How long a check takes until every question is decided: of the pact, of a long story."""

from __future__ import annotations

from collections import Counter
from functools import partial

from benchmarks.closures import Closures, many
from benchmarks.measuring import FULL, PACT, SIX_GAUGES, Scale, floor, in_turns, line, ratio
from benchmarks.workloads import checked

FLOOR = 10_000


def run(scale: Scale) -> None:
    """Tell the time and its ratio to the floor, and what was decided."""
    floor(f"{FLOOR:,} plays of six_gauges as plain Python functions: a search by luck alone")
    least = many(Closures(SIX_GAUGES).play, FLOOR)
    for path in (PACT, SIX_GAUGES) if scale is FULL else (SIX_GAUGES,):
        found = checked(path)
        times, floors = in_turns([partial(checked, path), least], scale.rounds)
        words = Counter(verdict.word.value for verdict in found.verdicts)
        told = ", ".join(f"{count} {word}" for word, count in words.items())
        line(path.stem, f"{ratio(times, floors)} floors; {min(times):.2f} s; {told}")
