"""How many decisions a second the state machine makes, headless, with the text rendered.

Run: python benchmarks/decisions.py
The story is made here: 26 scenes, 8 gauges; every scene has guards and a conditional passage,
one in four shows values in its text, and one in four has a choice that leads on by chance.
The floor is a loop that only copies a state of the same size and renders one text.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from negotiator.engine import choose, options, start
from negotiator.story.loading import load
from negotiator.story.model import Story

SCENES = 26
GAUGES = 8
SHOWN = 4
"""One scene in so many shows values in its text."""
CHANCES = 4
"""One scene in so many has a choice that leads on by chance."""
TARGET = 300_000


def story() -> Story:
    """A story with a loop through all scenes, of the shape of a real one."""
    lines = ["story: {id: bench, title: Bench, format: 1, version: 1, start: s0}", "gauges:"]
    lines += [
        f"  g{n}: {{label: Gauge {n}, start: 50, better: high,"
        " bands: {0: Low, 30: Mid, 60: High}}"
        for n in range(GAUGES)
    ]
    lines += ["flags: {f0: A, f1: B, f2: C, f3: D}", "scenes:"]
    for n in range(SCENES):
        a, b, c = n % GAUGES, (n + 3) % GAUGES, (n + 5) % GAUGES
        ahead, further = f"s{(n + 1) % SCENES}", f"s{(n + 2) % SCENES}"
        by_chance = f"[{{chance: 30%, to: {further}}}, {{to: {ahead}}}]"
        lines += [
            f"  s{n}:",
            f"    title: Scene {n}",
            "    text:",
            "      - The delegation takes its seats, and nobody touches the coffee.",
            f"      - {{when: f{n % 4} or g{c} >= 60, text: Somebody coughs on purpose.}}",
        ]
        if n % SHOWN == 0:
            lines += [f"      - Opinion stands at {{g{a}}}, which is {{g{b}.band}}."]
        lines += [
            "    choices:",
            f"      - {{id: a, text: Give way, effects: {{g{a}: +6, g{b}: -4, f{n % 4}: true}},"
            f" outcome: They write it down., goto: {ahead}}}",
            f"      - {{id: b, text: Hold, when: g{a} >= 20 or not f{n % 4},"
            f" effects: {{g{a}: -10%, g{c}: +3}},"
            f" goto: {by_chance if n % CHANCES == 0 else further}}}",
            f"      - {{id: c, text: Leave, when: g{b} < 5, goto: over}}",
        ]
    lines += ["endings:", "  over: {title: Over, outcome: dropped, text: Done.}"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "story.yaml"
        path.write_text("\n".join(lines), encoding="utf-8")
        return load(path)


def play(story: Story, decisions: int) -> int:
    """Play that many decisions through the public functions; the characters told."""
    state = start(story, 1)
    told = 0
    # Worked out beforehand, so that picking costs next to nothing: 2 of 3 give way.
    picks = [(number * 7919) % 3 == 0 for number in range(decisions)]
    for pick in picks:
        offered = options(story, state)
        option = offered[pick and len(offered) > 1]
        if not option.open:
            option = offered[0]
        step = choose(story, state, option.id)
        for one in step.outcome:
            told += len(one.text)
        for one in step.scene:
            told += len(one.text)
        state = step.state
        if state.scene == "over":
            state = start(story, pick)
    return told


def floor(decisions: int) -> int:
    """The least that could be done: copy the values and render one text."""
    values = tuple(range(GAUGES + 4))
    told = 0
    for number in range(decisions):
        copy = list(values)
        copy[number % 8] += 1
        values = tuple(copy)
        told += len(f"Opinion stands at {values[0]}")
    return told


def per_second(work: object, amount: int) -> float:
    """Decisions per CPU-second, the best of five."""
    assert callable(work)
    best = float("inf")
    for _ in range(5):
        began = time.process_time()
        work(amount)
        best = min(best, time.process_time() - began)
    return amount / best


def main() -> None:
    """Print the rate, the floor's, and the ratio to the target."""
    made = story()
    play(made, 1_000)
    rate = per_second(lambda n: play(made, n), 100_000)
    least = per_second(floor, 100_000)
    print(f"decisions with text   {rate:>12,.0f} per CPU-second")
    print(f"floor (copy, one text) {least:>11,.0f} per CPU-second; ratio {least / rate:.1f}")
    print(f"target                {TARGET:>12,} per CPU-second; ratio {rate / TARGET:.2f}")


if __name__ == "__main__":
    main()
