"""A table from above: the drawing of its packages, and the result of the talks in words.

Drawing and words are side by side if there is room for both, otherwise one below the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content

from negotiator.diagrams.table_drawing import DrawingError
from negotiator.diagrams.tradeoff_plot import Role, of_table
from negotiator.diagrams.tradeoff_text import FEWEST_COLUMNS, Line, lines
from negotiator.engine.table_debrief import TableDebrief, table_debriefs
from negotiator.narration import table_on_screen
from negotiator.narration.drawing import drawn_to
from negotiator.narration.table_report import report
from negotiator.tui.actions import bindings
from negotiator.tui.screens.reader import Reader
from negotiator.tui.widgets.blocks import Block, BlockKind, Group
from negotiator.tui.widgets.chrome import Chrome
from negotiator.tui.widgets.shortcuts import KeyFooter
from negotiator.tui.widgets.story_log import Page

if TYPE_CHECKING:
    from negotiator.engine import Play

_BESIDE = 108
"""The minimum width in columns for the words to be beside the drawing."""
_WORDS = 60
"""The columns the words then have."""
_WIDEST = 76

_INKS = {
    Role.WORDS: "",
    Role.CLOUD: ".ink--muted",
    Role.FRONTIER: ".ink--strong",
    Role.LIMIT: ".ink--muted",
    Role.OURS: ".ink--good",
    Role.THEIRS: ".ink--bad",
    Role.DEAL: ".ink--accent",
    Role.NASH: ".ink--accent",
    Role.HISTORY: ".ink--accent",
}
"""A glyph identifies each already; the inks only help to find it."""


class TableDebriefScreen(Reader[None], inherit_bindings=False):
    """The tables that a play has left, one at a time."""

    SCOPE = "table_debrief"
    CSS_PATH: ClassVar[list[str]] = ["reader.tcss", "table_debrief.tcss"]  # type: ignore[assignment]
    BINDINGS: ClassVar[list[BindingType]] = bindings("table_debrief")

    def __init__(self, play: Play) -> None:
        super().__init__()
        self._tables = table_debriefs(play)
        self._number = len(self._tables) - 1

    @property
    def _shown(self) -> TableDebrief:
        return self._tables[self._number]

    @property
    def _is_beside(self) -> bool:
        return self.app.size.width >= _BESIDE

    def compose(self) -> ComposeResult:
        """The title, the drawing, the words and the keys."""
        yield Chrome(self.screen_title(), id="screen-title")
        with Horizontal(id="sheet"):
            yield Chrome(id="drawing")
            with Vertical(id="words"):
                yield Page(id="page")
                yield Chrome(id="more")
        yield KeyFooter()

    def screen_title(self) -> str:
        """The table's title, and its number among them."""
        one = self._shown
        return table_on_screen.screen_title(one.table.title, self._number + 1, len(self._tables))

    def group(self) -> Group:
        """The words, below the drawing unless they are beside it."""
        blocks = [] if self._is_beside else [Block(self._drawing(), gap=0)]
        for part in report(self._shown):
            blocks.append(Block(Content.styled(part.title, ".ink--accent"), BlockKind.HEADING))
            for line in part.lines:
                item = line.removeprefix("- ")
                blocks.append(Block(Content(item), mark="- " if item != line else "", gap=0))
        return tuple(blocks)

    def _drawing(self) -> Content:
        width, height = self.app.size
        room = width - _WORDS if self._is_beside else width
        # A window may be too small for any of it before the game is covered.
        columns = max(FEWEST_COLUMNS, min(_WIDEST, room - 3))
        rows = min(height - 4, columns // 2)
        return Content("\n").join(
            _inked(line) for line in lines(of_table(self._shown), columns, rows)
        )

    def on_mount(self) -> None:
        """Lay the last table out."""
        self._lay_out()

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002 (Textual's signature)
        """Draw again for the new size."""
        self._lay_out()

    def _lay_out(self) -> None:
        self.query_one("#screen-title", Chrome).update(self.screen_title())
        drawing = self.query_one("#drawing", Chrome)
        drawing.display = self._is_beside
        drawing.update(self._drawing())
        self.query_one(Page).show([self.group()])

    def check_action(
        self,
        action: str,
        parameters: tuple[object, ...],  # noqa: ARG002 (Textual's signature)
    ) -> bool | None:
        """Whether an action works: there must be another table to turn to."""
        return len(self._tables) > 1 if action == "turn" else True

    def action_turn(self, by: int) -> None:
        """Go to another table of the play."""
        self._number = (self._number + by) % len(self._tables)
        self._lay_out()

    def action_draw(self) -> None:
        """Write the drawing to a file beside the saves, and say where."""
        try:
            where = self.game.draw_table(self._shown)
        except DrawingError as error:
            self.notify(str(error), severity="error", markup=False)
        else:
            self.notify(drawn_to(where), markup=False)


def _inked(line: Line) -> Content:
    return Content.assemble(*((span.text, _INKS[span.role]) for span in line))
