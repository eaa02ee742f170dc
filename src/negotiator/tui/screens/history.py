"""The decisions of a play, in order; going back to before any of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Footer, OptionList
from textual.widgets.option_list import Option as Row

from negotiator.tui import prose
from negotiator.tui.actions import bindings
from negotiator.tui.screens.base import Frame
from negotiator.tui.screens.dialogs import Question
from negotiator.tui.widgets.hanging_indent import Hung
from negotiator.tui.widgets.listing import Listing

if TYPE_CHECKING:
    from negotiator.engine import Play, Step


from negotiator.tui.widgets.chrome import Chrome


class HistoryScreen(Frame[int]):
    """Gives the number of decisions to go back to, or nothing."""

    SCOPE = "history"
    CSS_PATH = "listing.tcss"
    AUTO_FOCUS = "Listing"
    BINDINGS: ClassVar[list[BindingType]] = bindings("history")

    def __init__(self, play: Play, marked: int | None = None) -> None:
        super().__init__()
        self._first_marked = marked
        self._play = play

    def compose(self) -> ComposeResult:
        """The list, the newest decision marked."""
        steps = self._play.steps
        count = f"{len(steps)} decision" + ("" if len(steps) == 1 else "s")
        yield Chrome(f"History · {count}", id="headline")
        rows = [
            Row(Hung(Content.styled(f" {number:>3} ", ".ink--muted"), _row(self._play, step)))
            for number, step in enumerate(steps, 1)
        ]
        if not rows:
            rows = [Row(Content(" You have decided nothing yet."), disabled=True)]
        listing = Listing(id="listing")
        listing.add_options(rows)
        with Vertical(id="sheet"):
            yield listing
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Mark the decision asked for, or the newest."""
        listing = self.query_one(Listing)
        if self._first_marked is None:
            listing.action_last()
        else:
            listing.highlighted = self._first_marked

    def check_action(
        self,
        action: str,
        parameters: tuple[object, ...],  # noqa: ARG002 (Textual's signature)
    ) -> bool | None:
        """There must be a decision to go back to."""
        return bool(self._play.steps) if action == "rewind" else True

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._ask(event.option_index)

    def action_rewind(self) -> None:
        """Go back to before the marked decision."""
        marked = self.query_one(Listing).highlighted
        if marked is not None:
            self._ask(marked)

    def _ask(self, number: int) -> None:
        steps = self._play.steps
        last = len(steps)
        dropped = f"decision {last}" if number == last - 1 else f"decisions {number + 1} to {last}"
        text = (
            f"You will be where you decided “{steps[number].option.text}”, without {dropped}. "
            f"The play as it stands now {self._stays}."
        )

        def answered(yes: bool | None) -> None:
            if yes:
                self.dismiss(number)

        self.app.push_screen(Question("Go back?", text, yes="Go back", no="Stay"), answered)

    @property
    def _stays(self) -> str:
        return "is not saved and will be gone" if self.game.missing else "is kept among your saves"

    def action_back(self) -> None:
        """Go back without a result."""
        self.dismiss(None)


def _row(play: Play, step: Step) -> Content:
    story = play.story
    scene = story.places[step.before.scene]
    when = prose.date_of(scene)
    date = f"{prose.day(when)} · " if when else ""
    parts = [
        Content.styled(f"{date}{scene.title}\n", ".ink--muted"),
        Content.styled(step.option.text, ".ink--strong"),
    ]
    for change in step.changes:
        gauge = story.gauges.get(change.name)
        if gauge is None:
            continue
        because = f": {change.because}" if change.because else ""
        parts += [
            Content("\n"),
            prose.moved(gauge, int(change.before), int(change.after)),
            Content(f"  {gauge.label}{because}"),
        ]
    return Content("").join([*parts, Content("\n")])
