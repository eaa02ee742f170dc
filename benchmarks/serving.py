"""What a decision costs `negotiator serve`, and how long its pages are.

The pact is played at random, a form and the page after it for each decision, by sixteen who keep
step, by turns with a server that is as bare as it can be: milliseconds are another machine's. What
the server does once for a story, while nobody waits, is told apart. Linux only.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from benchmarks.bare_server import OF_SERVE, bare
from benchmarks.in_step import Ask, Asking, Players, processor_seconds
from benchmarks.measuring import PACT, Scale, floor, line, ratio
from benchmarks.page_forms import filled

DECISIONS = 600
MOST_MS, MOST_BYTES = 3, 12 * 1024
"""What a decision may cost, and how long a page before the ending may be."""
_QUIET = 3
"""Seconds without work after which a server rests."""


def run(scale: Scale) -> None:
    """Tell both."""
    if not Path("/proc/self/stat").exists():
        line("left out", "the processor time of another process is read from Linux")
        return
    floor("the least that a server of plays can be (`bare_server`), by turns with it")
    sizes: list[int] = []
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as one, bare() as least:
        process, port = one
        players = Players(process, port, lambda pick: player(pick, sizes))
        players.decide(scale.of(DECISIONS, 20))  # templates are compiled by then
        ahead = rest(process) if scale.part == 1 else 0.0
        sizes.clear()
        number = scale.of(DECISIONS, 20)
        costs = [(players.cost(number), least.cost(number)) for _ in range(scale.rounds)]
    each = ratio(*zip(*costs, strict=True))
    spent = median(ours for ours, _ in costs)
    line(
        "a decision",
        f"{each} times that, {spent:.2f} ms; at most {OF_SERVE:.2f}, which was {MOST_MS} ms",
    )
    if ahead:
        line("before that, once for the story", f"{ahead:.1f} s")
    line("a page", f"{median(sizes):,.0f} bytes, at most {max(sizes):,}; at most {MOST_BYTES:,}")


def rest(process: int) -> float:
    """Wait until a server makes nothing more ahead; returns the seconds that this took of it."""
    begun = last = processor_seconds(process)
    quiet = 0
    while quiet < _QUIET:
        time.sleep(1)
        now = processor_seconds(process)
        quiet = quiet + 1 if now - last < 0.02 else 0
        last = now
    return last - begun


def player(pick: random.Random, sizes: list[int]) -> Asking:
    """Somebody who plays at random for ever, to an ending each time; the pages are as long as in
    `sizes`."""
    while True:
        _, to = yield Ask("/begin", {"story": "gsomia_2016", "once": ""})
        home = to.rpartition("/")[0]
        page, _ = yield Ask(f"{home}/now")
        while form := filled(page, pick):  # an ending has none, with all that is told then
            sizes.append(len(page.encode()))
            _, to = yield Ask(f"{home}/{form.action}", form.fields, decides=True)
            page, _ = yield Ask(to.partition("#")[0])


@contextmanager
def served(folder: Path) -> Iterator[tuple[int, int]]:
    """The command, answering: its process and its port."""
    words = ["-m", "negotiator", "serve", str(PACT), "--port", "0", "--saves", str(folder)]
    process = subprocess.Popen(
        [sys.executable, *words],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "NEGOTIATOR_DATA": str(folder / "data")},
    )
    try:
        assert process.stdout is not None
        found = re.search(r":(\d+)/", process.stdout.readline())
        assert found is not None
        yield process.pid, int(found[1])
    finally:
        process.terminate()
        process.wait()
