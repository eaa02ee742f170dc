"""Words that are told as they stand: titles, names and reasons. Their marks would be told, too, so
each is named; where no value is shown, so is what stands in braces."""

from __future__ import annotations

import re

from negotiator.cells import cut
from negotiator.story.diagnostics import Problems
from negotiator.story.nodes import Node
from negotiator.story.source_map import stretch

_MARK = re.compile(
    r"\[\^[^\[\]\s]+\]|\[\[[^\[\]]+\]\]|(?<![*\d])(\*{1,3})(?=[^\s*])[^*]*[^\s*]\1(?!\*)"
)
"""A citation, a link, or stress."""
_VALUE = re.compile(r"\{[^{}]+\}")


def tell_marks(node: Node, words: str, problems: Problems, offset: int = 0) -> None:
    """Note every citation, link and stress in words that stand `offset` characters into a node."""
    if "[" in words or "*" in words:
        _tell(node, words, problems, offset, _MARK, "N637")


def tell_values(node: Node, words: str, problems: Problems) -> None:
    """Note every value in words, where none is shown."""
    if "{" in words:
        _tell(node, words, problems, 0, _VALUE, "N637.value")


def _tell(
    node: Node, words: str, problems: Problems, offset: int, mark: re.Pattern[str], what: str
) -> None:
    lines = problems.lines.of(node.place.file)
    for found in mark.finditer(words):
        place = stretch(node, offset + found.start(), len(found[0]), lines)
        problems.add(what, place, mark=cut(found[0], 60))
