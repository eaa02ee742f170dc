"""Nodes read as what they should be: a text, a list, a whole number, a part with its keys.

Whatever isn't what it should be is noted as a fault, and reading goes on with something
harmless, so that all faults are found in one go. What the parts mean is in `parts` and
`story`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

from negotiator.cells import cut
from negotiator.story.bounds import LARGEST, Bound
from negotiator.story.diagnostics import Problems
from negotiator.story.invisible import hidden
from negotiator.story.keys import Shape
from negotiator.story.nodes import NO_KEYS, Mapping, Node, Scalar, Sequence
from negotiator.story.suggestions import nearest

_T = TypeVar("_T")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*\Z", re.ASCII)
WHOLE = re.compile(r"[+-]?[0-9]{1,12}\Z", re.ASCII)
_TRUTHS = {"true": "true", "yes": "true", "on": "true"} | dict.fromkeys(
    ("false", "no", "off"), "false"
)
"""What is written elsewhere for true and false."""
CUT_BY_COMMA = "a comma cuts the text here; inside { } such a text needs quotes"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z", re.ASCII)


class Reader:
    """Reads nodes and notes what is wrong with them."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        self.right: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
        """Keys that a part was right to have, by its name: most parts have the same as others."""

    def fields(self, node: Node, wanted: Shape) -> dict[str, Node]:
        """The values of a part by key; unknown and missing keys are faults."""
        if not isinstance(node, Mapping):
            said = f"a mapping with keys, and this is {_described(node)}"
            message = f"{wanted.article}{wanted.name} is {said}"
            self.problems.add("N203", node.place, message)
            return {}
        found, misspelt = node.entries, frozenset[str]()
        names = tuple(found)
        if names in self.right[wanted.name]:
            return found
        if not wanted.names.issuperset(found):
            found, misspelt = self.known(node, wanted)
        if not found.keys() >= wanted.required:
            for key in wanted.keys:
                if key.required and key.name not in found and key.name not in misspelt:
                    about = f"{key.about[0].lower()}{key.about[1:]}"
                    message = f"{wanted.article}{wanted.name} needs the key `{key.name}`: {about}"
                    self.problems.add("N202", node.place, message)
        elif found is node.entries:
            self.right[wanted.name].add(names)
        return found

    def known(self, node: Mapping, wanted: Shape) -> tuple[dict[str, Node], frozenset[str]]:
        """What stands behind the keys that a part has; any other key is a fault. Also the keys
        that those others may be meant to be."""
        known: dict[str, Node] = {}
        meant: set[str] = set()
        for key, inner in node.items():
            if key.value in wanted.names:
                known[key.value] = inner
            elif node.flow and is_empty(inner):
                self.problems.add("N111", key.place, CUT_BY_COMMA)
            else:
                message = f"{wanted.article}{wanted.name} has no key `{cut(key.value, 60)}`"
                near = self.problems.nearest(key.value, [one.name for one in wanted.keys])
                meant.add(near)
                self.problems.add("N201", key.place, message, suggestion=near)
        return known, frozenset(meant)

    def wanted(
        self, fields: dict[str, Node], key: str, read: Callable[[Node], _T], default: _T
    ) -> _T:
        """The value of a key as `read` reads it, or the default where the key isn't."""
        return read(fields[key]) if key in fields else default

    def entries(self, node: Node | None) -> Mapping:
        """A mapping; anything else is a fault."""
        if isinstance(node, Mapping):
            return node
        if node is not None and not is_empty(node):
            message = f"a mapping with keys is needed, and this is {_described(node)}"
            self.problems.add("N203", node.place, message)
        return NO_KEYS

    def each(
        self, parts: dict[str, Node], section: str, read: Callable[[str, Node], _T]
    ) -> Iterable[tuple[str, _T]]:
        """Every entry of a section, read."""
        for key, node in self.entries(parts.get(section)).items():
            yield self.identifier(key), read(key.value, node)

    def listed(self, node: Node | None) -> list[Node]:
        """A list's items; anything else is a fault."""
        if isinstance(node, Sequence):
            return node.items
        if node is not None and not is_empty(node):
            message = f"a list is needed, and this is {_described(node)}"
            self.problems.add("N203", node.place, message)
        return []

    def count_parts(self, node: Node, count: int, most: int, what: str) -> None:
        """Say if there are more parts of a kind than a part may have."""
        if count > most:
            message = f"there are {count:,} {what} here; {most:,} is the most"
            self.problems.add("N524", node.place, message)

    def line(self, node: Node) -> str:
        """A text as it stands; a list or a mapping, or nothing at all, is a fault."""
        if isinstance(node, Scalar):
            text = node.value
            if not text or text.isspace():
                self.problems.add("N210", node.place, "there is nothing here")
            return text
        if node.flow:
            message = "a text begins with a bracket, which YAML takes for a list or a mapping"
            self.problems.add("N111", node.place, message)
        else:
            self.problems.add(
                "N203", node.place, f"a text is needed, and this is {_described(node)}"
            )
        return ""

    def identifier(self, node: Node) -> str:
        """A name that other parts may refer to."""
        name = self.line(node)
        if name and (not _NAME.match(name) or len(name) > 80):
            message = f"`{cut(name, 60)}` is not an identifier"
            place, unseen = node.place, hidden(name)
            if unseen is not None and place.length >= len(name):
                quote = place.length > len(name)
                column = place.column + unseen.start() + quote
                place = place._replace(column=column, length=1)
            self.problems.add("N204", place, message, suggestion=_snake_case(name))
        return name

    def short(self, node: Node) -> str:
        """A name for narrow screens; a fault if it is too long."""
        text = self.line(node)
        if len(text) > 10:
            self.problems.add(
                "N203", node.place, f"`short` has {len(text)} characters; 10 is the most"
            )
        return text

    def whole(self, node: Node) -> int:
        """A whole number, not too large; 0 if it is none."""
        text = self.line(node)
        if not WHOLE.match(text) or abs(int(text)) > LARGEST:
            self.problems.add("N205", node.place, f"`{cut(text, 40)}` is not a whole number")
            return 0
        return int(text)

    def within(self, bound: Bound) -> Callable[[Node], int]:
        """What reads a whole number within a bound."""

        def read(node: Node) -> int:
            faults = len(self.problems.found)
            number = self.whole(node)
            if len(self.problems.found) == faults:
                self.check_bound(node, number, bound)
            return max(bound.low, min(bound.high, number))

        return read

    def check_bound(self, node: Node, number: int, bound: Bound) -> None:
        """Say if a number that is written out is outside its bound."""
        if number < bound.low:
            self.problems.add("N508", node.place, f"{number} is less than {bound.low}")
        elif number > bound.high:
            said = f"{number:,} is outside {bound.low:,}..{bound.high:,}"
            self.problems.add("N508", node.place, said)

    def truth(self, node: Node) -> bool:
        """True or false, written so."""
        text = self.line(node)
        if text not in ("true", "false"):
            meant = _TRUTHS.get(text.lower(), "")
            message = f"`{cut(text, 40)}` is not true or false here"
            self.problems.add("N207", node.place, message, suggestion=meant)
        return text == "true"

    def one_of(self, node: Node, words: list[str]) -> str:
        """One of these words; the first if it is none."""
        text = self.line(node)
        if text in words:
            return text
        message = f"`{cut(text, 40)}` is none of {', '.join(words)}"
        self.problems.add("N208", node.place, message, suggestion=nearest(text, words))
        return words[0]

    def day(self, node: Node) -> date | None:
        """A day as YYYY-MM-DD; None if it is none."""
        text = self.line(node)
        if not _DAY.match(text):
            self.problems.add("N206", node.place, f"`{cut(text, 40)}` is not a date")
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            message, instead = f"there is no such day as {text}", "Correct the month or the day."
            self.problems.add("N206", node.place, message, instead=instead)
            return None


def _snake_case(words: str) -> str:
    """The identifier that these words could be; empty if they have no letter to begin with."""
    found = re.sub(r"[^A-Za-z0-9]+", "_", words[:80]).strip("_").lower()
    return found if _NAME.match(found) else ""


def is_empty(node: Node) -> bool:
    """Whether nothing at all stands there."""
    return isinstance(node, Scalar) and node.plain and not node.value


def _described(node: Node) -> str:
    if isinstance(node, Mapping):
        return "a mapping"
    return "a list" if isinstance(node, Sequence) else "a text"
