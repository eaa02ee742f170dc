"""An app that lets in only the keys and clicks that count, by the rule in `presses`.

Every press passes here before any widget sees it. It knows nothing of the game; screens say when
what they show has changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, cast

from rich.markup import escape
from textual import events
from textual.app import App, UnknownModeError
from textual.await_complete import AwaitComplete
from textual.command import CommandList, CommandPalette
from textual.content import Content
from textual.screen import Screen
from textual.widgets.option_list import Option
from textual.worker import WorkerFailed

from negotiator.narration.game import no_matches, search
from negotiator.system_errors import told
from negotiator.tui.presses import ANYWHERE, Presses, Time
from negotiator.tui.terminal_input import steady

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.driver import Driver
    from textual.widget import AwaitMount
    from textual.widgets import Button, Input

_HOPS = 12
"""Rounds of messages after which everything a press caused is surely done: from the widget that got
it up to the screen, and down to another widget and up again."""


class _Palette(CommandPalette):
    def _on_mount(self, event: events.Mount) -> None:
        # It may have been closed, or another screen have come, before it was there itself.
        if self not in self.app.screen_stack[1:]:
            event.prevent_default()

    def _action_command_list(self, action: str) -> None:
        # Its list looks for rows that it hasn't laid out yet, if one types and pages at once.
        with suppress(KeyError):
            super()._action_command_list(action)

    def _select_or_command(self, event: Input.Submitted | Button.Pressed | None = None) -> None:
        # What was picked is done once, even if a click and a key picked it at once.
        if self.is_active:
            super()._select_or_command(event)

    def _refresh_command_list(self, *rows: Any) -> None:
        super()._refresh_command_list(*rows)
        cast("AttentiveApp", self.app).shifted()

    def _start_no_matches_countdown(self, search_value: str) -> None:
        # As in Textual, which gives no way to set its words for this.
        self._stop_no_matches_countdown()

        def show() -> None:
            if search_value:
                words = Content(no_matches())
                row = Option(words, id=self._NO_MATCHES, disabled=True)
                self.query_one(CommandList).add_option(row)
                cast("AttentiveApp", self.app).shifted()
            self._list_visible = bool(search_value)

        self._no_matches_timer = self.set_timer(self._NO_MATCHES_COUNTDOWN, show)

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Go back to the screen before; only once, and leaving nothing picked."""
        if not self.is_active:
            return AwaitComplete()
        self.call_next(setattr, self, "_selected_command", None)
        return super().dismiss(result)


class _Refused(Exception):  # noqa: N818 (it is no error of the program)
    def __rich__(self) -> str:
        # Textual shows this instead of a traceback.
        return escape(str(self))


