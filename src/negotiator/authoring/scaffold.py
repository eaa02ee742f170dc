"""An author's first story: a folder with a small negotiation that can be played right away.

It shows every part that an author needs first, with a note on each, and relies on a real source.
The text is in `window.yaml` beside this module.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from importlib import resources
from pathlib import Path

from negotiator.authoring.json_schema import FILE_NAME, refresh, written
from negotiator.language import _
from negotiator.paths import is_on_windows, real
from negotiator.whole_files import write_new

SETTINGS = ".vscode/settings.json"
"""Where VS Code, and what is made of it, looks for what is so in a folder."""
_SETTINGS = json.dumps({"yaml.schemas": {f"./{FILE_NAME}": ["*.yaml", "*.yml"]}}, indent=2) + "\n"
"""Every file of the story is completed by the schema, without a line in each."""
LONGEST_TITLE = 200
"""How many characters the title of a new story may have: more than fits on any screen."""
_ID = "id: the_window"
_TITLE = "title: The Window"


class ScaffoldError(Exception):
    """A folder where a new story can't be written; says why."""


def write_first_story(folder: Path, title: str = "") -> tuple[Path, ...]:
    """Write a story to a new folder; returns the files written.

    The story's id is made from the folder's name. Raises ScaffoldError if the folder exists and
    isn't empty, its name isn't possible on every system, or the title is too long, and OSError if
    it can't be written: then nothing of it is left.
    """
    if folder.name and not is_on_windows(folder.name):
        raise ScaffoldError(
            _(
                "No folder can be called {name} on Windows, and stories are handed on. "
                "Name another.",
                name=folder.name,
            )
        )
    if len(title) > LONGEST_TITLE:
        raise ScaffoldError(
            _("A title has at most {number} characters. Shorten it.", number=LONGEST_TITLE)
        )
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise ScaffoldError(
            _("{name} exists already, and nothing is written over. Name another.", name=folder)
        )
    texts = {
        "story.yaml": story(identifier(real(folder).name), title),
        FILE_NAME: written(),
        SETTINGS: _SETTINGS,
    }
    files = {folder / name: text for name, text in texts.items()}
    made: list[Path] = []
    try:
        for file, text in files.items():
            missing = [one for one in (file.parent, *file.parent.parents) if not one.exists()]
            for one in reversed(missing):
                one.mkdir()
                made.append(one)
            write_new(file, text)
            made.append(file)
    except BaseException:
        _take_away(made)
        raise
    refresh(folder)
    return tuple(files)


def _take_away(made: list[Path]) -> None:
    """Remove files and folders that were made in this order, as far as that can be done."""
    for one in reversed(made):
        with suppress(OSError):
            one.rmdir() if one.is_dir() else one.unlink()


def story(story_id: str, title: str = "") -> str:
    """The text of the story with that id and title (its own unless given)."""
    text = (
        resources.files("negotiator.authoring").joinpath("window.yaml").read_text(encoding="utf-8")
    )
    text = text.replace(_ID, f"id: {story_id}", 1)
    shown = " ".join("".join(c if c.isprintable() else " " for c in title).split())
    # A JSON string is a YAML string, whatever is in it.
    return (
        text.replace(_TITLE, f"title: {json.dumps(shown, ensure_ascii=False)}", 1)
        if shown
        else text
    )


def identifier(name: str) -> str:
    """A story's id made from the name of a folder: lower-case letters, digits and `_`."""
    found = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:80].rstrip("_")
    return found if found[:1].isalpha() else f"story_{found}".rstrip("_")
