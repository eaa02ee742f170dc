"""How much connections may make a server keep, and for how long: heads of requests, requests that
wait, and the connections themselves.

uvicorn keeps an address or the lines of a head for as long as they go on, a request of which a byte
comes now and then, all requests that are sent before the answers to others, and connections that
send nothing until the process may open no file any more. A browser does none of these; a program
that did held all pages, or the memory of the machine.
"""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

LARGEST_HEAD = 32 * 1024
"""Bytes of a request that come without being a piece of its body."""
MOST_WAITING = 16
"""Requests of a connection that wait for the answers to those before them."""
MOST_SECONDS = 60
"""For how long a request may be coming, and the first one be waited for."""
_MOST_FILES = 8_192
_TOO_SLOW = b"HTTP/1.1 408 Request Timeout\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
_TOO_LARGE = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
    b"content-length: 0\r\nconnection: close\r\n\r\n"
)


class _TooManyError(Exception):
    """More requests at once than anybody needs: uvicorn takes it for no request, and closes."""


class BoundedProtocol(HttpToolsProtocol):
    """A connection that is closed if it sends more than that or for longer, or if there are too
    many and it has waited longest."""

    most = _MOST_FILES
    """How many there may be at once."""
    _unread = 0
    """Bytes since the last that led to something."""
    _since = 0.0
    """When it was opened, or its last request answered."""
    _due: asyncio.TimerHandle | None = None
    """When the request that is coming must be there."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take part, in the place of another if there is none left."""
        super().connection_made(transport)
        self._since = self.loop.time()
        self._expect()
        if len(self.connections) > self.most:
            ours = [one for one in self.connections if isinstance(one, BoundedProtocol)]
            waiting = [one for one in ours if one._is_waiting()]
            if waiting:
                min(waiting, key=lambda one: one._since).transport.abort()

    def data_received(self, data: bytes) -> None:
        """Read what came, and refuse it if it leads to nothing."""
        self._unread += len(data)
        super().data_received(data)
        if self._unread > LARGEST_HEAD and not self.transport.is_closing():
            self.transport.write(_TOO_LARGE)
            self.transport.close()

    def on_message_begin(self) -> None:
        """A request begins."""
        self._unread = 0
        self._expect()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Its head is there."""
        self._unread = 0
        if len(self.pipeline) >= MOST_WAITING:
            raise _TooManyError
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A piece of its body is there."""
        self._unread = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """All of it is there."""
        self._expect_nothing()
        super().on_message_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """It has ended."""
        self._expect_nothing()
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        """It is answered."""
        self._since = self.loop.time()
        super().on_response_complete()
        cycle = self.cycle
        if cycle is not None and cycle.response_complete and not cycle.more_body:
            # Until the next request nothing of this one is kept: a class has a thousand that wait.
            self.cycle = self.scope = self.headers = None  # type: ignore[assignment]

    def _expect(self) -> None:
        if self._due is None:
            self._due = self.loop.call_later(MOST_SECONDS, self._give_up)

    def _expect_nothing(self) -> None:
        if self._due is not None:
            self._due.cancel()
            self._due = None

    def _give_up(self) -> None:
        """Close it, and say why unless an answer is being sent."""
        if self.cycle is None or self.cycle.response_complete or not self.cycle.response_started:
            self.transport.write(_TOO_SLOW)
        self.transport.close()

    def _is_waiting(self) -> bool:
        """Whether it is for the other side to go on."""
        is_open = not self.transport.is_closing()
        cycle = self.cycle
        return is_open and (cycle is None or cycle.response_complete or cycle.more_body)


def open_files() -> int:
    """How many files, and so connections, this process may have open: more than at first, where the
    system lets it."""
    if sys.platform == "win32":
        return _MOST_FILES
    import resource

    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    asked = _MOST_FILES if most == resource.RLIM_INFINITY else min(_MOST_FILES, most)
    if now != resource.RLIM_INFINITY and now < asked:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (asked, most))
            return asked
        return now
    return asked
