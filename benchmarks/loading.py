"""How fast a very large story is read and checked without search.

Run: python benchmarks/loading.py
The story is made here: 10,000 scenes in files of 500, about 5 MB, with guards, effects,
citations and outcomes in the measure of a real one; the same 200 guards come again and again.
The floor is libyaml reading the files and making nothing of it. How Python itself was built
matters, too: one compiled without profile-guided optimization takes about a quarter longer.
Then small stories that are odd in one way each, and how much longer four times as many scenes
take: 4 is as it should be, 16 is what a list that is gone through for each scene costs.
"""

from __future__ import annotations

import gc
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from negotiator.analysis.diagnosing import diagnose
from negotiator.story.loading import examine

SCENES = 10_000
A_FILE = 500
GAUGES = 8
FLAGS = 20
SOURCES = 50
FIRST = 2.0
UNCHANGED = 0.15
"""Seconds that the two may take."""


def head() -> str:
    """All that the scenes refer to."""
    bands = "{0: Low, 30: Middling, 60: High}"
    lines = ["story: {id: large, title: Large, format: 1, version: 1, start: s0}", "sources:"]
    lines += [f"  S{n}: {{title: Source {n}, publisher: A paper}}" for n in range(SOURCES)]
    lines += ["glossary:", "  pact: {term: Pact, text: A promise on paper.}"]
    lines += ["axes:", "  peace: {label: Peace}", "gauges:"]
    lines += [
        f"  g{n}: {{label: Gauge {n}, start: 50, better: high, bands: {bands}}}"
        for n in range(GAUGES)
    ]
    lines += ["flags:", *(f"  f{n}: Flag {n}" for n in range(FLAGS)), "endings:"]
    lines += ["  over: {title: Over, outcome: over, text: It is over., readings: {peace: Quiet.}}"]
    return "\n".join(lines) + "\n"


def scene(n: int) -> str:
    """One scene, leading to the two after it."""
    near = f"s{n + 1}" if n + 1 < SCENES else "over"
    far = f"s{n + 2}" if n + 2 < SCENES else "over"
    a, b, flag = n % GAUGES, (n + 3) % GAUGES, n % FLAGS
    return f"""\
  s{n}:
    title: Scene {n}
    text:
      - The delegation takes its seats, and nobody touches the coffee.[^S{n % SOURCES}]
      - {{when: f{flag} or g{b} >= 60, text: 'Somebody coughs. The [[pact]] waits.'}}
    choices:
      - id: push
        text: Push for the {n}th paragraph
        when: g{a} >= {20 + n % 50} and not f{flag}
        effects: {{g{a}: -4, g{b}: +3 because it was time, f{flag}: true}}
        outcome: A page turns. Nobody objects.
        goto: {near}
      - {{id: wait, text: Wait, effects: {{g{b}: -10%}}, goto: {far}}}
"""


def odd(n: int, when: str = "", section: str = "", part: str = "") -> str:
    """A story of n scenes; `when` is every guard, and the section has a part for each scene."""
    lines = [head(), "scenes:"]
    for number in range(n):
        near = f"s{number + 1}" if number + 1 < n else "over"
        guard = f"when: {when.format(n=number)}, " if when else ""
        lines += [f"  s{number}:", "    title: Here", "    text: Nobody speaks.", "    choices:"]
        lines += [f"      - {{id: go, text: Go, {guard}goto: {near}}}"]
    return "\n".join([*lines, section, *(part.format(n=number) for number in range(n)), ""])


ODD = {
    "plain": odd,
    "a guard on its own visits": lambda n: odd(n, "visits(s{n}) < 3"),
    "a guard with no such name": lambda n: odd(n, "nobody{n} > 3"),
    "a story test each": lambda n: odd(
        n, section="tests:", part="  t{n}: {{decisions: [s0.go], ends: over}}"
    ),
    "history of no such choice": lambda n: odd(
        n,
        section="history:",
        part="  - {{date: 2016-11-23, text: Signed., choice: s0.wait{n}}}",
    ),
}
"""Stories of n scenes, each odd in its way."""


def write(folder: Path) -> int:
    """Write the large story into a folder; its size in bytes."""
    (folder / "story.yaml").write_text(head(), encoding="utf-8")
    for first in range(0, SCENES, A_FILE):
        scenes = "".join(scene(n) for n in range(first, first + A_FILE))
        (folder / f"act{first:05}.yaml").write_text(f"scenes:\n{scenes}", encoding="utf-8")
    return sum(file.stat().st_size for file in folder.iterdir())


def floor(folder: Path) -> None:
    """Read every YAML event, and drop it."""
    loader: Any = getattr(yaml, "CLoader", yaml.Loader)
    for file in sorted(folder.iterdir()):
        next_event = loader(file.read_bytes().decode()).get_event
        while next_event() is not None:
            pass


def best(work: Callable[[], object]) -> float:
    """CPU-seconds, the best of fifteen: other work on the machine only ever adds to them. What the
    last one left behind is cleared away before."""
    found = float("inf")
    for _ in range(15):
        gc.unfreeze()
        gc.collect()
        began = time.process_time()
        work()
        found = min(found, time.process_time() - began)
    return found


def growth(story_of: Callable[[int], str], home: Path) -> float:
    """How much longer four times as many scenes take."""
    times = []
    file = home / "odd.yaml"
    for n in (1_000, 4_000):
        file.write_text(story_of(n), encoding="utf-8")
        times.append(best(lambda: diagnose(file)))
    return times[1] / times[0]


def main() -> None:
    """Print the times, the floor's, and their ratios to the targets."""
    with tempfile.TemporaryDirectory() as home:
        story, cache = Path(home) / "story", Path(home) / "cache"
        story.mkdir()
        size = write(story)
        print(f"{SCENES:,} scenes, {size:,} bytes")
        least = best(lambda: floor(story))
        loaded = best(lambda: examine(story))
        first = best(lambda: diagnose(story))
        diagnose(story, cache)
        again = best(lambda: diagnose(story, cache))
        print(f"floor (YAML events)   {least:6.2f} s")
        print(f"loaded                {loaded:6.2f} s; {loaded / least:.1f} floors")
        print(
            f"loaded and checked    {first:6.2f} s; {first / least:.1f} floors; "
            f"ratio to the target {first / FIRST:.2f}"
        )
        print(f"unchanged             {again:6.3f} s; ratio to the target {again / UNCHANGED:.2f}")
        for name, story_of in ODD.items():
            print(f"{name:29} {growth(story_of, Path(home)):4.1f} times as long")


if __name__ == "__main__":
    main()
