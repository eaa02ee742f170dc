"""What comes from the terminal while the screen is up, whatever bytes it sends.

Textual's own reader ends the game at a byte that isn't UTF-8 (a terminal set to Latin-1, the mouse
of an old one) and at a report it can't work with (a terminal without a size in pixels), waits for
ever for the end of a paste, keeps every key of a flood until its turn comes, and runs in circles
when the terminal is gone. It draws on the error stream, which may be sent to a file. Windows has a
reader of its own, which is left as it is.
"""

from __future__ import annotations

import asyncio
import selectors
import sys
from codecs import getincrementaldecoder
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.events import InputEvent, Key, Resize

from negotiator.tui import LARGEST
from negotiator.tui.own_terminal import GONE, OwnTerminal
from negotiator.tui.presses import ANYWHERE

if TYPE_CHECKING:
    from textual.app import App
    from textual.driver import Driver
    from textual.message import Message

_LARGEST = 4096
"""Bytes that are read at once."""
_PAUSE = 0.1
"""Seconds after which an escape sequence that was begun is taken for what it is so far."""
_PAUSES = 30
"""After how many such pauses a paste is over, even if its end never came."""
_MOST_WAITING = 256
"""Messages that wait to be handled; as long as there are more, no key and no mouse counts."""


def bounded(message: Message) -> Message:
    """The message, but a report of a size beyond any screen's as one of the largest size: every
    cell of it would be laid out."""
    if not isinstance(message, Resize):
        return message
    return Resize.from_dimensions(within(*message.size), message.pixel_size)


def within(width: int, height: int) -> tuple[int, int]:
    """A size, but no larger than the largest."""
    return min(width, LARGEST[0]), min(height, LARGEST[1])


class Heard:
    """Makes messages of bytes. What can't be understood is skipped."""

    def __init__(self) -> None:
        self._decoder = getincrementaldecoder("utf-8")(errors="replace")
        self._parser = XTermParser()
        self._is_pasting = False
        self._last = ""
        """The last letters, with which a mark that comes in two pieces may have begun."""
        self._pauses = 0

    def messages(self, content: bytes) -> Iterator[Message]:
        """The keys, clicks, pasted texts and reports in what was read last."""
        self._pauses = 0
        text = self._decoder.decode(content)
        if text:
            self._look_for_a_paste(text)
            yield from self._understood(self._parser.feed(text))

    def waited(self) -> Iterator[Message]:
        """What is meant by what was begun, now that nothing more came for a moment."""
        yield from self._understood(self._parser.tick())
        self._pauses += 1
        if self._is_pasting and self._pauses > _PAUSES:
            self._is_pasting = False
            yield from self._understood(self._parser.feed(BRACKETED_PASTE_END))

    def _look_for_a_paste(self, text: str) -> None:
        seen = self._last + text
        self._last = seen[1 - len(BRACKETED_PASTE_END) :]
        began, ended = seen.rfind(BRACKETED_PASTE_START), seen.rfind(BRACKETED_PASTE_END)
        if began != ended:
            self._is_pasting = began > ended

    def _understood(self, found: Any) -> Iterator[Message]:
        try:
            yield from map(bounded, found)
        except (ArithmeticError, ValueError, LookupError):
            # The parser is a generator, which has ended with that.
            self._parser = XTermParser()


class Sent:
    """What the app was sent and hasn't handled yet.

    Of a flood, such as a file that is pasted into a terminal that doesn't mark pastes, only the
    first presses are let in: the rest would be dropped one by one, and until then nothing else
    would be heard.
    """

    def __init__(self, app: App[Any], loop: asyncio.AbstractEventLoop) -> None:
        self._app, self._loop = app, loop
        self._under_way = deque[Future[bool]]()

    def send(self, message: Message) -> None:
        """Put a message where the app finds it, from another thread."""
        posted = self._app._post_message(message)
        self._under_way.append(asyncio.run_coroutine_threadsafe(posted, self._loop))

    def lets_in(self, message: Message) -> bool:
        """Whether this isn't a press, or few of them wait."""
        if not isinstance(message, InputEvent):
            return True
        is_heard_anywhere = isinstance(message, Key) and message.key in ANYWHERE
        return is_heard_anywhere or self._waiting() < _MOST_WAITING

    def _waiting(self) -> int:
        while self._under_way and self._under_way[0].done():
            self._under_way.popleft()
        return len(self._under_way) + self._app._message_queue.qsize()


def steady(found: type[Driver]) -> type[Driver]:
    """That driver, if it is Textual's for a Unix terminal, with this reader instead of its own."""
    if sys.platform == "win32":
        return found
    try:
        from textual.drivers.linux_driver import LinuxDriver
    except ImportError:
        return found
    import os

    from negotiator.tui.signals import is_in_front

    class SteadyDriver(OwnTerminal, LinuxDriver):
        """Textual's driver, drawing on the output and reading any bytes."""

        def __init__(self, *words: Any, **more: Any) -> None:
            super().__init__(*words, **more)
            if sys.__stdout__ is not None and sys.__stdout__.isatty():
                self._file = sys.__stdout__
            self._sent = Sent(self._app, self._loop)

        def process_message(self, message: Message) -> None:
            """Hand a message to the app, unless it is a press of a flood."""
            if self._sent.lets_in(message):
                super().process_message(message)

        def send_message(self, message: Message) -> None:
            """Put a message where the app finds it."""
            self._sent.send(message)

        def _get_terminal_size(self) -> tuple[int, int]:
            """The size of the terminal, which anyone may set, by COLUMNS and LINES too."""
            return within(*super()._get_terminal_size())

        def run_input_thread(self) -> None:
            """Read until the app ends or the terminal is gone."""
            heard = Heard()
            with selectors.SelectSelector() as selector:
                selector.register(self.fileno, selectors.EVENT_READ)
                while not self.exit_event.is_set():
                    if selector.select(_PAUSE):
                        if not is_in_front(self.fileno):
                            self.exit_event.wait(_PAUSE)
                            continue  # that is for the shell
                        try:
                            content = os.read(self.fileno, _LARGEST)
                        except OSError:
                            content = b""
                        if not content:
                            self._app.call_later(self._app.exit, return_code=GONE)
                            return
                        for message in heard.messages(content):
                            self.process_message(message)
                    for message in heard.waited():
                        self.process_message(message)

    return SteadyDriver if found is LinuxDriver else found
