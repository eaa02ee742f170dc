"""The terminal after the game was ended, put to sleep or woken by a signal, or has failed."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

import termios

from tests.conftest import HARBOUR
from tests.test_end_to_end import COMMAND, PATIENCE, Terminal, kept

COOKED = termios.ECHO | termios.ICANON | termios.ISIG
GIVEN_BACK = {"?1049", "?1000", "?1003", "?1006", "?2004", "?1004"}
"""The other screen, the mouse, pasted text and the focus: all switched on, and off again."""


class Watched(Terminal):
    """A terminal that remembers what was switched on and off in it."""

    def __init__(self, *words: str, command: str | None = None) -> None:
        super().__init__(*words, command=command)
        self.switched: dict[str, str] = {}
        self.process.logfile_read = self

    def write(self, data: bytes) -> None:
        """Note what is switched in what was just read."""
        self.switched |= re.findall(r"\x1b\[(\?\d+)([hl])", data.decode(errors="replace"))

    def flush(self) -> None:
        pass

    @property
    def is_raw(self) -> bool:
        return not termios.tcgetattr(self.process.child_fd)[3] & COOKED

    @property
    def is_given_back(self) -> bool:
        flags = termios.tcgetattr(self.process.child_fd)[3] & COOKED
        return flags == COOKED and {self.switched.get(mode) for mode in GIVEN_BACK} == {"l"}

    def read_on(self) -> bool:
        """Read what comes; whether more may come."""
        return self.read(0.2) is not None

    def until_given_back(self) -> None:
        until = time.monotonic() + PATIENCE
        while not self.is_given_back:
            assert time.monotonic() < until, (self.switched, self.is_raw)
            self.read_on()


def altered(script: str, words: Sequence[str], saves: Path, **parts: object) -> Watched:
    """The command with these words, run by a script that alters the program before."""
    words = [*words, "--saves", str(saves)]
    return Watched("-c", script.format(words=words, **parts), command=sys.executable)


PLAYING = ("play", str(HARBOUR))


@pytest.fixture
def terminal(tmp_path: Path) -> Watched:
    found = Watched("play", str(HARBOUR), "--seed", "7", "--saves", str(tmp_path / "saves"))
    found.wait("The harbour silted up last year.")
    assert found.is_raw
    found.press("2", "The whole town is in the hall")
    return found


@pytest.mark.parametrize(
    "number",
    [
        signal.SIGTERM,
        signal.SIGHUP,
        signal.SIGINT,
        signal.SIGQUIT,
        signal.SIGXCPU,
    ],
)
def test_a_signal_to_end_gives_the_terminal_back(
    terminal: Watched, tmp_path: Path, number: signal.Signals
) -> None:
    terminal.process.kill(number)
    while terminal.read_on():
        pass
    assert terminal.is_given_back
    assert terminal.end() == 128 + number
    assert kept(tmp_path / "saves") == [("quay.promise",)]


def test_it_sleeps_and_wakes(terminal: Watched, tmp_path: Path) -> None:
    terminal.press_once("\x1a")
    terminal.until_given_back()
    state = Path(f"/proc/{terminal.process.pid}/stat")
    until = time.monotonic() + PATIENCE
    while state.exists() and "T" not in state.read_text().rpartition(")")[2]:
        assert time.monotonic() < until
        terminal.read_on()
    terminal.emulator.reset()
    terminal.process.kill(signal.SIGCONT)
    terminal.wait("The whole town is in the hall")
    assert terminal.is_raw
    terminal.press("1", "SIGNED")
    terminal.press_once("\x11")
    while terminal.read_on():
        pass
    assert terminal.is_given_back


def test_a_signal_to_go_on_without_sleep_changes_nothing(terminal: Watched) -> None:
    terminal.process.kill(signal.SIGSTOP)
    terminal.process.kill(signal.SIGCONT)
    terminal.press("1", "SIGNED")
    terminal.press_once("\x11")
    while terminal.read_on():
        pass
    assert terminal.is_given_back


def test_it_ends_with_its_terminal(terminal: Watched) -> None:
    # Closed where it is held: a second close would hit another test's terminal of that number.
    held = terminal.process.ptyproc  # type: ignore[attr-defined]
    held.fileobj.close()
    held.closed = terminal.process.closed = True
    until = time.monotonic() + PATIENCE
    while os.waitpid(terminal.process.pid or 0, os.WNOHANG) == (0, 0):
        assert time.monotonic() < until


WAKENED = """
import os, signal, sys, threading
from textual.drivers.linux_driver import LinuxDriver
from negotiator.tui.screens.play import PlayScreen
from negotiator.cli import main
def at_once(screen):
    # The thread keeps Python to itself, so that the screen hears of both together.
    def send():
        sys.setswitchinterval(60)
        for number in (signal.SIGTSTP, signal.SIGCONT):
            os.kill(os.getpid(), number)
        sys.setswitchinterval(0.005)
    sender = threading.Thread(target=send)
    sender.start()
    sender.join()
suspend = LinuxDriver.suspend_application_mode
def while_it_lies_down(driver):
    suspend(driver)
    os.kill(os.getpid(), signal.SIGCONT)
