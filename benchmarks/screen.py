"""How soon the first frame is there, and how soon a decision is painted, in a real terminal.

A frame counts from the start of the process until its text is on the screen; a decision from the
key until the first words of what comes of it are. What is started keeps its bytecode, as an
installed program does, and each is started once before. Unix only.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measuring import PACT, Scale, floor, line, ratio
from negotiator.engine import Play, talks
from negotiator.narration.play import passage
from negotiator.story.loading import load
from negotiator.story.model import Words
from negotiator.tui.presses import SEEN

if TYPE_CHECKING:
    import pexpect

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
MEASURED = 15
"""Decisions whose painting is measured; a play of the pact may end sooner."""
PATIENCE = 30
"""Seconds after which a text that doesn't come is given up."""
REST = 2 * SEEN
"""Seconds without a byte after which a screen is at rest, and has been seen: before that no key
counts."""


class Terminal:
    """A command in a terminal of 80 columns and 24 rows, with what is on its screen."""

    def __init__(self, *words: str) -> None:
        import pexpect
        import pyte

        sizes = {"COLUMNS", "LINES"}
        ours = {name: value for name, value in os.environ.items() if name not in sizes}
        self.emulator = pyte.Screen(80, 24)
        self.stream = pyte.ByteStream(self.emulator)
        self.process: pexpect.spawn[bytes] = pexpect.spawn(
            words[0],
            list(words[1:]),
            dimensions=(24, 80),
            env={**ours, "TERM": "xterm-256color", "TEXTUAL_ANIMATIONS": "none"},
            timeout=PATIENCE,
        )
        # A terminal that is read late slows the program down that writes to it.
        self.process.delayafterread = None
        self.process.delaybeforesend = None

    def wait(self, wanted: str) -> None:
        """Wait until a text is on the screen."""
        until = time.monotonic() + PATIENCE
        while wanted not in (screen := self.screen):
            if time.monotonic() > until or not self.read(PATIENCE):
                raise RuntimeError(f"{wanted!r} never came; the screen: {screen}")

    def read(self, patience: float) -> bytes:
        """Take what the program writes; nothing if it writes nothing that soon."""
        import pexpect

        try:
            written: bytes = self.process.read_nonblocking(65536, timeout=patience)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return b""
        self.stream.feed(written)
        return written

    @property
    def screen(self) -> str:
        """What the screen shows, with white space folded."""
        return " ".join(" ".join(self.emulator.display).split())

    def press(self, key: str, wanted: str) -> None:
        """Press a key once the screen is at rest, and wait until a text is on it."""
        while self.read(REST):
            pass
        self.process.send(key)
        self.wait(wanted)

    def go_on(self) -> None:
        """Turn the pages of what came of a decision, and of a new act's card, to the choices."""
        while True:
            while self.read(REST):
                pass
            if "Space Go on" not in self.screen:
                return
            self.process.send(" ")
            self.read(PATIENCE)

    def painted(self, key: str, wanted: str) -> float:
        """Seconds from a key to the last byte of a text, once the screen is at rest.

        The bytes are looked at as they come: to lay them out takes longer than to paint them.
        """
        while self.read(REST):
            pass
        began, written = time.perf_counter(), b""
        self.process.send(key)
        while wanted.encode() not in written:
            written += self.process.read_nonblocking(65536, timeout=PATIENCE)
        taken = time.perf_counter() - began
        self.stream.feed(written)
        return taken

    def close(self) -> None:
        """End it, and wait until it has ended."""
        self.process.close(force=True)


def run(scale: Scale) -> None:
    """Tell both, with their ratios to the floor."""
    floor("a Textual app of one line of text, started and pressed in the same way, in turns")
    if sys.platform == "win32":
        line("left out", "needs a Unix terminal")
        return
    with tempfile.TemporaryDirectory() as saves, keeping_bytecode():
        first_frame(saves, scale.of(ROUNDS))
        decisions(saves, scale.of(MEASURED, 3))


@contextmanager
def keeping_bytecode() -> Iterator[None]:
    """Let what is started keep its bytecode, in a folder of its own. Where Python is told to keep
    none, more than half of a first frame would be its compiler's work."""
    before = dict(os.environ)
    with tempfile.TemporaryDirectory() as folder:
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = folder
        try:
            yield
        finally:
            os.environ.clear()
            os.environ.update(before)


def command() -> str:
    """The installed command."""
    return str(Path(sys.executable).with_name("negotiator"))


def first_frame(saves: str, rounds: int) -> None:
    """Tell how long the first frame of the title and that of a play take: processor time up to it,
    and by the clock."""
    begins = Play.begin(load(PACT), 3).place.title
    starts = {
        "the title": ((command(), "--saves", saves), "N E G O T I A T O R"),
        "a play": ((command(), "play", "gsomia_2016", "--seed", "3", "--saves", saves), begins),
        "the floor": ((sys.executable, "-c", TRIVIAL), "H E L L O"),
    }
    cpu: dict[str, list[float]] = {name: [] for name in starts}
    clock: dict[str, list[float]] = {name: [] for name in starts}
    for number in range(rounds + 1):
        for name, (words, wanted) in starts.items():
            before, began = of_children(), time.perf_counter()
            terminal = Terminal(*words)
            terminal.wait(wanted)
            took = time.perf_counter() - began
            terminal.close()
            if number:  # the first start only makes the bytecode
                clock[name].append(took)
                cpu[name].append(of_children() - before)
    for by, times in (("processor", cpu), ("clock", clock)):
        least = times.pop("the floor")
        for name, ours in times.items():
            middle = statistics.median(ours) * 1000
            line(
                f"first frame of {name}, by the {by}",
                f"{ratio(ours, least)} floors; {middle:.0f} ms",
            )


def of_children() -> float:
    """Processor time of all processes that were started here and have ended."""
    used = os.times()
    return used.children_user + used.children_system


def decisions(saves: str, count: int) -> None:
    """Tell how long decisions take until they are painted, by the clock."""
    trivial = Terminal(sys.executable, "-c", TRIVIAL)
    trivial.wait("H E L L O")
    floors = [trivial.painted(key, f"pressed-{key}-") for key in "abcdefghi"]
    trivial.close()
    terminal = Terminal(command(), "play", "gsomia_2016", "--seed", "3", "--saves", saves)
    times = list(islice(pressed(terminal), count))
    terminal.close()
    middle, least = statistics.median(times), statistics.median(floors)
    line(
        "a decision painted, by the clock",
        f"{middle / least:.3g} floors; {middle * 1000:.0f} ms in the middle, "
        f"{max(times) * 1000:.0f} ms at most of {len(times)}",
    )


def pressed(terminal: Terminal) -> Iterator[float]:
    """Play the pact, always taking the last choice that is open; the seconds each key takes."""
    story = load(PACT)
    play = Play.begin(story, 3)
    terminal.wait(play.place.title)
    while True:
        open_ = [n for n, option in enumerate(play.options(), start=1) if option.open]
        at_table = talks(story, play.state) is not None
        play = play.choose(play.options()[open_[-1] - 1].id)
        if play.ending:
            return
        terminal.go_on()
        if at_table:  # the last at a table is to leave it, which has a key of its own and asks back
            terminal.wait("Lay them out")
            terminal.press("v", "x Leave")
            terminal.press("x", "Leave the table?")
        # The first words of the outcome, below what was chosen.
        (first, *_rest) = passage(play.steps[-1].told[0]).parts
        assert isinstance(first, Words)
        words = first.words[:12].rpartition(" ")[0] or first.words.split()[0]
        yield terminal.painted("y" if at_table else str(open_[-1]), words)
