"""The program's own source, for tests of its habits.

A module is parsed when a test first looks at it, never while tests are collected: each worker
collects them all, and would parse the whole program to run a few.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

SRC = Path(__file__).parents[1] / "src" / "negotiator"
FILES = tuple(path.relative_to(SRC).as_posix() for path in sorted(SRC.rglob("*.py")))
"""Every module, as `story/loading.py`."""


@cache
def tree(file: str) -> ast.Module:
    """What stands in a module: to be read, as all share it."""
    return ast.parse((SRC / file).read_text(encoding="utf-8"))
