"""An outer stop: ends work of any kind at a moment, however far it has come.

A search looks at the clock itself, between steps that are short; this is for what is not so
short, or was not thought of. The thread that works is interrupted between two instructions of
Python, on every platform. Whoever uses it says what holds of work that was left half done.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, Timer, get_ident
from time import monotonic


class OutOfTimeError(BaseException):
    """The moment has come. No Exception, so that nothing on the way takes it for its own."""


@contextmanager
def stopped_at(moment: float) -> Iterator[None]:
    """Raise OutOfTimeError in what is done meanwhile, if it is still going on at a moment
    (`monotonic`)."""
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
            # What was to be raised and hasn't been yet is not to be raised later, elsewhere.
            _raise_in(thread, None)
        timer.cancel()


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    raised = ctypes.py_object(error) if error is not None else None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), raised)
