"""Pages as replies of a server: whole documents, with what keeps stories from being more than
texts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Generator, Mapping

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
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_PAGE = {**_HEADERS, "Cache-Control": "no-store"}
_GOES_ON = {"connect-src": "'self'"}
"""What a page may do beside that if it goes on by itself."""
_KINDS = {"page.css": "text/css", "shortcuts.js": "text/javascript", "class.js": "text/javascript"}
"""What stands beside the pages."""


def html(page: Page, *, status: int = 200) -> Response:
    """A page; what takes longer is sent after the rest, in its place."""
    whole = document(page, "/")
    headers = _PAGE | _policy(_ALLOWED | _GOES_ON if page.live else _ALLOWED)
    if page.later is None:
        return Response(whole, status, headers, "text/html; charset=utf-8")
    before, _, after = whole.partition(LATER)
    pieces = _in_pieces(before, page.later, after)
    return StreamingResponse(pieces, status, headers, "text/html; charset=utf-8")


def _policy(allowed: Mapping[str, str]) -> dict[str, str]:
    told = "; ".join(f"{what} {whence}" for what, whence in allowed.items())
    return {"Content-Security-Policy": told}


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
    return RedirectResponse(address, 303, _PAGE | _policy(_ALLOWED))


def data(document: str, *, status: int = 200) -> Response:
    """Data for a program, which is JSON."""
    headers = _PAGE | _policy(_ALLOWED)
    return Response(document, status, headers, "application/json")


def events(lines: AsyncIterator[str]) -> Response:
    """Server-sent events, as long as somebody listens."""
    headers = _PAGE | _policy(_ALLOWED) | {"X-Accel-Buffering": "no"}
    return StreamingResponse(lines, 200, headers, "text/event-stream")


def beside_pages(name: str) -> Response | None:
    """The styles or the script of all pages; None if there is no such file."""
    if name not in _KINDS:
        return None
    headers = {**_HEADERS, **_policy(_ALLOWED), "Cache-Control": "max-age=300"}
    return Response(asset(f"assets/{name}"), 200, headers, f"{_KINDS[name]}; charset=utf-8")
