"""What can be wrong with a story, and how it is reported.

A diagnostic gives a place, a code, what is wrong there, what to do, and a suggestion if a similar
name exists. The codes are listed in `codes`. This module finds no faults itself.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count, islice
from typing import Any, NamedTuple

from negotiator.cells import cut, cut_before, width
from negotiator.escaping import folded
from negotiator.language import _
from negotiator.story.codes import CODES, Code, Severity, worded
from negotiator.story.codes.advice import also_here, did_you_mean, unseen
from negotiator.story.codes.characters import called
from negotiator.story.invisible import LookAlike, hidden, look_alike
from negotiator.story.suggestions import closest, comparable


class Location(NamedTuple):
    """Where in a file: line and column count from 1, `length` is in characters."""

    file: str
    line: int
    column: int
    length: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault of a story at one place."""

    code: Code
    place: Location
    message: str
    suggestion: str = ""
    also: Location | None = None
    source_line: str = ""
    instead: str = ""
    """What to do, if it isn't the usual remedy of the code."""
    left_out: int = 0
    """How many characters of a long line are missing before the start of `source_line`."""

    @property
    def remedy(self) -> str:
        """What to do."""
        return self.instead or _(self.code.remedy)

    def __str__(self) -> str:
        """The fault as a compiler would print it, over several lines."""
        place = self.place
        lines = [f"{place}: {self.code.severity.value} {self.code.id}: {self.message}"]
        if self.source_line:
            lines += _excerpt(self.source_line, place._replace(column=place.column - self.left_out))
        if self.also:
            lines.append(f"  = {also_here(self.also)}")
        lines.append(f"  = {self.remedy}")
        if self.suggestion:
            lines.append(f"  = {did_you_mean(self.suggestion)}")
        # A key may have a line break in it, and so may the name of a file.
        return "\n".join(map(folded, lines))


_WIDE = 100
"""How many cells of a source line are shown."""
_KEPT = 400
"""How many characters of a source line are kept; of a longer one, those around the place."""


