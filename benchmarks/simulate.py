"""How fast random plays of the 2016 story are, and how long a million would take.

Run: python benchmarks/simulate.py [PLAYS]
The target is a million plays in 20 s on two cores. The floor is the same number of decisions
with nothing but a random number, a count and a call in each.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from random import Random

from negotiator.analysis.players import BLOCK, Arena, Player
from negotiator.analysis.simulate import simulate
from negotiator.engine import choose, options, start
from negotiator.engine.headless import headless
from negotiator.story.loading import load
from negotiator.story.model import Story

STORY = Path(__file__).parents[1] / "story" / "gsomia_2016"
TARGET_SECONDS = 20
MILLION = 1_000_000


def fast(story: Story, plays: int) -> tuple[int, float]:
    """Decisions of the fast loop in one process, and the seconds they took."""
    arena = Arena(headless(story), Player.UNIFORM, 1)
    arena.run(0, BLOCK, arena.picks(0), [])
    begun = time.process_time()
    decisions = 0
    for block in range(1, 1 + plays // BLOCK):
        ended = arena.run(block * BLOCK, BLOCK, arena.picks(block), [])
        decisions += sum(number for _, number in ended)
    return decisions, time.process_time() - begun


def told(story: Story, plays: int) -> tuple[int, float]:
    """The same by the engine's public functions, with every text rendered."""
    picks = Random(1)
    begun = time.process_time()
    decisions = 0
    for seed in range(plays):
        state = start(story, seed)
        while offered := [one for one in options(story, state) if one.open]:
            state = choose(story, state, offered[int(picks.random() * len(offered))].id).state
            decisions += 1
    return decisions, time.process_time() - begun


def floor(decisions: int) -> float:
    """Seconds of a loop that picks, counts and calls, and does nothing else."""
    random, counts, values = Random(1).random, [0] * 3, [50] * 6

    def nothing(values: list[int], seed: int, draws: int) -> tuple[int, int]:
        return len(values) + seed, draws

    begun = time.process_time()
    for _ in range(decisions):
        counts[int(random() * 3)] += 1
        nothing(values, 1, 2)
    return time.process_time() - begun


def main() -> None:
    plays = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    story = load(STORY)
    decisions, seconds = fast(story, plays // 4)
    bare = floor(decisions)
    slow, slow_seconds = told(story, 1_000)
    rate, slow_rate = decisions / seconds, slow / slow_seconds
    print("Processor time, so that what else the machine does counts less:")
    print(f"one process: {rate:,.0f} decisions a second, {decisions / (plays // 4):.1f} a play")
    print(f"  {seconds / bare:.1f} times the floor; {rate / slow_rate:.1f} times with texts")
    least = MILLION * seconds / (plays // 4) / 2
    print(f"  a million on two cores: {least:.0f} s at the least")
    print("Time by the clock:")
    begun = time.perf_counter()
    tally = simulate(story, plays, seed=1)
    seconds = time.perf_counter() - begun
    million = seconds * MILLION / plays
    print(f"simulate: {tally.plays:,} plays in {seconds:.1f} s, start-up and watching included")
    print(f"  a million so: {million:.0f} s, {million / TARGET_SECONDS:.1f} times the target")


if __name__ == "__main__":
    main()
