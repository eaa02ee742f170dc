"""The board beside a story: the gauges, who feels how, and the month with the days played.

It shows the play it is given; where there is no room beside the story, the screen leaves it out.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from negotiator.story.model import Story
from negotiator.tui import prose
from negotiator.tui.widgets.gauges import GaugeColumn, Reading
from negotiator.tui.widgets.month import month_lines

if TYPE_CHECKING:
    from negotiator.engine import Play


from negotiator.tui.widgets.chrome import Chrome


class Board(VerticalScroll):
    """Gauges, moods and calendar."""

    _moods: Content | None = None
    _months: tuple[date | None, int] | None = None

    def compose(self) -> ComposeResult:
        """The three, each below its name."""
        yield Chrome("Gauges", id="gauges-name", classes="caption")
        yield GaugeColumn(id="column")
        yield Chrome("Moods", classes="caption")
        yield Chrome(id="moods")
        yield Chrome(id="month-name", classes="caption")
        yield Chrome(id="month")

    def show(self, play: Play, readings: list[Reading]) -> None:
        """Show a play as it stands; only what has changed is drawn again."""
        self.query_one(GaugeColumn).readings = readings
        feelings = moods(play.story, {one.gauge.id: one.value for one in readings})
        if feelings != self._moods:
            self._moods = feelings
            self.query_one("#moods", Chrome).update(feelings)
        self._show_month(play)

    def _show_month(self, play: Play) -> None:
        played = prose.days(play)
        today = played[-1] if played else None
        if self._months == (today, len(set(played))):
            return
        self._months = (today, len(set(played)))
        for name in ("#month-name", "#month"):
            self.query_one(name).display = today is not None
        if today is not None:
            self.query_one("#month-name", Chrome).update(f"{prose.month(today)} {today.year}")
            lines = month_lines(today, set(played))
            self.query_one("#month", Chrome).update(Content("\n").join(lines))


def moods(story: Story, values: dict[str, int]) -> Content:
    """Who feels how, a line each; the mood is the band of the actor's gauge."""
    gauged = [(actor, story.gauges[actor.gauge]) for actor in story.actors.values() if actor.gauge]
    return Content("\n").join(
        Content.assemble((actor.name, ".ink--strong"), f": {gauge.band(values[gauge.id])}")
        for actor, gauge in gauged
    )
