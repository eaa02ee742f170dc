"""Server-sent events: a mark each time it changed, by which a page knows that it is out of date.

One look at the store serves all who listen to this process; what is told is what rows say, so that
it doesn't matter which process changed them.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable

from negotiator.classroom.store import StoreError
from negotiator.web.class_server.site import ClassSite, NoClassError

BETWEEN = 0.3
"""Seconds between two looks."""
_SILENCE = 15.0
"""Seconds after which a comment shows that the connection is alive."""
RETRY = 1_000
"""Milliseconds after which a browser comes again when the connection was lost."""


async def marks(site: ClassSite, mark: Callable[[], str]) -> AsyncIterator[str]:
    """The events of somebody who sees what `mark` marks, as it was a moment ago."""
    yield f"retry: {RETRY}\n\n"
    told, spoke = "", time.monotonic()
    while not site.closing():
        try:
            now = mark()
        except NoClassError:
            return
        except StoreError:
            now = told  # the next look may be let through
        if now != told:
            told, spoke = now, time.monotonic()
            yield f"event: change\ndata: {now}\n\n"
        elif time.monotonic() - spoke > _SILENCE:
            spoke = time.monotonic()
            yield ": \n\n"
        await asyncio.sleep(BETWEEN)
