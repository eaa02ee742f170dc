"""Words that are told as they stand: titles, names and reasons. Their marks would be told, too, so
each is named."""

from __future__ import annotations

import re

from negotiator.cells import cut
from negotiator.story.diagnostics import Problems
from negotiator.story.nodes import Node
from negotiator.story.source_map import stretch

_MARK = re.compile(
    r"\[\^[^\[\]\s]+\]|\[\[[^\[\]]+\]\]|\{[^{}]+\}|(?<![*\d])(\*{1,3})(?=[^\s*])[^*]*[^\s*]\1(?!\*)"
)
"""A citation, a link, a value, or stress."""


def tell_marks(node: Node, words: str, problems: Problems, offset: int = 0) -> None:
    """Note every mark in words that stand `offset` characters into a node."""
    if "[" not in words and "{" not in words and "*" not in words:
        return
    for found in _MARK.finditer(words):
        lines = problems.lines.of(node.place.file)
        place = stretch(node, offset + found.start(), len(found[0]), lines)
        problems.add("N637", place, mark=cut(found[0], 60))
