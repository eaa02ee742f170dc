"""Deleting a class with all that was written about it: its rows, and the folder of its exports.

What somebody copied elsewhere, or wrote to a folder of their own, can't be known here.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from negotiator.classroom.store import Store

_NAME = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")
"""The letters of a class's id, so that it can be a folder's name and no path."""


def exports_of(folder: Path, class_id: str) -> Path:
    """Where the exports of a class are written, below the folder of all exports.

    Raises ValueError if no class can have that id.
    """
    if not class_id or not _NAME.issuperset(class_id):
        raise ValueError(class_id)
    return folder / class_id


def erased(store: Store, class_id: str, exports: Path) -> bool:
    """Delete a class and the folder of its exports, and say whether there was anything of it.

    Its rows go last, so that the class can be named again if anything is in the way. Raises OSError
    if the folder can't be deleted.
    """
    folder = exports_of(exports, class_id)
    had_files = folder.is_dir()
    if had_files:
        shutil.rmtree(folder)
    return store.delete(class_id) or had_files
