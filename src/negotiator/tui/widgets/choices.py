"""The choices of a scene: numbered, locked ones greyed with their reason.

Posts which one was taken, or refused; what follows from that is the screen's affair.
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

from negotiator.engine import Option
from negotiator.tui.widgets.hanging_indent import Hung
from negotiator.tui.widgets.listing import MarkedList


class Choices(MarkedList, inherit_bindings=False):
    """What can be chosen now."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "cursor_up", "Up", show=False, id="choices.up"),
        Binding("down", "cursor_down", "Down", show=False, id="choices.down"),
        Binding("enter", "select", "Choose", show=False, id="choices.take"),
    ]

    class Taken(Message):
        """An open choice was taken, of those that were offered."""

        def __init__(self, option: Option, offered: tuple[Option, ...]) -> None:
            super().__init__()
            self.option = option
            self.offered = offered

    class Refused(Message):
        """A locked choice was asked for."""

        def __init__(self, option: Option) -> None:
            super().__init__()
            self.option = option

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id)
        self.offered: tuple[Option, ...] = ()

    def offer(self, options: Sequence[Option]) -> None:
        """Show these choices instead of those before."""
        self.offered = tuple(options)
        self.clear_options()
        self.add_options(
            [
                Row(_row(number, option), disabled=not option.open)
                for number, option in enumerate(self.offered, 1)
            ]
        )
        self.scroll_to(y=0, animate=False, immediate=True)
        self.action_first()

    def pick(self, number: int) -> None:
        """Take the choice of that number (from 1), as if it had been clicked."""
        if not 1 <= number <= len(self.offered):
            return
        option = self.offered[number - 1]
        if option.open:
            self.highlighted = number - 1
            self.post_message(self.Taken(option, self.offered))
        else:
            self.post_message(self.Refused(option))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click on an open choice."""
        event.stop()
        self.pick(event.option_index + 1)

    def on_click(self, event: events.Click) -> None:
        """A click on a locked choice tells its reason too."""
        number = event.style.meta.get("option")
        if isinstance(number, int) and not self.offered[number].open:
            self.pick(number + 1)


def _row(number: int, option: Option) -> Hung:
    shown = f"{number} " if number <= 9 else "· "
    if option.open:
        return Hung(Content.styled(f" {shown} ", ".ink--accent"), Content(option.text))
    body = Content.assemble(option.text, (f"  [locked] {option.reason}", ".ink--locked"))
    return Hung(Content(f"×{shown} "), body)
