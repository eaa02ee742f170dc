"""Pages as replies of a server: whole documents, with what keeps stories from being more than
texts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Generator, Mapping

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

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


def _policy(allowed: Mapping[str, str]) -> dict[str, str]:
    told = "; ".join(f"{what} {whence}" for what, whence in allowed.items())
    return {"Content-Security-Policy": told}


_OF_A_PAGE = _PAGE | _policy(_ALLOWED)
_OF_A_LIVE_PAGE = _PAGE | _policy(_ALLOWED | _GOES_ON)
_KINDS = {"page.css": "text/css", "shortcuts.js": "text/javascript", "class.js": "text/javascript"}
"""What stands beside the pages."""


class Endpoint:
    """What answers at an address. A function would be wrapped twice more for each request, to catch
    what nothing here raises."""

    def __init__(self, answer: Callable[[Request], Awaitable[Response]]) -> None:
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        reply = await self._answer(Request(scope, receive))
        await reply(scope, receive, send)


def html(page: Page, *, status: int = 200) -> Response:
    """A page; what takes longer is sent after the rest, in its place."""
    whole = document(page, "/")
    headers = _OF_A_LIVE_PAGE if page.live else _OF_A_PAGE
    if page.later is None:
        return Response(whole, status, headers, "text/html; charset=utf-8")
    before, _, after = whole.partition(LATER)
    pieces = _in_pieces(before, page.later, after)
    return StreamingResponse(pieces, status, headers, "text/html; charset=utf-8")


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
    return RedirectResponse(address, 303, _OF_A_PAGE)


def data(document: str, *, status: int = 200) -> Response:
    """Data for a program, which is JSON."""
    headers = _OF_A_PAGE
    return Response(document, status, headers, "application/json")


def events(lines: AsyncIterator[str]) -> Response:
    """Server-sent events, as long as somebody listens."""
    headers = _OF_A_PAGE | {"X-Accel-Buffering": "no"}
    return StreamingResponse(lines, 200, headers, "text/event-stream")


def beside_pages(name: str) -> Response | None:
    """The styles or the script of all pages; None if there is no such file."""
    if name not in _KINDS:
        return None
    headers = {**_HEADERS, **_policy(_ALLOWED), "Cache-Control": "max-age=300"}
    return Response(asset(f"assets/{name}"), 200, headers, f"{_KINDS[name]}; charset=utf-8")
