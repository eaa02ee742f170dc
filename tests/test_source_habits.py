"""Habits of the source that no type checker sees, and that the design rests on.

Source becomes code in one place. What is made of a story is kept with the story, so that it goes
when the story goes: no cache stands in a module, and none asks for things by where they are in
memory. Nobody tells the collector of cycles to leave things alone for good.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.source import FILES, nodes, tree

BUILDER = "engine/codegen.py"
KEPT_BY_MODULES = {
    ("story/archives.py", "_read"): "by an archive and the state of its file, and only the last",
    ("story/expressions.py", "constant"): "by a number, a truth or a word",
    ("story/walk.py", "_fields_of"): "by a kind of record of the model",
    ("classroom/postgres_store.py", "_hearing"): "one class, made of one that not all have",
    ("classroom/damage.py", "kinds"): "by a kind of row, of which there are fourteen",
    ("classroom/store.py", "_selected"): "by a kind of row and the columns that are asked for",
    ("classroom/store.py", "_next_row"): "by a kind of row, of which there are fourteen",
    ("language.py", "language"): "by what the process was told, which stays",
    ("language.py", "translation"): "by what the process was told, which stays",
    ("diagrams/curve_svg.py", "_columns"): "by how many values a curve has, and bounded",
    ("saves/writing.py", "_known"): "by a short text, as it is written in a save",
    (
        "saves/writing.py",
        "_known_pairs",
    ): "by a value and its short name, as it is written in a save",
    ("diagrams/chamber_svg.py", "_places"): "by a number of seats, and bounded",
    ("bargaining/worths.py", "_worths"): "by points, which are numbers",
    ("bargaining/worths.py", "_rising"): "by points, which are numbers",
    ("bargaining/worths.py", "offers_of"): "by points, which are numbers",
    ("bargaining/worths.py", "frontier_of"): "by points, which are numbers",
    ("web/rendering.py", "_environment"): "by nothing: templates come with the program",
    ("engine/named_parts.py", "_fields"): "by a kind of part, of which there are seven",
    ("web/rendering.py", "lines"): "by nothing: templates come with the program",
    ("web/rendering.py", "_around_body"): "by what stands around a page, and bounded",
    ("web/rendering.py", "_known"): "by a short text, and bounded",
    ("web/rendering.py", "menu_links"): "by the links to pages, in words, and bounded",
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


def walked(whole: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """Every node, each with the function that it stands in; empty outside of any."""
    waiting: list[tuple[ast.AST, str]] = [(whole, "")]
    for node, inside in waiting:
        yield node, inside
        is_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        within = getattr(node, "name", "a lambda") if is_function else inside
        waiting += ((one, within) for one in ast.iter_child_nodes(node))


def test_source_becomes_code_in_one_place() -> None:
    running = {"eval", "exec", "compile", "__import__"}
    runs = {
        name
        for name in FILES
        if any(isinstance(node, ast.Name) and node.id in running for node in nodes(name))
    }
    assert runs <= {BUILDER}


def test_nothing_is_asked_for_by_where_it_is_in_memory() -> None:
    asked = [
        f"{name}:{node.lineno}"
        for name in FILES
        for node in nodes(name)
        if (isinstance(node, ast.Call) and called(node.func) == "id")
        or (isinstance(node, ast.keyword) and node.arg == "key" and called(node.value) == "id")
    ]
    assert not asked


def test_the_collector_freezes_nothing() -> None:
    freezing = [
        f"{name}:{node.lineno}"
        for name in FILES
        for node in nodes(name)
        if isinstance(node, ast.Attribute) and node.attr in ("freeze", "set_threshold")
    ]
    assert not freezing


def test_what_a_module_keeps_is_known() -> None:
    found = {
        (name, node.name)
        for name in FILES
        for node in nodes(name)
        if isinstance(node, ast.FunctionDef)
        and any(named(one) in ("cache", "lru_cache") for one in node.decorator_list)
    }
    assert found == KEPT_BY_MODULES.keys()


def gathered(name: str) -> Iterator[str]:
    """Where a function changes what stands in its module."""
    kept = {
        target.id
        for node in tree(name).body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name) and (name, target.id) not in OF_A_PROCESS
    }
    for node, inside in walked(tree(name)):
        match node:
            case ast.Global():
                yield f"{name}:{node.lineno}: global"
            case ast.Subscript(value=ast.Name(id=one), ctx=ast.Store()) if inside and one in kept:
                yield f"{name}:{node.lineno}: {one}[…] ="
            case ast.Call(func=ast.Attribute(value=ast.Name(id=one), attr=what)) if (
                inside and one in kept and what in CHANGES
            ):
                yield f"{name}:{node.lineno}: {one}.{what}"
            case ast.AugAssign(target=ast.Name(id=one)) if inside and one in kept:
                yield f"{name}:{node.lineno}: {one} changed"


def test_no_module_gathers_anything() -> None:
    """What stands in a module is changed by no function."""
    assert [fault for name in FILES for fault in gathered(name)] == []
