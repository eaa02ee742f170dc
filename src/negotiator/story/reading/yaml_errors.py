"""What YAML's own error messages mean to somebody who writes a story.

Looks at the lines around the place where YAML gave up. The reading itself is in `yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import yaml

from negotiator.story.codes.characters import called
from negotiator.story.diagnostics import Location, Problems
from negotiator.story.invisible import look_alike
from negotiator.story.reading.yaml_tokens import MOST_SCANNED, Named, open_bracket, quotes_before

DEEPEST = 40
"""How many levels deep a file may be nested."""


def place_at(mark: Any) -> Location:
    """A place as people count it; YAML's marks count from 0."""
    return Location(mark.name, mark.line + 1, mark.column + 1)


def explain(error: yaml.YAMLError, text: Named, problems: Problems) -> None:
    """Report what YAML's own error means to somebody who writes a story."""
    mark = getattr(error, "problem_mark", None)
    said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    if mark is None:
        problems.add("N108", Location(text.name, 1, 1), complaint=said)
        return
    lines = problems.lines.of(text.name)
    complaint = _Complaint(
        said,
        str(getattr(error, "context", None)),
        mark,
        getattr(error, "context_mark", None),
        text,
        lines,
        lines[mark.line] if mark.line < len(lines) else "",
    )
    for explanation in _EXPLANATIONS:
        meant = explanation(complaint)
        if meant is not None:
            problems.add(meant.what, meant.place, instead=meant.instead, **meant.values)
            return
    problems.add("N108", place_at(mark), complaint=said)


class _Complaint(NamedTuple):
    """What YAML said, and where it gave up."""

    said: str
    context: str
    mark: Any
    context_mark: Any
    """Where the thing it was reading began, if it says so."""
    text: Named
    lines: list[str]
    line: str
    """The line at the mark."""

    @property
    def indent(self) -> int:
        """How far the line at the mark is indented."""
        return len(self.line) - len(self.line.lstrip())


class _Meant(NamedTuple):
    """What an error means: a fault in a story's text, by code and wording."""

    what: str
    place: Location
    values: dict[str, Any] = {}  # noqa: RUF012 (it stays empty)
    instead: str = ""


def _too_deep(of: _Complaint) -> _Meant | None:
    """libyaml's own limit, from PyYAML 6.0.4 on: it reads ahead, and reaches it before we do."""
    if "nesting depth" not in of.said:
        return None
    return _Meant("N104", place_at(of.mark), {"most": DEEPEST})


def _look_alike(of: _Complaint) -> _Meant | None:
    """A character that only looks like what YAML wants there, at the mark or just above it."""
    begun = of.context_mark.line if of.context_mark is not None else of.mark.line
    for number in sorted({of.mark.line, of.mark.line - 1, begun}):
        line = of.lines[number] if 0 <= number < len(of.lines) else ""
        for pattern in () if line.isascii() else _LOOK_ALIKES:
            match = pattern.match(line)
            found = look_alike(match[1]) if match else None
            if match and found is not None:
                place = Location(of.text.name, number + 1, match.start(1) + found.offset + 1)
                what = {"": "N125.nothing", " ": "N125.space"}.get(found.plain, "N125")
                values = {"character": called(found.character), "plain": found.plain}
                return _Meant(what, place, values)
    return None


_LOOK_ALIKES = (
    re.compile(r"[ \t]*(?:- +)*([^\x00-\x7f])(?=\W*\w)"),
    re.compile(r"[ \t]*(?:- +)*[A-Za-z_][A-Za-z0-9_]*([：])"),
    re.compile(r"[ \t]*(?:- +)*[A-Za-z_][A-Za-z0-9_]*:([^\x00-\x7f])"),
    re.compile(r".*[{,，][ \t]*[A-Za-z_][A-Za-z0-9_]*([：])"),
    re.compile(r".*([，])[ \t]*[A-Za-z_][A-Za-z0-9_]*[:：]"),
    re.compile(r".*[:：][ \t]*([｛［])"),
)
"""Where a line has one: before its key, behind a key, between keys, before a bracket."""


def _tab(of: _Complaint) -> _Meant | None:
    column = of.mark.column
    if "\t" not in of.line[: of.indent] and of.line[column : column + 1] != "\t":
        return None
    place = place_at(of.mark)._replace(column=of.line.index("\t") + 1)
    return _Meant("N109", place)


def _quotes_never_closed(of: _Complaint) -> _Meant | None:
    is_so = "quoted scalar" in of.context and "unexpected" in of.said
    if of.context_mark is None or not is_so:
        return None
    return _Meant("N117.open", place_at(of.context_mark))


def _key_too_deep(of: _Complaint) -> _Meant | None:
    if not _is_key_too_deep(of.mark, of.lines):
        return None
    length = of.mark.column - of.indent or 1
    place = Location(of.text.name, of.mark.line + 1, of.indent + 1, length)
    return _Meant("N108.key_too_deep", place, instead=_SAME_COLUMN)