def alone(screen):
    LinuxDriver.suspend_application_mode = while_it_lies_down
    os.kill(os.getpid(), signal.SIGTSTP)
PlayScreen.action_details = {when}
sys.argv[1:] = {words}
main()
"""


@pytest.mark.parametrize("when", ["at_once", "alone"])
def test_a_signal_to_go_on_right_after_one_to_sleep_is_not_lost(tmp_path: Path, when: str) -> None:
    terminal = altered(WAKENED, PLAYING, tmp_path / "saves", when=when)
    terminal.wait("The harbour silted up last year.")
    terminal.press_once("d")
    terminal.press("2", "The whole town is in the hall")
    assert terminal.is_raw
    terminal.press("1", "SIGNED")


TAKING = """
import os, signal, sys
from textual.drivers.linux_driver import LinuxDriver
from negotiator.cli import main
take = LinuxDriver.start_application_mode
def take_and_be_told(driver):
    take(driver)
    os.kill(os.getpid(), {number})
LinuxDriver.start_application_mode = take_and_be_told
sys.argv[1:] = {words}
main()
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
@pytest.mark.parametrize("words", [(), PLAYING], ids=["title", "play"])
def test_a_signal_right_after_the_terminal_was_taken_gives_it_back(
    tmp_path: Path, words: Sequence[str], number: signal.Signals
) -> None:
    terminal = altered(TAKING, words, tmp_path / "saves", number=int(number))
    while terminal.read_on():
        pass
    assert terminal.is_given_back
    assert terminal.end() == 128 + number
    assert "Error" not in terminal.screen


def test_it_ends_although_it_is_put_to_sleep_while_it_leaves(terminal: Watched) -> None:
    terminal.process.kill(signal.SIGTERM)
    terminal.process.kill(signal.SIGTSTP)
    # A process that fell asleep before it heard of the first is woken by whoever put it there.
    until = time.monotonic() + PATIENCE
    while terminal.read_on():
        assert time.monotonic() < until
        terminal.process.kill(signal.SIGCONT)
    assert terminal.is_given_back
    assert terminal.end() == 128 + signal.SIGTERM


FAILING = """
import sys
from negotiator.tui.screens.play import PlayScreen
from negotiator.tui.terminal_input import Heard
from negotiator.cli import main
heard = Heard.messages
def fail(reader, content=b"d"):
    if b"d" in content: raise RuntimeError("out of order")
    return heard(reader, content)
{failing} = fail
sys.argv[1:] = {words}
main()
"""


FAILED = "The screen has failed, as told above."


@pytest.mark.parametrize("failing", ["PlayScreen.action_details", "Heard.messages"])
@pytest.mark.parametrize(
    ("is_decided", "is_blocked", "said"),
    [
        (False, False, FAILED),
        (True, False, f"{FAILED} Go on with --continue."),
        (True, True, f"{FAILED} This play is not saved. Plays can't be saved in"),
    ],
    ids=["undecided", "saved", "not saved"],
)
def test_a_screen_that_fails_says_what_is_saved_and_exits_with_1(
    tmp_path: Path, failing: str, is_decided: bool, is_blocked: bool, said: str
) -> None:
    if is_blocked:
        (tmp_path / "file").write_text("in the way", encoding="utf-8")
    saves = tmp_path / "file" / "saves" if is_blocked else tmp_path / "saves"
    terminal = altered(FAILING, PLAYING, saves, failing=failing)
    terminal.wait("The harbour silted up last year.")
    if is_decided:
        terminal.press("2", "The whole town is in the hall")
    terminal.press_once("d")
    while terminal.read_on():
        pass
    assert "out of order" in terminal.screen
    assert said in terminal.screen
    assert ("--continue" in terminal.screen) == ("--continue" in said)
    assert terminal.is_given_back
    assert terminal.end() == 1


BUSY = """
import asyncio, sys, time
from negotiator.tui.screens.play import PlayScreen
from negotiator.cli import main
def busy(screen):
    {busy}
PlayScreen.action_details = busy
sys.argv[1:] = {words}
main()
"""


@pytest.mark.parametrize(
    "busy",
    [
        "while True: sum(range(1000))",
        "time.sleep(600)",
        "asyncio.get_running_loop().run_in_executor(None, time.sleep, 600)",
    ],
    ids=["counting", "waiting", "reading"],
)
def test_a_busy_screen_ends_on_a_signal_all_the_same(tmp_path: Path, busy: str) -> None:
    """Whether its loop never comes back, or a thread of its never does."""
    terminal = altered(BUSY, PLAYING, tmp_path / "saves", busy=busy)
    terminal.wait("The harbour silted up last year.")
    terminal.press_once("d")
    terminal.read_on()
    terminal.process.kill(signal.SIGTERM)
    while terminal.read_on():
        pass
    assert terminal.is_given_back
    assert terminal.end() == 128 + signal.SIGTERM


