"""A play to hand in, as a page: its code, to be read out, typed or read by a camera, and its file.

What is handed in is played again by whoever gets it (`engine.play_code`, `saves.resuming`), and
nothing of it is trusted.
"""

from __future__ import annotations

from markupsafe import Markup

from negotiator.engine import Play
from negotiator.engine.play_code import UncodedError, code_of
from negotiator.narration import handing_in
from negotiator.web.exchange import Book, Request, Response
from negotiator.web.rendering import qr_code
from negotiator.web.surroundings import shown

_MOST_DRAWN = 1_000
"""Letters of a code that a camera can still read from a screen."""


def hand_in(book: Book, request: Request) -> Response:  # noqa: ARG001 (as all pages)
    """The play's code, drawn too, and the link to its file."""
    code = coded(book.play)
    return shown(
        book, "hand_in.html", handing_in.title(), "hand_in", code=code, drawn=_qr_code(code)
    )


def coded(play: Play) -> str:
    """The code of a play; empty if it has none."""
    try:
        return code_of(play)
    except UncodedError:
        return ""


def _qr_code(code: str) -> Markup:
    if not code or len(code) > _MOST_DRAWN:
        return Markup()
    return qr_code(code, handing_in.drawn(), scale=5)