def _text_behind_quotes(of: _Complaint) -> _Meant | None:
    quotes = quotes_before(of.mark, of.text)
    if quotes is None or not _goes_on(quotes, of.mark, of.lines):
        return None
    start, stop = quotes.start_mark, quotes.end_mark
    if start.line < stop.line:
        return _Meant("N117.line", place_at(start), {"line": stop.line + 1})
    return _Meant("N117.goes_on", place_at(of.mark))


def _colon(of: _Complaint) -> _Meant | None:
    if "mapping values are not allowed" not in of.said:
        return None
    return _Meant("N110", place_at(of.mark))


def _sign(of: _Complaint) -> _Meant | None:
    for mark in (of.context_mark, of.mark):
        sign = _character(mark, of.lines)
        if mark is not None and sign and sign in _SIGNS:
            return _Meant("N111.sign", place_at(mark), {"sign": sign})
    return None


def _bracket_left_open(of: _Complaint) -> _Meant | None:
    start = of.context_mark
    if start is None or not _is_left_open(start, of.mark, of.lines):
        return None
    cut = of.lines[start.line].find(" #", start.column)
    if cut < 0:
        return _Meant("N108.bracket", place_at(start))
    return _Meant("N118.bracket", Location(of.text.name, start.line + 1, cut + 2))


def _within_brackets(of: _Complaint) -> _Meant | None:
    """What ends a text inside brackets, or after brackets that begin it, if that can be seen."""
    column = of.mark.column
    before, after = of.line[:column], of.line[column:]
    if before.rstrip().endswith(("}", "]")):
        return _after_brackets(of, before.rstrip())
    if "flow" not in of.context:
        return None
    if _BLANK.match(after):
        return _Meant("N111.blank", place_at(of.mark), instead="together")
    if after.startswith("- "):
        return _Meant("N111.sign", place_at(of.mark), {"sign": "-"})
    if after.startswith(":"):
        return _Meant("N110", place_at(of.mark))
    return _Meant("N111.within", place_at(of.mark)) if after.startswith("{") else None


def _wrong_bracket(of: _Complaint) -> _Meant | None:
    """A bracket that closes another kind than was opened last, in a line that begins the list or
    the mapping: it closes one further out, and the last is open, or it closes none."""
    closes = of.line[of.mark.column : of.mark.column + 1]
    if closes not in _PAIRS.values():
        return None
    if "block node" in of.context:
        return _Meant("N108.closed", place_at(of.mark))
    begun = _BEGUN.match(of.line)
    if begun is None:
        return None
    opens = next(one for one in _PAIRS if _PAIRS[one] == closes)
    before = of.line[begun.end() - 1 : of.mark.column]
    if before.count(opens) <= before.count(closes):
        return _Meant("N108.closed", place_at(of.mark))
    return _Meant("N108.bracket", place_at(of.context_mark)) if "flow" in of.context else None


_PAIRS = {"{": "}", "[": "]"}
_BEGUN = re.compile(r"[ ]*(?:- +)*(?:[A-Za-z_][A-Za-z0-9_]*: +)?(?:(?<=- )|(?<=: ))[\[{]")
"""Where a list or a mapping in brackets begins, behind a key or a -."""


def _after_brackets(of: _Complaint, before: str) -> _Meant | None:
    """The fault in a line whose text goes on after brackets that YAML took for all of it."""
    start = max(before.rfind("{"), before.rfind("["))
    head = before[:start].rstrip()
    words = head.lstrip(" -").partition(":")[0]
    if head.endswith(":") and " " in words and not words.startswith(("{", "[")):
        return _Meant("N110", Location(of.text.name, of.mark.line + 1, len(head)))
    if start < 0 or not head.endswith((":", "-", ",", "[")):
        return None
    return _Meant("N111.bracket", Location(of.text.name, of.mark.line + 1, start + 1))


def _bracket_first(of: _Complaint) -> _Meant | None:
    """A bracket that a text begins with, in what YAML had read when it gave up."""
    for number, stop in _read_last(of):
        line = of.lines[number] if number < len(of.lines) else ""
        column = _bracket(line)
        if column is not None and column < stop:
            what = "N111.braces" if line[column] == "{" else "N111.first"
            return _Meant(what, Location(of.text.name, number + 1, column + 1))
    return None


def _read_last(of: _Complaint) -> Iterator[tuple[int, int]]:
    """The lines in which such a text may begin, each up to a column."""
    yield of.mark.line, of.mark.column
    if "flow" in of.context and of.context_mark is not None:
        yield of.context_mark.line, MOST_SCANNED
    goes_on = not (_KEY.match(of.line) or of.line.lstrip().startswith("- "))
    if goes_on and of.mark.column == of.indent and of.mark.line > 0:
        yield of.mark.line - 1, MOST_SCANNED


def _bracket_without_a_value(of: _Complaint) -> _Meant | None:
    """A bracket after which the file ends, or a list begins."""
    begins_list = of.line.startswith("- ", of.indent) and of.mark.column == of.indent
    if "flow" not in of.context or (of.line.strip() and not begins_list):
        return None
    start = open_bracket(of.mark, of.text)
    return _Meant("N108.bracket", place_at(start)) if start is not None else None


