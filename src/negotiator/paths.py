"""Paths as people write them, where links lead, and names that another system can't have: the cases
where pathlib raises other errors than the system does, or needs a newer Python. And what a file is
known by, whatever it is called."""

from __future__ import annotations

import errno
import os
import re
import shlex
from contextlib import suppress
from pathlib import Path

from negotiator import system_errors

_NOT_ON_WINDOWS = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\..*)?"
    r'|.*[<>:"/\\|?*\x00-\x1f].*'
    r"|.*[. ]",
    re.IGNORECASE | re.DOTALL,
)
"""Devices, with any ending; characters; and what Windows cuts off at the end. From "Naming Files,
Paths, and Namespaces", Microsoft."""


_PLAIN_ON_WINDOWS = re.compile(r"[\w.:\\/+-]+")
"""What no shell of Windows takes for anything else."""


_SQLITE = b"SQLite format 3\0"
"""How a database of SQLite begins."""
_FIRST = 65_536
"""Bytes in which the first key of a story or a save is looked for."""
SAVE_KEY = "negotiator_save"
"""The first key of every save, of whatever format."""
MEMORY = re.compile(r"\.met(-[0-9a-z]{8})?\.json")
"""The name of what is remembered of all plays, and of what was moved aside of it."""
_JOURNALS = ("-wal", "-shm", "-journal")
"""The endings of what SQLite keeps beside it."""


def key_at_line_start(key: str) -> re.Pattern[bytes]:
    """Finds a key of a file's outermost mapping, by its lines."""
    return re.compile(rb"^(?:\xef\xbb\xbf)?[\"']?%s[\"']?[ \t]*:" % key.encode(), re.MULTILINE)


_STORY, _SAVE = key_at_line_start("story"), key_at_line_start(SAVE_KEY)


def is_on_windows(name: str) -> bool:
    """Whether a file or a folder can have that name on Windows too."""
    return _NOT_ON_WINDOWS.fullmatch(name) is None


def at(named: str) -> Path:
    """The path that someone wrote, with `~` as a home folder.

    Raises OSError if there is no such home, or no file can have such a name.
    """
    check_possible(named)
    try:
        return Path(named).expanduser()
    except RuntimeError:
        home = named.replace(os.sep, "/").partition("/")[0]
        raise system_errors.no_home(home, named) from None


def shell_quoted(path: str | os.PathLike[str]) -> str:
    """A path, or a story's name, as one types it to a shell: quoted where it has to be, and never
    taken for an option. In double quotes on Windows, otherwise for any POSIX-like shell."""
    text = os.fspath(path)
    if text.startswith("-"):
        text = os.path.join(os.curdir, text)  # noqa: PTH118 (a Path drops the dot)
    if os.name == "nt":
        return text if _PLAIN_ON_WINDOWS.fullmatch(text) else f'"{text}"'
    return shlex.quote(text)


def check_possible(path: str | os.PathLike[str]) -> None:
    """Raise OSError if no file of this system can have that name, whatever the folder."""
    try:
        encoded = os.fsencode(path)
    except UnicodeEncodeError:
        encoded = b"\0"
    if b"\0" in encoded:
        raise system_errors.no_name(path)


def is_story_file(name: str) -> bool:
    """Whether a file of that name in a story's folder is read as a part of the story.

    What a Mac (`._story.yaml`) or an editor (`.#story.yaml`, `#story.yaml`) puts beside one begins
    with another sign.
    """
    return name.endswith((".yaml", ".yml")) and not name.startswith((".", "#", "~"))


def check_document(path: Path) -> None:
    """Raise OSError if a new document of that name would be taken for a part of a story, or would
    stand where a story is, a save, what is remembered of plays, or a database of classes or of
    another program."""
    name = real(path).name
    if not path.exists() and is_story_file(name):
        raise system_errors.no_document(path)
    is_memory = bool(MEMORY.fullmatch(name.removesuffix(".bak"))) and path.exists()
    if is_memory or _is_of_a_database(real(path)) or _is_story_or_save(path):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))


def _is_of_a_database(path: Path) -> bool:
    """Whether a file is a database of SQLite, or would be taken for the journal of one."""
    for ending in ("", *_JOURNALS):
        file = Path(os.fspath(path).removesuffix(ending))
        # What can't be read may still be written.
        with suppress(OSError):
            if path.name.endswith(ending) and file.is_file():
                with file.open("rb") as found:
                    if found.read(len(_SQLITE)) == _SQLITE:
                        return True
    return False


def _is_story_or_save(path: Path) -> bool:
    """Whether a file is one of these: students hand in `anna.txt`, too."""
    with suppress(OSError):
        if path.is_file():
            with path.open("rb") as found:
                content = found.read(_FIRST)
                return bool(_STORY.search(content) or _SAVE.search(content))
    return False


def is_folder(path: Path) -> bool:
    """Whether that is a folder; not if it can't be known.

    `Path.is_dir` raises an error for one in a locked folder before Python 3.14.
    """
    return os.path.isdir(path)  # noqa: PTH112


def is_file(path: Path) -> bool:
    """Whether that is a file; not if its name is longer than any can be: then it is a code, or the
    name of a play. Raises OSError if that can't be known."""
    try:
        return path.is_file()
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            return False
        raise


def is_own_file(path: Path) -> bool:
    """Whether that is, or would be, an ordinary file: no folder, no link, no device."""
    return not path.is_symlink() and (path.is_file() or not path.exists())


def real(path: Path) -> Path:
    """The path with its links followed; a circle of links stays as it is written.

    `Path.resolve` raises a RuntimeError for a circle before Python 3.13.
    """
    return Path(os.path.realpath(path))
