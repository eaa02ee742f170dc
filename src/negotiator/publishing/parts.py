"""What a page brings along to play a story: the runtime's files, the code, and the story as it was
read, each as bytes; and whose software that is.

The code is what is installed here, as text: the program without what only a terminal or an author
needs, and the libraries that it plays with, none of which needs a compiled module. The story goes
along as objects, read and checked before, since a page needs a second to read its YAML again.
"""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from importlib import metadata
from importlib.resources import files
from importlib.resources.abc import Traversable
from importlib.util import find_spec
from typing import NamedTuple

from negotiator import distribution
from negotiator import language as speaking
from negotiator.publishing import runtime
from negotiator.publishing.runtime import Runtime
from negotiator.story.model import Story

LIBRARIES = {
    "jinja2": "jinja2",
    "markupsafe": "markupsafe",
    "segno": "segno",
    "yaml": "PyYAML",
}
"""The packages that go along, and the distributions that they are of."""
_NOT_IN_A_PAGE = (
    "authoring",
    "checking",
    "classroom",
    "cli",
    "plain",
    "server",
    "tui",
    "reference.py",
    "__main__.py",
)
"""What of the program only a terminal, an author or a server needs."""
_TEXTS = (".py", ".html", ".css", ".js", ".mo")
_UNTYPED = ("py.typed", "__pycache__", "locale", "licences", "stories", "browser")


class Software(NamedTuple):
    """A piece of software in a page, and its licence with its whole text."""

    name: str
    version: str
    licence: str
    text: str


def missing() -> list[str]:
    """The libraries that aren't installed here."""
    return [name for package, name in LIBRARIES.items() if find_spec(package) is None]


def parts(story: Story, brought: Runtime) -> dict[str, bytes]:
    """What a page of a story brings along, by name."""
    return {
        "wasm": brought.wasm,
        "module": brought.module,
        "loader": brought.loader,
        "library": brought.library,
        "code": code(),
        "story": pickle.dumps(story, protocol=5),
    }


def code() -> bytes:
    """The texts of the program and its libraries by their paths, as JSON."""
    found = dict(_texts(files("negotiator"), "negotiator", _NOT_IN_A_PAGE))
    for package in LIBRARIES:
        found |= _texts(files(package), package, ("cli.py",))
    return json.dumps(found, ensure_ascii=False, sort_keys=True).encode()


def _texts(folder: Traversable, path: str, left_out: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for one in sorted(folder.iterdir(), key=lambda each: each.name):
        if one.name in left_out or one.name in _UNTYPED:
            continue
        if one.is_dir():
            yield from _texts(one, f"{path}/{one.name}", ())
        elif one.name.endswith(_TEXTS):
            yield f"{path}/{one.name}", one.read_text(encoding="utf-8")


def software(brought: Runtime) -> list[Software]:
    """What is in a page, the program first."""
    here = files("negotiator.publishing").joinpath("licences")
    return [
        Software("Negotiator", distribution.VERSION, "MIT", _licence_of(distribution.NAME)),
        Software(
            "Pyodide",
            runtime.VERSION,
            "MPL-2.0",
            here.joinpath("MPL-2.0.txt").read_text(encoding="utf-8"),
        ),
        Software(
            "Python",
            brought.python,
            "PSF-2.0",
            here.joinpath("PSF-2.0.txt").read_text(encoding="utf-8"),
        ),
        *(
            Software(name, metadata.version(name), licence, _licence_of(name))
            for name, licence in _LICENCES.items()
        ),
    ]


_LICENCES = {
    "Jinja2": "BSD-3-Clause",
    "MarkupSafe": "BSD-3-Clause",
    "PyYAML": "MIT",
    "segno": "BSD-3-Clause",
}


def _licence_of(name: str) -> str:
    """The text of a distribution's licence, as it came with it; empty if none did."""
    for file in metadata.files(name) or ():
        if file.name.upper().startswith(("LICENSE", "LICENCE", "COPYING")):
            return file.read_text(encoding="utf-8")
    return ""


def spoken() -> str:
    """The language of the page's own words, as its catalogue is called; empty for English."""
    return speaking.language()