def _list_sign(of: _Complaint) -> _Meant | None:
    listed = _LISTED.match(of.line[: of.mark.column + 2])
    if listed is None or not ("not allowed" in of.said or "expected" in of.said):
        return None
    return _Meant("N111.sign", place_at(of.mark), {"sign": listed[1]})


def _comment_above(of: _Complaint) -> _Meant | None:
    cut = _cut_above(of.mark, of.lines)
    if cut is None:
        return None
    return _Meant("N118.text", Location(of.text.name, cut[0] + 1, cut[1] + 2))


def _block_begins_deeper(of: _Complaint) -> _Meant | None:
    """A text behind `|` whose first line is indented further than this one: a drawing, mostly."""
    above = range(of.mark.line - 1, max(-1, of.mark.line - MOST_DRAWN), -1)
    header = next((n for n in above if _BLOCK.search(of.lines[n])), None)
    if header is None or of.mark.line >= len(of.lines):
        return None
    inside = [n for n in range(header + 1, of.mark.line) if of.lines[n].strip()]
    key = _indent(of.lines[header])
    if not inside or not key < of.indent < _indent(of.lines[inside[0]]):
        return None
    place = Location(of.text.name, inside[0] + 1, _indent(of.lines[inside[0]]) + 1)
    return _Meant("N108.begins_deeper", place, {"line": of.mark.line + 1}, "say_indent")


_BLOCK = re.compile(r"(?:: +|- +)[|>][+-]?[ ]*$")
"""The end of a line below which a text stands in its lines."""
MOST_DRAWN = 200
"""How many lines above an error the beginning of such a text is looked for."""


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _other_column(of: _Complaint) -> _Meant | None:
    is_so = "did not find expected" in of.said and of.mark.column == of.indent
    if not is_so or not of.line.strip():
        return None
    return _Meant("N108.column", place_at(of.mark), instead=_SAME_COLUMN)


_EXPLANATIONS: tuple[Callable[[_Complaint], _Meant | None], ...] = (
    _too_deep,
    _look_alike,
    _tab,
    _quotes_never_closed,
    _key_too_deep,
    _text_behind_quotes,
    _colon,
    _sign,
    _bracket_left_open,
    _bracket_without_a_value,
    _wrong_bracket,
    _within_brackets,
    _bracket_first,
    _list_sign,
    _comment_above,
    _block_begins_deeper,
    _other_column,
)
"""What an error may mean; the first that fits is reported."""
_SIGNS = "*&%@|>`"
"""What an unquoted text can't begin with, apart from brackets and quotation marks."""
CUT_OFF = re.compile(r" #[^\s#]")
"""A comment that touches a word, after a text: it may be meant as part of it."""
_LISTED = re.compile(r".*: +([-?]) ?\Z")
"""A line up to a sign that begins a list or a key, where a text should be."""
_BLANK = re.compile(r"[+-] +[0-9]", re.ASCII)
"""A number and its sign that stand apart."""
_SAME_COLUMN = "same_column"
"""What to do about a line that begins in the wrong column."""
_KEY = re.compile(r"( *(?:- +)*)[A-Za-z_][A-Za-z0-9_]*:(?: +(?=\S)(?!#)|$)", re.ASCII)
"""The beginning of a line with a key, up to what follows the key on that line."""


def _is_key_too_deep(colon: Any, lines: list[str]) -> bool:
    """Whether this colon ends a key that begins its line and is indented deeper than a key above
    whose value has already begun."""
    line = lines[colon.line] if colon.line < len(lines) else ""
    key = _KEY.match(line)
    if key is None or "-" in key[1] or line.index(":") != colon.column:
        return False
    above = next((one for one in reversed(lines[: colon.line]) if one.strip()), "")
    before = _KEY.match(above)
    return before is not None and before.end() < len(above) and len(before[1]) < len(key[1])


def _cut_above(mark: Any, lines: list[str]) -> tuple[int, int] | None:
    """Where, on the line above, a comment that touches a word ends an unquoted text, if the line at
    the mark may continue that text: its line and column, from 0."""
    if _KEY.match(lines[mark.line] if mark.line < len(lines) else ""):
        return None
    above = next((n for n in range(mark.line - 1, -1, -1) if lines[n].strip()), None)
    cut = CUT_OFF.search(lines[above]) if above is not None else None
    if above is None or cut is None or not {"'", '"'}.isdisjoint(lines[above][: cut.start()]):
        return None
    return above, cut.start()


def _goes_on(quotes: Any, mark: Any, lines: list[str]) -> bool:
    """Whether YAML fails to read on right after these quotes."""
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
    """Whether a bracket is opened where `start` is and not closed on that line, except perhaps in a
    comment."""
    if start.line >= min(stop.line, len(lines)):
        return False
    rest = lines[start.line][start.column :].partition(" #")[0]
    return rest[:1] in _PAIRS and rest.count(rest[0]) > rest.count(_PAIRS[rest[0]])


def _bracket(line: str) -> int | None:
    """The column of a bracket that a value on this line begins with, if there is one."""
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
