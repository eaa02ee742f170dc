"""What the screens have in common: their inks, their scope of actions, and the game they know."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen

if TYPE_CHECKING:
    from negotiator.tui.game import Game

Result = TypeVar("Result")

INKS = {
    f"ink--{name}"
    for name in (
        "strong",
        "stress",
        "muted",
        "accent",
        "good",
        "bad",
        "bar",
        "cite",
        "link",
        "locked",
        "today",
        "error",
    )
}
"""The inks that content uses; their colours are in app.tcss."""


class Frame(Screen[Result]):
    """A screen of the game."""

    SCOPE: ClassVar[str] = ""
    COMPONENT_CLASSES: ClassVar[set[str]] = INKS

    @property
    def scope(self) -> str:
        """The scope of the actions that currently work."""
        return self.SCOPE

    @property
    def game(self) -> Game:
        """The game that the screen is part of, which is the app."""
        return cast("Game", self.app)

    def on_screen_resume(self) -> None:
        """Count no press for this screen before it has been seen."""
        self.game.turned()

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Go back to the screen before, with a result; only once, however often it is called."""
        return super().dismiss(result) if self.is_active else AwaitComplete()


class Dialog(ModalScreen[Result], Frame[Result]):
    """A box over a screen that asks or says one thing."""

    COMPONENT_CLASSES: ClassVar[set[str]] = INKS
