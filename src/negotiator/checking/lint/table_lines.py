"""What is said at tables: N650, where a line's turn never comes.

A line is said in turn each time its reason comes up while the table is open. Which reasons come up
is the counterpart's affair, and no search asks for each line; how often one can is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from negotiator.checking.lint.look import Look
from negotiator.story.diagnostics import Location
from negotiator.story.intervals import value_range
from negotiator.story.model import Table, VoiceLines
from negotiator.story.source_map import Path

_ONCE = {"accepts", "leaves", "last", "dearest", "cheapest"}
"""The reasons that come up once while a table is open: it closes, or the question is asked."""


def unspoken(look: Look) -> None:
    """N650: a line at a table that is never said, because its reason comes up too rarely. One that
    several terms or tables share by an anchor is told of only if none of them says it."""
    lines = list(_lines(look))
    spoken = {look.origins.value(*one.path) for one in lines if one.sure < one.most}
    told: set[Location] = set()
    for one in lines:
        place = look.origins.value(*one.path)
        if one.sure >= one.most and place not in spoken | told:
            told.add(place)
            what = "N650.once" if one.most == 1 else "N650.rarely"
            turn = one.sure + 1
            look.warn_value(what, one.path, reason=one.reason, turn=turn, most=one.most)


class _Line(NamedTuple):
    """A line at a table: for which reason, how often that comes up at most, and how many lines
    above it are said in any case."""

    path: Path
    reason: str
    most: float
    sure: int


def _lines(look: Look) -> Iterator[_Line]:
    for table in look.story.tables.values():
        _fewest, rounds = value_range(table.rounds.node, look.ranges)
        for path, said in _said(table):
            most = 1 if said.reason in _ONCE else max(1, rounds)
            sure = 0
            for number, line in enumerate(said.lines):
                yield _Line(look.path(table, *path, number), said.reason, most, sure)
                sure += line.when is None


def _said(table: Table) -> Iterator[tuple[Path, VoiceLines]]:
    """The lines for each reason, and the keys that they stand under in the table."""
    for said in table.says:
        yield ("says", said.reason), said
    for term in table.terms:
        for said in term.says:
            yield ("terms", term.id, "says", said.reason), said
