"""Sentences are marked, extracted, and said in the language of whoever plays."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from negotiator.escaping import terminal
from tests.catalogues import LOCALES, PSEUDO, extracted, pseudo, unmarked

CATALOGUES = sorted(LOCALES.glob("*/LC_MESSAGES/negotiator.po"))


def ids(catalogue: Catalog) -> set[object]:
    return {(message.context, message.id) for message in catalogue if message.id}


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def test_the_template_has_all_that_is_marked() -> None:
    assert ids(read(LOCALES / "negotiator.pot")) == ids(extracted()), "see CONTRIBUTING.md"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_a_catalogue_is_whole_and_keeps_every_placeholder(path: Path) -> None:
    catalogue = read(path)
    assert ids(catalogue) == ids(extracted()), "see CONTRIBUTING.md"
    assert not [(message.id, errors) for message, errors in catalogue.check()]


def said(code: str, **environment: str) -> str:
    """What a fresh process says in the language that its environment names."""
    code = f"from negotiator.language import _, ngettext, pgettext\nprint({code})"
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout.strip()


def test_without_a_catalogue_the_program_speaks_english() -> None:
    for language in ("", "en", "ko", "no such language", "../../etc"):
        assert said("_('{name} left.', name='A {b}')", LANG=language) == "A {b} left."
        assert said("ngettext('{number} a', '{number} b', 1)", LANG=language) == "1 a"
        assert said("ngettext('{number} a', '{number} b', 2)", LANG=language) == "2 b"
        assert said("pgettext('a month', 'May')", NEGOTIATOR_LANGUAGE=language) == "May"


def test_a_catalogue_is_spoken_where_it_is_asked_for(tmp_path: Path) -> None:
    folder = str(pseudo(tmp_path))
    sentence = next(
        one.id for one in extracted() if one.id and isinstance(one.id, str) and not one.context
    )
    for name in ("NEGOTIATOR_LANGUAGE", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        spoken = said(f"_({sentence!r})", NEGOTIATOR_LOCALES=folder, **{name: PSEUDO})
        assert spoken == f"⟦{sentence}⟧"
    assert said(f"_({sentence!r})", NEGOTIATOR_LOCALES=folder) == sentence


@pytest.mark.parametrize("kept", [0, 30, 200, -2000])
def test_without_a_whole_catalogue_it_speaks_english_too(tmp_path: Path, kept: int) -> None:
    folder = pseudo(tmp_path)
    (file,) = folder.rglob("*.mo")
    whole = file.read_bytes()
    names = {"NEGOTIATOR_LOCALES": str(folder), "NEGOTIATOR_LANGUAGE": PSEUDO}
    for content in (whole[:kept], whole[:kept] + b"\xff" * 2000):
        file.write_bytes(content)
        # Its own sentences, and click's, which it needs as soon as it is loaded.
        code = "__import__('negotiator.cli') and _('The output was closed.')"
        assert said(code, **names) == "The output was closed."


SPOILED: dict[str, Callable[[str], str]] = {
    "another name": lambda said: re.sub(r"{\w+}", "{nosuch}", said),
    "no name": lambda said: re.sub(r"{\w+}", "{}", said),
    "an open brace": lambda said: said + "{",
    "a part of it": lambda said: re.sub(r"{(\w+)}", r"{\1.nosuch}", said),
    "an item of it": lambda said: re.sub(r"{(\w+)}", r"{\1[nosuch]}", said),
    "another form": lambda said: re.sub(r"{(\w+)}", r"{\1:nosuch}", said),
}


def call(message: Message) -> str:
    """How a sentence is asked for, with something in each placeholder."""
    ids = message.id if isinstance(message.id, tuple) else (str(message.id),)
    names = set(re.findall(r"{(\w+)}", "".join(ids)))
    more = ", ".join(f"{name}='x'" for name in sorted(names - {"number"}))
    if message.pluralizable:
        return f"ngettext({ids[0]!r}, {ids[1]!r}, 2, {more})"
    more += ", number=2" if "number" in names else ""
    if message.context:
        return f"pgettext({message.context!r}, {ids[0]!r}, {more.lstrip(', ')})"
    return f"_({ids[0]!r}, {more.lstrip(', ')})"


@pytest.mark.parametrize("how", SPOILED)
def test_a_sentence_that_cannot_be_filled_in_is_said_as_written(tmp_path: Path, how: str) -> None:
    calls = [call(one) for one in extracted() if "{" in str(one.id)]
    few = [
        next(each for each in calls if each.startswith(marked))
        for marked in ("_(", "ngettext(", "pgettext(")
    ]
    folder = str(pseudo(tmp_path, SPOILED[how]))
    names = {"NEGOTIATOR_LOCALES": folder, "NEGOTIATOR_LANGUAGE": PSEUDO}
    for code in few:
        assert said(code, **names) == said(code)


def test_a_catalogue_that_cannot_count_is_said_as_written(tmp_path: Path) -> None:
    found = Catalog(locale="en")
    found.add(("{number} day", "{number} days"), ("one", "many"))
    compiled = BytesIO()
    write_mo(compiled, found)
    counting = b"(n != 1)"
    assert counting in compiled.getvalue()
    file = tmp_path / PSEUDO / "LC_MESSAGES" / "negotiator.mo"
    file.parent.mkdir(parents=True)
    file.write_bytes(compiled.getvalue().replace(counting, b"n/0".ljust(len(counting))))
    names = {"NEGOTIATOR_LOCALES": str(tmp_path), "NEGOTIATOR_LANGUAGE": PSEUDO}
    assert said("ngettext('{number} day', '{number} days', 1)", **names) == "1 day"
    assert said("ngettext('{number} day', '{number} days', 2)", **names) == "2 days"


def test_the_help_of_a_command_has_no_escapes_of_a_catalogue(tmp_path: Path) -> None:
    folder = pseudo(tmp_path, lambda said: f"\x1b]0;x\x07{said}\x9b")
    names = {"NEGOTIATOR_LOCALES": str(folder), "NEGOTIATOR_LANGUAGE": PSEUDO}
    for words in (["--help"], ["saves", "--help"], ["class", "--help"], ["class", "start", "-h"]):
        done = subprocess.run(
            [sys.executable, "-X", "utf8", "-m", "negotiator", *words],
            env=names,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        shown = done.stdout if words[-1] == "--help" else done.stderr.splitlines()[0]
        assert "negotiator" in shown
        assert terminal(shown) == shown


def test_what_is_not_marked_shows() -> None:
    assert unmarked("⟦a ⟦b⟧⟧ c ⟦d⟧").split() == ["c"]
