"""The board beside a story: the gauges, what was promised, and the month with the days played.

Whose mood a gauge is stands on the screen with all details. It shows the play it is
given; if there is no room beside the story, the screen leaves it out.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from negotiator.narration import board, promises
from negotiator.narration.dates import month_of
from negotiator.narration.gauge_curves import gauge_curves
from negotiator.narration.lines import Promised
from negotiator.narration.play import days
from negotiator.narration.status import GaugeStanding
from negotiator.tui import prose
from negotiator.tui.widgets.gauges import GaugeColumn
from negotiator.tui.widgets.month import month_lines

if TYPE_CHECKING:
    from negotiator.engine import Play


from negotiator.tui.widgets.chrome import Chrome


class Board(VerticalScroll):
    """Gauges, promises and calendar."""

    _promised: tuple[Promised, ...] | None = None
    _months: tuple[date | None, int] | None = None

    def compose(self) -> ComposeResult:
        """The three, each under its name."""
        yield Chrome(board.gauges(), id="gauges-name", classes="caption")
        yield GaugeColumn(id="column")
        yield Chrome(promises.caption(), id="promises-name", classes="caption")
        yield Chrome(id="promises")
        yield Chrome(id="month-name", classes="caption")
        yield Chrome(id="month")

    def show(self, play: Play, standings: tuple[GaugeStanding, ...]) -> None:
        """Show a play as it stands; only what has changed is drawn again."""
        column = self.query_one(GaugeColumn)
        column.standings, column.courses = standings, gauge_curves(play)
        self._show_promises(promises.ledger(play))
        self._show_month(play)

    def _show_promises(self, ledger: tuple[Promised, ...]) -> None:
        if ledger == self._promised:
            return
        self._promised = ledger
        for name in ("#promises-name", "#promises"):
            self.query_one(name).display = bool(ledger)
        lines = [prose.promise(one, promises.entry(one)) for one in ledger]
        words = [Content(line.mark) + line.content for line in lines]
        self.query_one("#promises", Chrome).update(Content("\n").join(words))

    def _show_month(self, play: Play) -> None:
        played = days(play)
        today = played[-1] if played else None
        if self._months == (today, len(set(played))):
            return
        self._months = (today, len(set(played)))
        for name in ("#month-name", "#month"):
            self.query_one(name).display = today is not None
        if today is not None:
            self.query_one("#month-name", Chrome).update(month_of(today))
            lines = month_lines(today, set(played))
            self.query_one("#month", Chrome).update(Content("\n").join(lines))
