"""Which endings of a story were seen in this folder's plays: its gallery.

They are those of the plays that are kept, and of those that were, until they are forgotten. The
list is beside the plays and no part of any: it never changes one. Any bytes in its file give a
list, and one that can't be written is done without.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

from negotiator import whole_files
from negotiator.saves import atomic_files

FILE = ".endings.json"
_LARGEST = 512 * 1024


class SeenEndings:
    """The list in a folder of saves."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE

    def of(self, story_id: str) -> frozenset[str] | None:
        """The endings of a story that were noted; None if nothing was ever noted of it."""
        noted = self._read().get(story_id)
        if not isinstance(noted, list):
            return None
        return frozenset(one for one in noted if isinstance(one, str))

    def note(self, story_id: str, endings: frozenset[str]) -> None:
        """Note these endings of a story in place of all that were noted."""
        held = self._read()
        held[story_id] = sorted(endings)
        content = json.dumps(held, indent=1)
        if len(content) < _LARGEST:
            with contextlib.suppress(OSError):
                whole_files.put(self._file, f"{content}\n".encode())

    def _read(self) -> dict[str, Any]:
        try:
            found = json.loads(atomic_files.read_file(str(self._file), _LARGEST))
        except (OSError, ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}
