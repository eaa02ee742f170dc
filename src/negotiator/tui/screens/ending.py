"""The ending: its card first, and behind it how the play came out, what became of everyone, what
made it, how it reads, and history beside it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on, work
from textual.binding import BindingType
from textual.content import Content

from negotiator.narration import debrief, ending, lines_on_screen, regards, status, turning_points
from negotiator.narration import play as told
from negotiator.narration.dates import at_time, day
from negotiator.narration.debrief import Beside, Debriefed, LeftHistory, debriefed
from negotiator.narration.gauge_curves import gauge_curves, legend
from negotiator.narration.lines import Card
from negotiator.narration.several_tables import summaries
from negotiator.narration.turning_points import Turned
from negotiator.sentence_parts import between_facts
from negotiator.tui import prose
from negotiator.tui.actions import bindings
from negotiator.tui.screens.reader import Reader
from negotiator.tui.screens.record import RecordScreen, entries
from negotiator.tui.widgets.blocks import Block, BlockKind, Group
from negotiator.tui.widgets.gauges import CURVE, course
from negotiator.tui.widgets.story_log import Page

if TYPE_CHECKING:
    from negotiator.engine import Play


class After(NamedTuple):
    """What the player wants after the ending. With nothing set, it is the title screen."""

    rewind_to: int | None = None
    undo: bool = False
    again: bool = False


class EndingScreen(Reader[After], inherit_bindings=False):
    """How the play came out. Returns what to do next; nothing means reading the story again."""

    SCOPE = "ending"
    CSS_PATH: ClassVar[list[str]] = ["reader.tcss", "ending.tcss"]  # type: ignore[assignment]
    BINDINGS: ClassVar[list[BindingType]] = bindings("ending")

    def __init__(self, play: Play, found: frozenset[str] = frozenset()) -> None:
        """`found` are the ids of the endings that kept plays of this story reached."""
        super().__init__()
        self._play = play
        self._found = found
        self._turned: Turned | None = None

    def on_mount(self) -> None:
        """Lay the card over the page, and say what made the ending once that is known."""
        self._curtain.show([(*prose.group(ending.last_words(self._play)), prose.card(self._card))])
        self.set_class(True, "-curtain")
        self._turn()

    def pages(self) -> Iterator[Page]:
        """The page, and over it the card, below what led to it."""
        yield from super().pages()
        yield Page(id="curtain")

    @property
    def _curtain(self) -> Page:
        return self.query_one("#curtain", Page)

    @property
    def _card(self) -> Card:
        return ending.card(self._play)

    @property
    def is_card_up(self) -> bool:
        """Whether the card lies over the page."""
        return self.has_class("-curtain")

    @property
    def reading(self) -> Page:
        """The card as long as it is up."""
        return self._curtain if self.is_card_up else super().reading

    @property
    def has_more(self) -> bool:
        """Behind the card there is always more."""
        return self.is_card_up or super().has_more

    def action_read_on(self) -> None:
        """Read on; behind the end of the card comes the page."""
        if self.is_card_up and not self._curtain.more:
            self.set_class(False, "-curtain")
            self.reading.focus()
            self.game.turned()
        else:
            super().action_read_on()

    def action_part(self, by: int) -> None:
        """Go to the next part of the page, or to the one before."""
        if self.is_card_up:
            self.action_read_on()
        else:
            self.reading.to_heading(by)

    @work
    async def _turn(self) -> None:
        from negotiator.simulation.turning_points import in_slices, told

        working = in_slices(self._play)
        while True:
            await asyncio.sleep(0)
            try:
                next(working)
            except StopIteration as done:
                self._turned = told(self._play, done.value)
                break
        self.query_one("#page", Page).amend(self.group())

    def screen_title(self) -> str:
        """The story's title and the word for how it came out."""
        came = self._play.ending
        return ending.screen_title(self._play.story.title, came.outcome if came else "")

    def group(self) -> Group:
        """The ending with its epilogues, the promises, what made it, its readings, history beside
        the play, gauges, tables, and what wasn't seen."""
        above, below = self._around
        return (*above, *_turning(self._turned), *below)

    @cached_property
    def _around(self) -> tuple[Group, Group]:
        """What stands above what made the ending, and what stands below it."""
        play = self._play
        found = debriefed(play)
        _heading, *passages = told.here(play)
        above = (_title(found), *prose.group(passages), *prose.ledger(found.promised))
        below = (
            *_readings(found),
            *(_where_it_left(found.left, found.decisions) if found.left else ()),
            *_partings(found),
            *map(prose.document, found.questions),
            *_regards(play),
            *_gauges(play),
            *_tables(play),
            *_unseen(play, self._found),
        )
        return above, below

    def action_back(self) -> None:
        """Go back to the story."""
        self.dismiss(None)

    def action_rewind(self) -> None:
        """Choose a decision to go back to; the one at which the play left history is marked."""
        from negotiator.tui.screens.history import HistoryScreen

        def chosen(number: int | None) -> None:
            if number is not None:
                self.dismiss(After(rewind_to=number))

        left = debriefed(self._play).left
        marked = left.number if left else None
        self.app.push_screen(HistoryScreen(self._play, marked), chosen)

    def action_undo(self) -> None:
        """Undo the last decision."""
        self.dismiss(After(undo=True))

    def check_action(
        self,
        action: str,
        parameters: tuple[object, ...],  # noqa: ARG002 (Textual's signature)
    ) -> bool | None:
        """Whether an action works: a table can be seen from above if the play left one, and a
        record be read if there is one."""
        if action == "table":
            return any(step.closing for step in self._play.steps)
        return bool(self._play.story.history) if action == "record" else True

    def action_table(self) -> None:
        """See the tables of the play from above."""
        from negotiator.tui.screens.table_debrief import TableDebriefScreen

        self.app.push_screen(TableDebriefScreen(self._play))

    def action_record(self) -> None:
        """Read all that really happened."""
        self.app.push_screen(RecordScreen(debriefed(self._play)))

    def action_gallery(self) -> None:
        """See which endings of the story were found."""
        from negotiator.tui.screens.gallery import GalleryScreen

        named = self._play.story.id
        offers = [one for one in self.game.offers() if one.id == named][:1]
        if offers:
            self.app.push_screen(GalleryScreen(offers))

    def action_again(self) -> None:
        """Play again from the start."""
        self.dismiss(After(again=True))

    def action_title(self) -> None:
        """Leave for the title screen."""
        self.dismiss(After())

    def action_codex(self, kind: str = "source", name: str = "") -> None:
        """Look things up."""
        from negotiator.tui.screens.codex import CodexScreen

        self.app.push_screen(CodexScreen(self._play, kind, name))

    @on(Page.EntryPicked)
    def _entry_picked(self, event: Page.EntryPicked) -> None:
        self.action_codex(event.kind, event.name)


