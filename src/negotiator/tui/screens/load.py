"""The saves, newest first: open one, or delete it. Damaged ones are shown with their fault."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option as Row

from negotiator.escaping import line
from negotiator.narration import saved_plays
from negotiator.saves import Row as SaveRow
from negotiator.saves import SaveError, local_time
from negotiator.tui.actions import bindings
from negotiator.tui.screens.base import Frame
from negotiator.tui.screens.dialogs import ConfirmDialog
from negotiator.tui.widgets.hanging_indent import Hung
from negotiator.tui.widgets.listing import Listing
from negotiator.tui.widgets.shortcuts import KeyFooter

if TYPE_CHECKING:
    from negotiator.saves import Summary


from negotiator.tui.widgets.chrome import Chrome

_AT_ONCE = 200
"""Rows laid out at first. Thousands take seconds, so as many again are added each time the mark
reaches the last one."""


class LoadScreen(Frame[str]):
    """Returns the slot to open, or nothing."""

    SCOPE = "load"
    CSS_PATH = "listing.tcss"
    AUTO_FOCUS = "Listing"
    BINDINGS: ClassVar[list[BindingType]] = bindings("load")

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[SaveRow, ...] = ()
        self._shown = 0
        """How many of them are laid out."""

    def compose(self) -> ComposeResult:
        """The list."""
        yield Chrome(saved_plays.title(), id="screen-title")
        with Vertical(id="sheet"):
            yield Listing(id="listing")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Read the saves."""
        self._fill(0)

    def _fill(self, marked: int) -> None:
        self._rows = self.game.saved()
        self._shown = 0
        self.game.turned()
        count = len(self._rows)
        title = saved_plays.title(count if count > _AT_ONCE else 0)
        self.query_one("#screen-title", Chrome).update(title)
        listing = self.query_one(Listing)
        listing.clear_options()
        if self._rows:
            self._show_more(max(_AT_ONCE, marked + 1))
            listing.highlighted = min(marked, count - 1)
        else:
            listing.add_option(Row(Content(f" {saved_plays.nothing_saved()}"), disabled=True))
        self.refresh_bindings()

    def _show_more(self, count: int) -> None:
        rows = self._rows[self._shown : self._shown + count]
        self.query_one(Listing).add_options([Row(Hung(Content("  "), _row(one))) for one in rows])
        self._shown += len(rows)

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        if event.option_index >= self._shown - 1 and self._shown < len(self._rows):
            self._show_more(self._shown)

    @property
    def _marked(self) -> SaveRow | None:
        number = self.query_one(Listing).highlighted
        return self._rows[number] if number is not None and self._rows else None

    def check_action(
        self,
        action: str,
        parameters: tuple[object, ...],  # noqa: ARG002 (Textual's signature)
    ) -> bool | None:
        """Whether an action works: there must be something to open or delete."""
        return bool(self._rows) if action in ("open", "delete") else True

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Open the marked save."""
        row = self._marked
        if row is not None and row.summary is None:
            self.notify(
                row.fault, title=saved_plays.cant_be_opened(), severity="error", markup=False
            )
        elif row is not None:
            self.dismiss(row.slot)

    def action_delete(self) -> None:
        """Delete the marked save, after asking."""
        row = self._marked
        if row is None:
            return
        number = self.query_one(Listing).highlighted or 0

        def answered(yes: bool | None) -> None:
            if yes:
                try:
                    self.game.delete_saved(row.slot)
                except SaveError as error:
                    self.notify(str(error), severity="error", markup=False)
                self._fill(number)

        self.app.push_screen(ConfirmDialog.of(saved_plays.delete(_name(row))), answered)

    def action_back(self) -> None:
        """Go back without a result."""
        self.dismiss(None)


def _name(row: SaveRow) -> str:
    play = row.summary
    if play is None:
        return line(row.slot)
    return play.label or _point(play)


def _row(row: SaveRow) -> Content:
    parts = [Content.styled(_name(row), ".ink--strong")]
    if row.summary is not None:
        parts.append(Content.styled(f"\n{_about(row.summary)}", ".ink--muted"))
    if row.fault:
        parts.append(Content.styled(f"\n{saved_plays.damaged(row.fault)}", ".ink--error"))
    return Content("").join([*parts, Content("\n")])


def _point(play: Summary) -> str:
    """Where a play is in its story, and how far it has got."""
    return saved_plays.point(play.place, play.day, play.decisions)


def _about(play: Summary) -> str:
    when = saved_plays.kept_at(local_time(play.moment), play.moment)
    is_named = bool(play.label)
    return saved_plays.facts(
        play.story_title, play.ended, _point(play), when, play.seed, is_named=is_named
    )
