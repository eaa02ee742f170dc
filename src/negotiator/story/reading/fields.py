"""Nodes read as what they should be: a text, a list, a whole number, a part with its keys.

Anything that isn't what it should be is noted as a fault, and reading goes on with something
harmless, so that all faults are found in one go. What the parts mean is in `parts` and `story`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from negotiator.cells import cut
from negotiator.language import _
from negotiator.story.bounds import LARGEST, LONGEST_NAME, WORTH, Bound
from negotiator.story.codes import CODES
from negotiator.story.diagnostics import Location, Problems
from negotiator.story.invisible import hidden, look_alike
from negotiator.story.keys import Key, Shape
from negotiator.story.nodes import NO_KEYS, Mapping, Node, Scalar, Sequence
from negotiator.story.suggestions import nearest

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*\Z", re.ASCII)
WHOLE = re.compile(r"[+-]?[0-9]{1,12}\Z", re.ASCII)
_TRUTHS = {"true": "true", "yes": "true", "on": "true"} | dict.fromkeys(
    ("false", "no", "off"), "false"
)
"""How other languages write true and false."""
CUT_BY_COMMA = "N111.comma"
"""The message about a text in braces that ends at its comma."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z", re.ASCII)
"""The form of a language tag, from RFC 5646; which tags there are is not looked up."""
_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]\Z", re.ASCII)
_UNSPACED = re.compile(r"(?P<key>[A-Za-z_][A-Za-z0-9_]*):(?P<behind>[^\x00-\x7f])")
"""A key with something else than a space behind its colon."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z", re.ASCII)


def is_identifier(name: str) -> bool:
    """Whether a part of a story may be called so."""
    return bool(_NAME.match(name)) and len(name) <= 80


class FieldReader:
    """Reads nodes and notes what is wrong with them."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems

    def fields(self, node: Node, wanted: Shape) -> dict[str, Node]:
        """The values of a part by key; unknown and missing keys are faults."""
        if not isinstance(node, Mapping):
            self.mistaken("part", node, part=wanted.said)
            return {}
        found, misspelt = node.entries, frozenset[str]()
        if not wanted.names.issuperset(found):
            found, misspelt = self.known(node, wanted)
        if not wanted.is_whole(found):
            for key in wanted.keys:
                if key.required and key.name not in found and key.name not in misspelt:
                    self.tell_missing(node, key, wanted)
            if not misspelt.intersection(wanted.one_of):
                self.tell_not_one(node, found, wanted)
        return found

    def tell_missing(self, node: Mapping, key: Key, wanted: Shape) -> None:
        """Report a key that must be there."""
        about = _(key.about)
        about = f"{about[0].lower()}{about[1:]}"
        self.problems.add("N202", node.place, part=wanted.said, key=key.name, about=about)

    def tell_not_one(self, node: Mapping, found: dict[str, Node], wanted: Shape) -> None:
        """Report if not exactly one of the keys is given of which one must be."""
        given = [key for key in found if key in wanted.one_of]
        if wanted.one_of and not given:
            self.tell_missing(node, wanted.key(wanted.one_of[0]), wanted)
        for key in given[1:]:
            self.problems.add("N212", node.key(key).place, key=key, first=given[0])

    def known(self, node: Mapping, wanted: Shape) -> tuple[dict[str, Node], frozenset[str]]:
        """The values of the keys that a part has; any other key is a fault. Also returns the keys
        that those others may have meant."""
        known: dict[str, Node] = {}
        meant: set[str] = set()
        last = ""
        for key, inner in node.items():
            if key.value in wanted.names:
                known[key.value] = inner
                last = key.value
            elif unspaced := self.tell_unspaced(key.value, key.place):
                meant.add(unspaced)
            elif node.flow and is_empty(inner):
                self.problems.add(CUT_BY_COMMA, key.place)
                if last:
                    self.problems.cut_off(known[last].place, key.place)
            else:
                near = self.problems.nearest(key.value, [one.name for one in wanted.keys])
                meant.add(near)
                self.problems.add(
                    "N201",
                    key.place,
                    suggestion=near,
                    part=wanted.said,
                    key=cut(key.value, 60),
                )
        return known, frozenset(meant)

    def entries(self, node: Node | None) -> Mapping:
        """A mapping; anything else is a fault."""
        if isinstance(node, Mapping):
            return node
        if node is not None and not is_empty(node):
            self.mistaken("mapping", node)
        return NO_KEYS

    def listed(self, node: Node | None) -> list[Node]:
        """A list's items; anything else is a fault."""
        if isinstance(node, Sequence):
            return node.items
        if node is not None and not is_empty(node):
            self.mistaken("list", node)
        return []

    def mistaken(self, wanted: str, node: Node, **values: Any) -> None:
        """Report that something else stands here than is wanted: a wording of N203."""
        kind = {Mapping: "a_mapping", Sequence: "a_list", Scalar: "a_text"}[type(node)]
        found = CODES["N203"].said(kind)
        self.problems.add(f"N203.{wanted}", node.place, found=found, **values)

    def count_parts(self, node: Node, count: int, most: int, what: str, pool: str = "") -> None:
        """Report if there are more parts of a kind than allowed: a wording of N524."""
        if count > most:
            self.problems.add(f"N524.{what}", node.place, number=count, most=most, pool=pool)

    def check_name(self, node: Node, name: str) -> None:
        """Report if a name is longer than one may be that texts tell."""
        if len(name) > LONGEST_NAME:
            self.problems.add("N103.name", node.place, size=len(name), most=LONGEST_NAME)

    def line(self, node: Node) -> str:
        """A text as written; a list or a mapping, or nothing at all, is a fault."""
        if isinstance(node, Scalar):
            text = node.value
            if not text or text.isspace():
                self.problems.add("N210", node.place)
            if node.plain and not text.isascii() and ":" in text:
                self.tell_lines_unspaced(node)
            return text
        if node.flow:
            self.problems.add("N111.bracket", node.place)
        else:
            self.mistaken("text", node)
        return ""

    def told(self, node: Node) -> str:
        """A text that is told, as written."""
        text = self.line(node)
        if "- " in text and isinstance(node, Scalar) and node.plain:
            self.tell_dashes(node)
        return text

    def tell_dashes(self, node: Scalar) -> None:
        """Note every line of an unquoted text that begins as an item of a list does: it stands too
        far right, and YAML takes it for more of the text above it."""
        start, stop = node.place, node.stop
        if node.length is None or stop.line == start.line:
            return
        lines = self.problems.lines.of(start.file)
        for number in range(start.line, min(stop.line, len(lines))):
            begins = lines[number].lstrip()
            if begins.startswith("- "):
                column = len(lines[number]) - len(begins) + 1
                self.problems.add("N123", Location(start.file, number + 1, column))

    def tell_unspaced(self, text: str, place: Location) -> str:
        """Note a character that only looks like the space behind a key's colon; return the key."""
        found = _UNSPACED.match(text)
        alike = look_alike(found["behind"]) if found else None
        if found is None or alike is None:
            return ""
        self.problems.add_look_alike(alike, place._replace(column=place.column + found.end() - 1))
        return found["key"]

    def tell_lines_unspaced(self, node: Scalar) -> None:
        """Note every line of an unquoted text that was to begin with a key: behind its colon is no
        space, so YAML takes it for more of the text above it."""
        start, stop = node.place, node.stop
        if node.length is None or stop.line == start.line:
            return
        lines = self.problems.lines.of(start.file)
        for number in range(start.line, min(stop.line, len(lines))):
            begins = lines[number].lstrip(" ")
            column = len(lines[number]) - len(begins) + 1
            self.tell_unspaced(begins, Location(start.file, number + 1, column))

    def identifier(self, node: Node) -> str:
        """A name that other parts may refer to."""
        name = self.line(node)
        if not is_identifier(name) and name:
            place, unseen = node.place, hidden(name)
            if unseen is not None and place.length >= len(name):
                quote = place.length > len(name)
                column = place.column + unseen.start() + quote
                place = place._replace(column=column, length=1)
            self.problems.add("N204", place, suggestion=_snake_case(name), name=cut(name, 60))
        return name

    def short(self, node: Node) -> str:
        """A name for narrow screens; a fault if it is too long."""
        text = self.line(node)
        if len(text) > 10:
            self.problems.add("N203.short", node.place, number=len(text), most=10)
        return text

    def whole(self, node: Node) -> int:
        """A whole number, not too large; 0 if it isn't one."""
        text = self.line(node)
        if not WHOLE.match(text) or abs(int(text)) > LARGEST:
            self.problems.add("N205", node.place, number=cut(text, 40))
            return 0
        return int(text)

    def within(self, bound: Bound) -> Callable[[Node], int]:
        """A function that reads a whole number within a bound."""

        def read(node: Node) -> int:
            faults = len(self.problems.found)
            number = self.whole(node)
            if len(self.problems.found) == faults:
                self.check_bound(node, number, bound)
            return max(bound.low, min(bound.high, number))

        return read

    def check_bound(self, node: Node, number: int, bound: Bound) -> None:
        """Report if a number that is written out is outside its bound."""
        if number < bound.low:
            self.problems.add("N508.low", node.place, number=number, low=bound.low)
        elif number > bound.high:
            self.problems.add("N508", node.place, number=number, low=bound.low, high=bound.high)

    def worth(self, node: Node) -> int:
        """What something is worth to a side, 0 to 100."""
        worth = self.whole(node)
        if not WORTH.low <= worth <= WORTH.high:
            self.problems.add("N519", node.place, worth=worth, low=WORTH.low, high=WORTH.high)
        return max(WORTH.low, min(WORTH.high, worth))

    def truth(self, node: Node) -> bool:
        """True or false, spelled exactly like that."""
        text = self.line(node)
        if text not in ("true", "false"):
            meant = _TRUTHS.get(text.lower(), "")
            self.problems.add("N207", node.place, suggestion=meant, value=cut(text, 40))
        return text == "true"

    def one_of(self, node: Node, words: list[str]) -> str:
        """One of these words; the first if it is none of them."""
        text = self.line(node)
        if text in words:
            return text
        self.problems.add(
            "N208",
            node.place,
            suggestion=nearest(text, words),
            word=cut(text, 40),
            words=", ".join(words),
        )
        return words[0]

    def language(self, node: Node) -> str:
        """The tag of a language."""
        tag = self.line(node)
        if tag and not _LANGUAGE.match(tag):
            self.problems.add("N540", node.place, language=cut(tag, 40))
        return tag

    def time_of_day(self, node: Node) -> str:
        """A time of day as HH:MM; empty if it isn't one."""
        text = self.line(node)
        if _TIME.match(text):
            return text
        if text:
            self.problems.add("N552", node.place, time=cut(text, 40))
        return ""

    def day(self, node: Node) -> date:
        """A day as YYYY-MM-DD; the earliest there is if it isn't one."""
        text = self.line(node)
        if not _DAY.match(text):
            self.problems.add("N206", node.place, day=cut(text, 40))
            return date.min
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.problems.add("N206.no_day", node.place, instead="correct", day=text)
            return date.min


def _snake_case(words: str) -> str:
    """The identifier that these words could form; empty if they have no letter to begin with."""
    found = re.sub(r"[^A-Za-z0-9]+", "_", words[:80]).strip("_").lower()
    return found if _NAME.match(found) else ""


def is_empty(node: Node) -> bool:
    """Whether nothing at all stands there."""
    return isinstance(node, Scalar) and not node.value and node.plain