class AttentiveApp(App[None]):
    """Handles one press at a time, and each only for what was on the screen."""

    def __init__(self, time: Time) -> None:
        super().__init__()
        self.presses = Presses(time)
        self._is_button_down = False
        self._is_leaving = False
        self._has_panicked = False

    def get_driver_class(self) -> type[Driver]:
        """The driver for this terminal, which takes whatever comes from it."""
        return steady(super().get_driver_class())

    def on_mount(self) -> None:
        """Start watching for changes."""
        self.screen_change_signal.subscribe(self, self._screen_changed, immediate=True)
        self.turned()
        if not self.is_headless:
            self.app_resume_signal.subscribe(self, self._awoken)

    async def on_event(self, event: events.Event) -> None:
        """Let in only the keys and clicks that count; all of them come through here first."""
        if event.is_forwarded or self.is_counted(event):
            await super().on_event(event)

    def is_counted(self, event: events.Event) -> bool:
        """Whether this isn't a press, or is one that counts."""
        if self.is_leaving and isinstance(event, events.InputEvent):
            return False
        if isinstance(event, events.Key):
            return self._is_key_counted(event)
        if isinstance(event, events.MouseDown):
            self._is_button_down = self.presses.click(event.screen_x, event.screen_y, event)
            return self._is_button_down
        if isinstance(event, events.MouseUp):
            was_down, self._is_button_down = self._is_button_down, False
            if was_down and (self.presses.are_late or self.presses.has_shifted):
                # It was released over something else than it was pressed on: that isn't a click.
                self._mouse_down_widget = None
            return was_down
        return True

    def _is_key_counted(self, event: events.Key) -> bool:
        if event.key in ANYWHERE:
            return True
        reader = self.focused
        if reader is not None and reader.check_consume_key(event.key, event.character):
            return self.presses.key(event.key, event)  # a letter of a text
        if len(event.key) == 1:
            # A key is the same in either case: Caps Lock may be on.
            event.key = event.key.lower()
        if not self.presses.key(event.key, event):
            # Ask once more: the screen that was to report may be gone by now.
            self.call_after_refresh(self.presses.painted)
            return False
        self.presses.let_in()
        self.call_later(self._work_off, _HOPS)
        return True

    def _work_off(self, hops: int) -> None:
        if hops:
            self.call_later(self._work_off, hops - 1)
        else:
            self.presses.done()

    def on_key(self, event: events.Key) -> None:
        """A key that no widget took comes back here before it is looked up in the bindings. By then
        it may mean something else."""
        if self.presses.are_late or self.is_leaving:
            event.prevent_default()

    def exit(
        self, result: None = None, return_code: int = 0, message: RenderableType | None = None
    ) -> None:
        """Leave the game; later presses find no screen any more."""
        self._is_leaving = True
        super().exit(result, return_code, message)

    async def _close_all(self) -> None:
        # Not only whoever leaves comes here: so does a screen that has failed.
        self._is_leaving = True
        await super()._close_all()

    def _init_mode(self, mode: str) -> AwaitMount:
        # Textual goes through its modes while it closes them.
        if self._is_leaving:
            raise UnknownModeError(mode)
        return super()._init_mode(mode)

    def panic(self, *renderables: RenderableType) -> None:
        """End the game at once and show what happened: called by threads of Textual that failed."""
        self._has_panicked = True
        super().panic(*renderables)

    @property
    def return_code(self) -> int | None:
        """The exit code of the process: 1 if the screen has failed, in whichever thread."""
        return 1 if self._has_panicked else super().return_code

    def _handle_exception(self, error: Exception) -> None:
        cause = error.error if isinstance(error, WorkerFailed) else error
        is_over = self._is_leaving or (self._mounted_event.is_set() and not self.is_running)
        if is_over and type(cause).__module__.startswith("textual."):
            return  # what is still being done may look for what isn't there any more, or yet
        # What the system refuses ends the game too, but with a sentence instead of pages of code.
        super()._handle_exception(_Refused(told(cause)) if isinstance(cause, OSError) else error)

    @property
    def is_leaving(self) -> bool:
        """Whether the game is about to end."""
        return self._is_leaving or not self.is_running

    def turned(self) -> None:
        """Note that what can be decided has changed: presses are dropped until it has been on the
        screen for a moment."""
        self.presses.turned()
        self.call_after_refresh(self.presses.painted)

    def shifted(self) -> None:
        """Note that a list has other rows: clicks are dropped until they have been on the screen
        for a moment, and keys count."""
        self.presses.shifted()
        self.call_after_refresh(self.presses.painted)

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Let no press count for now: another screen is on its way."""
        try:
            with self.presses.waiting():
                yield
        finally:
            self.turned()

    def _awoken(self, app: App[Any]) -> None:  # noqa: ARG002 (the signal's)
        self.refresh(layout=True)
        self.screen.refresh(layout=True)
        self.turned()

    def _screen_changed(self, screen: Screen[Any]) -> None:  # noqa: ARG002 (the signal's)
        self.turned()

    def action_command_palette(self) -> None:
        """List all actions by name."""
        # One that was closed may not be gone yet.
        if not any(isinstance(one, CommandPalette) for one in self._nodes):
            self.push_screen(_Palette(placeholder=search(), id="--command-palette"))
