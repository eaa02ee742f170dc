"""The choices of a scene: numbered, locked ones greyed with their reason.

It posts which one was taken or refused; the screen decides what follows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option as Row

from negotiator.narration.menu import MenuItem, locked
from negotiator.tui.widgets.hanging_indent import Hung
from negotiator.tui.widgets.listing import MarkedList


class Choices(MarkedList, inherit_bindings=False):
    """What can be chosen now."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "cursor_up", show=False, id="choices.up"),
        Binding("down", "cursor_down", show=False, id="choices.down"),
        Binding("enter", "select", show=False, id="choices.take"),
    ]

    class Taken(Message):
        """An open choice was taken, out of those offered."""

        def __init__(self, option: MenuItem, offered: tuple[MenuItem, ...]) -> None:
            super().__init__()
            self.option = option
            self.offered = offered

    class Refused(Message):
        """A locked choice was picked."""

        def __init__(self, option: MenuItem) -> None:
            super().__init__()
            self.option = option

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id)
        self.offered: tuple[MenuItem, ...] = ()

    def offer(self, options: Sequence[MenuItem]) -> None:
        """Show these choices instead of the previous ones."""
        self.offered = tuple(options)
        self.clear_options()
        self.add_options([Row(_row(option), disabled=not option.open) for option in self.offered])
        self.scroll_to(y=0, animate=False, immediate=True)
        self.action_first()

    def pick(self, number: int) -> None:
        """Take the choice of that number (from 1), as if it had been clicked."""
        if not 1 <= number <= len(self.offered):
            return
        option = self.offered[number - 1]
        if option.open:
            self.post_message(self.Taken(option, self.offered))
        else:
            self.post_message(self.Refused(option))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Handle Enter or a click on an open choice."""
        event.stop()
        self.pick(event.option_index + 1)

    def on_click(self, event: events.Click) -> None:
        """Show the reason when a locked choice is clicked, too."""
        number = event.style.meta.get("option")
        if isinstance(number, int) and not self.offered[number].open:
            self.pick(number + 1)


def _row(option: MenuItem) -> Hung:
    shown = f"{option.number} " if option.number <= 9 else "· "
    if option.open:
        return Hung(Content.styled(f" {shown} ", ".ink--accent"), Content(option.text))
    body = Content.assemble(option.text, (f"  {locked(option)}", ".ink--locked"))
    return Hung(Content(f"×{shown} "), body)
