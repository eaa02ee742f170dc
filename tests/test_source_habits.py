"""Habits of the source that no type checker sees, and that the design rests on.

Source becomes code in one place. What is made of a story is kept with the story, so that it goes
when the story goes: no cache stands in a module, and none asks for things by where they are in
memory. Nobody tells the collector of cycles to leave things alone for good.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SRC = Path(__file__).parents[1] / "src" / "negotiator"
TREES = {
    path.relative_to(SRC).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(SRC.rglob("*.py"))
}
BUILDER = "engine/codegen.py"
KEPT_BY_MODULES = {
    ("story/expressions.py", "constant"): "by a number, a truth or a word",
    ("classroom/store.py", "_texts"): "by a kind of row, of which there are nine",
    ("language.py", "language"): "by what the process was told, which stays",
    ("language.py", "translation"): "by what the process was told, which stays",
    ("saves/writing.py", "_known"): "by a short text, as it is written in a save",
    ("bargaining/worths.py", "_worths"): "by points, which are numbers",
    ("bargaining/worths.py", "_rising"): "by points, which are numbers",
    ("bargaining/worths.py", "offers_of"): "by points, which are numbers",
    ("bargaining/worths.py", "frontier_of"): "by points, which are numbers",
    ("web/rendering.py", "_environment"): "by nothing: templates come with the program",
    ("web/rendering.py", "asset"): "by the name of a file that comes with the program",
}
"""Functions that keep what they gave for the whole program, and by what."""
OF_A_PROCESS = {("simulation/simulate.py", "_playing")}
"""What a module keeps because a process that is one of several does nothing else."""
CHANGES = {"add", "append", "clear", "extend", "insert", "pop", "remove", "setdefault", "update"}


def called(node: ast.expr) -> str:
    """A name, if it is nothing but that."""
    return node.id if isinstance(node, ast.Name) else ""


def named(node: ast.expr) -> str:
    """The last word of a decorator's name."""
    node = node.func if isinstance(node, ast.Call) else node
    return node.attr if isinstance(node, ast.Attribute) else called(node)


def walked(tree: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """Every node, each with the function that it stands in; empty outside of any."""
    waiting: list[tuple[ast.AST, str]] = [(tree, "")]
    for node, inside in waiting:
        yield node, inside
        is_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        within = getattr(node, "name", "a lambda") if is_function else inside
        waiting += ((one, within) for one in ast.iter_child_nodes(node))


@pytest.mark.parametrize("name", TREES)
def test_source_becomes_code_in_one_place(name: str) -> None:
    used = {node.id for node in ast.walk(TREES[name]) if isinstance(node, ast.Name)}
    runs = used & {"eval", "exec", "compile", "__import__"}
    assert not runs or name == BUILDER


@pytest.mark.parametrize("name", TREES)
def test_nothing_is_asked_for_by_where_it_is_in_memory(name: str) -> None:
    asked = [
        node.lineno
        for node in ast.walk(TREES[name])
        if (isinstance(node, ast.Call) and called(node.func) == "id")
        or (isinstance(node, ast.keyword) and node.arg == "key" and called(node.value) == "id")
    ]
    assert not asked


@pytest.mark.parametrize("name", TREES)
def test_the_collector_freezes_nothing(name: str) -> None:
    named_ones = {node.attr for node in ast.walk(TREES[name]) if isinstance(node, ast.Attribute)}
    assert not named_ones & {"freeze", "set_threshold"}


def test_what_a_module_keeps_is_known() -> None:
    found = {
        (name, node.name)
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and any(named(one) in ("cache", "lru_cache") for one in node.decorator_list)
    }
    assert found == KEPT_BY_MODULES.keys()


@pytest.mark.parametrize("name", TREES)
def test_no_module_gathers_anything(name: str) -> None:
    """What stands in a module is changed by no function."""
    tree = TREES[name]
    kept = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name) and (name, target.id) not in OF_A_PROCESS
    }
    faults = []
    for node, inside in walked(tree):
        match node:
            case ast.Global():
                faults.append(f"line {node.lineno}: global")
            case ast.Subscript(value=ast.Name(id=one), ctx=ast.Store()) if inside and one in kept:
                faults.append(f"line {node.lineno}: {one}[…] =")
            case ast.Call(func=ast.Attribute(value=ast.Name(id=one), attr=what)) if (
                inside and one in kept and what in CHANGES
            ):
                faults.append(f"line {node.lineno}: {one}.{what}")
            case ast.AugAssign(target=ast.Name(id=one)) if inside and one in kept:
                faults.append(f"line {node.lineno}: {one} changed")
    assert not faults, faults
