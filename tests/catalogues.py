"""What is marked for translation, and a pseudo-language made of it.

`python -m tests.catalogues` writes the template and brings the catalogues up to it.

In the pseudo-language each sentence stands in brackets, ⟦so⟧, and is otherwise as it was: what is
shown outside of brackets was never marked, or was glued together of parts.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from negotiator.cli import cli
from negotiator.cli.group import every_command, paragraphs
from negotiator.story.keys import Shape
from negotiator.story.schema import BRANCH, EFFECT, PASSAGE, STORY_FILE, VISIT

TOP = Path(__file__).parents[1]
LOCALES = TOP / "src" / "negotiator" / "locale"
CLICK = Path(click.__file__).parent
"""click says some sentences in the command's name, and marks them as we do."""
SAID_BY_CLICK = ("core", "decorators", "exceptions", "formatting", "parser", "types")
"""Its modules that say them."""
KEYWORDS = {
    "_": None,
    "N_": None,
    "ngettext": (1, 2),
    "ngettext_noop": (1, 2),
    "pgettext": ((1, "c"), 2),
}
PSEUDO = "en_XA"
"""The language's name, as others who test so have it."""
SINCE = datetime(2026, 11, 29, tzinfo=UTC)
"""A date that stays, so that a template changes only where its sentences do."""
OPENS, CLOSES = "⟦", "⟧"


@cache
def extracted() -> Catalog:
    """Every marked sentence of the program: to be read, as all share it."""
    found = Catalog(project="negotiator-game", creation_date=SINCE, fuzzy=False)
    marked = extract_from_dir(
        TOP / "src" / "negotiator",
        method_map=[("**.py", "python")],
        keywords=KEYWORDS,
    )
    for name, line, message, comments, context in marked:
        found.add(message, None, [(name, line)], auto_comments=comments, context=context)
    for command in (cli, *(one for _, one in every_command(cli))):
        assert command.callback is not None
        for paragraph in paragraphs(command.callback.__doc__ or ""):
            found.add(paragraph, auto_comments=["What a command is for, in its --help"])
    for part in parts():
        found.add(f"{part.article}{part.name}", auto_comments=["A part of a story, in a sentence"])
        for key in part.keys:
            found.add(key.about, auto_comments=["What a key of a story is for"])
    for module in SAID_BY_CLICK:
        with (CLICK / f"{module}.py").open("rb") as file:
            for _line, message, _comments, _context in extract("python", file, KEYWORDS):
                found.add(message, auto_comments=["Said by click"])
    return found


def parts() -> list[Shape]:
    """Every part of a story that is declared, each after the one that it stands in."""
    found = [STORY_FILE, PASSAGE, BRANCH, VISIT, EFFECT]
    for part in found:
        for key in part.keys:
            inner = key.value if isinstance(key.value, Shape) else getattr(key.value, "of", None)
            if isinstance(inner, Shape) and inner not in found:
                found.append(inner)
    return found


def bracketed(sentence: str) -> str:
    """A sentence of the pseudo-language."""
    return f"{OPENS}{sentence}{CLOSES}"


def pseudo(folder: Path, said_as: Callable[[str], str] = bracketed) -> Path:
    """A folder of catalogues that has the pseudo-language, or another one, and nothing else."""
    found = deepcopy(extracted())
    for message in found:
        if message.id:
            ids = message.id if isinstance(message.id, tuple) else (message.id,)
            said = tuple(said_as(str(one)) for one in ids)
            message.string = said if isinstance(message.id, tuple) else said[0]
    compiled = BytesIO()
    write_mo(compiled, found)
    home = folder / PSEUDO / "LC_MESSAGES"
    home.mkdir(parents=True)
    (home / "negotiator.mo").write_bytes(compiled.getvalue())
    return folder


def unmarked(text: str) -> str:
    """What stands outside of all brackets, which set it apart."""
    depth, found = 0, []
    for sign in text:
        if sign == OPENS:
            depth += 1
        elif sign == CLOSES:
            depth -= 1
            found.append("" if depth else " ")
        elif not depth:
            found.append(sign)
    assert depth == 0, "each bracket that opens is shown to its end"
    return "".join(found)


def write(catalogue: Catalog, path: Path) -> None:
    """Write a template or a catalogue, sorted, without the lines where its sentences stand."""
    with path.open("wb") as file:
        write_po(file, catalogue, no_location=True, sort_output=True, width=100)


def update() -> None:
    """Write the template, and bring each catalogue up to it."""
    template = extracted()
    write(template, LOCALES / "negotiator.pot")
    for path in LOCALES.glob("*/LC_MESSAGES/negotiator.po"):
        with path.open("rb") as file:
            catalogue = read_po(file)
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        write(catalogue, path)


if __name__ == "__main__":
    update()
