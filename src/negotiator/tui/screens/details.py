"""Gauges, actors and calendar in full: what the dashboard has no room for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from negotiator.story.model import Better
from negotiator.tui import prose
from negotiator.tui.screens.reader import Reader
from negotiator.tui.widgets.gauges import bar
from negotiator.tui.widgets.month import month_lines
from negotiator.tui.widgets.story_log import Block, Group, Kind

if TYPE_CHECKING:
    from negotiator.engine import Play

_GOOD = {
    Better.HIGH: "high is good",
    Better.LOW: "low is good",
    Better.MIDDLE: "the middle is good",
}


class DetailsScreen(Reader[None]):
    """How things stand."""

    HEADLINE = "How things stand"

    def __init__(self, play: Play) -> None:
        super().__init__()
        self._play = play

    def group(self) -> Group:
        """Gauges, actors, calendar."""
        play = self._play
        values = play.values()
        last = play.undone().values()
        first = play.rewound(0).values()
        spot = prose.spot(play)
        blocks = [Block(Content.styled(spot.title, ".ink--strong"), Kind.HEADING)]
        act = ": ".join(filter(None, (spot.act, spot.act_title)))
        where = "\n".join(filter(None, (spot.day, spot.place, act)))
        if where:
            blocks.append(Block(Content(where), gap=0))
        blocks.append(Block(Content.styled("Gauges", ".ink--accent"), Kind.HEADING))
        for name, gauge in play.story.gauges.items():
            value = int(values[name])
            since = []
            for words, then in (("by your last decision", last), ("since the start", first)):
                if then[name] != value:
                    since += [
                        Content("\n"),
                        prose.moved(gauge, int(then[name]), value),
                        Content(f" {words}"),
                    ]
            blocks.append(
                Block(
                    Content.assemble(
                        (gauge.label, ".ink--strong"),
                        f"  {value} of {gauge.high}  ",
                        bar(gauge, value, 16),
                        f"  {gauge.band(value)}",
                        (f" · {_GOOD[gauge.better]}", ".ink--muted"),
                        (f"\n{gauge.about}" if gauge.about else "", ".ink--muted"),
                        *since,
                    )
                )
            )
        blocks.append(Block(Content.styled("Who wants what", ".ink--accent"), Kind.HEADING))
        for actor in play.story.actors.values():
            mood = play.story.gauges.get(actor.gauge or "")
            blocks.append(
                Block(
                    Content.assemble(
                        (actor.name, ".ink--strong"),
                        f"  {mood.band(int(values[mood.id]))}" if mood else "",
                        (f"\nWants: {actor.wants}" if actor.wants else "", ".ink--muted"),
                    )
                )
            )
        today = prose.today(play)
        if today is not None:
            name = f"{prose.month(today)} {today.year}"
            blocks.append(Block(Content.styled(name, ".ink--accent"), Kind.HEADING))
            lines = month_lines(today, set(prose.days(play)))
            blocks.append(Block(Content("\n").join(lines), gap=0))
            blocks.append(Block(Content("[ ] today   • days you have played"), gap=0))
        return tuple(blocks)
