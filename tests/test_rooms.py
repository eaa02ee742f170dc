"""The rooms of the house stay small, and none needs another that needs it.

What a reader has to hold in mind at once is a module or a function; and where two modules import
each other, neither can be understood alone. Imports for types count, and those within functions.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.source import FILES, SRC, nodes

LONGEST_MODULE = 400
LONGEST_FUNCTION = 60


def module(file: str) -> str:
    """A module's name, by its file."""
    parts = ("negotiator", *file.removesuffix(".py").split("/"))
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module(file): file for file in FILES}


def test_no_module_is_long() -> None:
    lengths = {file: len((SRC / file).read_text(encoding="utf-8").splitlines()) for file in FILES}
    assert {file: length for file, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_no_function_is_long() -> None:
    long = {
        f"{file}:{node.name}": length
        for file in FILES
        for node in nodes(file)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and (length := node.end_lineno - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert long == {}


def imported(name: str) -> Iterator[str]:
    """The modules of the program that one imports, anywhere in it."""
    for node in nodes(MODULES[name]):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names if one.name in MODULES)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name their module whole"
            assert node.module is not None
            for one in node.names:
                inner = f"{node.module}.{one.name}"
                if inner in MODULES:
                    yield inner
                elif node.module in MODULES:
                    yield node.module


def circles(imports: dict[str, set[str]]) -> list[list[str]]:
    """The groups of modules that reach each other (Tarjan 1972)."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    waiting: list[str] = []
    found: list[list[str]] = []

    def visit(name: str) -> None:
        order[name] = low[name] = len(order)
        waiting.append(name)
        for other in sorted(imports[name]):
            if other not in order:
                visit(other)
            if other in waiting:
                low[name] = min(low[name], low[other])
        if low[name] == order[name]:
            at = waiting.index(name)
            group, waiting[at:] = waiting[at:], []
            if len(group) > 1:
                found.append(sorted(group))

    for name in sorted(imports):
        if name not in order:
            visit(name)
    return found


def test_no_import_goes_in_a_circle() -> None:
    assert circles({name: set(imported(name)) - {name} for name in MODULES}) == []


def test_a_circle_is_found() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b", "d"}, "d": set()}) == [["b", "c"]]
