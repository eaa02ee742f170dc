"""A deadline: ends work of any kind at a given moment, however far it has got.

A search looks at the clock itself, between short steps; this is for steps that are longer, or that
nobody thought of. The working thread is interrupted between two Python instructions, on every
platform. Callers decide what unfinished work is worth.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from math import inf
from threading import Event, Lock, Thread, get_ident
from time import monotonic
from typing import TypeVar

Result = TypeVar("Result")
AGAIN = 0.5
"""Seconds after which work that still goes on is interrupted again: Python drops an exception that
is raised in a finalizer or in a callback of its garbage collector."""


class OutOfTimeError(BaseException):
    """The moment has come. Not an Exception, so that no handler on the way swallows it."""


def done_by(moment: float, work: Callable[[], Result]) -> Result:
    """The result of some work. Raises OutOfTimeError if it is still going on at a moment
    (`monotonic`)."""
    if moment == inf:
        return work()
    working = get_ident()
    lock = Lock()
    over = Event()
    # Left by C code alone, so that no interruption comes between the work's end and its release.
    busy = Lock()

    def interrupt() -> None:
        pause = max(0.0, moment - monotonic())
        while not over.wait(pause):
            with lock:
                if busy.locked() and not over.is_set():
                    _raise_in(working, OutOfTimeError)
            pause = AGAIN

    try:
        with busy:
            Thread(target=interrupt, daemon=True).start()
            return work()
    finally:
        while not over.is_set():
            try:
                with lock:
                    over.set()
                    # An exception that is still pending must not be raised later, elsewhere.
                    _raise_in(working, None)
            except OutOfTimeError:
                over.clear()


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    raised = ctypes.py_object(error) if error is not None else None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), raised)
