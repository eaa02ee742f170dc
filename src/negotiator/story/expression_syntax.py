"""The syntax of an expression: Python's own tree of a text, and what is wrong with a text that has
none.

`expression_parser` checks what the tree says.
"""

from __future__ import annotations

import ast
import keyword
import re
import warnings
from collections.abc import Callable, Iterable

from negotiator.story.codes.characters import called
from negotiator.story.expression_faults import ExpressionFault
from negotiator.story.invisible import hidden

Near = Callable[[str, Iterable[str]], str]
"""From a name and the known names, the one that is meant; empty if none is."""


def parsed(text: str) -> ast.Expression:
    """Python's own tree of a text; zeros before a number are allowed."""
    text = _ZEROS.sub(_blanked, text)
    if not _WARNED_OF.search(text):
        return ast.parse(text, mode="eval")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(text, mode="eval")


_ZEROS = re.compile(r"""'[^']*'|"[^"]*"|(?<![\w.])0+(?=[0-9])""", re.ASCII)
"""Quoted words, or zeros before a number, which Python doesn't read."""


def _blanked(found: re.Match[str]) -> str:
    """Quoted words as they are, and a sign for zeros, so that places stay the same."""
    return "+".ljust(len(found[0])) if found[0][0] == "0" else found[0]


_WARNED_OF = re.compile(r"\\|\b[0-9]+[A-Za-z_]")
"""Warnings Python may give while it parses. Silencing them takes as long as parsing does."""


def syntax_fault(
    text: str, offset: int, dotted_names: Iterable[str], near: Near
) -> ExpressionFault:
    """What is wrong with a text that Python can't parse; it gave up at `offset`."""
    if not text:
        return ExpressionFault("N401.empty", 0, 1)
    unseen = hidden(text)
    if unseen is not None:
        values = {"character": called(unseen[0])}
        return ExpressionFault("N401.unseen", unseen.start(), 1, values=values)
    for wording, pattern in _FOREIGN.items():
        found = pattern.search(text)
        if found:
            written = found[0]
            suggestion = _OURS.get(written.lower(), "")
            values = {"written": written}
            return ExpressionFault(
                f"N401.{wording}", found.start(), len(written), suggestion, values
            )
    dotted = _KEYWORD_LAST.search(text)
    if dotted:
        meant = near(dotted[0], dotted_names)
        return ExpressionFault("N306", dotted.start(), len(dotted[0]), meant, {"name": dotted[0]})
    offset = min(offset, len(text) - 1)
    return ExpressionFault("N401.single" if text[offset] == "=" else "N401.other", offset, 1)


_OURS = {"=>": ">=", "=<": "<=", "===": "==", "!==": "!=", "&&": "and", "||": "or", "!": "not"}
_OURS |= {"and": "and", "or": "or", "not": "not"}
"""How it is written here, by how other languages write it."""
# Looked for only in what can't be parsed, so the content of quoted words hardly matters.
_FOREIGN = {
    "quotes": re.compile("[\u2018\u2019\u201c\u201d]"),
    "turned": re.compile("=[<>]"),
    "doubled": re.compile("[=!]=="),
    "signs": re.compile(r"&&|\|\||!(?!=)"),
    "capitals": re.compile(r"\b(?:AND|And|OR|Or|NOT|Not)\b"),
    "share": re.compile(r"(?<=[0-9])\s*%(?=\s*(?:$|\)|and\b|or\b))"),
}
"""Syntax of other languages, by the wording of the message about it."""
_KEYWORD_LAST = re.compile(rf"\b[A-Za-z_][\w.]*\.(?:{'|'.join(keyword.kwlist)})\b", re.ASCII)
"""A dotted name that ends in a Python keyword, which Python can't parse."""
