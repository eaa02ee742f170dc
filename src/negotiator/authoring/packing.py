"""Packing a story: its folder and those it includes as one archive to hand on.

Only what a story is read from goes in, under the names of its folders, so that unpacking it gives
the story as it was; the same files always give the same bytes. Reading one is in `story.archives`.
"""

from __future__ import annotations

import errno
import os
import zipfile
from io import BytesIO
from pathlib import Path

from negotiator.paths import real
from negotiator.story.archives import ENDING, check_bounds, check_name, is_packed, story_in
from negotiator.story.files import read_file
from negotiator.story.loading import load, sources_of, story_files

_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip file can name, in place of when each file was last saved."""
_MODE = 0o100644
"""An ordinary file that its owner may write and everybody read."""


def packed(path: Path) -> bytes:
    """The story at a path as an archive, its own folder first.

    Raises StoryError if it can't be played, RefusedFileError if it is more than an archive may
    have or has a name that none may have, and any other OSError if a file can't be read.
    """
    load(path)
    found, sizes = BytesIO(), list[int]()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as archive:
        for folder, files in sources_of(path):
            for file in files:
                home = real(folder if folder != file else file.with_suffix(""))
                name = f"{home.name}/{file.name}"
                check_name(archive_of(path), name)
                entry = zipfile.ZipInfo(name, _DAY)
                entry.external_attr, entry.compress_type = _MODE << 16, zipfile.ZIP_DEFLATED
                content = read_file(file, None if folder == file else folder)
                sizes.append(len(content))
                check_bounds(archive_of(path), sizes)
                archive.writestr(entry, content)
    return found.getvalue()


def check_own(file: Path) -> None:
    """Raise FileExistsError if something else than a packed story is there."""
    if not file.exists():
        return
    try:
        is_story = is_packed(file) and bool(story_files(story_in(file)))
    except OSError:
        is_story = False
    if not is_story:
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(file))


def archive_of(path: Path) -> Path:
    """The name of an archive for the story at a path, in the folder one is in."""
    there = real(path)
    return Path(f"{there.stem if there.is_file() else there.name}{ENDING}")
