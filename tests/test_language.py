"""Sentences are marked, extracted, and said in the language of whoever plays."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

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


def test_what_is_not_marked_shows() -> None:
    assert unmarked("⟦a ⟦b⟧⟧ c ⟦d⟧").split() == ["c"]
