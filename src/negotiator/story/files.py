"""Reading a file that somebody else may have put there: only a regular one, and never too much.

A pipe or a device under a story's name would hang the program or fill the memory; a link may lead
to private data. What is read is what was checked: the file is opened first, without blocking, and
its kind is checked afterwards. What its bytes mean is not known here.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Any

from negotiator.paths import real
from negotiator.story.codes import worded

LARGEST_FILE = 1024 * 1024
"""How many bytes a file may have."""


class RefusedFileError(OSError):
    """A file that isn't read: the diagnostic's code or `CODE.wording`, with the values for its
    message."""

    def __init__(self, what: str, **values: Any) -> None:
        code, wording = worded(what)
        self.what, self.values = what, values
        super().__init__(code.said(wording, **values))
        self.strerror = str(self)


def read_file(path: Path, home: Path | None = None) -> bytes:
    """The bytes of a regular file, which must be in the folder `home` if one is given.

    Raises RefusedFileError if it isn't a regular file, leads elsewhere or has more than
    LARGEST_FILE bytes, and any other OSError if it can't be read.
    """
    # Opening a device may do anything, so the kind is checked beforehand, too.
    _check_kind(path.name, path.stat())
    waits = getattr(os, "O_NONBLOCK", 0)  # otherwise a pipe put there since would wait for a writer
    binary = getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, os.O_RDONLY | waits | binary)
    with os.fdopen(descriptor, "rb") as file:
        found = os.fstat(descriptor)
        _check_kind(path.name, found)
        if home is not None:
            _check_home(path, home, found)
        if found.st_size > LARGEST_FILE:
            raise _too_large(found.st_size)
        content: bytes | None = file.read(LARGEST_FILE + 1)
    if content is None:  # files of the system's own may have nothing yet, and wait for more
        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN), str(path))
    if len(content) > LARGEST_FILE:
        raise _too_large(len(content))
    return content


def _check_kind(name: str, found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        kinds = (
            (stat.S_ISFIFO, "pipe"),
            (stat.S_ISSOCK, "socket"),
            (stat.S_ISCHR, "device"),
            (stat.S_ISBLK, "device"),
            (stat.S_ISDIR, "folder"),
        )
        kind = next((kind for is_one, kind in kinds if is_one(found.st_mode)), "other")
        raise RefusedFileError(f"N121.{kind}", file=name)


def _check_home(path: Path, home: Path, opened: os.stat_result) -> None:
    """Refuse the opened file if it isn't the one inside `home` that the path leads to."""
    there = real(path)
    if not there.is_relative_to(real(home)) or not os.path.samestat(opened, there.stat()):
        raise RefusedFileError("N115", file=path.name)


def _too_large(size: int) -> RefusedFileError:
    return RefusedFileError("N103.file_at_least", size=size, most=LARGEST_FILE)
