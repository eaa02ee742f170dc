"""A story's page as a document: its title page as plain HTML, the parts that play it, and the
policy under which a browser runs nothing else.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from importlib.resources import files
from typing import NamedTuple

from markupsafe import Markup

from negotiator import distribution
from negotiator.narration import published_page as said
from negotiator.publishing import home
from negotiator.publishing.parts import software
from negotiator.publishing.runtime import Runtime
from negotiator.story.model import Story
from negotiator.web.rendering import asset, rendered

_SCRIPTS = ("unpacking.js", "engine.js", "storage.js", "showing.js", "loading.js")
"""In the order in which they are put together: the last begins."""


class Part(NamedTuple):
    """A part within a document, or the address of one beside it."""

    name: str
    text: str = ""
    address: str = ""


def packed(content: bytes) -> bytes:
    """A part as it travels; the same bytes give the same."""
    return gzip.compress(content, 9, mtime=0)


def within(parts: dict[str, bytes]) -> list[Part]:
    """Parts that are in the document itself."""
    return [
        Part(name, base64.b64encode(packed(content)).decode()) for name, content in parts.items()
    ]


def published_html(
    story: Story, brought: Runtime, parts: list[Part], *, address: str = "", manifest: str = ""
) -> str:
    """The page of a story. `address` is where else it can be read, if anywhere; a page with a
    `manifest` has its parts beside it."""
    style, script = _style(), _script()
    damaged, older = _browser("damaged.js"), _browser("older.js")
    run = " ".join(map(hashed, (script, damaged, older)))
    sources = {
        "default-src": "'none'",
        "script-src": f"{run} blob: 'wasm-unsafe-eval'",
        "style-src": hashed(style),
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    if manifest:
        sources |= {"connect-src": "'self'", "worker-src": "'self'", "manifest-src": "'self'"}
    return rendered(
        "published/document.html",
        policy=Markup("; ".join(f"{key} {value}" for key, value in sources.items())),
        generator=f"Negotiator {distribution.VERSION}",
        language=home.program_language(),
        manifest=manifest,
        style=Markup(style),
        script=Markup(script),
        damaged=Markup(damaged),
        older=Markup(older),
        words=Markup(_as_data(_messages(story))),
        lock=Markup(_as_data(json.loads(brought.lock))),
        parts=[part._replace(text=Markup(part.text)) for part in parts],
        said=said,
        address=address,
        software=software(brought),
        **home.about(story),
    )


def runtime_alone(brought: Runtime) -> str:
    """A page that starts the runtime and does nothing else, to compare others with."""
    files_of_it = {
        "wasm": brought.wasm,
        "module": brought.module,
        "loader": brought.loader,
        "library": brought.library,
    }
    script = _browser("unpacking.js") + _browser("engine.js") + _browser("bare.js")
    return rendered(
        "published/bare.html",
        script=Markup(script),
        lock=Markup(_as_data(json.loads(brought.lock))),
        parts=[part._replace(text=Markup(part.text)) for part in within(files_of_it)],
    )


def hashed(text: str) -> str:
    """A script or a style as a policy names it."""
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def _messages(story: Story) -> dict[str, object]:
    """What the scripts say, and what they know of the story."""
    return {
        "story": {"id": story.id, "fingerprint": story.fingerprint},
        "unpacking": said.unpacking(),
        "starting": said.starting(),
        "reading": said.reading(),
        "too_old": said.too_old(),
        "failed": said.failed(),
        "failed_unkept": said.failed_unkept(),
    }


def _as_data(value: object) -> str:
    """JSON that can't end the element it is in."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")


def _style() -> str:
    return asset("assets/page.css") + _browser("loading.css")


def _script() -> str:
    return "\n".join((asset("assets/shortcuts.js"), *map(_browser, _SCRIPTS)))


def _browser(name: str) -> str:
    found = files("negotiator.publishing").joinpath("browser", name)
    return found.read_text(encoding="utf-8")
