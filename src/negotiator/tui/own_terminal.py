"""A driver that uses the terminal only while it is this job's: before, and while the job sleeps, it
is the shell's, and nothing is changed in it. What signals do is in `signals`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.driver import Driver

GONE = 129
"""The exit code when the terminal is gone: the one of a process that SIGHUP ended."""


class OwnTerminal(Driver):
    """What stands before a driver for a Unix terminal; to `Driver`, what comes next is abstract."""

    fileno: int
    """Of the terminal; the driver knows it."""
    attrs_before: list[Any] | None
    """How the terminal was before it was taken."""

    def __init__(self, *words: Any, **more: Any) -> None:
        super().__init__(*words, **more)
        self._is_leaving: Callable[[], bool] | None = None
        self.has_terminal = False
        self._attributes: list[Any] | None = None
        """How the terminal was before it was taken, if it couldn't be given back so."""

    def start_application_mode(self) -> None:
        """Take the terminal, once it is this job's; signals are heeded from before that on, to give
        it back."""
        from negotiator.tui.signals import heed_signals, wait_for_the_terminal

        if self._is_leaving is None:
            self._is_leaving = heed_signals(self._app)
        is_ours = wait_for_the_terminal(self.fileno, self._is_leaving)
        if is_ours and not self.has_terminal:  # nor by a signal while this one slept
            self.has_terminal = True
            super().start_application_mode()  # type: ignore[safe-super]
            # What it is like now it may have from this game, for which the shell kept it.
            self.attrs_before, self._attributes = self._attributes or self.attrs_before, None
        elif not is_ours and not self._is_leaving():
            self._app.call_later(self._app.exit, return_code=GONE)

    def write(self, data: str) -> None:
        """Draw."""
        if self.has_terminal:
            super().write(data)  # type: ignore[safe-super]

    def disable_input(self) -> None:
        """Read no more."""
        if self.has_terminal:
            super().disable_input()  # type: ignore[safe-super]

    def stop_application_mode(self) -> None:
        """Give the terminal back. If the shell has taken it already, it has set it to its needs:
        only what is drawn is taken away then."""
        from negotiator.tui.signals import is_in_front

        if self.has_terminal:
            if not is_in_front(self.fileno):
                self.attrs_before, self._attributes = None, self.attrs_before
            super().stop_application_mode()  # type: ignore[safe-super]
            self.has_terminal = False
