"""The three standard streams of a command, any of which may be closed, full or gone.

The next file opened would take the number of a missing stream, so missing ones are filled first.
"""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TextIO

from negotiator import refusals


def take() -> None:
    """Make the streams ready: no file can take the place of a missing one, and every character can
    be read and written.

    Raises OSError if there is nowhere to write.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest free number: this one
    is_closed = sys.stdout is None
    if sys.stdout is None:
        sys.stdout = _nowhere()
    if sys.stderr is None:
        sys.stderr = _nowhere()
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        # A school machine's code page may lack a dash, and a pipe may carry any bytes.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    if is_closed:
        raise refusals.no_output()


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 (it stays open)


def let_go() -> None:
    """Write nothing more to the output: otherwise Python would complain again on exit."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
