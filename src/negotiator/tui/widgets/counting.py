"""A vote while it is counted: the chamber, the bar of ayes, how the count stands, and each bloc.

It shows as many blocs as it is told; it knows no keys and no play.
"""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content
from textual.reactive import reactive

from negotiator.diagrams.chamber import Seats, chamber, count_bar, mark
from negotiator.narration import votes
from negotiator.narration.lines import Voted
from negotiator.tui.prose import inked
from negotiator.tui.widgets.multiline import Lined

_WIDEST = 76
_HIGHEST = 14
"""The most rows of the chamber."""
_LOWEST = 3
_AROUND = 7
"""Lines of the widget beside the chamber, the blocs and the legend."""
_LEGEND = 2


class Counting(Lined):
    """The vote after so many blocs, in the height that its screen has for it."""

    counted: reactive[int] = reactive(0, layout=True)
    room: reactive[int] = reactive(20, layout=True)
    """The lines there are for all of it."""

    def __init__(self, vote: Voted) -> None:
        super().__init__()
        self.vote = vote

    def lines(self, width: int) -> list[Content]:
        """The lines at that width."""
        wide = max(1, min(width, _WIDEST))
        vote = self.vote
        room = self.room - _AROUND - _LEGEND - len(vote.blocs)
        drawn = chamber(vote, self.counted, wide, max(_LOWEST, min(_HIGHEST, room)))
        rows = [Content.assemble(*map(_seats, row)) for row in drawn.rows]
        inset = " " * ((wide - max((row.cell_length for row in rows), default=0)) // 2)
        ayes = sum(bloc.ayes for bloc in vote.blocs[: self.counted])
        standing = Content.styled(votes.standing(vote, self.counted), ".ink--strong")
        return [
            *inked(votes.called(vote), motion=".ink--strong").wrap(wide),
            Content(""),
            *(Content(inset) + row for row in rows),
            Content(""),
            Content.styled(count_bar(ayes, vote.needs, vote.seats, wide), ".ink--bar"),
            *standing.wrap(wide),
            Content(""),
            *self._blocs(wide),
            Content(""),
            *Content.styled(votes.legend(drawn.scale), ".ink--muted").wrap(wide),
        ]

    def _blocs(self, wide: int) -> Iterator[Content]:
        """A row for each bloc: its mark, its name, its ayes and all so far."""
        counts = votes.counted(self.vote)
        labels = [Content(one.bloc) for one in self.vote.blocs]
        column = min(max(label.cell_length for label in labels), max(8, wide - 34))
        for number, (label, one) in enumerate(zip(labels, counts, strict=True)):
            is_counted = number < self.counted
            is_last = number == self.counted - 1
            told = votes.in_row(one.bloc, is_counted)
            so_far = votes.so_far(one) if is_counted else ""
            yield Content.assemble(
                "▸ " if is_last else "  ",
                f"{mark(number, aye=True)} ",
                label.truncate(column, ellipsis=True, pad=True),
                f"  {told:<14}",
                (so_far, ".ink--strong" if is_last else ".ink--muted"),
            ).truncate(wide, ellipsis=True)


def _seats(one: Seats) -> tuple[str, str]:
    """Seats of one kind, in an ink that only helps to see their marks."""
    ink = {None: ".ink--muted", True: ".ink--good", False: ""}[one.aye]
    return one.marks, ink
