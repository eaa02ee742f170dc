"""The page as a function: from a play and what was asked or sent to HTML, or to a play that went
on. `exchange` says what goes in, what comes out, and what is left to whoever calls it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from negotiator.narration.on_a_page import not_found
from negotiator.narration.sentences import joined
from negotiator.web import bargaining, handing_in, looking, outcome, playing
from negotiator.web.exchange import Book, Request, Response
from negotiator.web.surroundings import NOW, shown

PAGES: Mapping[str, Callable[[Book, Request], Response]] = {
    "now": playing.now,
    "back": playing.back,
    "sheet": bargaining.sheet,
    "board": looking.standing,
    "history": looking.decided,
    "codex": looking.codex_of,
    "story": looking.story_so_far,
    "gallery": looking.hung,
    "settings": looking.settings,
    "help": looking.helped,
    "save": looking.save,
    "ending": outcome.came_out,
    "tables": outcome.tables,
    "hand_in": handing_in.hand_in,
}
"""What can be looked at, by its address within a play."""

FORMS: Mapping[str, Callable[[Book, dict[str, str]], Response]] = {
    "decide": playing.decide,
    "undo": playing.undo,
    "back": playing.go_back,
    "again": playing.again,
    "bargain": bargaining.bargain,
    "save": looking.save_as,
}
"""What forms about a play are sent to. A form says for which point of the play it was made, and
does nothing at any other: sent twice, or from an older page, it counts once."""

ANYWHERE: Mapping[str, Callable[[Book, dict[str, str]], Response]] = {
    "forget": looking.forget,
    "settings": looking.set_so,
}
"""What forms are sent to that mean the same at any point of a play."""


def respond(book: Book, request: Request) -> Response:
    """The response to a request about a play."""
    if request.path in book.leaves_out:
        return shown(book, "missing.html", not_found())._replace(found=False)
    if request.form is None:
        page = PAGES.get(request.path)
        if page is None:
            return shown(book, "missing.html", not_found())._replace(found=False)
        stale = playing.is_stale(request)
        if stale:
            book = replace(book, note=joined(book.note, stale))
        return page(book, request)
    sent = dict(request.form)
    if request.path in ANYWHERE:
        return ANYWHERE[request.path](book, sent)
    form = FORMS.get(request.path)
    if form is None:
        return shown(book, "missing.html", not_found())._replace(found=False)
    if book.stopped:
        return Response(go_to=NOW)
    return playing.stale(book, sent) or form(book, sent)
