"""Characters that no text of a story may have, reported where they stand: anywhere in the file,
comments included, or in quotes as an escape such as `\\e`. Joiners and the marks LRM and RLM, which
texts in many scripts need, are allowed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from negotiator.escaping import REFUSED
from negotiator.story.codes.characters import called
from negotiator.story.diagnostics import Location, Problems
from negotiator.story.nodes import Mapping, Node, Scalar

_REFUSED = re.compile(f"[{REFUSED}]|\r(?!\n)")
_CONTROL = bytes({*range(0x20), 0x7F} - {0x09, 0x0A, 0x0D})
_LEADS = (b"\xc2", b"\xe2\x80", b"\xe2\x81", b"\xef\xbb\xbf", b"\xef\xbf")
"""How the other characters begin in UTF-8."""
_BREAK = re.compile("\r\n|[\n\r]")
"""What ends a line."""
_REPLACED = re.compile(f"[{REFUSED}]")
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|\r\n|[\s\S])")
_ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b", "N": "\x85",
}  # fmt: skip
"""YAML's short escapes for refused characters."""


def without_separators(text: str) -> str:
    """A text whose line and paragraph separators are spaces: YAML would end a line at them, and no
    editor does, so that every place below would be told one line too low."""
    return text.replace("\u2028", " ").replace("\u2029", " ")


def may_have_refused(content: bytes) -> bool:
    """Whether a text in UTF-8 may have a refused character; fast, as most have none."""
    if len(content.translate(None, _CONTROL)) != len(content):
        return True
    if content.count(b"\r") != content.count(b"\r\n"):
        return True
    return not content.isascii() and any(lead in content for lead in _LEADS)


def refused(text: str, file: str, problems: Problems) -> str:
    """The text with `�` in place of every refused character, so that the rest can be read as well;
    each one is noted as a fault."""
    whole = _REPLACED.sub("\ufffd", text)
    problems.lines.add(file, whole)
    for place, character in _placed(text, file):
        _tell(character, place, problems)
    return whole


def _placed(text: str, file: str) -> Iterator[tuple[Location, str]]:
    """Each refused character, and where it stands."""
    number, start, read = 1, 0, 0
    for found in _REFUSED.finditer(text):
        offset = found.start()
        for ended in _BREAK.finditer(text, read, offset):
            number, start = number + 1, ended.end()
        read = offset
        yield Location(file, number, offset - start + 1), found[0]


def _tell(character: str, place: Location, problems: Problems, escape: str = "") -> None:
    code = "N120" if _TURNS.match(character) else "N119"
    what = f"{code}.escaped" if escape else code
    problems.add(what, place, character=called(character), escape=escape)


def may_have_escaped(text: str) -> bool:
    """Whether a file has an escape of a refused character, in quotes or not."""
    return "\\" in text and any(True for _ in _escaped(text))


def _escaped(text: str) -> Iterator[tuple[int, str, str]]:
    """The escapes of refused characters: where each stands, how it is written, and what it
    means."""
    for one in _ESCAPE.finditer(text):
        written = one[0]
        if written[1] in "xuU" and len(written) > 2:
            number = int(written[2:], 16)
            meant = chr(number) if number < 0x110000 else ""
        else:
            meant = _ESCAPES.get(written[1], "")
        if meant == "\r" or (meant and _REFUSED.match(meant)):
            yield one.start(), written, meant


def tell_escaped(root: Node, text: str, problems: Problems) -> None:
    """Note every refused character that stands in quotes as an escape."""
    lines = problems.lines
    begin = lines.begin(root.place.file)
    for start, value in _scalars(root):
        if "\r" not in value and _REFUSED.search(value) is None:
            continue
        for offset, written, meant in _escaped(_quoted(text, start - begin)):
            place = lines.place(start + offset)._replace(length=len(written))
            _tell(meant, place, problems, written)


_QUOTED = re.compile(r'"(?:[^"\\]|\\[\s\S])*"?')


def _quoted(text: str, start: int) -> str:
    """The double-quoted text that begins there, as written; empty if there is none."""
    found = _QUOTED.match(text, start)
    return found[0] if found else ""


def _scalars(root: Node) -> Iterator[tuple[int, str]]:
    """Where each text and each key begins, and what it is; each only once, however many aliases
    refer to it."""
    seen: set[tuple[type[Node], int]] = set()
    rest: list[Node] = [root]
    while rest:
        node = rest.pop()
        # Two nodes of one kind never begin at the same character.
        where = (type(node), node.start)
        if where in seen:
            continue
        seen.add(where)
        if isinstance(node, Scalar):
            if node.style == '"':
                yield node.start, node.value
        elif isinstance(node, Mapping):
            yield from zip(node.marks, node.entries, strict=True)
            rest += node.entries.values()
        else:
            rest += node.items
