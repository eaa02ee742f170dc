"""A field for one line. What is pasted into it is cut to what a line may have: Textual's own keeps
control characters, and takes nothing of a text that is too long."""

from __future__ import annotations

from textual.events import Paste
from textual.widgets import Input

from negotiator import escaping

_LONGEST = 200
"""Characters that a field takes unless it says otherwise."""


class LineField(Input):
    """A field that takes as much of a pasted text as it has room for."""

    def on_paste(self, event: Paste) -> None:
        """Leave out what no line has, and cut what is too long."""
        start, end = sorted(self.selection)
        room = (self.max_length or _LONGEST) - len(self.value) + end - start
        event.text = escaping.name(event.text)[: max(0, room)]
