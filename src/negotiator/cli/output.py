"""What a command writes: lines for people, whole documents, files, and its last message.

Everything that leaves here has passed `escaping`. The sentences are with the code that says them.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import click

from negotiator import system_errors
from negotiator.distribution import adding_extra
from negotiator.escaping import terminal
from negotiator.exit_codes import ExitCode
from negotiator.language import _
from negotiator.paths import check_document, is_own_file, real
from negotiator.whole_files import put

_OURS = (".yaml", ".yml", ".bak")
"""The endings of stories and saves; packed stories have one of their own."""


def say(text: str = "", *, err: bool = False, nl: bool = True) -> None:
    """Write lines for people, made safe for a terminal or a log."""
    # Without an explicit stream, click writes UTF-8 to one that should be ASCII.
    click.echo(terminal(text), file=sys.stderr if err else sys.stdout, nl=nl)


def hand_on(document: str) -> None:
    """Write a whole document, already made safe for its format: in UTF-8, as its readers expect,
    even if the code page has fewer characters."""
    click.echo(document.encode(errors="replace"), file=sys.stdout, nl=False)


def write_file(path: Path, text: str) -> None:
    """Write a document to a file, but never over a story or a save: none of the documents is YAML.
    Ends the command if that fails."""
    write_bytes(path, text.encode(errors="replace"))


def write_new(folder: Path, documents: Mapping[str, str]) -> None:
    """Write documents to a folder under names that nobody has typed, but never over another file of
    such a name: the command ends before anything is written."""
    for name, text in documents.items():
        if not _is_there(folder / name, text.encode(errors="replace")):
            check_new(folder / name)
    write_each(folder, documents)


def write_each(folder: Path, documents: Mapping[str, str]) -> None:
    """Write documents to a folder by their names, and tell of each."""
    for name, text in documents.items():
        write_file(folder / name, text)
        wrote(folder / name)


def _is_there(path: Path, content: bytes) -> bool:
    """Whether a file has that content already."""
    with suppress(OSError):
        return (
            path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content
        )
    return False


def write_bytes(path: Path, content: bytes) -> None:
    """The same for a document that is no text."""
    from negotiator.story.archives import ENDING

    _write(path, content, (*_OURS, ENDING))


def check_new(path: Path) -> None:
    """End the command if there is such a file already, but not for a pipe or a device."""
    if path.exists() and is_own_file(real(path)):
        taken = FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
        stop(ExitCode.FAILED, system_errors.unwritable(path, taken))


def write_archive(path: Path, content: bytes) -> None:
    """The same for a packed story, which may take the place of an older one."""
    _write(path, content, _OURS)


def _write(path: Path, content: bytes, kept: tuple[str, ...]) -> None:
    """Write a file, but not over one with such an ending."""
    try:
        if real(path).name.lower().endswith(kept) and path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
        check_document(path)
        if is_own_file(path):
            put(path, content)
        elif path.is_fifo():
            _into_pipe(path, content)
        else:
            path.write_bytes(content)
    except OSError as error:
        stop(ExitCode.FAILED, system_errors.unwritable(path, error))


def _into_pipe(path: Path, content: bytes) -> None:
    """Write to a named pipe, and say so if that waits because nothing reads it yet."""
    at_once = os.O_WRONLY | getattr(os, "O_NONBLOCK", 0)
    try:
        descriptor = os.open(path, at_once)
    except OSError as error:
        if error.errno != errno.ENXIO:
            raise
        say(_("{file} is a pipe: this waits until something reads it.", file=path), err=True)
        descriptor = os.open(path, os.O_WRONLY)
    if sys.platform != "win32":  # where no file is such a pipe
        os.set_blocking(descriptor, True)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)


def stop_without(libraries: Iterable[str], extra: str) -> NoReturn:
    """End a command that needs libraries which aren't installed: an extra brings them."""
    needed = ", ".join(libraries)
    said = _("This needs {libraries}: {command}", libraries=needed, command=adding_extra(extra))
    stop(ExitCode.FAILED, said)


def wrote(file: Path) -> None:
    """Tell which file was written."""
    say(_("Wrote {file}.", file=file))


def stop(code: ExitCode, message: str) -> NoReturn:
    """End the command with an exit code and what went wrong."""
    say(message, err=True)
    sys.exit(code)
