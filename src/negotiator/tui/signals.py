"""What the system asks of a process that holds the terminal: to end, to sleep, to continue.

However the game is left, the terminal is as it was before. Windows has hardly any of these signals;
missing ones are skipped.
"""

from __future__ import annotations

import asyncio
import contextlib
import math
import os
import signal
import sys
import threading
import time
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from textual.app import App
    from textual.driver import Driver

_ENDING = (
    "SIGTERM",
    "SIGHUP",
    "SIGINT",
    "SIGQUIT",
    "SIGUSR1",
    "SIGUSR2",
    "SIGALRM",
    "SIGVTALRM",
    "SIGPROF",
    "SIGXCPU",
    "SIGIO",
    "SIGPWR",
)
"""All signals that end a process and let it clean up first, except those that the system can't take
back or that report a memory fault."""
_PATIENCE = 3.0
"""Seconds that leaving may take before the process ends unconditionally: a terminal that is gone
may never take what is written to it."""
_FOR_THE_TERMINAL = 1.0
"""Seconds more for giving the terminal back."""
_AT_ONCE = 0.02
"""Seconds between two signals below which they have come together: Python handles those in the
order of their numbers."""
_BY_SIGNAL = 128
"""What shells add to the number of a signal that ended a command."""


def heed_signals(app: App[Any]) -> Callable[[], bool]:
    """Leave the app on a signal to end, and wake it only from the sleep it was put to. Returns what
    tells whether one to end has come.

    Called before the terminal is taken: a signal may come in any moment after that.
    """
    loop = asyncio.get_running_loop()
    told_to_end = threading.Event()
    for name in _ENDING:
        number = getattr(signal, name, None)
        if number is not None:
            try:
                loop.add_signal_handler(number, _leave, app, _BY_SIGNAL + number)
            except NotImplementedError:
                return told_to_end.is_set  # Windows
            # The loop hears of the signal all the same, once it is no longer busy.
            signal.signal(number, partial(_end_in_time, app, told_to_end))
    _wake_once(app, told_to_end)
    return told_to_end.is_set


def _leave(app: App[Any], code: int) -> None:
    app.exit(return_code=code)


def _end_in_time(
    app: App[Any], told_to_end: threading.Event, number: int, _frame: FrameType | None
) -> None:
    """Count the seconds from the moment of the signal: the loop may be too busy to hear of it."""
    told_to_end.set()
    _pass_by_the_shell()
    _after(_PATIENCE, _end, app, _BY_SIGNAL + number)


def _end(app: App[Any], code: int) -> None:
    """End the process, giving the terminal back if the app hasn't. Whoever doesn't take what is
    written doesn't keep the process."""
    _after(_FOR_THE_TERMINAL, os._exit, code)
    if app._driver is not None:
        give_terminal_back(app._driver)
    os._exit(code)


def _pass_by_the_shell() -> None:
    """Let nothing that is done to a terminal stop this process, even while it is the shell's."""
    if sys.platform != "win32":
        signal.signal(signal.SIGTTOU, signal.SIG_IGN)
        signal.signal(signal.SIGTTIN, signal.SIG_IGN)


def give_terminal_back(driver: Driver) -> None:
    """Leave the terminal as it was before the game; as much of it as can still be done."""
    with contextlib.suppress(Exception):
        driver._disable_mouse_support()  # type: ignore[attr-defined]
        driver.stop_application_mode()
        driver.close()


def wait_for_the_terminal(descriptor: int, is_leaving: Callable[[], bool]) -> bool:
    """Sleep until the shell gives the terminal to this job: it may have begun, or gone on, in the
    background. Returns whether it has; not if nobody will, or it was told to end."""
    if sys.platform == "win32":
        return True  # this system has no such jobs
    woken = threading.Event()
    to_go_on = signal.getsignal(signal.SIGCONT)

    def go_on(*about: Any) -> None:
        woken.set()
        if callable(to_go_on):
            to_go_on(*about)

    signal.signal(signal.SIGTTOU, signal.SIG_DFL)
    signal.signal(signal.SIGCONT, go_on)
    try:
        while not is_leaving():
            if is_in_front(descriptor):
                return True
            woken.clear()
            # To the whole job, as the system does where one changes the terminal from behind. That
            # would go on by itself, though, while signals that came with the one to go on wait.
            os.killpg(os.getpgrp(), signal.SIGTTOU)
            if not _soon(lambda: woken.is_set() or is_leaving()):
                return False  # it wasn't stopped: no shell is there that could wake it
        return False
    finally:
        signal.signal(signal.SIGCONT, to_go_on)


