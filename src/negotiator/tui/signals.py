"""What the system asks of a process that holds the terminal: to end, to sleep, to continue.

However the game is left, the terminal is as it was before. Windows has hardly any of these signals;
missing ones are skipped.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.app import App

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
_BY_SIGNAL = 128
"""What shells add to the number of a signal that ended a command."""


def heed_signals(app: App[Any]) -> None:
    """Leave the app on a signal to end, and wake it only from the sleep it was put to."""
    loop = asyncio.get_running_loop()
    for name in _ENDING:
        number = getattr(signal, name, None)
        if number is not None:
            try:
                loop.add_signal_handler(number, _leave, app, _BY_SIGNAL + number)
            except NotImplementedError:
                return  # Windows
    _wake_once()


def _leave(app: App[Any], code: int) -> None:
    end = threading.Timer(_PATIENCE, os._exit, [code])
    end.daemon = True
    end.start()
    app.exit(return_code=code)


def _wake_once() -> None:
    """Pass a signal to continue on to Textual only after one to sleep.

    On any such signal Textual takes the terminal again, and later mistakes the game's own settings
    for those it had found. But shells send one when they end, and debuggers do too.
    """
    if sys.platform == "win32":
        return  # this system has no such signals
    to_sleep = signal.getsignal(signal.SIGTSTP)
    to_go_on = signal.getsignal(signal.SIGCONT)
    asleep = threading.Event()

    def sleep(*about: Any) -> None:
        asleep.set()
        if callable(to_sleep):
            to_sleep(*about)

    def go_on(*about: Any) -> None:
        if asleep.is_set() and callable(to_go_on):
            asleep.clear()
            to_go_on(*about)

    signal.signal(signal.SIGTSTP, sleep)
    signal.signal(signal.SIGCONT, go_on)
