"""This checkout against an older one: `python -m benchmarks.paired OLD_CHECKOUT [NAME ...]`.

Both stay up as processes of their own and do each piece of work in turns, the older one first in
every other round. What is told is how many times as long the new one takes, in processor time:
the middle of all rounds, the quarters beside it, the extremes, and the best round of each against
the other's, which a busy machine disturbs least. It fails if something is slower beyond 5 % both
in the middle and at best. Names choose pieces of work by how they begin.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import quantiles
from typing import IO

from benchmarks.measuring import HERE
from tests.golden import keeping

ROUNDS = 11
SLOWER = 1.05


class Worker:
    """A checkout at work. Where it has `benchmarks.workloads` of its own, that knows its functions
    best; else ours are tried on it."""

    def __init__(self, checkout: Path, pact: Path) -> None:
        source = checkout / "src"
        if not (source / "negotiator").is_dir():
            raise SystemExit(f"{checkout} is no checkout: it has no src/negotiator")
        own = (checkout / "benchmarks" / "workloads.py").is_file()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.workloads", str(pact)],
            cwd=checkout if own else HERE.parent,
            env={**os.environ, "PYTHONPATH": str(source)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.asked: IO[str] = self.process.stdin
        self.told: IO[str] = self.process.stdout
        found = Path(self._line())
        if found != source.resolve() / "negotiator":
            raise SystemExit(f"{checkout} was to be measured, but {found} was loaded")
        self.names = self._line().split("\t")

    def seconds(self, name: str) -> float:
        """Processor time of a piece of work."""
        print(name, file=self.asked, flush=True)
        return float(self._line())

    def close(self) -> None:
        """Let it end."""
        self.asked.close()
        self.process.wait()

    def _line(self) -> str:
        line = self.told.readline().strip()
        if not line:
            raise SystemExit("a checkout failed at its work; it said why above")
        return line


def is_slower(old: Worker, new: Worker, name: str, rounds: int) -> bool:
    """Tell how the two compare at a piece of work; whether it is slower beyond what may be."""
    taken: dict[Worker, list[float]] = {old: [], new: []}
    for worker in taken:
        worker.seconds(name)  # the first time makes ready what later ones find
    for number in range(rounds):
        for worker in (old, new) if number % 2 else (new, old):
            taken[worker].append(worker.seconds(name))
    ratios = [now / then for now, then in zip(taken[new], taken[old], strict=True)]
    low, middle, high = quantiles(ratios)
    best = min(taken[new]) / min(taken[old])
    slower = middle > SLOWER and best > SLOWER
    print(
        f"{name:28} {middle:.3f}  ({low:.3f} to {high:.3f}; {min(ratios):.3f} to "
        f"{max(ratios):.3f} in {rounds} rounds)  best {best:.3f}{'  SLOWER' if slower else ''}",
        flush=True,
    )
    return slower


def main() -> int:
    """Compare; whether something is slower beyond 5 %."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.paired", description=__doc__)
    parser.add_argument("old", type=Path, help="a checkout of what was before")
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"at least 3 (default {ROUNDS})")
    asked = parser.parse_args()
    if asked.rounds < 3:
        parser.error("of fewer than 3 rounds nothing can be said")
    with tempfile.TemporaryDirectory() as folder:
        keeping.unpack(Path(folder))
        pact = Path(folder) / "pact"
        old, new = Worker(asked.old.resolve(), pact), Worker(HERE.parent, pact)
        both = [name for name in old.names if name in new.names]
        for name in set(old.names) ^ set(new.names):
            print(f"only one of the two has `{name}`: left out")
        wanted = [one for one in both if not asked.names or one.startswith(tuple(asked.names))]
        print("times as long as before: the middle (half of all rounds; all rounds)  at best")
        slower = [name for name in wanted if is_slower(old, new, name, asked.rounds)]
        for worker in (old, new):
            worker.close()
    if slower:
        print(f"slower beyond {SLOWER - 1:.0%}: {'; '.join(slower)}")
    return min(len(slower), 1)


if __name__ == "__main__":
    sys.exit(main())
