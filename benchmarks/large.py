"""Large stories for measuring, in which no text, guard or reason comes twice.

A scene has some forty-five words, leads to the next one and to one of the forty after it, and a
quarter of its guards read how often some earlier scene was entered.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

A_FILE = 500
"""Scenes in a file."""
GAUGES, FLAGS, SOURCES = 8, 20, 50
_ENDS = ("a", "e", "i", "o", "u", "an", "er", "in", "os", "ut")
_SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in _ENDS]


def write(folder: Path, scenes: int) -> int:
    """Write a story of so many scenes into a folder; its size in bytes."""
    folder.mkdir(parents=True)
    (folder / "story.yaml").write_text(head(), encoding="utf-8")
    author = _Author(scenes)
    for first in range(0, scenes, A_FILE):
        text = "".join(author.scene(n) for n in range(first, min(scenes, first + A_FILE)))
        (folder / f"act{first:06}.yaml").write_text(f"scenes:\n{text}", encoding="utf-8")
    return sum(file.stat().st_size for file in folder.iterdir())


def head() -> str:
    """All that scenes refer to."""
    bands = "{0: Low, 30: Middling, 60: High}"
    lines = ["story: {id: large, title: Large, format: 1, version: 1, start: s0}", "sources:"]
    lines += [f"  S{n}: {{title: Source {n}, publisher: A paper}}" for n in range(SOURCES)]
    lines += ["gauges:"]
    lines += [
        f"  g{n}: {{label: Gauge {n}, start: 50, better: high, bands: {bands}}}"
        for n in range(GAUGES)
    ]
    lines += ["flags:", *(f"  f{n}: Flag {n}" for n in range(FLAGS)), "endings:"]
    lines += ["  over: {title: Over, outcome: over, text: It is over.}"]
    return "\n".join(lines) + "\n"


class _Author:
    """Writes scenes, always the same ones."""

    def __init__(self, scenes: int) -> None:
        self.scenes = scenes
        self.random = Random(scenes)

    def scene(self, number: int) -> str:
        pick, last = self.random.randint, self.scenes - 1
        near = f"s{number + 1}" if number < last else "over"
        far = f"s{min(last, number + pick(1, 40))}" if number < last else "over"
        amount = self.random.choice(("-7", "-4", "+3", "+6"))
        return f"""\
  s{number}:
    title: {self.words(3)}
    text:
      - {self.words(18)}.[^S{pick(0, SOURCES - 1)}]
      - {{when: {self.guard(number)}, text: {self.words(9)}.}}
    choices:
      - id: push
        text: {self.words(5)}
        when: {self.guard(number)}
        effects: {{{self.gauge()}: {amount} because {self.words(4)}, {self.flag()}: true}}
        outcome: {self.words(8)}.
        goto: {far}
      - {{id: wait, text: {self.words(4)}, goto: {near}}}
"""

    def guard(self, number: int) -> str:
        pick = self.random.randint
        kinds = (
            f"{self.gauge()} >= {pick(1, 99)} and not {self.flag()}",
            f"{self.gauge()} + {self.gauge()} > {pick(1, 199)}",
            f"{self.flag()} or {self.gauge()} < {pick(1, 99)}",
            f"visits(s{pick(0, max(0, number - 1))}) > 0 and {self.gauge()} >= {pick(1, 99)}",
        )
        return self.random.choice(kinds)

    def gauge(self) -> str:
        return f"g{self.random.randrange(GAUGES)}"

    def flag(self) -> str:
        return f"f{self.random.randrange(FLAGS)}"

    def words(self, number: int) -> str:
        made = (
            "".join(self.random.choices(_SYLLABLES, k=self.random.randint(1, 3)))
            for _ in range(number)
        )
        return " ".join(made).capitalize()
