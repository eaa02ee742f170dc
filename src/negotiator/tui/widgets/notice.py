"""What the player should know, above the story in a few lines; a mark says that there is more."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive

from negotiator.tui.widgets.multiline import Lined


class Notice(Lined):
    """A text of the program's, the system's or a story's; never markup."""

    ALLOW_SELECT = False
    ROWS = 4
    """The most lines it takes: it must not push away what is below it."""
    words: reactive[str] = reactive("", layout=True)

    def lines(self, width: int) -> list[Content]:
        """The lines at that width."""
        found = Content(self.words).wrap(max(1, width))
        kept, rest = found[: self.ROWS - 1], found[self.ROWS - 1 :]
        last = Content(" ").join(rest).truncate(width, ellipsis=True)
        return [*kept, last] if rest else kept
