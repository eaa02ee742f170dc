"""A vote as a scene: the chamber, counted bloc by bloc towards the number needed.

The decision that led to it is saved by then; nothing here decides anything, and nothing waits for a
clock. Any key but the one that counts on shows all at once, and after that goes on.
"""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll

from negotiator.narration import votes
from negotiator.narration.lines import Voted
from negotiator.tui.actions import bindings
from negotiator.tui.screens.base import Frame
from negotiator.tui.widgets.chrome import Chrome
from negotiator.tui.widgets.counting import Counting
from negotiator.tui.widgets.shortcuts import ShortcutFooter

_BARS = 4
"""Lines of the screen above and below the vote."""


class VoteScreen(Frame[None]):
    """One vote, from the first bloc to the result."""

    SCOPE = "vote"
    CSS_PATH = "vote.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("vote")

    def __init__(self, vote: Voted, place: str) -> None:
        """`place` names where it was called."""
        super().__init__()
        self._vote = vote
        self._place = place

    def compose(self) -> ComposeResult:
        """Where it is held, the vote, and what the keys do."""
        yield Chrome(self._place, id="screen-title")
        with VerticalScroll(id="chamber", can_focus=False):
            yield Counting(self._vote)
        yield Chrome(id="more")
        yield ShortcutFooter()

    def on_mount(self) -> None:
        """Begin to count; who wants nothing to move sees all of it at once."""
        if self.app.animation_level == "none":
            self._count(len(self._vote.blocs))
        self._say_what_goes_on()

    def on_resize(self) -> None:
        """Draw the chamber for the new height."""
        self.query_one(Counting).room = self.app.size.height - _BARS

    @property
    def is_counted(self) -> bool:
        """Whether all blocs are shown."""
        return self.query_one(Counting).counted >= len(self._vote.blocs)

    def action_next(self) -> None:
        """Count the next bloc; after the last, go on."""
        if self.is_counted:
            self.dismiss()
        else:
            self._count(self.query_one(Counting).counted + 1)

    def action_all(self) -> None:
        """Count all blocs; after that, go on."""
        if self.is_counted:
            self.dismiss()
        else:
            self._count(len(self._vote.blocs))

    def on_key(self, event: events.Key) -> None:
        """Take any key that does nothing else for the one that counts all."""
        found = self.active_bindings.get(event.key)
        if found is None or not (found.binding.id or found.node is self.app):
            event.stop()
            self.action_all()

    def on_click(self) -> None:
        """Count on by a click, too."""
        self.action_next()

    def _count(self, blocs: int) -> None:
        self.query_one(Counting).counted = blocs
        self._say_what_goes_on()
        self.game.turned()  # the same keys do something else now

    def _say_what_goes_on(self) -> None:
        self.query_one("#more", Chrome).update(votes.what_goes_on(self.is_counted))
