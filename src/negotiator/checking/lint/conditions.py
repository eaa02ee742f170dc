"""Conditions that come out the same whatever the numbers are, and what follows from that:
N601 to N604, and N612 and N613 where the parts of a list shut each other out."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from negotiator.cells import cut
from negotiator.checking.lint.look import OPEN, Look, Owner
from negotiator.story.expressions import Expression, Node, names_read
from negotiator.story.intervals import EITHER, FALSE, FAR, Range, comparisons
from negotiator.story.source_map import Path


def settled(
    look: Look,
    when: Expression | None,
    owner: Owner,
    keys: Path,
    code: str = "N602",
    so: str = "",
) -> None:
    """N601, N602, N603: say if a condition can't hold or always does, or a part of it.

    It stands under these keys of its owner. `code` is what a condition that can't hold is told
    as, and `so` is what follows from it.
    """
    if when is None:
        return
    here = look.here(owner)
    answer, same = look.judge(when, here)
    if answer == EITHER and not same:
        return
    path, source = look.path(owner, *keys), when.source
    if answer == FALSE and (code != "N602" or not same):
        message = f"`{short(source)}` can never hold{': ' if so else ''}{so}"
        look.warn_value(code, path, message)
    elif same:
        ranges = look.ranges_in(here) if here else look.ranges
        spots, parts = _spots(source), list(comparisons(when.node))
        for number, holds in same:
            offset, length = spots[number]
            said = short(source[offset : offset + length])
            reason = _reason(parts[number], ranges)
            message = f"`{said}` is always {'true' if holds else 'false'}{reason}"
            look.problems.add("N601", look.origins.inside(path, offset, length), message)
    else:
        look.warn_value("N603", path, f"`{short(source)}` always holds")


def passages(look: Look) -> None:
    """N602: passages that are never told."""
    for several, owner, keys in look.passages():
        for number, passage in enumerate(several):
            if passage.when is not None:
                under = (*keys, number, "when")
                settled(look, passage.when, owner, under, so="this is never told")


def choices(look: Look) -> None:
    """N604: choices that are never open."""
    for choice in look.story.choices.values():
        if choice.when is not None and look.judge(choice.when, look.here(choice)) is not OPEN:
            with look.about(("choice", choice.name)):
                so = f"`{choice.id}` is never open"
                settled(look, choice.when, choice, ("when",), "N604", so)


def branches(look: Look) -> None:
    """N602, N612, N613: ways on that are never taken, or make no difference."""
    for choice in look.story.choices.values():
        if len(choice.goto) < 2:
            continue
        branch = look.rules.branch(choice.name)
        if len({way.to for way in branch.ways}) == 1:
            path = look.path(choice, "goto")
            look.warn_value("N613", path, f"every branch leads to `{branch.ways[0].to}`")
        for number, (way, above, left) in enumerate(branch.tried()):
            if left <= 0:
                look.warn_value("N612", way.origin, "the chances above add up to 100 %")
                break
            if look.covered(list(above)):
                look.warn_value("N612", way.origin, "the branches above cover every case")
                break
            under = ("goto", number, "when")
            so = "this branch is never taken"
            settled(look, choice.goto[number].when, choice, under, so=so)


def readings(look: Look) -> None:
    """N612: lines of an ending's reading that no play comes to."""
    for ending in look.story.endings.values():
        for reading in ending.readings:
            above: list[Node] = []
            for number, line in enumerate(reading.lines):
                if number and look.covered(above):
                    place = ("endings", ending.id, "readings", reading.axis, number)
                    look.warn_value("N612", place, "the lines above cover every case")
                    break
                if line.when is not None:
                    above.append(line.when.node)


def _reason(part: Node, ranges: Mapping[str, Range]) -> str:
    """The ranges that make a comparison come out the same."""
    known = [(name, *ranges[name]) for name in sorted(set(names_read(part))) if name in ranges]
    said = [
        f"{name} is {low} or more" if high >= FAR else f"{name} stays in {low}..{high}"
        for name, low, high in known
    ]
    return f": {', '.join(said)}" if said else ""


def _spots(source: str) -> list[tuple[int, int]]:
    """Offset and length of each comparison in an expression's text, `seen(…)` included."""
    flat = source.replace("\n", " ").replace("\t", " ")
    text = flat.lstrip(" ")
    encoded = text.encode()

    def found(tree: ast.AST) -> Iterator[tuple[int, int]]:
        match tree:
            case ast.Compare() | ast.Call(func=ast.Name(id="seen")):
                start = len(encoded[: tree.col_offset].decode())
                stop = len(encoded[: tree.end_col_offset].decode())
                yield start + len(flat) - len(text), stop - start
        for inner in ast.iter_child_nodes(tree):
            yield from found(inner)

    return list(found(ast.parse(text, mode="eval")))


def short(source: str) -> str:
    """A condition in one line of some sixty characters."""
    flat = " ".join(source.split())
    return cut(flat, 60)
