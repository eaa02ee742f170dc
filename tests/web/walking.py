"""Walking through a story page by page, without a server: what a browser without a script does."""

from __future__ import annotations

import random
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple

from negotiator.engine import Play
from negotiator.story.model import Story
from negotiator.web.exchange import Book, Request, Response
from negotiator.web.pages import respond
from negotiator.web.rendering import document

VOID = {"input", "meta", "link", "br", "wbr", "rect", "path", "circle", "line"}


class Sent(NamedTuple):
    """What a button of a form sends, and where."""

    action: str
    form: dict[str, str]


class Read(HTMLParser):
    """A page as it is read: its links, what each button sends, its text, its ids."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.buttons: list[Sent] = []
        self.texts: list[str] = []
        self.ids: list[str] = []
        self.scripts: list[str] = []
        self.open: list[str] = []
        self._form: Sent | None = None
        self._waiting: list[dict[str, str]] = []
        self._select = ""
        self.feed(html)
        assert self.open == [], f"not closed: {self.open}"

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        assert not any(name.startswith("on") or name == "style" for name in has), has
        if tag not in VOID:
            self.open.append(tag)
        if "id" in has:
            self.ids.append(has["id"])
        self.texts += [has[name] for name in ("aria-label", "title", "alt") if name in has]
        match tag:
            case "a":
                self.links.append(has["href"])
            case "script":
                self.scripts.append(has.get("src", ""))
            case "form":
                self._form = Sent(has["action"], {})
            case "input" if self._form and has.get("type") != "radio":
                self._form.form[has["name"]] = has.get("value", "")
            case "select":
                self._select = has["name"]
            case "option" if self._form and "selected" in has:
                self._form.form[self._select] = has["value"]
            case "button" if self._form:
                named = {has["name"]: has.get("value", "")} if "name" in has else {}
                self._waiting.append(named)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, tag
        if tag == "form" and self._form:
            self.buttons += [
                Sent(self._form.action, {**self._form.form, **one}) for one in self._waiting
            ]
            self._form, self._waiting = None, []

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "script", "pre"):
            self.texts.append(data)


class Met(NamedTuple):
    """A page on the way: the play it is of, the request, and how it reads."""

    play: Play
    request: Request
    page: Read


def read(response: Response) -> Read:
    assert response.page is not None
    return Read(document(response.page, "/"))


def walk(story: Story, seed: int, most: int = 60) -> Iterator[Met]:
    """Press buttons at random, as they stand on the pages, until the story ends."""
    pick = random.Random(seed)
    play, address = Play.begin(story, seed), "now"
    for _ in range(most):
        request = Request.at(address)
        page = read(respond(Book(play, once="x"), request))
        yield Met(play, request, page)
        if play.ending is not None:
            return
        deciding = [one for one in page.buttons if one.action in ("decide", "bargain")]
        sent = pick.choice(deciding)
        response = respond(Book(play, once="x"), Request(sent.action, {}, sent.form))
        if response.page is not None:  # a question first
            (sure,) = (one for one in read(response).buttons if one.action == "bargain")
            response = respond(Book(play, once="x"), Request(sure.action, {}, sure.form))
        play = response.play or play
        address = response.go_to
