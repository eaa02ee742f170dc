"""Where the stories of kept plays are: the folders and files played lately, the newest first.

A save never holds a path, because saves are handed in; so these are kept apart, in the user's own
data. Any bytes in that file give an index, and one that can't be written is done without: then a
play only has to be told where its story is. They are asked for before the first frame, so nothing
that plays is imported here.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from negotiator import whole_files
from negotiator.paths import real
from negotiator.story.files import read_file

FILE = "stories.json"
MOST = 50
"""How many are remembered."""
LARGEST = 512 * 1024
"""How many bytes the file may have: `MOST` paths of any length a system allows, each character
escaped."""


class StoryFolders:
    """The index in a folder, which is made when something is first noted."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / FILE

    def paths(self) -> tuple[Path, ...]:
        """Those that are still there."""
        return tuple(path for path in self._noted() if _is_there(path))

    def note(self, path: Path) -> None:
        """Note that the story at a path is being played."""
        with contextlib.suppress(OSError, ValueError):
            path = real(path)
            kept = [path, *(one for one in self._noted() if one != path)][:MOST]
            content = json.dumps({"stories": [str(one) for one in kept]}, indent=1)
            if len(content) < LARGEST:
                self.file.parent.mkdir(parents=True, exist_ok=True)
                whole_files.put(self.file, f"{content}\n".encode())

    def _noted(self) -> Iterator[Path]:
        try:
            content = read_file(self.file)
            found = json.loads(content) if len(content) <= LARGEST else None
        except (OSError, ValueError, RecursionError):
            return
        yield from list(dict.fromkeys(_paths(found)))[:MOST]


def _paths(found: Any) -> Iterator[Path]:
    """The paths in what was read, whatever that is."""
    named = found.get("stories") if isinstance(found, dict) else None
    for one in named if isinstance(named, list) else ():
        if isinstance(one, str) and (path := Path(one)).is_absolute():
            yield path


def _is_there(path: Path) -> bool:
    try:
        return path.is_dir() or path.is_file()
    except (OSError, ValueError):  # nothing can have such a name, or nobody may look
        return False