def _excerpt(line: str, place: Location) -> list[str]:
    line = line.replace("\t", " ").rstrip()
    column = place.column - 1
    before, marked = line[:column], line[column : column + place.length]
    if width(line) > _WIDE:
        before = cut_before(before, _WIDE // 2)
    shown = cut(before + line[column:], _WIDE)
    start = width(before)
    caret = "^" * max(1, min(width(marked), width(shown) - start))
    number = str(place.line)
    return [f"{number:>5} | {shown}", f"      | {' ' * start}{caret}"]


def _around(line: str, place: Location) -> tuple[str, int]:
    """A source line, or the part near the place if it is long, and how many characters before it
    are left out."""
    if len(line) <= _KEPT:
        return line, 0
    start = max(0, place.column - _KEPT // 2)
    return line[start : start + _KEPT], start


class TooManyError(Exception):
    """There are more faults than are reported; those that are have been noted."""


class StoryError(Exception):
    """A story that can't be played; `diagnostics` lists every reason."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(str(one) for one in self.diagnostics))


_BREAK = re.compile("\r\n|[\n\r]")
"""What ends a line of a file."""


class Lines:
    """The lines of each file by its name; a text is split only when its lines are asked for.

    The files are kept one behind the other, so that a single number, a position, says where
    something stands: a large story has half a million nodes and keys, and hardly any is at fault.
    """

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._lines: dict[str, list[str]] = {}
        self._starts: dict[str, list[int]] = {}
        self._files: list[str] = []
        self._begins: list[int] = []
        self._end = 0
        self._asked: Mapping[str, object] = {}
        self._numbers: dict[str, int] = {}

    def add(self, file: str, text: str) -> None:
        """Keep the text of a file."""
        self._texts[file] = text
        self._files.append(file)
        self._begins.append(self._end)
        self._end += len(text) + 1

    def begin(self, file: str) -> int:
        """The position of the first character of a file that was added."""
        return self._begins[self._files.index(file)]

    def file_at(self, position: int) -> str:
        """The file that a position is in; empty if there is none."""
        number = bisect_right(self._begins, position)
        return self._files[number - 1] if number else ""

    def place(self, position: int) -> Location:
        """The place of a position."""
        number = bisect_right(self._begins, position)
        if not number:
            return Location("", 1, 1)
        file = self._files[number - 1]
        starts = self._starts.get(file)
        if starts is None:
            ends = [found.end() for found in _BREAK.finditer(self._texts[file])]
            starts = self._starts[file] = [0, *ends]
        offset = position - self._begins[number - 1]
        line = bisect_right(starts, offset)
        return Location(file, line, offset - starts[line - 1] + 1)

    def number_of(self, name: str, among: Mapping[str, object]) -> int:
        """Which of these keys has that name, from 0. They may become more, but keep their order;
        each is numbered only once as long as the same keys are asked for, as thousands of them may
        be at fault."""
        if self._asked is not among:
            self._asked, self._numbers = among, {}
        known = len(self._numbers)
        if known < len(among):
            self._numbers |= zip(islice(among, known, None), count(known), strict=False)
        return self._numbers[name]

    @property
    def texts(self) -> Iterable[str]:
        """The texts of all files."""
        return self._texts.values()

    def of(self, file: str) -> list[str]:
        """The lines of a file; none if its text isn't known."""
        if file not in self._lines:
            self._lines[file] = _BREAK.split(self._texts.get(file, ""))
        return self._lines[file]

    def line(self, place: Location) -> str:
        """The line that a place is in; empty if its text isn't known."""
        lines = self.of(place.file)
        return lines[place.line - 1] if 0 < place.line <= len(lines) else ""


@dataclass(slots=True)
class Problems:
    """The faults found so far, with the lines of the files they were found in."""

    lines: Lines = field(default_factory=Lines)
    found: list[Diagnostic] = field(default_factory=list)
    suppressed: frozenset[str] = frozenset()
    """Codes that are no longer reported, as they follow from faults already reported."""
    nodes: int = 0
    """How many nodes the files have that were read."""
    compared: int = 0
    """How many names have been compared with misspelt ones."""
    cut: list[tuple[Location, Location]] = field(default_factory=list)
    """From where to where a text stands that was cut off, which has been reported: what is left of
    it isn't what was written, and nothing is said of it."""

    def cut_off(self, begins: Location, ends: Location) -> None:
        """Say nothing of what is left of a text that stands here."""
        self.cut.append((begins, ends))

    def add(
        self,
        what: str,
        place: Location,
        message: str = "",
        /,
        *,
        suggestion: str = "",
        also: Location | None = None,
        instead: str = "",
        **values: Any,
    ) -> None:
        """Note a fault: a code, or `CODE.wording` if it has several wordings, with the values for
        its message; or the message itself, if it is made of several. `instead` is the wording of
        what to do if the usual remedy doesn't apply.

        Raises TooManyError once there are so many that no more are reported.
        """
        code, wording = worded(what)
        if code.id in self.suppressed or any(begins <= place < ends for begins, ends in self.cut):
            return
        if len(self.found) >= MOST_FAULTS:
            self.found.append(_too_many(self.found[0].place))
            raise TooManyError
        whole = self.lines.line(place)
        twin = _twin(code, whole, place)
        if twin is not None:
            self.add_look_alike(twin, place)
            return
        line, left_out = _around(whole, place)
        message = message or code.said(wording, **values)
        if len(message) > LONGEST_MESSAGE:
            message = f"{message[:LONGEST_MESSAGE]}…"
        found = hidden(message) if code.id not in _NAMED else None
        if found is not None:
            message = unseen(message, called(found[0]))
        advice = code.said(instead, **values) if instead else ""
        one = Diagnostic(code, place, message, suggestion, also, line, advice, left_out)
        self.found.append(one)

    def add_look_alike(self, found: LookAlike, start: Location) -> None:
        """Note a character that only looks like another, so far behind the start of a place."""
        wording = {"": ".nothing", " ": ".space"}.get(found.plain, "")
        place = start._replace(column=start.column + found.offset, length=1)
        self.add(f"N125{wording}", place, character=called(found.character), plain=found.plain)

    def unknown(self, what: str, place: Location, name: str, known: Iterable[str]) -> None:
        """Note a name that refers to nothing, and the nearest one that exists."""
        near = self.nearest(name, known)
        # A name that isn't a valid identifier is itself the fault, even if it is what was meant.
        is_one = near.replace(".", "_").isidentifier()
        self.add(what, place, suggestion=near if is_one else "", name=cut(name, 60))

    def nearest(self, name: str, known: Iterable[str]) -> str:
        """The known name most like a name; empty if none is near, or if too many have been compared
        already."""
        if len(self.found) >= MOST_SUGGESTED or self.compared >= MOST_COMPARED_IN_ALL:
            return ""
        names = comparable(name, known)
        self.compared += len(names)
        return closest(name, names)

    @property
    def errors(self) -> Iterator[Diagnostic]:
        """Those that keep the story from being played."""
        return (one for one in self.found if one.code.severity is Severity.ERROR)

    def in_order(self) -> list[Diagnostic]:
        """All faults in the order they are reported. What is written once and used in many places
        through an alias counts as one fault."""
        return in_order({(one.code, one.place, one.message): one for one in self.found}.values())


def _twin(code: Code, line: str, place: Location) -> LookAlike | None:
    """The character that is the reason for a fault of a name, a number or an expression, if one
    there only looks like what is meant. In words, only digits count."""
    if line.isascii() or not "N2" < code.id < "N510":
        return None
    start = place.column - 1
    marked = line[start : start + place.length]
    found = look_alike(marked)
    if found is None or hidden(found.character):
        return None
    return found if found.plain.isdecimal() or " " not in marked else None


_NAMED = frozenset({"N119", "N120", "N125"})
"""Codes of faults that name an invisible character in any case."""
_CAUSES = frozenset({"N112", "N201", "N202", "N204", "N211", "N307"})
"""Codes of faults that cause others: what has the wrong name is reported missing elsewhere."""


def in_order(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Faults that may cause others first, then by file, line and column."""
    return sorted(found, key=lambda one: (one.code.id not in _CAUSES, one.place))


MOST_FAULTS = 1_000
"""Faults reported for one story: nobody reads more, and each costs time."""
LONGEST_MESSAGE = 400
"""Characters in a message, which may contain long names, or many."""
MOST_SUGGESTED = 30
"""Faults after which no more similar names are looked for: a story this broken has one cause."""
MOST_COMPARED_IN_ALL = 3_000
"""The same for all misspelt names together; a story with very many names reaches it soon."""


def _too_many(place: Location) -> Diagnostic:
    """The notice about the faults that aren't reported."""
    code = CODES["N122"]
    return Diagnostic(code, place._replace(length=1), code.said(most=MOST_FAULTS))
