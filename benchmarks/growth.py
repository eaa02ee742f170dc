"""How the quick check grows with a story: four times as many scenes may take four times as long.

Small stories that are odd in one way each; sixteen times is what a list costs that is gone
through for each scene.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.large import head
from benchmarks.measuring import Scale, floor, in_turns, line, ratio
from negotiator.checking.diagnostic_cache import diagnose

FEW = 1_000
TIMES = 4


def odd(n: int, when: str = "", section: str = "", part: str = "") -> str:
    """A story of n scenes; `when` is every guard, and the section has a part for each scene."""
    lines = [head(), "scenes:"]
    for number in range(n):
        near = f"s{number + 1}" if number + 1 < n else "over"
        guard = f"when: {when.format(n=number)}, " if when else ""
        lines += [f"  s{number}:", "    title: Here", "    text: Nobody speaks.", "    choices:"]
        lines += [f"      - {{id: go, text: Go, {guard}goto: {near}}}"]
    return "\n".join([*lines, section, *(part.format(n=number) for number in range(n)), ""])


ODD: dict[str, Callable[[int], str]] = {
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


def run(scale: Scale) -> None:
    """Tell how much longer each takes."""
    floor(f"the same story with a {TIMES}th of the scenes")
    few = scale.of(FEW)
    with tempfile.TemporaryDirectory() as home:
        for name, story_of in ODD.items():
            files = [Path(home) / f"{number}.yaml" for number in (few, TIMES * few)]
            for file, number in zip(files, (few, TIMES * few), strict=True):
                file.write_text(story_of(number), encoding="utf-8")
            small, large = in_turns([partial(diagnose, file) for file in files], scale.rounds)
            line(name, f"{ratio(large, small)} floors")
