"""An outer stop: ends work of any kind at a given moment, however far it has got.

A search looks at the clock itself, between short steps; this is for steps that are longer, or that
nobody thought of. The working thread is interrupted between two Python instructions, on every
platform. Callers decide what unfinished work is worth.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock, Thread, get_ident
from time import monotonic


class OutOfTimeError(BaseException):
    """The moment has come. Not an Exception, so that no handler on the way swallows it."""


AGAIN = 0.5
"""Seconds after which work that still goes on is interrupted again."""


@contextmanager
def stopped_at(moment: float) -> Iterator[None]:
    """Raise OutOfTimeError in the body if it is still running at a moment (`monotonic`).

    It is raised again while the body goes on: Python drops an exception that is raised in a
    finalizer or in a callback of its garbage collector.
    """
    working = get_ident()
    lock = Lock()
    over = Event()

    def stop() -> None:
        pause = max(0.0, moment - monotonic())
        while not over.wait(pause):
            with lock:
                if not over.is_set():
                    _raise_in(working, OutOfTimeError)
            pause = AGAIN

    Thread(target=stop, daemon=True).start()
    try:
        yield
    finally:
        with lock:
            over.set()
            # An exception that is still pending must not be raised later, elsewhere.
            _raise_in(working, None)


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    raised = ctypes.py_object(error) if error is not None else None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), raised)
