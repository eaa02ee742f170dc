"""Paths as people write them, and where links lead: what pathlib answers with other errors than
the system's own, or not on every version of Python."""

from __future__ import annotations

import errno
import os
from pathlib import Path


def at(named: str) -> Path:
    """The path that someone wrote, `~` being a home folder.

    Raises OSError if there is no such home.
    """
    try:
        return Path(named).expanduser()
    except RuntimeError:
        home = named.replace(os.sep, "/").partition("/")[0]
        raise FileNotFoundError(errno.ENOENT, f"there is no home folder {home}", named) from None


def real(path: Path) -> Path:
    """Where links lead from a path; a circle of links stays as it is written.

    `Path.resolve` raises a RuntimeError for a circle before Python 3.13.
    """
    return Path(os.path.realpath(path))
