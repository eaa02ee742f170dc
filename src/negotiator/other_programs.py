"""Other programs that this one starts: where they are found, and what they load.

Nothing is taken from the current folder, which may be a story that somebody else has handed on:
Windows looks there first for a program, and a Python that was started with `-c` or `-m` for every
module it imports.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_SAFE_PATH = "PYTHONSAFEPATH"
THIS_PYTHON = (sys.executable, "-P")
"""What starts this Python again."""


def program(name: str) -> str | None:
    """The path of a program of that name that is installed here; None if there is none."""
    found = shutil.which(name)
    if found is None or os.path.isabs(found):  # noqa: PTH117 - a Path would say the same of it
        return found
    return _listed(name)


def _listed(name: str) -> str | None:
    """The same where the current folder has a program of that name."""
    endings = os.environ.get("PATHEXT", "").split(os.pathsep) if os.name == "nt" else [""]
    for folder in filter(os.path.isabs, os.get_exec_path()):
        for ending in endings:
            found = shutil.which(os.path.join(folder, name + ending))  # noqa: PTH118
            if found is not None:
                return found
    return None


def keeps_to_own_modules() -> bool:
    """Whether a Python that a library begins in `own_modules` keeps to that: one that was started
    with `-E` hands that on, and then what the environment says doesn't count."""
    return bool(sys.flags.safe_path) or not sys.flags.ignore_environment


@contextmanager
def own_modules() -> Iterator[None]:
    """Every Python that is begun in here, by whatever library, imports what is installed only."""
    before = os.environ.get(_SAFE_PATH)
    os.environ[_SAFE_PATH] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_SAFE_PATH]
        else:
            os.environ[_SAFE_PATH] = before
