"""What is said at tables: N650, where a line's turn never comes.

A line is said in turn each time its reason comes up while the table is open. Which reasons come up
is the counterpart's affair, and no search asks for each line; how often one can is known.
"""

from __future__ import annotations

from collections.abc import Iterator

from negotiator.checking.lint.look import Look
from negotiator.story.intervals import value_range
from negotiator.story.model import Table, VoiceLines
from negotiator.story.source_map import Path

_ONCE = {"accepts", "leaves", "last", "dearest", "cheapest"}
"""The reasons that come up once while a table is open: it closes, or the question is asked."""


def unspoken(look: Look) -> None:
    """N650: a line at a table that is never said, because its reason comes up too rarely."""
    for table in look.story.tables.values():
        _fewest, rounds = value_range(table.rounds.node, look.ranges)
        for path, said in _said(table):
            most = 1 if said.reason in _ONCE else rounds
            sure = 0
            for number, line in enumerate(said.lines):
                if sure >= most:
                    what = "N650.once" if most == 1 else "N650.rarely"
                    at = look.path(table, *path, number)
                    look.warn_value(what, at, reason=said.reason, turn=number + 1, most=most)
                sure += line.when is None


def _said(table: Table) -> Iterator[tuple[Path, VoiceLines]]:
    """The lines for each reason, and the keys that they stand under in the table."""
    for said in table.says:
        yield ("says", said.reason), said
    for term in table.terms:
        for said in term.says:
            yield ("terms", term.id, "says", said.reason), said
