"""What is to be known above the story, in a few lines; a mark says that there is more."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive

from negotiator.tui.widgets.multiline import Lined


class Notice(Lined):
    """A text of ours, of the system or of a story; never markup."""

    ALLOW_SELECT = False
    ROWS = 4
    """The most lines it takes: what it stands above is not to be pushed away."""
    words: reactive[str] = reactive("", layout=True)

    def lines(self, width: int) -> list[Content]:
        """The lines at that width."""
        found = Content(self.words).wrap(max(1, width))
        kept, rest = found[: self.ROWS - 1], found[self.ROWS - 1 :]
        last = Content(" ").join(rest).truncate(width, ellipsis=True)
        return [*kept, last] if rest else kept
