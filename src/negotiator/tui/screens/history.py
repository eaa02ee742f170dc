"""The decisions of a play, in order; going back to before any of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option as Row

from negotiator.narration import history, promises
from negotiator.narration.history import Decided
from negotiator.narration.lines_on_screen import labelled
from negotiator.narration.so_far import PAGE
from negotiator.tui.actions import bindings
from negotiator.tui.prose import INKS, inked
from negotiator.tui.screens.base import Frame
from negotiator.tui.screens.dialogs import ConfirmDialog
from negotiator.tui.widgets.hanging_indent import Hung
from negotiator.tui.widgets.listing import Listing
from negotiator.tui.widgets.shortcuts import KeyFooter

if TYPE_CHECKING:
    from negotiator.engine import Play


from negotiator.tui.widgets.chrome import Chrome


class HistoryScreen(Frame[int]):
    """Returns the number of decisions to go back to, or nothing."""

    SCOPE = "history"
    CSS_PATH = "listing.tcss"
    AUTO_FOCUS = "Listing"
    BINDINGS: ClassVar[list[BindingType]] = bindings("history")

    def __init__(self, play: Play, marked: int | None = None) -> None:
        super().__init__()
        self._first_marked = marked
        self._play = play
        # So long a list is begun late, with what is marked in it.
        self._before = max(0, min(len(play.steps) - PAGE.decisions, marked or len(play.steps)))

    def compose(self) -> ComposeResult:
        """The list, the newest decision marked."""
        decisions = history.decisions(self._play)
        yield Chrome(history.title(len(decisions)), id="screen-title")
        decisions = decisions[self._before : self._before + PAGE.decisions]
        rows = [
            Row(Hung(Content.styled(f" {one.number:>3} ", ".ink--muted"), _row(one)))
            for one in decisions
        ]
        if not rows:
            rows = [Row(Content(f" {history.nothing_decided()}"), disabled=True)]
        listing = Listing(id="listing")
        listing.add_options(rows)
        with Vertical(id="sheet"):
            yield listing
        yield KeyFooter()

    def on_mount(self) -> None:
        """Mark the requested decision, or the newest."""
        listing = self.query_one(Listing)
        if self._first_marked is None:
            listing.action_last()
        else:
            listing.highlighted = self._first_marked - self._before

    def check_action(
        self,
        action: str,
        parameters: tuple[object, ...],  # noqa: ARG002 (Textual's signature)
    ) -> bool | None:
        """Whether an action works: there must be a decision to go back to."""
        return bool(self._play.steps) if action == "rewind" else True

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._ask(self._before + event.option_index)

    def action_rewind(self) -> None:
        """Go back to before the marked decision."""
        marked = self.query_one(Listing).highlighted
        if marked is not None:
            self._ask(self._before + marked)

    def _ask(self, number: int) -> None:
        is_lost = bool(self.game.missing)
        title, yes, no = history.go_back()
        text = history.what_going_back_does(self._play, number, is_lost=is_lost)

        def answered(yes: bool | None) -> None:
            if yes:
                self.dismiss(number)

        self.app.push_screen(ConfirmDialog(title, text, yes=yes, no=no), answered)

    def action_back(self) -> None:
        """Go back without a result."""
        self.dismiss(None)


def _row(one: Decided) -> Content:
    parts = [
        Content.styled(f"{one.where}\n", ".ink--muted"),
        Content.styled(one.words, ".ink--strong"),
    ]
    for move in one.moved:
        parts += [Content("\n"), inked(labelled(move), change=INKS[move.verdict])]
    for promise in one.promised:
        told = inked(promises.told(promise), person=".ink--strong")
        parts += [Content(f"\n{promises.glyph(promise.standing)} "), told]
    return Content("").join([*parts, Content("\n")])
