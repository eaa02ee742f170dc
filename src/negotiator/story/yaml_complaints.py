"""What YAML's own complaints mean for somebody who writes a story.

Looks at the lines around the place where YAML gave up. The reading itself is in `yaml_reading`.
"""

from __future__ import annotations

import io
import re
from typing import Any

import yaml
from yaml.tokens import ScalarToken

from negotiator.story.diagnostics import Place, Problems
from negotiator.story.nodes import place_at

LOADER: Any = getattr(yaml, "CLoader", yaml.Loader)
DEEPEST = 40
"""Levels that a file may be nested."""
TOO_DEEP = f"the file is nested more than {DEEPEST} levels deep"
MOST_SCANNED = 500_000
"""Characters that are read once more, slowly, to say what is wrong."""


class Named(io.StringIO):
    """A text with the name of its file, which the marks of the events then have, too."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text, newline="")
        self.name = name


def explain(error: yaml.YAMLError, text: Named, problems: Problems) -> None:
    """Say what YAML's own complaint means for somebody who writes a story."""
    file = text.name
    mark = getattr(error, "problem_mark", None)
    said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    context = str(getattr(error, "context", None))
    context_mark = getattr(error, "context_mark", None)
    if mark is None:
        problems.add("N108", Place(file, 1, 1), f"YAML can't read this: {said}")
        return
    if "nesting depth" in said:
        # libyaml's own bound, of PyYAML 6.0.4 on: it reads ahead, and comes to it before we do.
        problems.add("N104", place_at(mark), TOO_DEEP)
        return
    lines = problems.lines.of(file)
    line = lines[mark.line] if mark.line < len(lines) else ""
    place = place_at(mark)
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent or line[mark.column : mark.column + 1] == "\t":
        column = line.index("\t") + 1
        problems.add("N109", place._replace(column=column), "a tab stands here")
        return
    if context_mark is not None and "quoted scalar" in context and "unexpected" in said:
        message = "a quotation mark is opened here and never closed"
        problems.add("N117", place_at(context_mark), message)
        return
    if _is_key_too_deep(mark, lines):
        place = Place(file, mark.line + 1, len(indent) + 1, mark.column - len(indent) or 1)
        message = "this line begins further right than the key above it, which has its text already"
        problems.add("N108", place, message, instead=_SAME_COLUMN)
        return
    quotes = _quotes_before(mark, text)
    if quotes is not None and _goes_on(quotes, mark, lines):
        start, stop = quotes.start_mark, quotes.end_mark
        if start.line < stop.line:
            message = f"the quotes opened here are closed on line {stop.line + 1}, before more text"
            problems.add("N117", place_at(start), message)
        else:
            problems.add("N117", place, "the text goes on behind the quotes")
        return
    if "mapping values are not allowed" in said:
        problems.add("N110", place, "a colon stands inside a text without quotes")
        return
    for sign_mark in (context_mark, mark):
        sign = _character(sign_mark, lines)
        if sign_mark is not None and sign and sign in _SIGNS:
            message = f"a text begins with {sign}, which means something else to YAML"
            problems.add("N111", place_at(sign_mark), message)
            return
    if context_mark is not None and _is_left_open(context_mark, mark, lines):
        cut = lines[context_mark.line].find(" #", context_mark.column)
        if cut >= 0:
            message = "a # behind a space begins a comment, and takes the closing bracket with it"
            problems.add("N118", Place(file, context_mark.line + 1, cut + 2), message)
            return
        problems.add("N108", place_at(context_mark), "a bracket is opened here and not closed")
        return
    for spot in (mark, context_mark):
        if spot is None or spot.line >= len(lines):
            continue
        column = _bracket(lines[spot.line])
        if column is not None:
            if lines[spot.line][column] == "{":
                message = "inside { } a text with a comma, a citation or a link needs quotes"
            else:
                message = "a text begins with a bracket, which YAML takes for a list"
            problems.add("N111", Place(file, spot.line + 1, column + 1), message)
            return
    listed = _LISTED.match(line[: mark.column + 2])
    if listed and ("not allowed" in said or "expected" in said):
        message = f"a text begins with {listed[1]}, which means something else to YAML"
        problems.add("N111", place, message)
        return
    cut = _cut_above(mark, lines)
    if cut is not None:
        message = "a # behind a space begins a comment here, and ends the text"
        problems.add("N118", Place(file, cut[0] + 1, cut[1] + 2), message)
        return
    if "did not find expected" in said and line.strip() and mark.column == len(indent):
        message = "this line begins in another column than those it belongs with"
        problems.add("N108", place, message, instead=_SAME_COLUMN)
        return
    problems.add("N108", place, f"YAML can't read this: {said}")


