"""How soon the first frame is there, and how soon a decision is painted, in a real terminal.

Run: python benchmarks/screen.py   (Unix; needs the test extra)
The floor is a trivial Textual app started in the same way on the same machine, in turns with
ours. A frame counts from the start of the process to the first byte of its text; a decision
from the key to the first words of what comes of it.
"""

from __future__ import annotations

import contextlib
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

import pexpect

from negotiator.engine import Play
from negotiator.shelf import Shelf
from negotiator.story.model import Words

TRIVIAL = """
from textual.app import App
from textual.widgets import Static
class Trivial(App):
    def compose(self):
        yield Static("H E L L O")
    def on_key(self, event):
        self.query_one(Static).update(f"pressed-{event.key}-")
Trivial().run()
"""
ROUNDS = 15
FIRST_FRAME = 1.5
PAINTED = 0.050


def started(command: str, words: list[str], wanted: str) -> tuple[float, pexpect.spawn[bytes]]:
    """Seconds until a command shows a text, and the command."""
    environment = {**os.environ, "TERM": "xterm-256color", "TEXTUAL_ANIMATIONS": "none"}
    began = time.perf_counter()
    process: pexpect.spawn[bytes] = pexpect.spawn(
        command, words, dimensions=(24, 80), env=environment, timeout=30
    )
    # A terminal that is read late slows the program down that writes to it.
    process.delayafterread = None
    process.delaybeforesend = None
    process.expect_exact(wanted.encode())
    return time.perf_counter() - began, process


def first_frame(saves: str) -> None:
    """Print the time to the first frame, ours and the floor's."""
    trivial: list[float] = []
    ours: list[float] = []
    command = str(Path(sys.executable).with_name("negotiator"))
    for _ in range(ROUNDS):
        seconds, process = started(sys.executable, ["-c", TRIVIAL], "H E L L O")
        process.close(force=True)
        trivial.append(seconds)
        seconds, process = started(command, ["--saves", saves], "N E G O T I A T O R")
        process.close(force=True)
        ours.append(seconds)
    floor, got = statistics.median(trivial), statistics.median(ours)
    print(f"trivial app, first frame  {floor * 1000:>7.0f} ms")
    print(
        f"negotiator, first frame   {got * 1000:>7.0f} ms; ratio {got / floor:.2f} "
        f"(target {FIRST_FRAME})"
    )


def painted(process: pexpect.spawn[bytes], key: str, wanted: str) -> float:
    """Seconds from a key to the first byte of a text, once the screen is at rest."""
    time.sleep(0.5)
    with contextlib.suppress(pexpect.TIMEOUT):
        process.read_nonblocking(1_000_000, timeout=0.1)
    began = time.perf_counter()
    process.send(key)
    process.expect_exact(wanted.encode())
    return time.perf_counter() - began


def decisions(saves: str) -> None:
    """Print how long decisions take until they are painted."""
    story = Shelf.of_shipped().open("gsomia_2016")
    command = str(Path(sys.executable).with_name("negotiator"))
    words = ["play", "gsomia_2016", "--seed", "3", "--saves", saves]
    play = Play.begin(story, 3)
    _, trivial = started(sys.executable, ["-c", TRIVIAL], "H E L L O")
    time.sleep(0.5)
    floor = statistics.median(painted(trivial, key, f"pressed-{key}-") for key in "abcdefghi")
    trivial.close(force=True)
    _, process = started(command, words, play.place.title)
    times = []
    time.sleep(1)
    while play.ending is None:
        open_ = [n for n, option in enumerate(play.options(), start=1) if option.open]
        play = play.choose(play.options()[open_[-1] - 1].id)
        if play.ending:
            break
        # The first words of the outcome, below what was chosen.
        first = play.steps[-1].told[0].segments[0]
        assert isinstance(first, Words)
        times.append(painted(process, str(open_[-1]), first.words[:12].rpartition(" ")[0]))
    process.close(force=True)
    middle, worst = statistics.median(times), max(times)
    print(f"trivial app, key painted  {floor * 1000:>7.0f} ms")
    print(
        f"a decision painted        {middle * 1000:>7.0f} ms in the middle, "
        f"{worst * 1000:.0f} ms at worst of {len(times)}; "
        f"ratio {middle / PAINTED:.2f} of {PAINTED * 1000:.0f} ms"
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        first_frame(folder)
        decisions(folder)
