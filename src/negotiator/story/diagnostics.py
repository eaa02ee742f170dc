"""What can be wrong with a story, and how it is said.

A diagnostic names a place, a code, what is wrong there, what to do, and a suggestion where
a name is near. The codes stand in one table below. This module finds no faults itself.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple


class Severity(Enum):
    """An error keeps a story from being played; a warning doesn't."""

    ERROR = "error"
    WARNING = "warning"


class Code(NamedTuple):
    """A kind of fault: what it is called, how grave it is, and the usual remedy."""

    id: str
    severity: Severity
    remedy: str


def _error(code_id: str, remedy: str) -> Code:
    return Code(code_id, Severity.ERROR, remedy)


def _warning(code_id: str, remedy: str) -> Code:
    return Code(code_id, Severity.WARNING, remedy)


CODES: dict[str, Code] = {
    code.id: code
    for code in (
        # 1: files and YAML
        _error("N101", "Name a folder with .yaml files in it, or one .yaml file."),
        _error("N102", "Save the file as UTF-8."),
        _error("N103", "Cut it into smaller files, or shorten it."),
        _error("N104", "Flatten it: no part of a story needs such depth."),
        _error("N105", "Write the repeated parts out, or repeat less."),
        _error("N106", "An alias (*name) needs an anchor (&name) that is finished before it."),
        _error("N107", "Take the tag (!…) away; a text that begins with ! goes in quotes."),
        _error(
            "N108", "Look at the indentation, brackets and quotes on this line and the one above."
        ),
        _error("N109", "Indent with spaces, never with tabs."),
        _error("N110", "Put the text in quotes, or after `>-` on lines of its own."),
        _error("N111", "Put the text in quotes, and citations after the words they support."),
        _error("N112", "Rename one of them, or take it away."),
        _error("N113", "Keep one document a file: take the line `---` or `...` away."),
        _error("N114", "A story file is a list of keys, such as `scenes:`, each with its content."),
        _error("N115", "Copy the file into the story's folder, or include the folder it is in."),
        _error("N116", "Include a folder that stands beside the story's own, and no folder twice."),
        # 2: shape
        _error("N201", "Take it away, or correct its name."),
        _error("N202", "Add it."),
        _error("N203", "Give it the form that the format reference shows."),
        _error("N204", "Use letters, digits and _, starting with a letter: snake_case."),
        _error("N205", "Write a whole number in digits, at most a thousand million."),
        _error("N206", "Write it as YYYY-MM-DD, such as 2016-10-27."),
        _error("N207", "Write true or false."),
        _error("N208", "Write one of the words listed."),
        _error("N209", "Update negotiator, or set `format` to the one this program reads."),
        _error("N210", "Write something, or take the key away."),
        _error("N211", "Choose another name: this one has a meaning in expressions."),
        # 3: names
        _error("N301", "Name a scene or an ending of this story."),
        _error("N302", "Name a source that stands under `sources`."),
        _error("N303", "Name a term that stands under `glossary`."),
        _error("N304", "Name a gauge of this story; write {{ for a brace."),
        _error("N305", "Name a gauge, a flag or a counter of this story."),
        _error("N306", "Name a gauge, a flag or a function of the language."),
        _error("N307", "Give each name one meaning."),
        _error("N308", "Name a choice as scene.choice."),
        _error("N309", "Say which one you mean: scene.choice."),
        _error("N310", "Name an axis that stands under `axes`."),
        _error("N311", "Name an actor that stands under `actors`."),
        _error("N312", "Name a motion that stands under `motions`."),
        _error("N313", "Name a pool that an event has, or give an event this pool."),
        # 4: expressions
        _error("N401", "Read it aloud: names, numbers, comparisons, `and`, `or`, `not`, brackets."),
        _error("N402", "Use what the format reference lists under Expressions."),
        _error("N403", "Compare numbers with numbers; join conditions with `and`, `or`, `not`."),
        _error("N404", "Shorten it: an expression has at most 2,000 characters."),
        _error("N405", "Divide by a whole number that is written out and isn't 0."),
        _error("N406", "Nest it less deeply."),
        # 5: effects, ways on, gauges, texts
        _error("N501", "Give it a sign (+6 or -6) to change the gauge, or = 6 to set it."),
        _error("N502", "Write +6, -6, +20%, -20% or = 40; for a flag true or false."),
        _error(
            "N503", "A gauge or counter takes numbers, a flag takes true, false or = EXPRESSION."
        ),
        _error("N504", "End the list with a branch that has only `to`."),
        _error("N505", "Let the chances of a list add up to 100 % at most."),
        _error("N506", "Take it away, or put it before the branch that always holds."),
        _error("N507", "Write a range as LOW..HIGH, such as 0..100, the low end first."),
        _error("N508", "Stay within the gauge's range."),
        _error("N509", "Start the first band at the low end and keep all bands in the range."),
        _error("N510", "Give the scene a choice, or make it an ending."),
        _error("N511", "Let the last line stand without `when`, so that one always holds."),
        _error("N512", "Close the mark, or double the brace: {{."),
        _error("N513", "Give the choice a `when` or `once: true`, or take `locked` away."),
        _error("N515", "Give the event a `pool`, or `interrupt: true`, one of the two."),
        _error("N514", "Write a share from 1% to 100%, a chance from 1% to 99%."),
        # 6: what can be played, and is odd
        _warning("N601", "Compare with a number that the other side can lie on both sides of."),
        _warning("N602", "Correct the condition, or take away what hangs on it."),
        _warning("N603", "Correct the condition, or take the `when` away."),
        _warning("N604", "Correct its `when`, or take the choice away."),
        _warning("N605", "Give it an amount, or take it away."),
        _warning("N606", "Read it in a place that comes later, or take the effect away."),
        _warning("N607", "Let a `when` read it, or take it away."),
        _warning("N608", "Let an effect change it, or take it away."),
        _warning("N609", "Let a `goto` lead to it, or take it away."),
        _warning("N610", "Give the scene a choice without `when` and `once`, or guard every case."),
        _warning("N611", "Give the player a way on that comes to an ending."),
        _warning("N612", "Take it away, or correct those above it."),
        _warning("N613", "Write the place alone, or let one branch lead elsewhere."),
        _warning("N614", "Cite it where it is used, or take it away."),
        _warning("N615", "Link it where it is first used, as [[term]], or take it away."),
        _warning("N616", "Correct its pool, `when` or weight, or take the event away."),
        _warning("N617", "Correct the ayes or `needs`, so that the vote is open."),
        _warning("N618", "Put it to the vote with `vote`, or take it away."),
        _warning("N619", "Cite the source of what happened."),
        _warning("N620", "Correct one of the dates, or where it leads."),
        _warning("N621", "Add it under `readings`."),
        _warning("N622", "Cut it: a reader wants to decide within 150 words."),
        _warning("N623", "Correct where it begins, or let an effect lead the gauge there."),
        _warning("N624", "Write the name it had before, or take it away."),
        _warning("N625", "Give it an outcome, an effect or a `goto`."),
        _warning("N626", "Lower `at_most`, or give the pool more events."),
        _warning("N627", "Take `cooldown` or `once` away."),
    )
}
"""Every code there is."""