def _caption(words: str) -> Block:
    return Block(Content.styled(words, ".ink--accent"), BlockKind.HEADING, gap=2)


def _title(found: Debriefed) -> Block:
    title = prose.inked(
        ending.titled(found.heading), outcome=".ink--accent", title=".ink--strong", with_colon=True
    )
    when = found.heading.date
    told_when = at_time(day(when) if when else "", found.heading.time)
    date = f"{between_facts()}{told_when}" if told_when else ""
    return Block(title + Content.styled(date, ".ink--muted"), BlockKind.HEADING)


def _readings(found: Debriefed) -> list[Block]:
    if not found.readings:
        return []
    blocks = [_caption(ending.how_it_reads())]
    for one in found.readings:
        axis = prose.inked(debrief.read(one.axis, ""), axis=".ink--strong", with_colon=True)
        blocks.append(Block(axis + prose.content(one.passage)))
    return blocks


def _regards(play: Play) -> list[Block]:
    found = regards.regards(play)
    if not found:
        return []
    blocks = [_caption(regards.caption())]
    for one in found:
        mood = prose.inked(regards.mood(one), names=".ink--strong")
        weightiest = prose.inked(regards.weightiest(one), chosen=".ink--strong")
        blocks.append(Block(Content("\n").join((mood, weightiest))))
    return blocks


def _turning(found: Turned | None) -> list[Block]:
    if found is None:
        return [
            _caption(turning_points.caption()),
            Block(Content.styled(turning_points.being_counted(), ".ink--muted")),
        ]
    lines = [prose.inked(turning_points.point(one), chosen=".ink--strong") for one in found.points]
    if found.last is not None:
        lines.append(prose.inked(turning_points.last_word(found.last), chosen=".ink--strong"))
    return [
        _caption(turning_points.caption()),
        *map(Block, lines),
        Block(Content.styled(turning_points.remark(found), ".ink--muted")),
    ]


def _where_it_left(left: LeftHistory, decisions: int) -> list[Block]:
    """The decision; what it was, and what the record has in its place, stands right below."""
    return [
        _caption(debrief.where_you_left()),
        Block(
            Content("\n").join(
                (
                    prose.inked(debrief.left_at(left, decisions), scene=".ink--strong"),
                    Content.styled(ending.go_back_there(), ".ink--muted"),
                )
            )
        ),
    ]


def _partings(found: Debriefed) -> list[Block]:
    """The record where the play reached it; the rest is on a page of its own."""
    if not found.partings:
        return []
    blocks: list[Block] = [_caption(ending.what_happened())]
    met = [one for one in found.partings if one.beside is not Beside.NEVER]
    blocks += entries(met)
    if found.unmet:
        blocks.append(Block(Content.styled(debrief.unmet(found), ".ink--muted")))
    if found.unmet or found.later:
        gap = 0 if found.unmet else 1
        blocks.append(Block(Content.styled(ending.whole_record(), ".ink--muted"), gap=gap))
    return blocks


def _gauges(play: Play) -> list[Block]:
    standings = status.standings(play)
    blocks = [_caption(ending.start_to_end())]
    labels = [Content.styled(one.gauge.label, ".ink--strong") for one in standings]
    width = max((label.cell_length for label in labels), default=0)
    drawn = gauge_curves(play)
    for one, label, way in zip(standings, labels, drawn, strict=True):
        move = one.whole_move
        row = Content.assemble(
            label.truncate(width, pad=True), f"  {one.first:>3} → {one.value:<3}  "
        )
        row += prose.moved(move) if move.by else Content(lines_on_screen.unmoved())
        blocks.append(Block(row + Content(f"  {one.band}"), gap=0))
        curved = course(way, CURVE)
        if curved:
            blocks.append(Block(curved, mark="  ", gap=0))
    if any(way.has_moved for way in drawn):
        blocks.append(Block(Content.styled(legend(), ".ink--muted")))
    if len(blocks) > 1:
        blocks[1] = blocks[1]._replace(gap=1)
    return blocks


def _tables(play: Play) -> list[Block]:
    found = [Block(Content(one)) for one in summaries(play)]
    if not found:
        return []
    more = Block(Content.styled(ending.see_from_above(), ".ink--muted"), gap=0)
    return [_caption(ending.at_the_table()), *found, more]


def _unseen(play: Play, found: frozenset[str]) -> list[Block]:
    lines = ending.unseen(play, found)
    return [_caption(ending.what_is_unseen()), Block(Content("\n".join(lines)))]
