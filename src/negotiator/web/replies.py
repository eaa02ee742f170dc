"""Pages as replies of a server: whole documents, with what keeps stories from being more than
texts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Generator

from starlette.responses import RedirectResponse, Response, StreamingResponse

from negotiator.web.exchange import LATER, Page
from negotiator.web.rendering import asset, document

_ALLOWED = {
    "default-src": "'none'",
    "style-src": "'self'",
    "script-src": "'self'",
    "img-src": "'self' data:",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
"""What a page may load, and from where."""
_HEADERS = {
    "Content-Security-Policy": "; ".join(f"{what} {whence}" for what, whence in _ALLOWED.items()),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_PAGE = {**_HEADERS, "Cache-Control": "no-store"}
_KINDS = {"page.css": "text/css", "keys.js": "text/javascript"}
"""What stands beside the pages."""


def html(page: Page, *, status: int = 200) -> Response:
    """A page; what takes longer is sent after the rest, in its place."""
    whole = document(page, "/")
    if page.later is None:
        return Response(whole, status, _PAGE, "text/html; charset=utf-8")
    before, _, after = whole.partition(LATER)
    pieces = _in_pieces(before, page.later, after)
    return StreamingResponse(pieces, status, _PAGE, "text/html; charset=utf-8")


async def _in_pieces(
    before: str, working: Generator[None, None, str], after: str
) -> AsyncIterator[str]:
    yield before
    while True:
        await asyncio.sleep(0)
        try:
            next(working)
        except StopIteration as done:
            yield done.value
            break
    yield after


def go_to(address: str) -> Response:
    """The reply to a form: another page is to be shown."""
    return RedirectResponse(address, 303, _PAGE)


def beside_pages(name: str) -> Response | None:
    """The styles or the script of all pages; None if there is no such file."""
    if name not in _KINDS:
        return None
    headers = {**_HEADERS, "Cache-Control": "max-age=300"}
    return Response(asset(f"assets/{name}"), 200, headers, f"{_KINDS[name]}; charset=utf-8")
