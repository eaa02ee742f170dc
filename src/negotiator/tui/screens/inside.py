"""What an author sees of a play that no player does, and the list of places to jump to."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option as Row

from negotiator.authoring.author_view import author_view
from negotiator.narration import author_view as words
from negotiator.tui.actions import bindings
from negotiator.tui.prose import inked
from negotiator.tui.screens.base import Frame
from negotiator.tui.screens.reader import Reader
from negotiator.tui.widgets.blocks import Block, BlockKind, Group
from negotiator.tui.widgets.chrome import Chrome
from negotiator.tui.widgets.hanging_indent import Hung
from negotiator.tui.widgets.listing import Listing
from negotiator.tui.widgets.shortcuts import KeyFooter

if TYPE_CHECKING:
    from negotiator.engine import Play


class InsideScreen(Reader[str]):
    """Everything that the play keeps and what may follow. Returns the place to jump to, if any."""

    SCOPE = "inside"
    BINDINGS: ClassVar[list[BindingType]] = bindings("inside")

    def __init__(self, play: Play) -> None:
        super().__init__()
        self._play = play

    def screen_title(self) -> str:
        """The text above the page."""
        return words.title()

    def group(self) -> Group:
        """The sections, each under its title."""
        blocks = []
        for section in words.sections(author_view(self._play)):
            blocks.append(Block(Content.styled(section.title, ".ink--accent"), BlockKind.HEADING))
            blocks += [
                Block(inked(line, name=".ink--strong"), BlockKind.PLAIN, gap=0)
                for line in section.lines
            ]
        return tuple(blocks)

    def action_jump(self) -> None:
        """List the places to jump to."""
        self.app.push_screen(JumpScreen(self._play), self._jumped)

    def _jumped(self, place: str | None) -> None:
        if place is not None:
            self.dismiss(place)


class JumpScreen(Frame[str]):
    """Every scene, table and ending. Returns the one that was picked, or nothing."""

    SCOPE = "jump"
    CSS_PATH = "listing.tcss"
    AUTO_FOCUS = "Listing"
    BINDINGS: ClassVar[list[BindingType]] = bindings("jump")

    def __init__(self, play: Play) -> None:
        super().__init__()
        self._places = words.places(play.story)
        self._here = play.place.id

    def compose(self) -> ComposeResult:
        """The list."""
        yield Chrome(words.where_to(), id="screen-title")
        listing = Listing(id="listing")
        listing.add_options(
            Row(Hung(Content(" "), Content.assemble(f"{one.words}  ", (one.id, ".ink--muted"))))
            for one in self._places
        )
        with Vertical(id="sheet"):
            yield listing
        yield KeyFooter()

    def on_mount(self) -> None:
        """Mark where the play is."""
        names = [one.id for one in self._places]
        self.query_one(Listing).highlighted = names.index(self._here)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._places[event.option_index].id)

    def action_go(self) -> None:
        """Jump to the marked place."""
        marked = self.query_one(Listing).highlighted
        if marked is not None:
            self.dismiss(self._places[marked].id)

    def action_back(self) -> None:
        """Go back without a result."""
        self.dismiss(None)
