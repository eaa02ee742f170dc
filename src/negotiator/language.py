"""The language the program speaks: English as written in the code, or a catalogue's.

Sentences are marked where they are used, as in GNU gettext: `_("…")`, with named placeholders that
are filled in afterwards, and `ngettext` where the words depend on a number. Marked sentences are
extracted to `locale/negotiator.pot`; a translation is a `.po` beside it, which the build compiles.
This module doesn't know which sentences there are, or who says them.
"""

from __future__ import annotations

import gettext
import os
import struct
from collections.abc import Mapping
from functools import cache
from pathlib import Path

DOMAIN = "negotiator"
LOCALES = Path(__file__).parent / "locale"
"""Where the catalogues are: `LANGUAGE/LC_MESSAGES/negotiator.mo`."""
LANGUAGE_SET_BY = "NEGOTIATOR_LANGUAGE"
"""The environment variable for the language; without it gettext asks `LANGUAGE`, `LC_ALL`,
`LC_MESSAGES` and `LANG`, in this order."""
LOCALES_SET_BY = "NEGOTIATOR_LOCALES"
"""The environment variable for another folder of catalogues, for trying out a translation."""


def _folder() -> str | Path:
    return os.environ.get(LOCALES_SET_BY) or LOCALES


def _wanted() -> list[str] | None:
    """The languages that are asked for in our own name; None if gettext's names say."""
    wanted = os.environ.get(LANGUAGE_SET_BY)
    return [wanted] if wanted else None


@cache
def translation() -> gettext.NullTranslations:
    """The catalogue of this process: English as written, where there is no other that is whole."""
    try:
        return gettext.translation(DOMAIN, _folder(), _wanted(), fallback=True)
    except (OSError, ValueError, LookupError, struct.error):
        return gettext.NullTranslations()


@cache
def language() -> str:
    """The language of this process, as its catalogue's folder is called: `ko`, `pt_BR`; empty
    for English as written."""
    found = gettext.find(DOMAIN, _folder(), _wanted())
    return Path(found).parts[-3] if found else ""


def lend() -> None:
    """Make gettext's own functions, which click uses for its messages, ask this catalogue.

    They take the language from gettext's own environment variables, and fail if their catalogue is
    damaged.
    """
    if not isinstance(translation(), gettext.GNUTranslations):
        return
    gettext.bindtextdomain(DOMAIN, _folder())
    gettext.textdomain(DOMAIN)
    wanted = os.environ.get(LANGUAGE_SET_BY)
    if wanted:
        os.environ["LANGUAGE"] = wanted


def _(message: str, /, **values: object) -> str:
    """A sentence in the language of this process, with its placeholders filled in."""
    said = translation().gettext(message)
    return _filled(said, message, values) if values else said


def ngettext(one: str, many: str, number: int, /, **values: object) -> str:
    """A sentence as a number wants it; `{number}` in it is that number."""
    written = one if number == 1 else many
    try:
        said = translation().ngettext(one, many, number)
    except ArithmeticError:  # in how the catalogue says which form a number wants
        said = written
    return _filled(said, written, {"number": number, **values})


def pgettext(context: str, message: str, /, **values: object) -> str:
    """A word or two that mean several things, with a word for translators on which is meant."""
    said = translation().pgettext(context, message)
    return _filled(said, message, values) if values else said


def _filled(said: str, written: str, values: Mapping[str, object]) -> str:
    """A translation with its placeholders filled in; the sentence as written, if the translation
    has others."""
    try:
        return said.format(**values)
    except (LookupError, ValueError, AttributeError, TypeError):
        return written.format(**values)


def N_(message: str) -> str:  # noqa: N802 (gettext's own name)
    """Mark a sentence that is written down now and translated by `_` later."""
    return message


def ngettext_noop(one: str, many: str) -> tuple[str, str]:
    """Mark the two forms of a sentence that is written down now and translated by `ngettext`
    later."""
    return one, many
