"""How many plays are made in arrays: of a story in a circle, of a long one, of the pact."""

from __future__ import annotations

from functools import partial

import numpy as np

from benchmarks.measuring import (
    PACT,
    PEER_STORY,
    SIX_GAUGES,
    Scale,
    floor,
    in_turns,
    line,
    rate,
    ratio,
)
from benchmarks.workloads import in_arrays, one_after_the_other
from negotiator.simulation.players import Player
from negotiator.simulation.vectorized.crowd import CROWD
from negotiator.story.loading import load

PLAYS = 100_000
ONE_BY_ONE = 1_000
"""Plays of the player that the crowd is compared with."""


def run(scale: Scale) -> None:
    """Tell how many times as many plays are made so as one after the other."""
    floor("one value of every play read in any order and written back, for each decision (NumPy)")
    plays, few = scale.of(PLAYS), scale.of(ONE_BY_ONE)
    for path in (PEER_STORY, SIX_GAUGES, PACT):
        story = load(path)
        crowd = partial(in_arrays, story, plays)
        one = partial(one_after_the_other, story, Player.UNIFORM, few)
        least = partial(moved, one() * plays // few)
        times, alone, floors = in_turns([crowd, one, least], scale.rounds)
        faster = ratio([taken * plays / few for taken in alone], times)
        line(
            f"{path.stem}, {plays:,} plays",
            f"{faster} times one after the other; {ratio(times, floors)} floors; "
            f"{rate(plays, times)}, one by one {rate(few, alone)}",
        )


def moved(decisions: int) -> None:
    """Read and write one value for so many decisions."""
    row = np.zeros(CROWD, dtype=np.int64)
    at = np.random.default_rng(1).permutation(CROWD)
    for _ in range(-(-decisions // CROWD)):
        row[at] = row.take(at) + 1
