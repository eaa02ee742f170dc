"""A class for tests: the real server on a port of its own, its teacher and its students as browsers
without a script, and a clock that is set by hand."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

import uvicorn

from negotiator.classroom import phases
from negotiator.classroom.clock import MINUTE
from negotiator.classroom.rows import ClassRow
from negotiator.classroom.store import SqlStore
from negotiator.cli.serving import HOST, configured, listening
from negotiator.story.model import Exercise, Story
from negotiator.web.class_server.serving import application
from negotiator.web.class_server.site import ClassSite
from tests.web.site import FORM, Answer
from tests.web.walking import Read, Sent

OPENED = 1_795_000_000_000


@dataclass
class Clock:
    """The time of a class, in milliseconds."""

    now: int = OPENED

    def __call__(self) -> int:
        return self.now

    def on(self, minutes: float) -> None:
        """Let time pass."""
        self.now += int(minutes * MINUTE)


@dataclass
class Client:
    """Somebody who asks a server, with cookies."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    heard: list[Answer] = field(default_factory=list)
    """Every answer."""

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    def send(
        self,
        path: str,
        form: dict[str, str] | bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """Ask for a page, or send a form as its own pages do; other headers replace those."""
        said = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = urlencode(form).encode() if isinstance(form, dict) else form
        if body is not None:
            said |= {"Origin": self.url, "Content-Type": FORM}
        said |= headers or {}
        connection = http.client.HTTPConnection(HOST, self.port, timeout=60)
        try:
            method = "GET" if body is None else "POST"
            connection.request(method, path, body, {k: v for k, v in said.items() if v})
            found = connection.getresponse()
            held = {name.lower(): value for name, value in found.getheaders()}
            answer = Answer(found.status, held, found.read().decode())
        finally:
            connection.close()
        self.heard.append(answer)
        for name, morsel in SimpleCookie(held.get("set-cookie", "")).items():
            self.cookies[name] = morsel.value
        return answer

    def follow(self, path: str, form: dict[str, str] | None = None) -> Read:
        """The page that a request ends at."""
        answer = self.send(path, form)
        for _ in range(5):
            if answer.status != 303:
                break
            answer = self.send(answer.to)
        return Read(answer.text)

    @property
    def page(self) -> Read:
        """Where the class is."""
        return self.follow("/")

    @property
    def data(self) -> dict[str, Any]:
        """What the seat may know."""
        found: dict[str, Any] = json.loads(self.send("/seat.json").text)
        return found

    @property
    def data_with_texts(self) -> dict[str, Any]:
        """That, with what is told."""
        found: dict[str, Any] = json.loads(self.send("/seat.json?told=yes").text)
        return found

    def press(self, sent: Sent, **more: str) -> Read:
        """Press a button of a page."""
        return self.follow(sent.action, {**sent.form, **more})

    def presses(self, action: str, **fields: str) -> Read:
        """Press the only button of the present page that sends these fields there."""
        return self.press(button(self.page, action, **fields))


def button(page: Read, action: str, **fields: str) -> Sent:
    """The only button of a page that sends these fields to an address."""
    (found,) = (
        one for one in page.buttons if one.action == action and fields.items() <= one.form.items()
    )
    return found


@dataclass
class Teacher(Client):
    """The teacher, whose page is the board."""

    @property
    def page(self) -> Read:
        return self.follow("/board")

    def does(self, name: str, **fields: str) -> Read:
        """Press a button of the board."""
        return self.presses(f"/board/{name}", **fields)

    def goes_to(self, title: str, exercise: Exercise) -> None:
        """Go on to a phase, or back, by its title."""
        to = [one.title for one in exercise.phases].index(title)
        sent = next(one for one in self.page.buttons if one.action == "/board/phase")
        self.press(sent, to=str(to))


@dataclass
class Held:
    """A class that is held."""

    site: ClassSite
    port: int
    code: str
    secret: str
    clock: Clock
    teacher: Teacher

    @property
    def exercise(self) -> Exercise:
        return self.site.exercise

    @property
    def row(self) -> ClassRow:
        return self.site.room().row

    def student(self) -> Client:
        """Somebody who joins."""
        one = Client(self.port)
        page = one.follow(f"/?code={self.code}")
        one.press(button(page, "/join"))
        assert one.cookies
        return one

    def students(self, number: int) -> list[Client]:
        return [self.student() for _ in range(number)]

    def goes_to(self, title: str) -> None:
        self.teacher.goes_to(title, self.exercise)


@contextmanager
def holding(
    store: SqlStore, story: Story, exercise: Exercise, clock: Clock | None = None
) -> Iterator[Held]:
    """A new class, held."""
    clock = clock or Clock()
    row, code, secret = phases.opened(store, story, exercise, clock())
    site = ClassSite(store, story, exercise, row.class_id, ("http://class.test/",), clock)
    with serving(site) as port:
        teacher = Teacher(port)
        teacher.send(f"/teacher/{secret}")
        yield Held(site, port, code, secret, clock, teacher)


@contextmanager
def serving(site: ClassSite, port: int = 0) -> Iterator[int]:
    """The port of a server of a class: that one, or any that is free."""
    found = listening(port)
    port = int(found.getsockname()[1])
    server = uvicorn.Server(configured(application(site, [f"{HOST}:{port}"])))
    site.closing = lambda: server.should_exit
    thread = threading.Thread(target=lambda: server.run(sockets=[found]))
    thread.start()
    try:
        yield port
    finally:
        server.should_exit = True
        thread.join(30)
        found.close()
