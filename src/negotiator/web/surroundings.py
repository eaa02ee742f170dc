"""What stands around every page of a play: the links to its other pages, and undoing."""

from __future__ import annotations

from typing import Any

from negotiator.narration import codex, handing_in, on_a_page, title_page
from negotiator.narration import help as helping
from negotiator.narration.board import how_things_stand
from negotiator.narration.saved_plays import Confirmation
from negotiator.narration.shortcuts import DEEDS
from negotiator.web.exchange import Book, Page, Response
from negotiator.web.rendering import menu_links, page

NOW = "now#now"
"""Where the play stands; its heading takes the focus."""


def shown(book: Book, template: str, title: str, here: str = "", **values: Any) -> Response:
    """The response that shows a page, which stands at `here` among the links."""
    return Response(framed(book, template, title, here, **values))


def framed(book: Book, template: str, title: str, here: str = "", **values: Any) -> Page:
    """A page with what stands around it."""
    return page(
        book,
        template,
        title,
        menu_links=menu_links(links(book), here, shortcuts=book.settings.shortcuts),
        undo=DEEDS["play.undo"],
        **values,
    )


def links(book: Book) -> tuple[tuple[str, str, str], ...]:
    """The pages of a play: address, key and name."""
    ended = (("ending", "e", DEEDS["play.ending"].label),) if book.play.ending else ()
    found = (
        ("now", "b", on_a_page.play()),
        *ended,
        ("board", "d", how_things_stand()),
        ("history", "h", DEEDS["play.history"].label),
        ("codex", "c", codex.title()),
        ("story", "t", on_a_page.story_so_far()),
        ("gallery", "g", title_page.gallery()),
        ("save", "s", DEEDS["play.save"].label),
        ("hand_in", "", handing_in.title()),
        ("settings", "", on_a_page.settings()),
        ("help", "?", helping.title()),
    )
    return tuple(one for one in found if one[0] not in book.leaves_out)


def asked(
    book: Book, question: Confirmation, action: str, sent: dict[str, str], instead: str = NOW
) -> Response:
    """A page that asks before a form is sent to `action`, and otherwise leads to `instead`."""
    return shown(
        book,
        "confirm.html",
        question.title,
        asked=question,
        action=action,
        sent=sent,
        instead=instead,
    )