JOB = """
import os, signal, subprocess, sys, termios, time

def to_front(group):
    os.tcsetpgrp(0, group)

signal.signal(signal.SIGTTOU, signal.SIG_IGN)  # a shell changes its terminal at any time
own = os.getpgrp()
found = termios.tcgetattr(0)
raw = None
def stopped():
    global raw
    assert os.WIFSTOPPED(os.waitpid(job, os.WUNTRACED)[1])
    raw = raw or termios.tcgetattr(0)  # as the job left it, which shells give back to it
    to_front(own)
    termios.tcsetattr(0, termios.TCSANOW, found)
    print("stopped", flush=True)
def go_on(front):
    if front:
        to_front(job)
    os.killpg(job, signal.SIGCONT)
job = os.fork()
if not job:
    os.setpgid(0, 0)
    if {front}:
        os.tcsetpgrp(0, os.getpgrp())
    signal.signal(signal.SIGTTOU, signal.SIG_DFL)
    os.execvp({words}[0], {words})
with __import__("contextlib").suppress(OSError):
    os.setpgid(job, job)
{script}
code = os.waitstatus_to_exitcode(os.waitpid(job, 0)[1])
to_front(own)
print("ended with", code, termios.tcgetattr(0) == found, flush=True)
"""
"""What a shell does with a job: it stands in the front or the back, is stopped, and goes on."""


def as_a_job(script: str, saves: Path, *, front: bool) -> Watched:
    words = [COMMAND, *PLAYING, "--seed", "7", "--saves", str(saves)]
    return Watched(
        "-c", JOB.format(words=words, script=script, front=front), command=sys.executable
    )


def test_begun_in_the_background_it_waits_for_the_terminal(tmp_path: Path) -> None:
    shell = as_a_job("stopped(); go_on(False); stopped(); go_on(True)", tmp_path, front=False)
    shell.wait("The harbour silted up last year.")
    assert shell.is_raw
    shell.press("2", "The whole town is in the hall")
    shell.press_once("\x11")
    shell.wait("ended with 0 True")


def test_going_on_in_the_background_it_waits_for_the_terminal(tmp_path: Path) -> None:
    woken = tmp_path / "woken"
    script = f"stopped(); go_on(False); stopped(); open({str(woken)!r}, 'w').close(); go_on(True)"
    shell = as_a_job(script, tmp_path / "saves", front=True)
    shell.wait("The harbour silted up last year.")
    shell.press_once("\x1a")
    until = time.monotonic() + PATIENCE
    while not woken.exists():
        assert time.monotonic() < until, shell.screen
        shell.read_on()
    shell.press("2", "The whole town is in the hall")
    shell.press_once("\x11")
    shell.wait("ended with 0 True")


END = "os.killpg(job, signal.{name}); go_on(False)"


def stopped_by_force(script: str, folder: Path) -> Watched:
    """A game on the screen that a shell stops, without a moment to give the terminal back."""
    ready = folder / "ready"
    until = f"while not os.path.exists({str(ready)!r}): time.sleep(0.01)"
    stops = "os.killpg(job, signal.SIGSTOP); stopped()"
    shell = as_a_job(f"{until}\n{stops}; {script}", folder / "saves", front=True)
    shell.wait("The harbour silted up last year.")
    shell.press("2", "The whole town is in the hall")
    ready.touch()
    return shell


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
@pytest.mark.parametrize("before", ["", "go_on(False); stopped(); "])
def test_one_that_was_stopped_by_force_ends_when_it_is_told_to(
    tmp_path: Path, name: str, before: str
) -> None:
    shell = stopped_by_force(f"{before}{END.format(name=name)}", tmp_path)
    shell.wait(f"ended with {128 + getattr(signal, name)} True")
    assert {shell.switched.get(mode) for mode in GIVEN_BACK} == {"l"}
    assert "Traceback" not in shell.screen


def test_one_that_was_stopped_by_force_leaves_the_screen_in_the_background(tmp_path: Path) -> None:
    """And comes back to it; at last the terminal is as it was before the game."""
    woken = tmp_path / "woken"
    wait = f"open({str(woken)!r}, 'w').close(); termios.tcsetattr(0, termios.TCSANOW, raw)"
    script = f"go_on(False); stopped(); {wait}; go_on(True)"
    shell = stopped_by_force(f"{script}", tmp_path)
    until = time.monotonic() + PATIENCE
    while not woken.exists():
        assert time.monotonic() < until, shell.screen
        shell.read_on()
    shell.wait("The whole town is in the hall")
    shell.press_once("\x11")
    shell.wait("ended with 0 True")


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
@pytest.mark.parametrize("before", ["stopped()", "stopped(); go_on(False); stopped()"])
@pytest.mark.parametrize("front", [True, False])
def test_a_sleeping_job_ends_when_it_is_told_to(
    tmp_path: Path, name: str, before: str, front: bool
) -> None:
    script = f"{before}; {END.format(name=name)}"
    shell = as_a_job(script, tmp_path, front=front)
    if front:
        shell.wait("The harbour silted up last year.")
        shell.press_once("\x1a")
    shell.wait(f"ended with {128 + getattr(signal, name)} True")
    assert "Traceback" not in shell.screen
