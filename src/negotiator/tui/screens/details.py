"""Gauges, actors, promises and calendar in full: what the dashboard has no room for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.content import Content

from negotiator.diagrams.contact_map import contact_map
from negotiator.narration import board, contacts, status
from negotiator.narration.dates import at_time, month_of
from negotiator.narration.gauge_curves import gauge_curves, legend
from negotiator.narration.lines_on_screen import in_brief
from negotiator.narration.play import days, spot, today
from negotiator.narration.promises import ledger
from negotiator.narration.status import GaugeStanding
from negotiator.narration.win_sets import circles
from negotiator.sentence_parts import between_facts
from negotiator.tui import prose
from negotiator.tui.prose import INKS, inked
from negotiator.tui.screens.reader import Reader
from negotiator.tui.widgets.blocks import Block, BlockKind, Group
from negotiator.tui.widgets.framed import Frame
from negotiator.tui.widgets.gauges import CURVE, course, gauge_bar
from negotiator.tui.widgets.month import month_lines

if TYPE_CHECKING:
    from negotiator.engine import Play


class DetailsScreen(Reader[None]):
    """How things stand."""

    def __init__(self, play: Play) -> None:
        super().__init__()
        self._play = play

    def screen_title(self) -> str:
        """The text above the page."""
        return board.how_things_stand()

    def group(self) -> Group:
        """Gauges, actors, promises, calendar."""
        return (
            *self._where(),
            *self._gauges(),
            *map(prose.circles, filter(None, [circles(self._play, today(self._play))])),
            *_map(self._play),
            *self._people(),
            *prose.ledger(ledger(self._play)),
            *self._calendar(),
        )

    def _where(self) -> Iterator[Block]:
        here = spot(self._play)
        yield Block(Content.styled(here.title, ".ink--strong"), BlockKind.HEADING)
        act = status.act_of(self._play)
        where = "\n".join(filter(None, (at_time(here.day, here.time), here.place, act)))
        if where:
            yield Block(Content(where), gap=0)

    def _gauges(self) -> Iterator[Block]:
        yield _caption(board.gauges())
        drawn = gauge_curves(self._play)
        for one, way in zip(status.standings(self._play), drawn, strict=True):
            gauge = one.gauge
            curved = course(way, CURVE)
            yield Block(
                Content.assemble(
                    (gauge.label, ".ink--strong"),
                    f"  {board.value(one)}  ",
                    gauge_bar(gauge, one.value, 16),
                    f"  {one.band}",
                    (f"{between_facts()}{status.good(gauge)}", ".ink--muted"),
                    (f"\n{gauge.about}" if gauge.about else "", ".ink--muted"),
                    *_since(one),
                    *((Content("\n"), curved) if curved else ()),
                )
            )
        if any(way.has_moved for way in drawn):
            yield Block(Content.styled(legend(), ".ink--muted"))

    def _people(self) -> Iterator[Block]:
        yield _caption(board.who_wants_what())
        for person in status.people(self._play):
            actor = person.actor
            wants = f"\n{status.wants(actor)}" if actor.wants else ""
            yield Block(
                Content.assemble(
                    (actor.name, ".ink--strong"),
                    f"  {person.mood}" if person.mood else "",
                    (wants, ".ink--muted"),
                )
            )

    def _calendar(self) -> Iterator[Block]:
        played = days(self._play)
        if played:
            today = played[-1]
            yield _caption(month_of(today))
            yield Block(Content("\n").join(month_lines(today, set(played))), gap=0)
            yield Block(Content(board.legend_of_days()), gap=0)


_MAP = 72
"""The width of the map; where there is less room its words stand there."""


def _map(play: Play) -> Iterator[Block]:
    """Whom the player talks to, and through whom."""
    rows = [
        Content.assemble(leg.trunk, (leg.person, ".ink--strong"), leg.line, leg.side)
        for leg in contact_map(contacts.sides(play), _MAP)
    ]
    if rows:
        drawn = Content("\n").join([*rows, Content(""), Content(contacts.legend())])
        words = Content("\n".join(contacts.spoken(play)))
        yield Block(drawn, frame=Frame(contacts.caption(), words))


def _since(one: GaugeStanding) -> Iterator[Content]:
    """A gauge's change by the last decision, and by the whole play."""
    for told, move in (
        (board.by_last_decision, one.last_move),
        (board.since_the_start, one.whole_move),
    ):
        if move.by:
            yield Content("\n")
            yield inked(told(in_brief(move)), change=INKS[move.verdict])


def _caption(words: str) -> Block:
    return Block(Content.styled(words, ".ink--accent"), BlockKind.HEADING)
