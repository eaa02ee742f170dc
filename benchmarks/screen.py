"""How soon the first frame is there, how soon a decision is painted, and how much memory a play
takes to its end, in a real terminal.

A frame counts from the start of the process until its text is on the screen; a decision from the
key until the first words of what comes of it are. What is started keeps its bytecode, as an
installed program does, and each is started once before. Unix only; memory on Linux only.
"""

from __future__ import annotations

import os
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

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
SEED = 3
MEASURED = 40
"""Decisions whose painting is measured at each size, in as many plays as that takes."""
SIZES = ((80, 24), (120, 40))
"""Columns and rows."""
WIDE = 100
"""Columns from which on the terms of a table are laid out at once."""
PATIENCE = 30
"""Seconds after which a text that doesn't come is given up."""
REST = 2 * SEEN
"""Seconds without a byte after which a screen is at rest, and has been seen: before that no key
counts."""


class Terminal:
    """A command in a terminal of some columns and rows, with what is on its screen."""

    def __init__(self, *words: str, size: tuple[int, int] = SIZES[0]) -> None:
        import pexpect
        import pyte

        sizes = {"COLUMNS", "LINES"}
        ours = {name: value for name, value in os.environ.items() if name not in sizes}
        self.emulator = pyte.Screen(*size)
        self.stream = pyte.ByteStream(self.emulator)
        self.process: pexpect.spawn[bytes] = pexpect.spawn(
            words[0],
            list(words[1:]),
            dimensions=size[::-1],
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

    @property
    def pid(self) -> int:
        """The number of its process."""
        found = self.process.pid
        assert found is not None
        return found

    def rest(self) -> None:
        """Wait until the screen is at rest."""
        while self.read(REST):
            pass

    def press(self, key: str, wanted: str) -> None:
        """Press a key once the screen is at rest, and wait until a text is on it."""
        self.rest()
        self.process.send(key)
        self.wait(wanted)

    def go_on(self) -> None:
        """Turn the pages of what came of a decision, and of a new act's card, to the choices."""
        self.rest()
        while "Space Go on" in self.screen:
            self.process.send(" ")
            self.read(PATIENCE)
            self.rest()

    def read_on(self) -> None:
        """Turn pages until nothing changes any more, in what is shown or in what is worked out."""
        before = None
        while before != (before := (self.screen, used(self.pid))):
            self.process.send(" ")
            self.rest()
            time.sleep(REST)

    def painted(self, key: str, wanted: str) -> float:
        """Seconds from a key to the last byte of a text, once the screen is at rest.

        The bytes are looked at as they come: to lay them out takes longer than to paint them.
        """
        self.rest()
        began, written = time.perf_counter(), b""
        self.process.send(key)
        while wanted.encode() not in written:
            written += self.process.read_nonblocking(65536, timeout=PATIENCE)
        taken = time.perf_counter() - began
        self.stream.feed(written)
        return taken

    def close(self) -> None:
        """End it, and wait until it has ended."""
        self.process.kill(signal.SIGKILL)  # a milder one takes as long as the program likes
        self.process.wait()
        self.process.close()


def run(scale: Scale) -> None:
    """Tell all three, with their ratios to the floor."""
    floor("a Textual app of one line of text, started and pressed in the same way, in turns")
    if sys.platform == "win32":
        line("left out", "needs a Unix terminal")
        return
    with tempfile.TemporaryDirectory() as saves, keeping_bytecode():
        first_frame(saves, scale.of(ROUNDS))
        for size in SIZES:
            decisions(saves, size, scale.of(MEASURED, 3))
        if scale.part == 1:  # nothing less than a whole play says anything
            memory(saves)


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


def starting(saves: str, seed: int = SEED) -> tuple[str, ...]:
    """The command that begins a play of the pact."""
    return command(), "play", "gsomia_2016", "--seed", str(seed), "--saves", saves


def first_frame(saves: str, rounds: int) -> None:
    """Tell how long the first frame of the title and that of a play take, and the first scene:
    processor time up to it, and by the clock."""
    story = load(PACT)
    starts = {
        "first frame of the title": ((command(), "--saves", saves), "N E G O T I A T O R"),
        "first frame of a play": (starting(saves), story.title),
        "first scene of a play": (starting(saves), Play.begin(story, SEED).place.title),
        "floor": ((sys.executable, "-c", TRIVIAL), "H E L L O"),
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
        least = times.pop("floor")
        for name, ours in times.items():
            middle = statistics.median(ours) * 1000
            line(f"{name}, by the {by}", f"{ratio(ours, least)} floors; {middle:.0f} ms")


def of_children() -> float:
    """Processor time of all processes that were started here and have ended."""
    times = os.times()
    return times.children_user + times.children_system


def decisions(saves: str, size: tuple[int, int], number: int) -> None:
    """Tell how long decisions take until they are painted, by the clock."""
    trivial = Terminal(sys.executable, "-c", TRIVIAL, size=size)
    trivial.wait("H E L L O")
    floors = [trivial.painted(key, f"pressed-{key}-") for key in "abcdefghi"]
    trivial.close()
    times = list(islice(painted(saves, size), number))
    middle, least = statistics.median(times), statistics.median(floors)
    ninety_five = statistics.quantiles(times, n=20)[-1]
    line(
        f"a decision painted at {size[0]}x{size[1]}",
        f"{middle / least:.3g} floors; {middle * 1000:.0f} ms in the middle, "
        f"{ninety_five * 1000:.0f} ms at the 95th percentile of {len(times)}, by the clock",
    )


def painted(saves: str, size: tuple[int, int]) -> Iterator[float]:
    """The seconds that each decision takes until it is painted, in one play after the other."""
    for seed in count(SEED):
        terminal = Terminal(*starting(saves, seed), size=size)
        try:
            for one in to_the_end(terminal, seed):
                if one.told:
                    yield terminal.painted(one.key, one.told)
                else:
                    break
        finally:
            terminal.close()


class Decision(NamedTuple):
    """The key that makes a decision on the screen, and the first words told of it; none if an
    ending is told instead."""

    key: str
    told: str


def to_the_end(terminal: Terminal, seed: int) -> Iterator[Decision]:
    """Play the pact, always taking the last choice that is open: each decision, once the screen is
    ready for its key, which is left to press."""
    story = load(PACT)
    play = Play.begin(story, seed)
    terminal.wait(play.place.title)
    while play.ending is None:
        open_ = [n for n, option in enumerate(play.options(), start=1) if option.open]
        at_table = talks(story, play.state) is not None
        play = play.choose(play.options()[open_[-1] - 1].id)
        terminal.go_on()
        if at_table:  # the last at a table is to leave it, which has a key of its own and asks back
            if terminal.emulator.columns < WIDE:
                terminal.wait("Lay them out")
                terminal.press("v", "x Leave")
            terminal.press("x", "Leave the table?")
        key = "y" if at_table else str(open_[-1])
        yield Decision(key, "" if play.ending else first_words(play))


def first_words(play: Play) -> str:
    """The first words of what came of the last decision, below what was chosen."""
    (first, *_rest) = passage(play.steps[-1].told[0]).parts
    assert isinstance(first, Words)
    return first.words[:12].rpartition(" ")[0] or first.words.split()[0]


def memory(saves: str) -> None:
    """Tell how much memory a play has once its debrief was read, beside the floor's."""
    if not Path("/proc/self/status").is_file():
        line("memory left out", "needs Linux")
        return
    trivial = Terminal(sys.executable, "-c", TRIVIAL)
    trivial.wait("H E L L O")
    least = resident(trivial.pid)
    trivial.close()
    terminal = Terminal(*starting(saves))
    made = 0
    for one in to_the_end(terminal, SEED):
        terminal.press(one.key, one.told)
        made += 1
    terminal.go_on()
    terminal.read_on()
    ours = resident(terminal.pid)
    terminal.close()
    line(
        f"after {made} decisions and a debrief",
        f"{(ours - least) / 1e6:+.1f} MB; {ours / 1e6:.0f} MB, {least / 1e6:.0f} MB of the floor",
    )


def resident(pid: int) -> int:
    """The memory that a process has now, in bytes."""
    rows = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(row.split()[1]) * 1024 for row in rows if row.startswith("VmRSS"))


def used(pid: int) -> int:
    """The processor time that a process has had, in ticks; 0 where that can't be asked."""
    file = Path(f"/proc/{pid}/stat")
    if not file.is_file():
        return 0
    fields = file.read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])
