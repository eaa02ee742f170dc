"""How fast states are searched: in arrays, and by refinement.

The story is made here: 60 scenes in a row, gauges that move in fives and flags that a third of
the scenes set; a play has 60 decisions. Its last choice can't be made, so nothing short of all
states shows that by enumeration.
"""

from __future__ import annotations

import tempfile
from functools import partial
from math import inf
from pathlib import Path

import numpy as np

from benchmarks.measuring import Scale, floor, in_turns, line, rate, ratio
from negotiator.checking.cegar import Reachability, refinement
from negotiator.checking.packed_search import PackedSearch
from negotiator.statespace.effort import Effort
from negotiator.story.loading import load
from negotiator.story.model import Story

SCENES = 60
FLAGS = 4
MOST = 100_000_000


def run(scale: Scale) -> None:
    """Tell each rate and its ratio to the floor."""
    scenes = SCENES if scale.part == 1 else SCENES // 2
    floor("as many 64-bit numbers sorted: each state must be put among the others once (NumPy)")
    for gauges in (2, 3) if scale.part == 1 else (2,):
        made = story(gauges, scenes)
        states = states_of(made)
        least = partial(sort, states)
        times, floors = in_turns([partial(states_of, made), least], scale.rounds)
        told = f"{ratio(times, floors)} floors; {rate(states, times)} of {states:,}"
        line(f"arrays, {gauges} gauges", told)
    states = refined(scenes).states
    least = partial(sort, states)
    times, floors = in_turns([partial(refined, scenes), least], scale.rounds)
    line("refinement", f"{ratio(times, floors)} floors; {rate(states, times)} of {states:,}")


def states_of(made: Story) -> int:
    """How many states a search in arrays finds."""
    search = PackedSearch(refinement(made))
    search.run(Effort(inf), MOST)
    return search.states


def refined(scenes: int) -> Reachability:
    """What refinement finds out about the last choice."""
    over = refinement(story(2, scenes))
    found = over.reachability(("choice", f"s{scenes - 1}.never"), Effort(inf))
    assert found.is_decided
    return found


def sort(numbers: int) -> None:
    """Sort so many numbers."""
    np.sort(np.random.default_rng(1).integers(0, 2**62, numbers))


def story(gauges: int, scenes: int) -> Story:
    """A synthetic story with so many gauges and scenes."""
    lines = ["story: {id: bench, title: Bench, format: 1, version: 1, start: s0}", "gauges:"]
    lines += [
        f"  g{n}: {{label: Gauge {n}, start: 50, better: high, bands: {{0: Low, 50: High}}}}"
        for n in range(gauges)
    ]
    lines += ["flags: {" + ", ".join(f"f{n}: Flag {n}" for n in range(FLAGS)) + "}", "scenes:"]
    for n in range(scenes):
        a, b, flag = n % gauges, (n + 1) % gauges, n % FLAGS
        ahead = f"s{n + 1}" if n + 1 < scenes else "over"
        sets = f", f{flag}: true" if n % 3 == 0 else ""
        lines += [
            f"  s{n}:",
            f"    title: Scene {n}",
            "    text: The delegation takes its seats.",
            "    choices:",
            f"      - {{id: a, text: A, effects: {{g{a}: +5, g{b}: -5{sets}}}, goto: {ahead}}}",
            f"      - {{id: b, text: B, effects: {{g{b}: +10}}, goto: {ahead}}}",
            f"      - {{id: c, text: C, when: g{a} >= 30 or f{flag},"
            f" effects: {{g{a}: -15}}, goto: {ahead}}}",
        ]
    total = " + ".join(f"g{n}" for n in range(gauges))
    lines.append(f"      - {{id: never, text: N, when: ({total}) % 5 == 1, goto: over}}")
    lines += ["endings:", "  over: {title: Over, outcome: dropped, text: Done.}"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "story.yaml"
        path.write_text("\n".join(lines), encoding="utf-8")
        return load(path)
