"""How fast stories are checked: the search in arrays, refinement, and a real story in full.

Run: python benchmarks/check.py
The synthetic story has 60 scenes in a row, gauges that move in fives and flags that a third of
the scenes set; a play has 60 decisions. Its last choice can't be made, so nothing short of
all states shows that by enumeration.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from negotiator.analysis.arrays import search
from negotiator.analysis.check import check
from negotiator.analysis.refine import refinement
from negotiator.story.loading import load
from negotiator.story.model import Story

SCENES = 60
FLAGS = 4
STATES_A_SECOND = 1_000_000
REFINED_A_SECOND = 200_000
WHOLE_SECONDS = 60.0


def story(gauges: int) -> Story:
    """A synthetic story with so many gauges."""
    lines = ["story: {id: bench, title: Bench, format: 1, version: 1, start: s0}", "gauges:"]
    lines += [
        f"  g{n}: {{label: Gauge {n}, start: 50, better: high, bands: {{0: Low, 50: High}}}}"
        for n in range(gauges)
    ]
    lines += ["flags: {" + ", ".join(f"f{n}: Flag {n}" for n in range(FLAGS)) + "}", "scenes:"]
    for n in range(SCENES):
        a, b, flag = n % gauges, (n + 1) % gauges, n % FLAGS
        ahead = f"s{n + 1}" if n + 1 < SCENES else "over"
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


def main() -> None:
    """Print each rate and its ratio to the target."""
    for gauges in (2, 3):
        made = story(gauges)
        refinement(made)
        began = time.process_time()
        packed = search(made, time.monotonic() + 300, 100_000_000)
        seconds = time.process_time() - began
        rate = packed.states / seconds
        print(
            f"arrays, {gauges} gauges: {packed.states:>12,} states in {seconds:.1f} s,"
            f" {rate:,.0f} a second; ratio {rate / STATES_A_SECOND:.2f}"
        )
    made = story(2)
    over = refinement(made)
    began = time.process_time()
    found = over.ask(("choice", f"s{SCENES - 1}.never"), time.monotonic() + 300)
    seconds = time.process_time() - began
    rate = found.states / seconds
    decided = "decided" if found.is_decided else "not decided"
    print(
        f"refinement: {found.states:,} abstract states in {seconds:.1f} s, {rate:,.0f} a second;"
        f" ratio {rate / REFINED_A_SECOND:.2f} ({decided})"
    )
    real = load(Path(__file__).parents[1] / "story" / "gsomia_2016")
    began = time.process_time()
    checked = check(real, WHOLE_SECONDS)
    seconds = time.process_time() - began
    words = ", ".join(f"{count} {word.value}" for word, count in checked.counts.items())
    print(f"gsomia_2016: {words} in {seconds:.1f} s; ratio {seconds / WHOLE_SECONDS:.2f}")


if __name__ == "__main__":
    main()
