"""The program's own source, for tests of its habits.

A module is parsed when a test first looks at it, never while tests are collected: each worker
collects them all, and would parse the whole program to run a few.
A test looks at all modules and names those at fault: a test for each would cost more than the look.
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


@cache
def nodes(file: str) -> tuple[ast.AST, ...]:
    """All of that, as `ast.walk` comes by it."""
    return tuple(ast.walk(tree(file)))