def is_in_front(descriptor: int) -> bool:
    """Whether this job has the terminal; also where there are no jobs, or those of another machine
    can't be seen."""
    if sys.platform == "win32":
        return True
    try:
        return os.tcgetpgrp(descriptor) in (0, os.getpgrp())
    except OSError:
        return True


def _soon(is_so: Callable[[], object]) -> bool:
    """Whether it is so within a second, in which what signals do is done."""
    for _ in range(round(1 / _AT_ONCE)):
        time.sleep(_AT_ONCE)
        if is_so():
            return True
    return False


def _after(seconds: float, end: Callable[..., object], *about: object) -> None:
    timer = threading.Timer(seconds, end, about)
    timer.daemon = True
    timer.start()


def _wake_once(app: App[Any], told_to_end: threading.Event) -> None:
    """Pass a signal to continue on to Textual only after one to sleep, and each only when it has
    done with the one before. Whoever is leaving doesn't go to sleep, nor take the terminal again: a
    shell that ends a sleeping job sends both signals.

    On any such signal Textual takes the terminal again, and later mistakes the game's own settings
    for those it had found. But shells send one when they end, and debuggers do too.
    """
    if sys.platform == "win32":
        return  # this system has no such signals
    to_go_on = signal.getsignal(signal.SIGCONT)
    asleep = threading.Event()
    in_turn = _InTurn()
    told_to_go_on = -math.inf

    def sleep(*_about: Any) -> None:
        # Of two that came at once the one to go on, which came last, is handled first.
        if time.monotonic() - told_to_go_on < _AT_ONCE:
            return
        if not app._exit and not told_to_end.is_set():
            asleep.set()
            _fall_asleep(app, lambda: in_turn.waits(go_on))

    def go_on(*about: Any) -> None:
        nonlocal told_to_go_on
        told_to_go_on = time.monotonic()
        if not app._exit and not told_to_end.is_set() and _let_go(app):
            asleep.set()
        if asleep.is_set() and callable(to_go_on) and not told_to_end.is_set():
            asleep.clear()
            to_go_on(*about)

    signal.signal(signal.SIGTSTP, partial(in_turn, sleep))
    signal.signal(signal.SIGCONT, partial(in_turn, go_on))


def _fall_asleep(app: App[Any], is_woken: Callable[[], bool]) -> None:
    """Give the terminal back and stop, as Textual does, unless a signal to continue has come
    meanwhile: there may be no other."""
    driver: Any = app._driver
    if driver is None or sys.platform == "win32":
        return
    if driver._auto_restart:
        driver.suspend_application_mode()
        driver._must_signal_resume = True
    if not is_woken():
        os.kill(os.getpid(), signal.SIGSTOP)


def _let_go(app: App[Any]) -> bool:
    """Leave the terminal to the shell, and say whether that was needed: a job that was stopped by
    force, without a moment to do so, goes on in the background."""
    driver: Any = app._driver
    if sys.platform == "win32" or driver is None or not driver._auto_restart:
        return False
    if not driver.has_terminal or is_in_front(driver.fileno):
        return False
    _pass_by_the_shell()
    try:
        driver.suspend_application_mode()
    finally:
        signal.signal(signal.SIGTTOU, signal.SIG_DFL)
        signal.signal(signal.SIGTTIN, signal.SIG_DFL)
    driver._must_signal_resume = True
    return True


class _InTurn:
    """Handles one signal after the other: the next one may come while one is being handled."""

    def __init__(self) -> None:
        self._waiting: list[partial[object]] = []
        self._is_busy = False

    def waits(self, handle: Callable[..., object]) -> bool:
        """Whether a signal handled so has come and isn't handled yet."""
        return any(one.func is handle for one in self._waiting)

    def __call__(self, handle: Callable[..., object], *about: object) -> None:
        """Handle a signal, now or once those before it have been."""
        self._waiting.append(partial(handle, *about))
        if self._is_busy:
            return
        self._is_busy = True
        try:
            while self._waiting:
                self._waiting.pop(0)()
        finally:
            self._is_busy = False
