"""An act that begins: its card, below what ended the act before and that act's front page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from negotiator.narration.lines import Card, Line
from negotiator.tui import prose
from negotiator.tui.actions import bindings
from negotiator.tui.screens.reader import Reader
from negotiator.tui.widgets.blocks import Group


class ActScreen(Reader[None], inherit_bindings=False):
    """A page to look at between two acts; behind its end the play goes on."""

    SCOPE = "act"
    BINDINGS: ClassVar[list[BindingType]] = bindings("act")

    def __init__(self, story: str, above: Sequence[Line], card: Card) -> None:
        """`above` is what led to the act."""
        super().__init__()
        self._story = story
        self._above = tuple(above)
        self._card = card

    def screen_title(self) -> str:
        """The story's title."""
        return self._story

    def group(self) -> Group:
        """What led to it, and its card."""
        return (*prose.group(self._above), prose.card(self._card))

    @property
    def has_more(self) -> bool:
        """Behind the card there is always the play."""
        return True

    def action_read_on(self) -> None:
        """Read on; behind the end of the page the play goes on."""
        if self.reading.more:
            super().action_read_on()
        else:
            self.dismiss()
