"""An outer stop: ends work of any kind at a given moment, however far it has got.

A search looks at the clock itself, between short steps; this is for steps that are longer, or that
nobody thought of. The working thread is interrupted between two Python instructions, on every
platform. Callers decide what unfinished work is worth.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, Timer, get_ident
from time import monotonic


class OutOfTimeError(BaseException):
    """The moment has come. Not an Exception, so that no handler on the way swallows it."""


@contextmanager
def stopped_at(moment: float) -> Iterator[None]:
    """Raise OutOfTimeError in the body if it is still running at a moment (`monotonic`)."""
    thread = get_ident()
    lock = Lock()
    is_over = False

    def stop() -> None:
        with lock:
            if not is_over:
                _raise_in(thread, OutOfTimeError)

    timer = Timer(max(0.0, moment - monotonic()), stop)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        with lock:
            is_over = True
            # An exception that is still pending must not be raised later, elsewhere.
            _raise_in(thread, None)
        timer.cancel()


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    raised = ctypes.py_object(error) if error is not None else None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), raised)
