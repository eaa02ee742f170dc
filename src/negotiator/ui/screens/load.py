"""The saves, newest first: open one, or delete it. Damaged ones are shown with their fault."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Footer, OptionList
from textual.widgets.option_list import Option as Row

from negotiator.saves import Entry, SaveError
from negotiator.ui import prose
from negotiator.ui.actions import bindings
from negotiator.ui.screens.dialogs import Question
from negotiator.ui.screens.frame import Frame
from negotiator.ui.widgets.hung import Hung
from negotiator.ui.widgets.listing import Listing

if TYPE_CHECKING:
    from negotiator.saves import Save


from negotiator.ui.widgets.chrome import Chrome


class LoadScreen(Frame[Entry]):
    """Gives the entry to open, or nothing."""

    SCOPE = "load"
    CSS_PATH = "listing.tcss"
    AUTO_FOCUS = "Listing"
    BINDINGS: ClassVar[list[BindingType]] = bindings("load")

    def __init__(self) -> None:
        super().__init__()
        self._entries: tuple[Entry, ...] = ()

    def compose(self) -> ComposeResult:
        """The list."""
        yield Chrome("Saved plays", id="headline")
        with Vertical(id="sheet"):
            yield Listing(id="listing")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Read the saves."""
        self._fill(0)

    def _fill(self, marked: int) -> None:
        self._entries = self.game.store.entries()
        self.game.turned()
        listing = self.query_one(Listing)
        listing.clear_options()
        if self._entries:
            listing.add_options([Row(Hung(Content("  "), _row(one))) for one in self._entries])
            listing.highlighted = min(marked, len(self._entries) - 1)
        else:
            listing.add_option(Row(Content("Nothing has been saved yet."), disabled=True))
        self.refresh_bindings()

    @property
    def _marked(self) -> Entry | None:
        number = self.query_one(Listing).highlighted
        return self._entries[number] if number is not None and self._entries else None

    def check_action(
        self,
        action: str,
        parameters: tuple[object, ...],  # noqa: ARG002 (Textual's signature)
    ) -> bool | None:
        """There must be something to open or delete."""
        return bool(self._entries) if action in ("open", "delete") else True

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Open the marked save."""
        entry = self._marked
        if entry is not None and entry.save is None:
            self.notify(entry.fault, title="Can't be opened", severity="error", markup=False)
        elif entry is not None:
            self.dismiss(entry)

    def action_delete(self) -> None:
        """Delete the marked save, after asking."""
        entry = self._marked
        if entry is None:
            return
        number = self.query_one(Listing).highlighted or 0

        def answered(yes: bool | None) -> None:
            if yes:
                try:
                    self.game.store.delete(entry.slot)
                except SaveError as error:
                    self.notify(str(error), severity="error", markup=False)
                self._fill(number)

        question = Question(
            "Delete this save?",
            f"{_name(entry)}\nIt can't be brought back.",
            yes="Delete",
            no="Keep",
        )
        self.app.push_screen(question, answered)

    def action_back(self) -> None:
        """Go back without a result."""
        self.dismiss(None)


def _name(entry: Entry) -> str:
    save = entry.save
    if save is None:
        return entry.slot
    return f"{save.label or 'Saved as you went'} · {save.story_title}"


def _row(entry: Entry) -> Content:
    save = entry.save
    parts = [Content.styled(_name(entry), ".ink--strong")]
    if save is not None:
        parts.append(Content.styled(f"\n{_about(save)}", ".ink--muted"))
    if entry.fault:
        parts.append(Content.styled(f"\nDamaged: {entry.fault}", ".ink--error"))
    return Content("").join([*parts, Content("\n")])


def _about(save: Save) -> str:
    count = len(save.decisions)
    parts = [
        f"ended: {save.ended}" if save.ended else "",
        f"{save.place}, {when}" if (when := _day(save.day)) else save.place,
        f"{count} decision" + ("" if count == 1 else "s"),
        f"seed {save.seed}",
        _moment(save.moment),
    ]
    return " · ".join(part for part in parts if part)


def _day(iso: str) -> str:
    try:
        return prose.day(date.fromisoformat(iso))
    except ValueError:
        return ""


def _moment(iso: str) -> str:
    try:
        when = datetime.fromisoformat(iso)
    except ValueError:
        return ""
    return f"saved {prose.day(when.date())}, {when:%H:%M}"
