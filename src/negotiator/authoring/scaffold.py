"""The first story of an author: a folder with a small negotiation that can be played at once.

It shows every part that an author needs first, with a word on each, and stands on a real
source. The text is in `window.yaml` beside this module.
"""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path

from negotiator.authoring.json_schema import FILE_NAME, written
from negotiator.paths import is_on_windows, real

_ID = "id: the_window"
_TITLE = "title: The Window"


class ScaffoldError(Exception):
    """A folder that no new story can be written to; says why."""


def make(folder: Path, title: str = "") -> tuple[Path, ...]:
    """Write a story to a new folder; the files that were written.

    The story's id is made from the folder's name. Raises ScaffoldError if the folder exists
    and isn't empty, or has a name that it can't have everywhere, and OSError if it can't be
    written.
    """
    if folder.name and not is_on_windows(folder.name):
        raise ScaffoldError(
            f"No folder can be called {folder.name} on Windows, and stories are handed on. "
            "Name another."
        )
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise ScaffoldError(f"{folder} exists already, and nothing is written over. Name another.")
    folder.mkdir(parents=True, exist_ok=True)
    texts = {"story.yaml": story(identifier(real(folder).name), title), FILE_NAME: written()}
    for name, text in texts.items():
        with (folder / name).open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    return tuple(folder / name for name in texts)


def story(story_id: str, title: str = "") -> str:
    """The text of the story, under that id and title (its own, unless given)."""
    text = files("negotiator.authoring").joinpath("window.yaml").read_text(encoding="utf-8")
    text = text.replace(_ID, f"id: {story_id}", 1)
    shown = " ".join("".join(c if c.isprintable() else " " for c in title).split())
    # A JSON string is a YAML one, whatever stands in it.
    return (
        text.replace(_TITLE, f"title: {json.dumps(shown, ensure_ascii=False)}", 1)
        if shown
        else text
    )


def identifier(name: str) -> str:
    """A story's id from the name of a folder: small letters, digits and `_`."""
    found = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:80].rstrip("_")
    return found if found[:1].isalpha() else f"story_{found}".rstrip("_")
