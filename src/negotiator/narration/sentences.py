"""A sentence in pieces, so that a face can highlight what fills its placeholders.

A sentence shown in one ink is a plain text. Faces decide which pieces to highlight, and how.
"""

from __future__ import annotations

import re
from string import Formatter
from typing import NamedTuple

from negotiator.language import _, pgettext


class Piece(NamedTuple):
    """Words of a sentence, with the name of the placeholder they fill, if any."""

    words: str
    name: str = ""


class Sentence(NamedTuple):
    """A sentence in pieces."""

    pieces: tuple[Piece, ...]

    def __str__(self) -> str:
        return "".join(piece.words for piece in self.pieces)


def sentence(template: str, **values: object) -> Sentence:
    """A sentence from a translated template and what fills its placeholders."""
    pieces = []
    for words, name, _form, _conversion in Formatter().parse(template):
        if words:
            pieces.append(Piece(words))
        if name is not None:
            pieces.append(Piece(str(values[name]), name))
    return Sentence(tuple(pieces))


def capitalized(words: str) -> str:
    """The same with a capital letter at the beginning."""
    return words[:1].upper() + words[1:]


_ENDED = re.compile(r"[.!?…](?: \[[^\[\]\s]+\])*\Z")
"""The end of a sentence, and the sources behind it."""


def finished(clause: str, *, begins_with_file: bool = False) -> str:
    """A clause as a sentence of its own; the name of a file keeps its first letter as it is."""
    told = clause if begins_with_file else capitalized(clause)
    return told if _ENDED.search(told) else _("{clause}.", clause=told)


def above_lines(caption: str) -> str:
    """A caption above lines of text."""
    return _("{caption}:", caption=caption)


def joined(*sentences: str) -> str:
    """Sentences one after the other, leaving out empty ones."""
    return pgettext("between two sentences", " ").join(filter(None, sentences))


def spoken(speaker: str, words: str) -> Sentence:
    """The `words` that a `speaker` says, behind their name."""
    return sentence(_("{speaker}: {words}"), speaker=speaker, words=words)
