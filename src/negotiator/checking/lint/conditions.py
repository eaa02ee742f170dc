"""Conditions that always have the same result, whatever the numbers are, and what follows from
that: N601 to N604, and N612 and N613 where the parts of a list exclude each other."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping

from negotiator.cells import cut
from negotiator.checking.lint.look import OPEN, Look, Owner
from negotiator.sentence_parts import in_a_row
from negotiator.story.codes import CODES
from negotiator.story.expression_syntax import parsed
from negotiator.story.expressions import Expression, Literal, Node, names_read
from negotiator.story.intervals import EITHER, FALSE, FAR, Range, comparisons
from negotiator.story.model import Epilogue, Passage
from negotiator.story.source_map import Path


def settled(
    look: Look,
    when: Expression | None,
    owner: Owner,
    keys: Path,
    never: str,
    **values: str,
) -> None:
    """N601, N602, N603: warn if a condition or a part of it can't hold, or always does.

    It is under these keys of its owner. `never` is how a condition that can't hold is reported: a
    code and its wording, with its other values.
    """
    if when is None:
        return
    here = look.here(owner)
    answer, same = look.judge(when, here)
    if answer == EITHER and not same:
        return
    path, source = look.path(owner, *keys), when.source
    if answer == FALSE and not (never.startswith("N602") and same):
        look.warn_value(never, path, condition=short(source), **values)
    elif same:
        ranges = look.ranges_in(here) if here else look.ranges
        spots, parts = _spots(source), list(comparisons(when.node))
        if len(spots) != len(parts):
            return  # a name in it stands for comparisons that are written elsewhere
        for number, holds in same:
            offset, length = spots[number]
            known = _known(parts[number], ranges)
            look.problems.add(
                f"N601.{'true' if holds else 'false'}{'_since' if known else ''}",
                look.origins.inside(path, offset, length),
                condition=short(source[offset : offset + length]),
                ranges=known,
            )
    else:
        look.warn_value("N603", path, condition=short(source))


def passages(look: Look) -> None:
    """N602: passages that are never shown."""
    for several, owner, keys in look.passages:
        if isinstance(owner, Epilogue) and owner.id in look.untold:
            continue  # which says more
        for number, passage in enumerate(several):
            if passage.when is not None and look.judge(passage.when, look.here(owner)) is not OPEN:
                under = (*keys, number, "when")
                settled(look, passage.when, owner, under, "N602.passage")


def choices(look: Look) -> None:
    """N604: choices that are never open."""
    for choice in look.story.choices.values():
        if choice.when is not None and look.judge(choice.when, look.here(choice)) is not OPEN:
            with look.about(("choice", choice.name)):
                settled(look, choice.when, choice, ("when",), "N604", choice=choice.id)


def branches(look: Look) -> None:
    """N602, N612, N613: ways on that are never taken, or that make no difference."""
    for choice in look.story.choices.values():
        if len(choice.goto) < 2:
            continue
        branch = look.rules.branch(choice.name)
        if len({(way.to, way.back, way.enters) for way in branch.ways}) == 1:
            path = look.path(choice, "goto")
            look.warn_value("N613", path, place=branch.ways[0].to)
        seen: set[int] = set()
        for way, above, left in branch.tried():
            if left <= 0:
                look.warn_value("N612.chances", way.origin)
                break
            if look.covered(list(above)):
                look.warn_value("N612.branches", way.origin)
                break
            number = int(way.origin[-1])
            if number in seen:
                continue  # one of several ways of one return
            seen.add(number)
            under = ("goto", number, "when")
            settled(look, choice.goto[number].when, choice, under, "N602.branch")


def readings(look: Look) -> None:
    """N612: lines of an ending's reading, or of an epilogue, that no play reaches."""
    for ending in look.story.endings.values():
        for reading in ending.readings:
            _in_turn(look, reading.lines, ("endings", ending.id, "readings", reading.axis))
    for epilogue in look.story.epilogues.values():
        _in_turn(look, epilogue.lines, ("epilogues", epilogue.id, "lines"))


def _in_turn(look: Look, lines: Iterable[Passage], path: Path) -> None:
    """Lines of which the first whose condition holds is told."""
    above: list[Node] = []
    for number, line in enumerate(lines):
        if number and look.covered(above):
            look.warn_value("N612.lines", (*path, number))
            return
        above.append(Literal(True) if line.when is None else line.when.node)


def _known(part: Node, ranges: Mapping[str, Range]) -> str:
    """The ranges that give a comparison always the same result, in words."""
    known = [(name, *ranges[name]) for name in sorted(set(names_read(part))) if name in ranges]
    said = CODES["N601"].said
    return in_a_row(
        said("above" if high >= FAR else "within", name=name, low=low, high=high)
        for name, low, high in known
    )


def _spots(source: str) -> list[tuple[int, int]]:
    """The offset and length of each comparison in an expression's text, including `seen(…)`."""
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

    return list(found(parsed(text)))


def short(source: str) -> str:
    """A condition in one line of about sixty characters."""
    flat = " ".join(source.split())
    return cut(flat, 60)
