"""The title screen: the stories at hand, and the play to continue.

Its first frame shows only the name; stories and saves are read after it. If one story was asked
for, the frame names it, and is all there is to see until its play is on the table.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content

from negotiator.escaping import line
from negotiator.narration import title_page
from negotiator.narration.stories import minutes
from negotiator.tui.actions import bindings
from negotiator.tui.screens.base import Frame
from negotiator.tui.widgets.chrome import Chrome

if TYPE_CHECKING:
    from textual.widgets import OptionList
    from textual.widgets.option_list import Option as Row

    from negotiator.library import StoryListing
    from negotiator.saves import Row as SaveRow
    from negotiator.saves import Summary

_PAINTED = 0.05
"""Seconds after which a frame is surely painted."""
_SOON = 1 / 60
"""Seconds that the menu waits for the newest play: one frame. If it takes longer, the play is shown
with the frame in which it has been found."""
_MANY = 200
"""The number of files above which it isn't found that quickly. They are then read after the menu is
shown: reading on another thread would delay it by just as long."""


_AROUND = 4
"""The lines of the screen around picture, menu and what the story is about."""
_LEAST = 3
"""The lines that what the story is about has at least beside a picture."""
_DOES = {"continue": "go_on", "gallery": "gallery", "load": "load", "quit": "leave"}
"""What picking a row does; those of stories begin them."""


class TitleScreen(Frame[None]):
    """Where the game begins."""

    SCOPE = "title"
    CSS_PATH = "title.tcss"
    AUTO_FOCUS = "#menu"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("title"),
        *(Binding(str(n), f"offer({n})", show=False, id=f"title.offer_{n}") for n in range(1, 10)),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._offers: tuple[StoryListing, ...] = ()
        self._newest: SaveRow | None = None
        self._is_looking = False
        """Whether the newest play is still being looked for."""
        self._goes_on = False
        """Whether to go on with it once it has been found."""
        self._rows = 0
        """The lines of the menu."""
        self._on_offer = 0
        """The number from 0 of the story that was marked last."""
        self.is_filled = False

    def compose(self) -> ComposeResult:
        """The name; the menu and the keys are added when there is something to show in them."""
        yield Chrome(title_page.name(), id="name")
        yield Chrome(title_page.motto(), id="motto")
        with Vertical(id="sheet"):
            opening = self.game.opening
            if opening is not None:
                said = Content.assemble((opening.title, ".ink--strong"), f"\n{opening.tagline}")
                yield Chrome(said, id="opening")

    def on_resize(self) -> None:
        """See again whether there is room for the picture."""
        self._fit()

    def on_screen_resume(self) -> None:
        """Read what there is each time the screen is shown, after it has been painted: reading on
        another thread before that would delay the first frame."""
        if self.game.opening is None:
            self.set_timer(_PAINTED, self.read)

    @work(exclusive=True)
    async def read(self) -> None:
        """Read title pages and saves, off the screen's thread."""
        game = self.game
        offers = await asyncio.to_thread(game.offers)
        if await asyncio.to_thread(game.count_saved) > _MANY:
            await self._show(offers, None, is_looking=True)
            await asyncio.sleep(_PAINTED)
        looking = asyncio.create_task(asyncio.to_thread(game.newest_saved))
        await asyncio.wait({looking}, timeout=_SOON)
        if not looking.done():
            await self._show(offers, None, is_looking=True)
        await self._show(offers, await looking)

    async def _show(
        self, offers: tuple[StoryListing, ...], newest: SaveRow | None, *, is_looking: bool = False
    ) -> None:
        from textual.widgets import OptionList

        from negotiator.tui.widgets.listing import MarkedList

        if (offers, newest) != (self._offers, self._newest):
            self.game.turned()
        self._offers = offers
        # A player who returns from a play wants to continue it, wherever the mark was before.
        is_another = is_looking or (newest != self._newest and not self._is_looking)
        self._newest = newest
        self._is_looking = is_looking
        if not self.query("#menu"):
            from negotiator.tui.widgets.shortcuts import KeyFooter
            from negotiator.tui.widgets.story_front import Picture, StoryAbout

            parts = (Picture(id="picture"), MarkedList(id="menu"), StoryAbout(id="about"))
            await self.query("#opening").remove()
            await self.query_one("#sheet").mount(*parts)
            await self.mount(KeyFooter())
        menu = self.query_one("#menu", OptionList)
        marked = menu.highlighted_option.id if menu.highlighted_option else None
        rows = self._menu()
        self._rows = (
            len(rows) + (rows[0].id == "continue") + sum(bool(_under(one)) for one in offers)
        )
        menu.clear_options()
        menu.add_options(rows)
        ids = [row.id for row in rows]
        menu.highlighted = (
            ids.index(marked)
            if marked in ids and not is_another
            else next((n for n, row in enumerate(rows) if not row.disabled), None)
        )
        if self.focused is None:
            menu.focus()
        self._show_front()
        self.refresh_bindings()
        self.is_filled = not is_looking
        if self._goes_on and not is_looking:
            self.action_go_on()

    def _menu(self) -> list[Row]:
        """The rows of the menu: the play to continue, the stories, and what else there is."""
        from textual.widgets.option_list import Option as Row

        from negotiator.tui.prose import inked
        from negotiator.tui.widgets.hanging_indent import Hung

        newest, offers = self._newest, self._offers
        rows: list[Row] = []
        if self._is_looking or (newest and newest.summary):
            about = _about(newest.summary) if newest and newest.summary else title_page.looking()
            body = Content.assemble(
                (title_page.go_on(), ".ink--strong"), "\n", (about, ".ink--muted")
            )
            rows.append(Row(Hung(_key("c"), body), id="continue"))
        for number, offer in enumerate(offers, 1):
            length = f"   {minutes(offer.minutes)}" if offer.minutes else ""
            body = Content.assemble(
                inked(title_page.new_game(offer.title), ".ink--muted", title=".ink--strong"),
                (length, ".ink--muted"),
                f"\n{under}" if (under := _under(offer)) else "",
            )
            rows.append(
                Row(Hung(_key(str(number) if number < 10 else " "), body), id=f"offer-{number}")
            )
        if not offers:
            rows.append(Row(Hung(_key(" "), Content(title_page.no_stories())), disabled=True))
        if offers:
            rows.append(Row(Hung(_key("g"), Content(title_page.gallery())), id="gallery"))
        rows.append(Row(Hung(_key("l"), Content(title_page.load())), id="load"))
        rows.append(Row(Hung(_key("q"), Content(title_page.leave())), id="quit"))
        return rows

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Do what was picked in the menu."""
        name = event.option_id or ""
        if name.startswith("offer-"):
            self.action_offer(int(name.removeprefix("offer-")))
        else:
            await self.run_action(_DOES[name])

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the story that is marked, or that the play to continue is of."""
        name = event.option_id or ""
        if name.startswith("offer-"):
            self._on_offer = int(name.removeprefix("offer-")) - 1
        elif name == "continue" and self._newest and (play := self._newest.summary):
            ids = [one.id for one in self._offers]
            self._on_offer = ids.index(play.story_id) if play.story_id in ids else self._on_offer
        self._show_front()

    def _show_front(self) -> None:
        """Show the picture of the story that was marked last, and what it is about."""
        from negotiator.tui.widgets.story_front import Picture, StoryAbout

        if self.query("#about"):
            offer = self._offers[self._marked_offer] if self._offers else None
            self.query_one(Picture).offer = offer
            self.query_one(StoryAbout).offer = offer
            self._fit()

    def _fit(self) -> None:
        """Leave the picture out if the menu and a few lines about the story need its room."""
        from negotiator.tui.widgets.story_front import Picture

        for picture in self.query(Picture):
            lines = len(picture.lines(0))
            left = self.app.size.height - _AROUND - self._rows - lines - _LEAST
            picture.display = bool(lines) and left >= 0

    def check_action(
        self,
        action: str,
        parameters: tuple[object, ...],  # noqa: ARG002 (Textual's signature)
    ) -> bool | None:
        """Whether an action works: there is nothing to continue before a play was begun."""
        if action == "go_on":
            return self._newest is not None or self._is_looking
        return bool(self._offers) if action in ("about", "gallery") else True

    def action_go_on(self) -> None:
        """Continue the newest play, once it has been found."""
        self._goes_on = self._is_looking
        if self._newest:
            self.game.open_slot(self._newest.slot)

    def action_offer(self, number: int) -> None:
        """Begin the story of that number."""
        self._goes_on = False
        if number <= len(self._offers):
            self.game.begin_offered(self._offers[number - 1])

    def action_gallery(self) -> None:
        """Show the endings of the marked story, or else of the first."""
        from negotiator.tui.screens.gallery import GalleryScreen

        self._goes_on = False
        self.app.push_screen(GalleryScreen(self._offers, self._marked_offer))

    def action_about(self) -> None:
        """Show all that is said of the marked story."""
        from negotiator.tui.screens.dialogs import TextPage

        offer = self._offers[self._marked_offer]
        said = title_page.about(offer.about, offer.facts, offer.notes, offer.id, offer.also)
        shown = [title_page.pictured(offer.alt)] if offer.alt else []
        text = "\n\n".join(filter(None, (offer.tagline, *said, *shown)))
        self.app.push_screen(TextPage(offer.title, text))

    @property
    def _marked_offer(self) -> int:
        """The number from 0 of the story that the mark is on, or was last."""
        return min(self._on_offer, max(0, len(self._offers) - 1))

    def action_load(self) -> None:
        """List the saves."""
        from negotiator.tui.screens.load import LoadScreen

        self._goes_on = False
        self.app.push_screen(LoadScreen(), self._loaded)

    def _loaded(self, slot: str | None) -> None:
        if slot is None:
            self.read()
        else:
            self.game.open_slot(slot)

    def action_leave(self) -> None:
        """Leave the game."""
        self.app.exit()


def _under(offer: StoryListing) -> str:
    """What stands under a story's title: where it is if another has that title, or its tagline."""
    return line(offer.where) or offer.tagline


def _key(key: str) -> Content:
    return Content.styled(f" {key}  ", ".ink--accent")


def _about(play: Summary) -> str:
    from negotiator.narration import saved_plays

    return saved_plays.about(play.story_title, play.place, play.day)
