"""What really happened, entry by entry, with what the play did where it came to decide the same.

The ending shows the entries that the play reached; here are all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.content import Content

from negotiator.narration import debrief, ending
from negotiator.narration.dates import day
from negotiator.narration.debrief import Beside, Debriefed, HistoryBeside, Later
from negotiator.tui import prose
from negotiator.tui.screens.reader import Reader
from negotiator.tui.widgets.blocks import Block, BlockKind, Group


class RecordScreen(Reader[None]):
    """The whole record beside an ended play."""

    def __init__(self, found: Debriefed) -> None:
        super().__init__()
        self._found = found

    def screen_title(self) -> str:
        """The caption of the record."""
        return ending.what_happened()

    def group(self) -> Group:
        """Every entry, and what came later."""
        return (*entries(self._found.partings), *map(_dated, self._found.later))


def entries(several: Iterable[HistoryBeside]) -> Iterator[Block]:
    """Entries of the record by date, each with what the play did there, if it came there."""
    for one in sorted(several, key=lambda one: one.date):
        yield _dated(one, *_beside(one))


def _dated(one: HistoryBeside | Later, *below: Content) -> Block:
    when = (f"{day(one.date)}  ", ".ink--strong")
    event = Content.assemble(when, prose.content(one.passage))
    return Block(Content("\n").join((event, *below)), BlockKind.DOCUMENTED)


def _beside(one: HistoryBeside) -> list[Content]:
    """The player's decision beside the record, each in lines of its own."""
    lines = debrief.beside(one)
    if one.beside is Beside.SAME:
        return [prose.inked(words, ".ink--good", mark="= ") for words in lines]
    marks = ((".ink--bad", "≠ "), (".ink--muted", "  "))
    return [
        prose.inked(words, ink, mark=mark) for words, (ink, mark) in zip(lines, marks, strict=False)
    ]
