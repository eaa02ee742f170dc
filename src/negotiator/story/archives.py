"""Packed stories: a folder and those it includes as one archive, read without unpacking it.

The archive is an ordinary zip file in which each folder has its files directly under it. A path
that leads into one, `market.zip/market/story.yaml`, names what is in there; nothing is ever written
to a disk. Names that lead elsewhere, links, what is encrypted and what is too large are refused.
Writing one is in `authoring.packing`.
"""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Collection
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from negotiator.paths import real
from negotiator.story.refused_files import RefusedFileError

ENDING = ".zip"
MOST_PACKED = 2 * 1024 * 1024
"""How many bytes an archive may have."""
DEEPEST = 2
"""How many names a file's path has at most: its folder's, and its own."""
MOST_FILES = 100
"""How many files an archive may have, folders included."""
MOST_UNPACKED = 1024 * 1024
"""How many bytes its files may have in all, once unpacked: as many as one file, because that is
what an archive is to whoever gets it."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How a file may be packed: what every program writes unless it is asked for something else. For
other methods an archive may claim any amount of memory."""
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    IndexError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
)
"""What `zipfile` raises for an archive that isn't as it should be."""


_ODD = re.compile(r"[\\:\0]|(^|/)\.{0,2}(/|\Z)")
"""What leads elsewhere in a name, or isn't written in the shortest way."""


class Inside(NamedTuple):
    """Where a path leads within an archive: the archive, and the folder or file in it."""

    archive: Path
    name: str


def is_packed(path: Path) -> bool:
    """Whether that is an archive."""
    return path.name.lower().endswith(ENDING) and path.is_file()


def inside(path: Path) -> Inside | None:
    """Where a path leads within an archive; None if it leads into none."""
    for archive in list(path.parents)[:DEEPEST]:
        if is_packed(archive):
            return Inside(archive, path.relative_to(archive).as_posix())
    return None


def names(archive: Path) -> list[str]:
    """The files in an archive, as `folder/file`, in order.

    Raises RefusedFileError if it isn't an archive of files, and OSError if it can't be read.
    """
    return sorted(_opened(archive).files)


def is_folder(path: Path) -> bool:
    """Whether that is a folder in an archive, or an archive whose files are in no folder; not if
    it can't be known."""
    try:
        return bool(in_folder(path))
    except OSError:
        return False


def in_folder(path: Path) -> list[Path] | None:
    """The files directly in a folder of an archive, or in none of its folders; None if the path
    leads into no archive. Raises what `names` raises."""
    where = Inside(path, "") if is_packed(path) else inside(path)
    return None if where is None else [where.archive / one for one in _directly_in(where)]


def _directly_in(where: Inside) -> list[str]:
    return [one for one in names(where.archive) if one.rpartition("/")[0] == where.name]


def story_in(archive: Path) -> Path:
    """The folder of the story that was packed: the one that has `story.yaml`, or else that of the
    first file. Raises what `names` raises."""
    found = [PurePosixPath(one) for one in _opened(archive).files]
    homes = [one.parent for one in found if one.name == "story.yaml" and len(one.parts) <= DEEPEST]
    if not found:
        raise _refused(archive, "nothing")
    return archive / (homes[0] if len(homes) == 1 else found[0].parent)


def content(where: Inside, largest: int) -> bytes:
    """The bytes of a file in an archive, at most one more than `largest`.

    Raises RefusedFileError if the archive is damaged or has no such file, and OSError if it can't
    be read.
    """
    opened = _opened(where.archive)
    found = opened.files.get(where.name)
    if found is None:
        raise _refused(where.archive, "missing", name=where.name)
    try:
        with opened.packed.open(found) as file:
            return file.read(largest + 1)
    except _DAMAGED:
        raise _refused(where.archive, "damaged") from None


class _Opened(NamedTuple):
    """An archive in memory, and its files by name."""

    packed: zipfile.ZipFile
    files: dict[str, zipfile.ZipInfo]


def _opened(archive: Path) -> _Opened:
    found = archive.stat()
    return _read(archive, (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns))


@lru_cache(maxsize=1)
def _read(archive: Path, _state: tuple[int, ...]) -> _Opened:
    """An archive as it is in this state of its file. A story's hundred files are asked for one by
    one, and the list of them takes longer to read than each."""
    with real(archive).open("rb") as file:
        content = file.read(MOST_PACKED + 1)
    if len(content) > MOST_PACKED:
        raise _refused(archive, "large", most=MOST_PACKED)
    try:
        packed = zipfile.ZipFile(io.BytesIO(content))
    except _DAMAGED:
        raise _refused(archive, "damaged") from None
    return _Opened(packed, _files(archive, packed))


def _files(archive: Path, opened: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The files by name. Folders are left out, as is what some systems add beside them."""
    listed = opened.infolist()
    check_bounds(archive, [one.file_size for one in listed])
    found: dict[str, zipfile.ZipInfo] = {}
    for one in listed:
        name = one.filename
        if name.endswith("/") or name.startswith("__MACOSX/"):
            continue
        check_name(archive, name)
        kind = stat.S_IFMT(one.external_attr >> 16)
        if kind not in (0, stat.S_IFREG):
            raise _refused(archive, "link", name=name)
        if one.flag_bits & 1:
            raise _refused(archive, "encrypted", name=name)
        if one.compress_type not in _METHODS:
            raise _refused(archive, "method", name=name)
        if name in found:
            raise _refused(archive, "twice", name=name)
        found[name] = one
    return found


def check_bounds(archive: Path, sizes: Collection[int]) -> None:
    """Raise RefusedFileError if an archive has more files, or more bytes in all, than are read."""
    if len(sizes) > MOST_FILES:
        raise _refused(archive, "many", most=MOST_FILES)
    if sum(sizes) > MOST_UNPACKED:
        raise _refused(archive, "large", most=MOST_UNPACKED)


def check_name(archive: Path, name: str) -> None:
    """Raise RefusedFileError if no file in an archive may have that name."""
    try:
        name.encode()
    except UnicodeEncodeError:  # on this disk names are any bytes
        raise _refused(archive, "unwritten", name=name) from None
    if not _leads_nowhere_else(name):
        raise _refused(archive, "elsewhere", name=name)


def _leads_nowhere_else(name: str) -> bool:
    # A name that isn't written in the shortest way (`a//b`, `./a`) can't be looked up by its path.
    return not _ODD.search(name)


def _refused(archive: Path, wording: str, **values: object) -> RefusedFileError:
    return RefusedFileError(f"N130.{wording}", file=archive.name, **values)
