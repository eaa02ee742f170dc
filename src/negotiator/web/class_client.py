"""Somebody who takes part in a class over HTTP without a browser: asks for pages, sends forms.

Speaks just enough HTTP/1.1 for `class_server`, over one connection that is kept, on asyncio and
nothing else, so that hundreds fit into a process. A server that is gone, or can't do it now, is
asked again until it is back: whatever is sent twice counts once there.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

AGAIN = 0.5
"""Seconds between two attempts to reach a server that is gone."""
PATIENCE = 60.0
"""Seconds after which it is given up."""
ANSWERS = 30.0
"""Seconds after which a server that says nothing is as good as gone."""
MOST_BYTES = 16 * 1024 * 1024
"""How long an answer may be; no page of a class is nearly as long."""
NOT_NOW = 500
"""From this status on an answer says that nothing was counted: the database is locked or full, or a
proxy finds no process of the class."""
_FORM = "application/x-www-form-urlencoded"


class _NotNowError(Exception):
    """The class, or a proxy before it, can't do it now."""


class GoneError(Exception):
    """The server can't be reached any more, or what is there now is no class."""


_NO_ANSWER = (
    OSError,
    _NotNowError,
    asyncio.IncompleteReadError,
    asyncio.LimitOverrunError,
    CookieError,
    IndexError,
    ValueError,
)
"""What it comes to if nobody answers, or somebody who doesn't speak HTTP as a class does: a proxy,
a hotspot's page to log in, another program at that port."""


class Answer(NamedTuple):
    """What a server answered."""

    status: int
    headers: Mapping[str, str]
    """By their names in small letters."""
    body: str

    @property
    def data(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


class ClassClient:
    """A client with its cookies and its connection."""

    def __init__(self, address: str, patience: float = PATIENCE) -> None:
        parts = urlsplit(address)
        self.host, self.port = parts.hostname or "", parts.port or 80
        self.netloc, self.patience = parts.netloc, patience
        self.cookies: dict[str, str] = {}
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def get(self, path: str) -> Answer:
        """A page. Raises GoneError if the server stays away."""
        return await self._asked("GET", path, b"")

    async def post(self, path: str, form: Mapping[str, str]) -> Answer:
        """What a form leads to. Raises GoneError if the server stays away."""
        return await self._asked("POST", path, urlencode(form).encode())

    async def events(self, path: str) -> AsyncIterator[str]:
        """The data of server-sent events, until the server ends them; over a connection of its
        own."""
        reader, writer = await asyncio.open_connection(self.host, self.port)
        try:
            writer.write(self._head("GET", path, b""))
            await writer.drain()
            async for line in reader:
                if line.startswith(b"data:"):
                    yield line[5:].strip().decode()
        finally:
            writer.close()

    def close(self) -> None:
        """Close the connection."""
        writer, self._reader, self._writer = self._writer, None, None
        if writer is not None:
            writer.close()

    async def _asked(self, method: str, path: str, body: bytes) -> Answer:
        clock = asyncio.get_running_loop().time
        until, is_first = clock() + self.patience, True
        while True:
            try:
                async with asyncio.timeout(ANSWERS):
                    return await self._once(method, path, body)
            except _NO_ANSWER:
                self.close()
            if clock() >= until:
                raise GoneError(self.netloc)
            # A kept connection may just have been closed by the server: the first time at once.
            if not is_first:
                await asyncio.sleep(AGAIN)
            is_first = False

    async def _once(self, method: str, path: str, body: bytes) -> Answer:
        if self._reader is None or self._writer is None:
            self._reader, self._writer = await asyncio.open_connection(self.host, self.port)
        self._writer.write(self._head(method, path, body) + body)
        await self._writer.drain()
        answer = await _read(self._reader)
        if answer.headers.get("connection", "") == "close":
            self.close()
        for name, morsel in SimpleCookie(answer.headers.get("set-cookie", "")).items():
            self.cookies[name] = morsel.value
        if answer.status >= NOT_NOW:
            raise _NotNowError
        return answer

    def _head(self, method: str, path: str, body: bytes) -> bytes:
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self.netloc}"]
        if self.cookies:
            held = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            lines.append(f"Cookie: {held}")
        if method == "POST":
            lines += [f"Origin: http://{self.netloc}", f"Content-Type: {_FORM}"]
            lines.append(f"Content-Length: {len(body)}")
        return "\r\n".join([*lines, "", ""]).encode()


async def _read(reader: asyncio.StreamReader) -> Answer:
    """An answer with its body, whose length is given or which comes in chunks."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.rstrip().split("\r\n")
    headers = {}
    for line in lines:
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    if headers.get("transfer-encoding", "") == "chunked":
        body = b""
        while size := int(await reader.readline(), 16):
            _check_length(size)
            body += await reader.readexactly(size)
            await reader.readline()
            _check_length(len(body))
        await reader.readline()
    else:
        length = int(headers.get("content-length", "0"))
        _check_length(length)
        body = await reader.readexactly(length)
    return Answer(int(first.split(" ")[1]), headers, body.decode())


def _check_length(length: int) -> None:
    """Raise ValueError if an answer is longer than any of a class."""
    if length > MOST_BYTES:
        raise ValueError(length)
