"""A server of plays for tests: the real one, on a port of its own, in a thread."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

import uvicorn

from negotiator.cli.serving import HOST, configured, listening
from negotiator.library import Shelf
from negotiator.saves import Store
from negotiator.web.kept_plays import KeptPlays
from negotiator.web.serving import application

FORM = "application/x-www-form-urlencoded"


class Answer(NamedTuple):
    """What a server answered."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def to(self) -> str:
        """Where it leads, without the place within the page."""
        return self.headers["location"].partition("#")[0]


class Site(NamedTuple):
    """A server with its plays."""

    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def store(self) -> Store:
        """The same plays as another program sees them."""
        return Store(self.folder)

    def send(
        self,
        path: str,
        form: dict[str, str] | bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """Ask for a page, or send a form as its own pages do; other headers replace those."""
        said: dict[str, str] = {}
        body = urlencode(form).encode() if isinstance(form, dict) else form
        if body is not None:
            said = {"Origin": self.url, "Content-Type": FORM}
        said |= headers or {}
        connection = http.client.HTTPConnection(HOST, self.port, timeout=60)
        try:
            method = "GET" if body is None else "POST"
            connection.request(method, path, body, {k: v for k, v in said.items() if v})
            found = connection.getresponse()
            held = {name.lower(): value for name, value in found.getheaders()}
            return Answer(found.status, held, found.read().decode())
        finally:
            connection.close()


@contextmanager
def serving(folder: Path, *stories: Path) -> Iterator[Site]:
    """A server of these stories, whose plays are kept in a folder."""
    found = listening(0)
    port = found.getsockname()[1]
    seeds = count(1)
    plays = KeptPlays(Shelf(stories), Store(folder), lambda _: None, lambda: next(seeds))
    server = uvicorn.Server(configured(application(plays, [f"{HOST}:{port}"])))
    thread = threading.Thread(target=lambda: server.run(sockets=[found]))
    thread.start()
    try:
        yield Site(folder, port)
    finally:
        server.should_exit = True
        thread.join(30)
        found.close()
