"""How fast random plays of the 2016 story are, and how long a million would take.

Run: python benchmarks/simulate.py [PLAYS]
The target is a million plays in 20 s on two cores. The floor is one value of every play read at
random and written back, once for each decision: what plays in arrays are mostly made of.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np

from negotiator.analysis.crowd import CROWD, Crowd
from negotiator.analysis.players import Arena, Player
from negotiator.analysis.simulate import one_by_one, simulate
from negotiator.engine.headless import headless
from negotiator.story.loading import load
from negotiator.story.model import Story

STORY = Path(__file__).parents[1] / "story" / "gsomia_2016"
TARGET_SECONDS = 20
MILLION = 1_000_000


def in_arrays(story: Story, plays: int) -> tuple[float, float]:
    """Plays and decisions a second in one process, in arrays."""
    crowd = Crowd(story, 1)
    crowd.play(0, CROWD)
    begun = time.process_time()
    tally = crowd.play(CROWD, plays)
    seconds = time.process_time() - begun
    return plays / seconds, tally.decisions / seconds


def one_after_the_other(story: Story, plays: int) -> float:
    """Plays a second in one process, one after the other."""
    play = one_by_one(Arena(headless(story), Player.UNIFORM, 1))
    play(0, 100)
    begun = time.process_time()
    play(100, plays)
    return plays / (time.process_time() - begun)


def floor(decisions: int) -> float:
    """Decisions a second of reading and writing one value."""
    row = np.zeros(CROWD, dtype=np.int64)
    at = np.random.default_rng(1).permutation(CROWD)
    begun = time.process_time()
    for _ in range(decisions // CROWD):
        row[at] = row.take(at) + 1
    return decisions / (time.process_time() - begun)


def main() -> None:
    plays = int(sys.argv[1]) if len(sys.argv) > 1 else MILLION
    story = load(STORY)
    rate, decisions = in_arrays(story, CROWD)
    slow = one_after_the_other(story, 500)
    bare = floor(50 * MILLION)
    print("Processor time of one process:")
    print(f"in arrays: {rate:,.0f} plays a second, {rate / slow:.0f} times one after the other")
    print(f"  {decisions:,.0f} decisions a second, {bare / decisions:.0f} times the floor")
    print("Time by the clock:")
    begun = time.perf_counter()
    tally = simulate(story, plays, seed=1)
    seconds = time.perf_counter() - begun
    million = seconds * MILLION / plays
    print(f"simulate: {tally.plays:,} plays in {seconds:.1f} s, start-up included")
    print(f"  a million so: {million:.0f} s, {million / TARGET_SECONDS:.2f} times the target")


if __name__ == "__main__":
    main()
