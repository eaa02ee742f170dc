"""Compares the engine with the whole record: `python -m tests.golden.replay [PART OF A NAME]`.

The tests take a share of it; this takes every play, verdict and tally, in about two minutes, and
reports where each story first differs from the record: its name, the seed and the step.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from negotiator.story.loading import load
from negotiator.story.model import Story
from tests.golden import checking, counting, keeping, playing


def breaks(story: Story, name: str, recorded: list[str], numbers: Iterable[int]) -> list[str]:
    """Where the first of these plays that differs from the record does so, and how many do."""
    found = [
        told
        for number in numbers
        if (told := playing.first_break(story, name, number, recorded[number]))
    ]
    return [f"{found[0]}; {len(found)} plays of this story in all"] if found else []


def main() -> int:
    """Go through the stories whose names contain the given word, or through all."""
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    record = {part: keeping.read(part) for part in ("plays", "verdicts", "tallies")}
    broken = 0
    with tempfile.TemporaryDirectory() as folder:
        keeping.unpack(Path(folder))
        for name, recorded in record["plays"].items():
            if wanted not in name:
                continue
            path = Path(folder) / name
            story = load(path)
            told = breaks(story, name, recorded, range(len(recorded)))
            if name in record["verdicts"]:
                told += differing(
                    f"{name}: verdicts", checking.verdicts(path), record["verdicts"][name]
                )
            if name in record["tallies"]:
                told += differing(
                    f"{name}: tallies", counting.tallies(story, name), record["tallies"][name]
                )
            for line in told:
                print(line, flush=True)
            broken += bool(told)
    print(f"{broken} stories leave the record" if broken else "all is as it was recorded")
    return min(broken, 1)


def differing(what: str, found: dict[str, Any], recorded: dict[str, Any]) -> list[str]:
    """The parts in which something that was found differs from what was recorded."""
    parts = [key for key in recorded if found.get(key) != recorded[key]]
    return [f"{what} differ in {', '.join(parts)}"] if parts else []


if __name__ == "__main__":
    sys.exit(main())
