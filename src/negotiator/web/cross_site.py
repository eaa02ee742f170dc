"""What a server refuses before it looks at a request: from another site, and too long a form.

A page of any website can make the browser of whoever visits it send forms to this machine, and a
name on the internet can be made to lead here (DNS rebinding). So only requests that name this
server as their host are answered, and only forms that come from its own pages are read.
"""

from __future__ import annotations

from asyncio import CancelledError
from collections.abc import Callable, Iterable

from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Receive, Scope, Send

from negotiator.narration import on_a_page
from negotiator.web.exchange import UNSET, Page, fields
from negotiator.web.front import notice
from negotiator.web.replies import html

MOST_BYTES = 64 * 1024
"""How long a form may be."""
_FORM = "application/x-www-form-urlencoded"


class RefusedError(Exception):
    """A form that isn't read: with the status, and why, in a sentence."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status
        self.why = why


def refusal(why: str) -> Page:
    """The page that says why a request was refused."""
    return notice(UNSET, why, on_a_page.how_to_get_in(), "/")


class CrossSiteProtection:
    """The server behind a look at where each request comes from. `hosts` are its own names, with
    their port; `origins` are whence forms may come beside those, through a proxy."""

    def __init__(
        self,
        app: ASGIApp,
        hosts: Iterable[str],
        refused: Callable[[str], Page] = refusal,
        origins: Iterable[str] = (),
    ) -> None:
        self._app = app
        self._hosts = frozenset(hosts)
        self._refused = refused
        self._origins = frozenset({*origins, *(f"http://{host}" for host in self._hosts)})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            return
        why = self._refusal(scope)
        if not why:
            await self._app(scope, receive, send)
            return
        await html(self._refused(why), status=403)(scope, receive, send)

    def _refusal(self, scope: Scope) -> str:
        told = scope["headers"]
        hosts = [value.decode("latin-1") for name, value in told if name == b"host"]
        if len(hosts) != 1 or hosts[0] not in self._hosts:
            return on_a_page.foreign_host()
        if scope["method"] in ("GET", "HEAD"):
            return ""
        # Browsers say where every form comes from.
        origins = [value.decode("latin-1") for name, value in told if name == b"origin"]
        return "" if origins and origins[0] in self._origins else on_a_page.foreign_origin()


async def form_of(request: Request) -> dict[str, str]:
    """The fields of the form that was sent. Raises RefusedError if it can't be read, or if whoever
    sent it was gone, or the server is to stop, before all of it had come."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        raise RefusedError(415, on_a_page.unreadable())
    body = b""
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > MOST_BYTES:
                raise RefusedError(413, on_a_page.too_long())
    except (ClientDisconnect, CancelledError):
        raise RefusedError(400, on_a_page.unreadable()) from None
    try:
        return fields(body.decode("ascii"))
    except ValueError:
        raise RefusedError(400, on_a_page.unreadable()) from None
