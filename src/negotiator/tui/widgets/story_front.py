"""The front of a story on the title screen: its picture, and what its title page says of it.

Both show the story that they are given; they know nothing of menus.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive

from negotiator.narration import title_page
from negotiator.tui.widgets.multiline import Lined

if TYPE_CHECKING:
    from negotiator.library import StoryListing


class Picture(Lined):
    """The picture, in its own lines; nothing if the story has none."""

    ALLOW_SELECT = False
    offer: reactive[StoryListing | None] = reactive(None, layout=True)

    def lines(self, width: int) -> list[Content]:
        """The lines, in the middle together."""
        drawn = [Content(line) for line in (self.offer.picture.split("\n") if self.offer else ())]
        wide = max((line.cell_length for line in drawn), default=0)
        inset = Content(" " * max(0, (width - wide) // 2))
        return [inset + line.stylize(".ink--bar") for line in drawn] if wide else []


class StoryAbout(Lined):
    """What the story is about, as much as there is room for, and how to read the rest."""

    offer: reactive[StoryListing | None] = reactive(None, layout=True)

    def lines(self, width: int) -> list[Content]:
        """All lines."""
        return about(self.offer, width) if self.offer else []

    def render(self) -> Content:
        """The lines that fit; in place of the others the key that shows all."""
        width, height = self.content_size
        lines = self.lines(width)
        if len(lines) > height > 0:
            told = Content.styled(title_page.all_about(), ".ink--muted")
            lines = [*lines[: height - 1], told]
        return Content("\n").join(lines)


def about(offer: StoryListing, width: int) -> list[Content]:
    """What is said of a story before it is opened, in lines of that width."""
    words, *more = title_page.about(offer.about, offer.facts, offer.notes, offer.id, offer.also)
    parts = [Content(words), *(Content.styled(one, ".ink--muted") for one in more)]
    return [line for part in parts if part.plain for line in part.wrap(max(8, width))]
