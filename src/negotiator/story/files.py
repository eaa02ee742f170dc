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

from negotiator import paths
from negotiator.paths import real
from negotiator.story import archives
from negotiator.story.refused_files import RefusedFileError

LARGEST_FILE = 1024 * 1024
"""How many bytes a file may have."""


def read_file(path: Path, home: Path | None = None) -> bytes:
    """The bytes of a regular file, which must be in the folder `home` if one is given.

    Raises RefusedFileError if it isn't a regular file, leads elsewhere or has more than
    LARGEST_FILE bytes, and any other OSError if it can't be read.
    """
    where = archives.inside(path)
    if where is not None:
        return _unpacked(where)
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


def _unpacked(where: archives.Inside) -> bytes:
    content = archives.content(where, LARGEST_FILE)
    if len(content) > LARGEST_FILE:
        raise _too_large(len(content))
    return content


def is_folder(path: Path) -> bool:
    """Whether that is a folder, on a disk or in an archive; not if it can't be known."""
    return paths.is_folder(path) or archives.is_folder(path)


def opened(path: Path) -> Path:
    """Where a story is that was named: an archive stands for the story in it.

    Raises RefusedFileError if that isn't one, and any other OSError if it can't be read.
    """
    return archives.story_in(path) if archives.is_packed(path) else path


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