class Place(NamedTuple):
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
    place: Place
    message: str
    suggestion: str = ""
    also: Place | None = None
    source_line: str = ""

    def __str__(self) -> str:
        """The fault as a compiler would print it, over several lines."""
        place = self.place
        lines = [f"{place}: {self.code.severity.value} {self.code.id}: {self.message}"]
        if self.source_line:
            lines += _excerpt(self.source_line, place)
        if self.also:
            lines.append(f"  = also here: {self.also}")
        lines.append(f"  = {self.code.remedy}")
        if self.suggestion:
            lines.append(f"  = Did you mean `{self.suggestion}`?")
        return "\n".join(lines)


_WIDE = 100


def _excerpt(line: str, place: Place) -> list[str]:
    line = line.replace("\t", " ")
    column = place.column - 1
    cut = max(0, column - _WIDE // 2) if len(line) > _WIDE else 0
    shown = line[cut : cut + _WIDE].rstrip()
    caret = "^" * max(1, min(place.length, len(shown) - (column - cut)))
    number = str(place.line)
    return [f"{number:>5} | {shown}", f"      | {' ' * (column - cut)}{caret}"]


class StoryError(Exception):
    """A story that can't be played; `diagnostics` says why, all of it."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(str(one) for one in self.diagnostics))


@dataclass(slots=True)
class Problems:
    """The faults found so far, with the lines of the files they were found in."""

    lines: dict[str, list[str]] = field(default_factory=dict)
    found: list[Diagnostic] = field(default_factory=list)

    def add(
        self,
        code: str,
        place: Place,
        message: str,
        *,
        suggestion: str = "",
        also: Place | None = None,
    ) -> None:
        """Note a fault."""
        lines = self.lines.get(place.file, [])
        source_line = lines[place.line - 1] if 0 < place.line <= len(lines) else ""
        self.found.append(Diagnostic(CODES[code], place, message, suggestion, also, source_line))

    def unknown(self, code: str, place: Place, what: str, name: str, known: Iterable[str]) -> None:
        """Note a name that stands for nothing, and the nearest one that does."""
        self.add(code, place, f"there is no {what} `{name}`", suggestion=nearest(name, known))

    @property
    def errors(self) -> Iterator[Diagnostic]:
        """Those that keep the story from being played."""
        return (one for one in self.found if one.code.severity is Severity.ERROR)

    def in_order(self) -> list[Diagnostic]:
        """All of them by file, line and column."""
        return sorted(self.found, key=lambda one: one.place)


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name most like `name`, or nothing if none is near."""
    close = difflib.get_close_matches(name[:100], list(known), n=1, cutoff=0.6)
    return close[0] if close else ""