_SIGNS = "*&%@|>`"
"""What a text without quotes can't begin with, brackets and quotation marks apart."""
CUT_OFF = re.compile(r" #[^\s#]")
"""A comment that touches a word, behind a text: it may be meant as part of it."""
_LISTED = re.compile(r".*: +([-?]) ?\Z")
"""A line up to a sign that begins a list or a key, where a text should stand."""
_SAME_COLUMN = "Keys that belong together begin in the same column, and so do the - of one list."
_KEY = re.compile(r"( *(?:- +)*)[A-Za-z_][A-Za-z0-9_]*:(?: +(?=\S)(?!#)|$)", re.ASCII)
"""The beginning of a line with a key, up to what stands behind it on that line."""


def _is_key_too_deep(colon: Any, lines: list[str]) -> bool:
    """Whether this colon ends a key that begins its line, deeper than a key above whose value
    has begun already."""
    line = lines[colon.line] if colon.line < len(lines) else ""
    key = _KEY.match(line)
    if key is None or "-" in key[1] or line.index(":") != colon.column:
        return False
    above = next((one for one in reversed(lines[: colon.line]) if one.strip()), "")
    before = _KEY.match(above)
    return before is not None and before.end() < len(above) and len(before[1]) < len(key[1])


def _cut_above(mark: Any, lines: list[str]) -> tuple[int, int] | None:
    """Where a comment that touches a word ends a text without quotes on the line above, if the
    line at the mark may go on with that text: its line and column, from 0."""
    if _KEY.match(lines[mark.line] if mark.line < len(lines) else ""):
        return None
    above = next((n for n in range(mark.line - 1, -1, -1) if lines[n].strip()), None)
    cut = CUT_OFF.search(lines[above]) if above is not None else None
    if above is None or cut is None or not {"'", '"'}.isdisjoint(lines[above][: cut.start()]):
        return None
    return above, cut.start()


def _quotes_before(mark: Any, text: Named) -> Any:
    """The last text in quotes before a mark; None if there is none, or far too much to look at."""
    found: Any = None
    if mark.index > MOST_SCANNED:
        return found
    text.seek(0)
    try:
        for token in yaml.scan(text, Loader=LOADER):
            if token.start_mark.index >= mark.index:
                break
            if isinstance(token, ScalarToken) and token.style in ("'", '"'):
                found = token
    except yaml.YAMLError:
        pass
    return found


def _goes_on(quotes: Any, mark: Any, lines: list[str]) -> bool:
    """Whether it is right behind these quotes that YAML can't read on."""
    stop = quotes.end_mark
    if stop.line != mark.line or mark.line >= len(lines):
        return False
    between = lines[mark.line][stop.column : mark.column + 1]
    return mark.column >= stop.column and not between[:-1].strip() and between[-1:] not in ":}]"


def _character(spot: Any, lines: list[str]) -> str:
    """The character at a mark, if there is any."""
    if spot is None or spot.line >= len(lines):
        return ""
    line: str = lines[spot.line]
    return line[spot.column : spot.column + 1]


def _is_left_open(start: Any, stop: Any, lines: list[str]) -> bool:
    """Whether a bracket is opened where `start` is, and not closed on that line, but in a comment
    perhaps."""
    if start.line >= min(stop.line, len(lines)):
        return False
    rest = lines[start.line][start.column :].partition(" #")[0]
    pairs = {"{": "}", "[": "]"}
    return rest[:1] in pairs and rest.count(rest[0]) > rest.count(pairs[rest[0]])


def _bracket(line: str) -> int | None:
    """The column of a bracket that a value of this line begins with, if one does."""
    body = line.lstrip(" ")
    column = len(line) - len(body)
    while body.startswith("- "):
        stripped = body[2:].lstrip(" ")
        column += len(body) - len(stripped)
        body = stripped
    head, colon, rest = body.partition(": ")
    if colon and not head.startswith(("[", "{", '"', "'")):
        stripped = rest.lstrip(" ")
        column += len(head) + 2 + len(rest) - len(stripped)
        body = stripped
    return column if body.startswith(("[", "{")) else None
