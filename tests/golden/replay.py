"""Holds the engine to all recorded plays: `python -m tests.golden.replay [PART OF A NAME]`.

The tests take a share of them; this takes every one, and tells where each story first leaves the
record: its name, the seed and the step.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from negotiator.story.loading import load
from negotiator.story.model import Story
from tests.golden import keeping, playing


def breaks(story: Story, name: str, recorded: list[str], numbers: Iterable[int]) -> list[str]:
    """Where the first of these plays that leaves the record does so, and how many do."""
    found = [
        told
        for number in numbers
        if (told := playing.first_break(story, name, number, recorded[number]))
    ]
    return [f"{found[0]}; {len(found)} plays of this story in all"] if found else []


def main() -> int:
    """Replay every play of the stories whose name has the word given, or of all."""
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    record = keeping.read("plays")
    broken = 0
    with tempfile.TemporaryDirectory() as folder:
        keeping.unpack(Path(folder))
        for name, recorded in record.items():
            if wanted in name:
                story = load(Path(folder) / name)
                for line in breaks(story, name, recorded, range(len(recorded))):
                    broken += 1
                    print(line, flush=True)
    print(f"{broken} stories leave the record" if broken else "every play is as it was recorded")
    return min(broken, 1)


if __name__ == "__main__":
    sys.exit(main())
