"""Escaping: every text that leaves the program is made safe here for where it goes.

Stories, labels, saves and the names of files are written by others. What is in them must not reach
a terminal as a command to it, break the form of a page, a drawing or a JSON document, or be read as
a command by whatever keeps the log of an automatic check. The list of these characters is here,
too, so that reading a story refuses the same ones. Nothing is written here: callers pass a text
through before they write it.
"""

from __future__ import annotations

import json
import re
from html import escape
from typing import Any

REFUSED = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff"
)
"""What no text may have, as the inside of a character class: C0 and C1 except tab and line breaks,
characters that reverse the direction of everything after them, and those that no document can hold
(half a surrogate pair, a byte order mark, the two non-characters that XML excludes)."""
_REFUSED = re.compile(f"[{REFUSED}\r]")
_OBEYED = re.compile(f"[{REFUSED}\r\u2028\u2029]")
_FOLDED = re.compile(f"[{REFUSED}\r\n\t\u2028\u2029]")
_MARKDOWN = re.compile(r"[\\`*_\[\]<>#|~&$^!]")
"""What Markdown may take for a sign anywhere."""
_BEGINNING = re.compile(r"^(\s*[0-9]*)([-+=.):])", re.MULTILINE)
"""What it takes for a list or a heading at the beginning."""
_BREAKS = "\n\t\u2028\u2029"
"""Everything that becomes a single space in a line."""
_COMMAND = re.compile(r"^(\s*):(?=:)|#(?=#(?:\[|vso\[|teamcity\[))", re.MULTILINE)
"""What the log of an automatic check takes for a command: `::error` at the beginning of a line, or
`##[`, `##vso[` and `##teamcity[` anywhere in it."""

_MARKED = re.compile(r"[&<>\"#]|::")
"""What is written otherwise in XML, if nothing in a text is unprintable."""
_ESCAPED = re.compile(rf"[{REFUSED}\r\u2028\u2029]|(?<=#)#(?=\[|vso\[|teamcity\[)")
"""The same in JSON, where it is in quotes."""


def _pictured(found: re.Match[str]) -> str:
    """A one-cell picture of a control character; `�` for any other."""
    number = ord(found[0])
    if number < 0x20:
        return chr(0x2400 + number)
    return "\u2421" if number == 0x7F else "\ufffd"


def _spaced(found: re.Match[str]) -> str:
    return " " if found[0] in _BREAKS else _pictured(found)


def terminal(text: str) -> str:
    """A text of any number of lines, for a terminal, a pipe or a log.

    It has no control characters but tabs and line breaks, nothing that reverses its direction, and
    no line that a log takes for a command. Joiners and the marks LRM and RLM stay.
    """
    if not (text.isascii() and text.isprintable()):
        text = _OBEYED.sub(_spaced, text.replace("\r\n", "\n"))
    if ":" in text or "#" in text:
        text = _COMMAND.sub(_parted, text)
    return text


def _parted(found: re.Match[str]) -> str:
    """The start of a command, broken up by a space."""
    return f"{found[0]} "


def line(text: str) -> str:
    """The same in one line: line breaks become spaces."""
    return terminal(folded(text))


def folded(text: str) -> str:
    """A text in one line, without control characters, which may still be read as a command."""
    return text if text.isprintable() else _FOLDED.sub(_spaced, text)


def screen(text: str) -> str:
    """A piece of a line that has been measured already: characters that take no cell are
    removed."""
    return text if text.isprintable() else _REFUSED.sub("", text.replace("\n", ""))


def name(typed: str) -> str:
    """A name as someone meant it who typed or pasted it: its first line, without characters that
    nobody sees."""
    lines = typed.strip().splitlines() or [""]
    return screen(lines[0].replace("\t", " ")).strip()


def typed_line(typed: str) -> str:
    """What someone typed of any length, in one line with single spaces, without characters that
    nobody sees."""
    return screen(" ".join(typed.split())).strip()


def markup(text: str) -> str:
    """A text for HTML, SVG and other XML, as content or in an attribute in double quotes."""
    if text.isprintable() and not _MARKED.search(text):
        return text
    whole = escape(_REFUSED.sub(_pictured, text), quote=False).replace('"', "&quot;")
    return _COMMAND.sub(_as_entity, whole)


def _as_entity(found: re.Match[str]) -> str:
    """What a log takes for a command, so that a page shows it as it is."""
    return f"{found[1]}&#58;" if found[0].endswith(":") else "&#35;"


def markdown(text: str) -> str:
    """A piece of a paragraph of Markdown, in which nothing of it is taken for a sign."""
    return _MARKDOWN.sub(r"\\\g<0>", folded(text))


def markdown_paragraph(pieces: str) -> str:
    """Such pieces as a paragraph, whose beginning isn't taken for a list or a heading."""
    return _BEGINNING.sub(r"\1\\\2", pieces)


def as_json(data: Any) -> str:
    """Data as a JSON document that loses nothing: what isn't safe in a terminal or an editor is
    escaped."""
    written = json.dumps(data, ensure_ascii=False, indent=1)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", written) + "\n"


def of_command(text: str, also: str = "") -> str:
    """A value of a GitHub workflow command; `also` are further characters that would end it
    there."""
    text = _OBEYED.sub(lambda found: found[0] if found[0] == "\r" else _spaced(found), text)
    for mark in "%\r\n" + also:
        text = text.replace(mark, f"%{ord(mark):02X}")
    return text
