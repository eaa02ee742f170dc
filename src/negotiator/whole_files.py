"""Files that are written whole or not at all: when the disk is full in the middle, what was there
is still there, and nothing half written is left.

How several writers of one file get along is in `saves.atomic_files`, which builds on this.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
import sys
from pathlib import Path

from negotiator import system_errors

PART = ".part"
"""The suffix of a file while it is being written."""
_OVER = os.O_WRONLY | os.O_CREAT
for _name in ("O_BINARY", "O_NOFOLLOW", "O_NONBLOCK"):  # through no link, and waiting for no reader
    _OVER |= getattr(os, _name, 0)
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def token() -> str:
    """A part of a name that makes it unique: 40 bits, in lower-case letters."""
    letters = "0123456789abcdefghjkmnpqrstvwxyz"
    return "".join([letters[byte % 32] for byte in secrets.token_bytes(8)])


def write_new(path: Path, text: str) -> None:
    """Write a text to a file that doesn't exist yet.

    Raises FileExistsError if there is one, OSError if it can't be written.
    """
    _fill(str(path), os.open(path, _WRITE, 0o666), text.encode(), is_synced=False)


def put(path: Path, content: bytes) -> None:
    """Write a file that holds nothing worth keeping, replacing any other; raises OSError if that
    fails, and if the other was made read-only."""
    with contextlib.suppress(FileNotFoundError):
        check_replaceable(path)
    part = written_beside(str(path), content, is_synced=False)
    try:
        os.replace(part, path)
    finally:
        removed(part)


def overwrite(path: str, content: bytes) -> None:
    """Write a few bytes over those of a file, where it doesn't matter if a reader comes between: in
    a fifth of the time that a whole file takes. Raises OSError if that fails."""
    descriptor = os.open(path, _OVER, 0o666)
    try:
        os.write(descriptor, content)
        os.ftruncate(descriptor, len(content))
    finally:
        os.close(descriptor)


def written_beside(path: str, content: bytes, *, is_synced: bool = True) -> str:
    """A new file beside a path with that content, for the same people as what has the path now; a
    failed one leaves nothing behind."""
    folder, name = os.path.split(path)
    stem, _ = os.path.splitext(name)
    part = os.path.join(folder, f".{stem[:60]}-{token()}{PART}")
    mode = _mode_of(path)
    descriptor = os.open(part, _WRITE, 0o666 if mode is None else mode)
    if mode is not None and sys.platform != "win32":  # where a file has no such mode
        with contextlib.suppress(OSError):  # on a drive that keeps none
            os.fchmod(descriptor, mode)
    _fill(part, descriptor, content, is_synced=is_synced)
    return part


def check_replaceable(path: str | os.PathLike[str]) -> None:
    """Raise OSError if a file was made read-only, and so is meant to stay: the system asks only
    whether its folder can be written to. Raises FileNotFoundError if there is none."""
    if not os.stat(path).st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        raise system_errors.read_only(path)


def removed(path: str) -> None:
    """Delete a file, if it is there."""
    with contextlib.suppress(FileNotFoundError):
        os.unlink(path)


def _mode_of(path: str) -> int | None:
    """Who may read and write a file; None if there is none."""
    try:
        found = os.stat(path).st_mode
    except OSError:
        return None
    return stat.S_IMODE(found) & 0o777 if stat.S_ISREG(found) else None


def _fill(path: str, descriptor: int, content: bytes, *, is_synced: bool) -> None:
    try:
        try:
            left = memoryview(content)
            while left:
                left = left[os.write(descriptor, left) :]
            if is_synced:
                os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except BaseException:
        removed(path)
        raise
