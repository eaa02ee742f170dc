"""A story's page as a folder for a host: the page, its parts beside it, and a service worker that
keeps them all, so that it plays offline afterwards.

Parts are named after what is in them: a new version of the page fetches only what has changed.
"""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files
from pathlib import Path

from negotiator.publishing.parts import parts
from negotiator.publishing.published_html import Part, packed, published_html
from negotiator.publishing.runtime import Runtime
from negotiator.story.model import Story
from negotiator.whole_files import put

_PAGE = "index.html"
_WORKER = "service_worker.js"
_MANIFEST = "page.webmanifest"
_ENDING = ".bin"
_FILES = "[/* files */]"
"""Where the worker has the list of files."""


class OtherFilesError(Exception):
    """A folder has files that no such page has."""


def write_site(story: Story, brought: Runtime, folder: Path, address: str) -> None:
    """Write a page's files to a folder, which is made; what an earlier page left there goes.

    Raises OtherFilesError if the folder has others, and OSError if it can't be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    there = {path.name for path in folder.iterdir()}
    others = {name for name in there if not _is_ours(name)}
    if others or (there and _WORKER not in there):
        raise OtherFilesError
    made = _files(story, brought, address)
    for name, content in made.items():
        put(folder / name, content)
    for name in there.difference(made):
        (folder / name).unlink()


def _files(story: Story, brought: Runtime, address: str) -> dict[str, bytes]:
    """A page's files by name, the page itself last."""
    made: dict[str, bytes] = {}
    beside: list[Part] = []
    for name, content in parts(story, brought).items():
        travels = packed(content)
        file = f"{name}-{_digest(travels)}{_ENDING}"
        made[file] = travels
        beside.append(Part(name, address=file))
    made[_MANIFEST] = _manifest(story)
    page = published_html(story, brought, beside, address=address, manifest=_MANIFEST).encode()
    made[_WORKER] = _worker([*made, f"{_PAGE}?{_digest(page)}"])
    made[_PAGE] = page
    return made


def _worker(files_of_page: list[str]) -> bytes:
    """The service worker, which is another one whenever a file is."""
    text = files("negotiator.publishing").joinpath("browser", _WORKER).read_text(encoding="utf-8")
    return text.replace(_FILES, json.dumps(files_of_page)).encode()


def _manifest(story: Story) -> bytes:
    about = {
        "name": story.title,
        "lang": story.language or "en",
        "start_url": "./",
        "display": "standalone",
        "icons": [],
    }
    return json.dumps(about, ensure_ascii=False).encode()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


def _is_ours(name: str) -> bool:
    return name in (_PAGE, _WORKER, _MANIFEST) or name.endswith(_ENDING)
