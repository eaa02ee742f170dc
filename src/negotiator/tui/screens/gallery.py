"""The gallery: the endings of a story, those that were found by name, and forgetting them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import BindingType
from textual.content import Content

from negotiator.narration import gallery, title_page
from negotiator.narration.game import unplayable
from negotiator.tui.actions import bindings
from negotiator.tui.prose import inked
from negotiator.tui.screens.dialogs import ConfirmDialog
from negotiator.tui.screens.reader import Reader
from negotiator.tui.widgets.blocks import Block, BlockKind, Group
from negotiator.tui.widgets.story_log import Page

if TYPE_CHECKING:
    from negotiator.library import StoryListing
    from negotiator.narration.gallery import Exhibit, Gallery
    from negotiator.story.model import Story


class GalleryScreen(Reader[None], inherit_bindings=False):
    """The gallery of one story at a time, of those offered; each is read when it is turned to."""

    SCOPE = "gallery"
    BINDINGS: ClassVar[list[BindingType]] = bindings("gallery")

    def __init__(self, offers: Sequence[StoryListing], number: int = 0) -> None:
        super().__init__()
        self._offers = tuple(offers)
        self._number = number
        self._story: Story | None = None
        self._fault = ""

    def on_mount(self) -> None:
        """Hang it once the story has been read."""
        super().on_mount()
        self._hang()

    @work(exclusive=True)
    async def _hang(self) -> None:
        from negotiator.story.diagnostics import StoryError

        offer = self._offers[self._number]
        try:
            self._story = await asyncio.to_thread(self.game.read_story, offer)
        except StoryError:
            self._fault = unplayable(offer.id)
        self._show()

    def _show(self) -> None:
        self.game.turned()
        self.query_one("#page", Page).show([self.group()])
        self.refresh_bindings()

    def screen_title(self) -> str:
        """What it is."""
        return title_page.gallery()

    def group(self) -> Group:
        """The endings of the story, or why there are none to see."""
        heading = Block(
            Content.styled(self._offers[self._number].title, ".ink--strong"), BlockKind.HEADING
        )
        if self._story is None:
            return heading, Block(Content(self._fault or gallery.being_read()))
        met = self.game.met(self._story.id)
        return heading, *hung(gallery.gallery(self._story, met.endings, met.texts, met.unread))

    def check_action(
        self,
        action: str,
        parameters: tuple[object, ...],  # noqa: ARG002 (Textual's signature)
    ) -> bool | None:
        """Whether an action works: there must be another story, or something to forget."""
        if action == "turn":
            return len(self._offers) > 1
        if action == "forget":
            return self._story is not None and bool(self.game.met(self._story.id))
        return True

    def action_turn(self, by: int) -> None:
        """Go to the gallery of another story."""
        self._number = (self._number + by) % len(self._offers)
        self._story, self._fault = None, ""
        self._show()
        self._hang()

    def action_forget(self) -> None:
        """Forget what was met of the story, after asking."""
        from negotiator.saves import SaveError

        story = self._story
        if story is None:
            return

        def answered(is_meant: bool | None) -> None:
            if is_meant:
                try:
                    self.game.forget(story.id)
                except SaveError as error:
                    self.notify(str(error), severity="error", markup=False)
                self._show()

        self.app.push_screen(ConfirmDialog.of(gallery.forget(story.title)), answered)


def hung(one: Gallery) -> Group:
    """The endings as blocks: how many were found, each of them, and what is remembered."""
    marks = "".join(each.mark for each in one.exhibits)
    count = Content.assemble((f"{marks}  ", ".ink--accent"), gallery.counted(one))
    rows = [_row(each) for each in one.exhibits]
    if rows:
        rows[0] = rows[0]._replace(gap=1)
    note = Block(Content.styled(gallery.remembered(one), ".ink--muted"))
    return (Block(count), *rows, note)


def _row(one: Exhibit) -> Block:
    told = inked(gallery.hung(one), outcome=".ink--accent", title=".ink--strong", with_colon=True)
    words = told if one.title else told.stylize_before(".ink--muted")
    return Block(words, mark=f"{one.mark} ", gap=0)
