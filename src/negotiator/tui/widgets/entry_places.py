"""Where the lines of the page cite a source or link a term, so that one can be marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content
from textual.style import Style


class EntryPlace(NamedTuple):
    """Where an entry is cited or linked: its name, and the line, start and end of each piece."""

    entry: tuple[str, str]
    pieces: tuple[tuple[int, int, int], ...]


def entry_places(lines: Sequence[Content], first: int) -> list[EntryPlace]:
    """The citations and links in the lines from that one on; one may continue on the next line."""
    found: list[EntryPlace] = []
    for number, line in enumerate(lines[first:], first):
        for start, end, style in sorted(line.spans, key=lambda span: span.start):
            entry = style.meta.get("entry") if isinstance(style, Style) else None
            if entry is None:
                continue
            piece = (number, start, end)
            before = found[-1] if found else None
            if (
                before
                and start == 0
                and (before.entry, before.pieces[-1][0]) == (entry, number - 1)
            ):
                found[-1] = before._replace(pieces=(*before.pieces, piece))
            else:
                found.append(EntryPlace(entry, (piece,)))
    return found
