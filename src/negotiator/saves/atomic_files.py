"""Atomic writes of files that several writers may write at once: read, created, replaced, never
lost.

A file is written beside its place, synced, and then given its name. A new file never takes the name
of another. A writer that replaces a file first moves it aside, which only one writer can do, checks
whether it is the file it knew, and puts it back if it isn't. If it is, it becomes the previous
copy. This module knows nothing of what is in a file, nor of locks, which network drives don't
honour.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Callable, Iterable
from pathlib import Path

from negotiator.narration import saving
from negotiator.whole_files import check_replaceable, removed, token, written_beside

STALE = 600
"""Seconds without a change after which nobody is writing to such a file any more."""

_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
_CHUNK = 16_384
_PREVIOUS = ".bak"


class ConcurrentWriterError(Exception):
    """Another writer has changed, or moved, a file since this one last knew it; it was left
    unchanged. If the system doesn't let it be replaced, its cause is what the system says."""


class NameTakenError(ConcurrentWriterError):
    """The same after the known file has become the previous copy: another writer got its name."""


def read_file(path: str, largest: int) -> bytes:
    """The content of a regular file; if it is larger than `largest`, one byte more than that.

    Raises OSError if it isn't there, isn't readable, or isn't a regular file (it never waits for
    one of those).
    """
    descriptor = os.open(path, _READ)
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            is_folder = stat.S_ISDIR(found.st_mode)
            raise OSError(saving.is_folder() if is_folder else saving.is_no_file())
        content = os.read(descriptor, _CHUNK)
        if len(content) < min(found.st_size, _CHUNK) or len(content) == _CHUNK:
            chunks = [content]
            count = len(content)
            while count <= largest and (chunk := os.read(descriptor, _CHUNK)):
                chunks.append(chunk)
                count += len(chunk)
            content = b"".join(chunks)
        return content[: largest + 1] if len(content) > largest else content
    finally:
        os.close(descriptor)


def read_listed(file: os.DirEntry[str], largest: int) -> bytes:
    """The content of a file from a listing, which already knows its kind: in half the time."""
    if not file.is_file():
        raise OSError(saving.is_no_file())
    descriptor = os.open(file.path, _READ)
    try:
        content = os.read(descriptor, _CHUNK)
    finally:
        os.close(descriptor)
    return content if len(content) < _CHUNK else read_file(file.path, largest)


def previous(path: Path) -> Path:
    """The path of the previous copy."""
    return path.with_name(f"{path.name}{_PREVIOUS}")


def create(path: Path, content: bytes) -> None:
    """Write a file that doesn't exist yet.

    Raises FileExistsError if there is one, even one made just now, OSError if it can't be written.
    """
    name = str(path)
    _twice(lambda: _create(name, content))


def replace(path: Path, content: bytes, is_known: Callable[[bytes], bool], largest: int) -> None:
    """Replace a known file, which becomes the previous copy.

    Raises ConcurrentWriterError if the file holds something else or can't be moved, OSError if the
    new one can't be written.
    """
    name = str(path)
    _twice(lambda: _replace(name, content, is_known, largest))


def set_aside(path: Path, is_known: Callable[[bytes], bool], largest: int) -> None:
    """Give a known file a name of its own, so that its place is free: nothing of it is lost.

    Raises ConcurrentWriterError if it holds something else, FileNotFoundError if it is gone, and
    OSError if it can't be moved.
    """
    name = str(path)
    aside = _aside(name)
    os.rename(name, aside)
    if not is_known(read_file(aside, largest)):
        _put_back(aside, name)
        raise ConcurrentWriterError


def sweep(folder: Path, names: Iterable[str], now: float) -> None:
    """Delete what killed writers left behind. `now` is a time by the folder's own clock."""
    for name in names:
        path = folder / name
        with contextlib.suppress(OSError):
            found = path.lstat()
            if stat.S_ISREG(found.st_mode) and now - found.st_mtime > STALE:
                path.unlink()


# A play is kept after each of its decisions, so paths are plain strings below: objects for them
# took half of the time that isn't the system's.


class _SweptError(Exception):
    """The file being written disappeared before it got its name: this program was asleep for
    long."""


def _twice(write: Callable[[], None]) -> None:
    try:
        write()
    except _SweptError:
        try:
            write()
        except _SweptError as error:
            raise OSError(saving.went_away()) from error


def _create(path: str, content: bytes) -> None:
    part = written_beside(path, content)
    try:
        _name(part, path)
    except BaseException:
        removed(part)
        raise
    _sync_folder(path)


def _replace(path: str, content: bytes, is_known: Callable[[bytes], bool], largest: int) -> None:
    part = written_beside(path, content)
    # Once moved aside it is a file of its own, so that a kill in between loses nothing.
    aside = _aside(path)
    try:
        try:
            if not is_known(read_file(path, largest)):
                raise ConcurrentWriterError
            check_replaceable(path)
            os.replace(path, aside)
        except FileNotFoundError:
            pass  # deleted, or moved aside by another writer: whoever comes first now gets the name
        except OSError as error:
            raise ConcurrentWriterError from error
        else:
            _settle(aside, path, is_known, largest)
        try:
            _name(part, path)
        except FileExistsError:
            raise NameTakenError from None
        except (OSError, _SweptError):
            _restore(path)
            raise
    except BaseException:
        removed(part)
        raise
    _sync_folder(path)


def _aside(path: str) -> str:
    """A name of its own for a file that is moved aside."""
    stem, ending = os.path.splitext(path)
    return f"{stem}-{token()}{ending}"


def _settle(aside: str, path: str, is_known: Callable[[bytes], bool], largest: int) -> None:
    """Make what was moved aside the previous copy, if it is the known file."""
    try:
        if is_known(read_file(aside, largest)):
            os.replace(aside, path + _PREVIOUS)
            return
    except OSError as error:
        _put_back(aside, path)
        raise ConcurrentWriterError from error
    _put_back(aside, path)
    raise ConcurrentWriterError


def _restore(path: str) -> None:
    """Give the previous copy the name back that a new file couldn't get."""
    with contextlib.suppress(OSError, _SweptError):
        try:
            _name(path + _PREVIOUS, path)
        except OSError:
            # Where nothing can be made any more, not even a second name, one can still be changed.
            if not os.path.lexists(path):
                os.rename(path + _PREVIOUS, path)


def _put_back(aside: str, path: str) -> None:
    """Give what was moved aside its name back; if that has been taken, it keeps its own."""
    with contextlib.suppress(OSError, _SweptError):
        _name(aside, path)


def _name(part: str, path: str) -> None:
    """Give a file a name that no other has.

    Raises FileExistsError if one has it, _SweptError if the file itself is gone.
    """
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except FileNotFoundError:
        raise _SweptError from None
    except (OSError, AttributeError):  # Python in a browser has no `link` at all
        _name_without_links(part, path)
    else:
        removed(part)


def _name_without_links(part: str, path: str) -> None:
    """The same where a file can't have two names: meanwhile an empty file holds the name."""
    Path(path).touch(exist_ok=False)
    try:
        os.replace(part, path)
    except BaseException as error:
        removed(path)
        if isinstance(error, FileNotFoundError):
            raise _SweptError from None
        raise


def _sync_folder(path: str) -> None:
    """Make the naming of a file itself durable, where the platform lets a folder be synced."""
    try:
        descriptor = os.open(os.path.dirname(path), os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    except OSError:
        pass
    finally:
        os.close(descriptor)
