"""The three standard streams of a command, any of which may be closed, full, gone or without end.

The next file opened would take the number of a missing stream, so missing ones are filled first.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from typing import TextIO

from negotiator import system_errors

LONGEST_LINE = 1_000
"""How many characters of a line are read; what a person types is shorter."""
_MARKS: tuple[str, ...] = ("\ufeff", "\u00ef\u00bb\u00bf")
"""A byte order mark, and what it is in a code page of Windows."""


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
        if sys.platform != "win32":
            # A program that shares the terminal or the pipe may have left it so that reading what
            # isn't there yet looks like the end, and what a full pipe can't take is lost.
            with contextlib.suppress(OSError):
                os.set_blocking(number, True)
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
        raise system_errors.no_output()


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 (it stays open)


def let_go() -> None:
    """Write nothing more to the output: otherwise Python would complain again on exit."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def lines(stream: TextIO) -> Iterator[str]:
    """The lines that come from a stream; of a longer one only its first `LONGEST_LINE` characters.

    A byte order mark before all is no part of the first. Raises OSError if what comes can't be read
    as text.
    """
    marks = _MARKS
    while line := _read(stream):
        for mark in marks:
            line = line.removeprefix(mark)
        yield line or "\n"
        marks = ()
        while not line.endswith("\n") and (line := _read(stream)):
            pass


def _read(stream: TextIO) -> str:
    try:
        return stream.readline(LONGEST_LINE)
    except UnicodeError:
        raise system_errors.no_text() from None
