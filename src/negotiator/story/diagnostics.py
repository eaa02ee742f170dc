"""What can be wrong with a story, and how it is said.

A diagnostic names a place, a code, what is wrong there, what to do, and a suggestion where
a name is near. The codes stand in one table below. This module finds no faults itself.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from itertools import islice
from typing import NamedTuple

from negotiator.gate import folded
from negotiator.story.invisible import called, hidden


class Severity(Enum):
    """An error keeps a story from being played, unless it takes a search to find it (N7…); a
    warning doesn't."""

    ERROR = "error"
    WARNING = "warning"


class Code(NamedTuple):
    """A kind of fault: how grave it is, what it is in one line, and the usual remedy.

    `docs/diagnostics/` has a page for each, with a story that shows it and the story mended.
    """

    id: str
    severity: Severity
    about: str
    remedy: str


def _error(code_id: str, about: str, remedy: str) -> Code:
    return Code(code_id, Severity.ERROR, about, remedy)


def _warning(code_id: str, about: str, remedy: str) -> Code:
    return Code(code_id, Severity.WARNING, about, remedy)


CODES: dict[str, Code] = {
    code.id: code
    for code in (
        # 1: files and YAML
        _error(
            "N101",
            "There is no story to read",
            "Name a folder with .yaml files in it, or one .yaml file.",
        ),
        _error("N102", "The file isn't UTF-8", "Save the file as UTF-8."),
        _error("N103", "A file or a text is too long", "Cut it into smaller files, or shorten it."),
        _error(
            "N104",
            "The file is nested too deeply",
            "Flatten it: no part of a story needs such depth.",
        ),
        _error(
            "N105",
            "The file is too large once it is written out",
            "Write the repeated parts out, or repeat less.",
        ),
        _error(
            "N106",
            "An alias or an anchor that stands alone",
            "An alias (*name) needs an anchor (&name) finished before it, and an anchor an alias; "
            "a text that begins with * or & goes in quotes.",
        ),
        _error(
            "N107",
            "A tag",
            "Take the tag (!…) away; a text that begins with ! goes in quotes, and a condition has "
            "`not`.",
        ),
        _error(
            "N108",
            "YAML can't be read here",
            "Look at the indentation, brackets and quotes on this line and the one above.",
        ),
        _error("N109", "A tab", "Indent with spaces, never with tabs."),
        _error(
            "N110",
            "A colon inside a text without quotes",
            "Put the text in quotes, or after `>-` on lines of its own.",
        ),
        _error(
            "N111",
            "A bracket, a comma or another sign that YAML takes for its own",
            "Put the text in quotes, and citations after the words they support.",
        ),
        _error("N112", "A key stands twice", "Rename one of them, or take it away."),
        _error(
            "N113",
            "A second document",
            "Keep one document a file: take the line `---` or `...` away.",
        ),
        _error(
            "N114",
            "A file that is not a list of keys",
            "A story file is a list of keys, such as `scenes:`, each with its content.",
        ),
        _error(
            "N115",
            "A link out of the story's folder",
            "Copy the file into the story's folder, or include the folder it is in.",
        ),
        _error(
            "N116",
            "A folder that can't be included",
            "Include a folder that stands beside the story's own, and no folder twice.",
        ),
        _error(
            "N117",
            "Quotes that end too late or too early",
            "Put the whole text in quotes: inside '…' write an apostrophe twice, inside \"…\" "
            'write \\" for a quotation mark.',
        ),
        _error(
            "N118",
            "A text that ends at a #",
            "Put the text in quotes; if it is a comment, begin it with # and a space.",
        ),
        _error(
            "N119",
            "A control character",
            "Take it away: such characters come along from a terminal or a word processor, and "
            "can't be seen.",
        ),
        _error(
            "N120",
            "A character that turns the direction of text",
            "Take it away: text from right to left needs none. The marks LRM and RLM are allowed.",
        ),
        _error(
            "N121",
            "Not an ordinary file",
            "Put an ordinary file in its place: a story is never read from a pipe or a device.",
        ),
        _warning(
            "N122",
            "Too many faults to tell",
            "Mend those that are told; check again for the rest.",
        ),
        # 2: shape
        _error("N201", "A key that has no meaning here", "Take it away, or correct its name."),
        _error("N202", "A key is missing", "Add it."),
        _error(
            "N203", "It has the wrong form", "Give it the form that the format reference shows."
        ),
        _error(
            "N204",
            "A name that can't be one",
            "Use letters, digits and _, starting with a letter: snake_case.",
        ),
        _error(
            "N205",
            "Not a whole number",
            "Write a whole number in digits, at most a thousand million.",
        ),
        _error("N206", "Not a date", "Write it as YYYY-MM-DD, such as 2016-10-27."),
        _error("N207", "Neither true nor false", "Write true or false."),
        _error("N208", "A word that isn't one of those allowed", "Write one of the words listed."),
        _error(
            "N209",
            "A format that this program doesn't know",
            "Update negotiator, or set `format` to the one this program reads.",
        ),
        _error("N210", "Nothing stands here", "Write something, or take the key away."),
        _error(
            "N211",
            "A name that has a meaning already",
            "Choose another name: this one has a meaning in expressions.",
        ),
        # 3: names
        _error(
            "N301",
            "A scene or an ending that isn't there",
            "Name a scene or an ending of this story.",
        ),
        _error("N302", "A source that isn't there", "Name a source that stands under `sources`."),
        _error(
            "N303", "A glossary term that isn't there", "Name a term that stands under `glossary`."
        ),
        _error(
            "N304", "A gauge that isn't there", "Name a gauge of this story; write {{ for a brace."
        ),
        _error(
            "N305",
            "An effect on something that isn't there",
            "Name a gauge, a flag or a counter of this story.",
        ),
        _error(
            "N306",
            "A name in an expression that isn't there",
            "Name a gauge, a flag or a function of the language.",
        ),
        _error("N307", "One name with two meanings", "Give each name one meaning."),
        _error("N308", "A choice that isn't there", "Name a choice as scene.choice."),
        _error(
            "N309", "It could be one of several choices", "Say which one you mean: scene.choice."
        ),
        _error("N310", "An axis that isn't there", "Name an axis that stands under `axes`."),
        _error("N311", "An actor who isn't there", "Name an actor that stands under `actors`."),
        _error("N312", "A motion that isn't there", "Name a motion that stands under `motions`."),
        _error(
            "N313",
            "A pool that no event has",
            "Name a pool that an event has, or give an event this pool.",
        ),
        _error("N314", "An option that isn't there", "Name an option of this term."),
        _error("N315", "A term that isn't there", "Name a term of this table."),
        # 4: expressions
        _error(
            "N401",
            "An expression that can't be read",
            "Read it aloud: names, numbers, comparisons, `and`, `or`, `not`, brackets.",
        ),
        _error(
            "N402",
            "Something that the language doesn't have",
            "Use what the format reference lists under Expressions.",
        ),
        _error(
            "N403",
            "Numbers and truths are mixed",
            "Compare numbers with numbers; join conditions with `and`, `or`, `not`.",
        ),
        _error(
            "N404",
            "An expression that is too long",
            "Shorten it: an expression has at most 2,000 characters.",
        ),
        _error(
            "N405",
            "A division that could be by nothing",
            "Divide by a whole number that is written out and isn't 0.",
        ),
        _error("N406", "An expression that is nested too deeply", "Nest it less deeply."),
        # 5: effects, ways on, gauges, texts
        _error(
            "N501",
            "A number without a sign",
            "Give it a sign (+6 or -6) to change by 6, or = 6 to set it.",
        ),
        _error(
            "N502",
            "This is not an effect",
            "Write +6, -6, +20%, -20% or = 40; for a flag true or false.",
        ),
        _error(
            "N503",
            "An effect of the wrong kind",
            "A gauge or counter takes numbers, a flag takes true, false or = EXPRESSION.",
        ),
        _error(
            "N504",
            "It may be that no branch is taken",
            "End the list with a branch that has only `to`.",
        ),
        _error(
            "N505",
            "Chances that add up to more than 100 %",
            "Let the chances of a list add up to 100 % at most.",
        ),
        _error(
            "N506",
            "A branch after one that always holds",
            "Take it away, or put it before the branch that always holds.",
        ),
        _error(
            "N507", "Not a range", "Write a range as LOW..HIGH, such as 0..100, the low end first."
        ),
        _error("N508", "Outside the range", "Write a number within the range."),
        _error(
            "N509",
            "Bands that don't fit the range",
            "Start the first band at the low end, and name all bands in order, up to the high end.",
        ),
        _error(
            "N510", "A scene without a choice", "Give the scene a choice, or make it an ending."
        ),
        _error(
            "N511",
            "It may be that no line holds",
            "Let the last line stand without `when`, so that one always holds.",
        ),
        _error("N512", "A mark that isn't whole", "Complete the mark, or double the brace: {{."),
        _error(
            "N513",
            "A reason for what is never closed",
            "Give the choice a `when` or `once: true`, or take `locked` away.",
        ),
        _error(
            "N514",
            "Not a share in per cent",
            "Write a share from 1% to 100%, a chance from 1% to 99%.",
        ),
        _error(
            "N515",
            "An event of which it isn't clear when it comes",
            "Give the event a `pool`, or `interrupt: true`, one of the two.",
        ),
        _error(
            "N516",
            "Nothing to bargain over",
            "Give the table a term, and each term at least two options.",
        ),
        _error("N517", "Too many packages", "Take away terms or options, or make two tables."),
        _error(
            "N518",
            "One term with different options",
            "Give the term the same options in both tables, or rename one of them.",
        ),
        _error("N519", "Not a worth", "Write what the option is worth to that side, 0 to 100."),
        _error("N520", "A package that isn't whole", "Name an option for every term of the table."),
        _error(
            "N521",
            "A term that no one values",
            "Give it a weight and different worths for one side at least, or take it away.",
        ),
        _error(
            "N522",
            "A reservation that nobody can meet",
            "Lower the reservation, or give the options more worth to that side.",
        ),
        _error(
            "N523",
            "An option that one side can never accept",
            "Give it more worth to that side, lower the reservation, or take the option away.",
        ),
        _error(
            "N524",
            "Too many of a kind",
            "Take some away, or part what they stand in: nobody could choose among so many.",
        ),
        _error(
            "N525",
            "One profile among different ones",
            "Give both tables the same profiles, in the same order, or rename one of them.",
        ),
        # 6: what can be played, and is odd
        _warning(
            "N601",
            "A comparison that always comes out the same",
            "Compare with a number that the other side can lie on both sides of.",
        ),
        _warning(
            "N602",
            "A condition that can never hold",
            "Correct the condition, or take away what hangs on it.",
        ),
        _warning(
            "N603",
            "A condition that always holds",
            "Correct the condition, or take the `when` away.",
        ),
        _warning(
            "N604", "A choice that is never open", "Correct its `when`, or take the choice away."
        ),
        _warning(
            "N605",
            "An effect that adds nothing, or more than there is room for",
            "Give it an amount that can make a difference, or take it away.",
        ),
        _warning(
            "N606",
            "An effect that nothing reads from there on",
            "Read it in a place that comes later, or take the effect away.",
        ),
        _warning(
            "N607",
            "A flag or a counter that nothing reads",
            "Let a `when` read it, or take it away.",
        ),
        _warning(
            "N608", "A value that nothing ever changes", "Let an effect change it, or take it away."
        ),
        _warning(
            "N609",
            "A scene or an ending that nothing leads to",
            "Let a `goto` lead to it, or take it away.",
        ),
        _warning(
            "N610",
            "Every choice may be closed at once",
            "Give the scene a choice without `when` and `once`, or guard every case.",
        ),
        _warning(
            "N611",
            "A place from which no ending can be reached",
            "Give the player a way on that comes to an ending.",
        ),
        _warning(
            "N612",
            "A branch or a line that is never taken",
            "Take it away, or correct those above it.",
        ),
        _warning(
            "N613",
            "All branches lead to the same place",
            "Write the place alone, or let one branch lead elsewhere.",
        ),
        _warning(
            "N614", "A source that nothing cites", "Cite it where it is used, or take it away."
        ),
        _warning(
            "N615",
            "A glossary term that no text links",
            "Link it where it is first used, as [[term]], or take it away.",
        ),
        _warning(
            "N616",
            "An event that can never come",
            "Correct its pool, `when` or weight, or take the event away.",
        ),
        _warning(
            "N617",
            "A vote whose outcome is certain",
            "Correct the ayes or `needs`, so that the vote is open.",
        ),
        _warning(
            "N618",
            "A motion that is never put to the vote",
            "Put it to the vote with `vote`, or take it away.",
        ),
        _warning("N619", "History without a source", "Cite the source of what happened."),
        _warning(
            "N620",
            "A date that runs backwards",
            "Correct one of the dates, or what comes after what; a scene that is come back to may "
            "go without.",
        ),
        _warning("N621", "An ending that isn't read on every axis", "Add it under `readings`."),
        _warning(
            "N622",
            "A passage that is too long",
            "Cut it: a reader wants to decide within 150 words.",
        ),
        _warning(
            "N623",
            "A band that a gauge never comes to",
            "Correct where it begins, or let an effect lead the gauge there.",
        ),
        _warning(
            "N624",
            "An old name that is somebody else's",
            "Write the name it had before, or take it away.",
        ),
        _warning(
            "N625", "A choice of which nothing comes", "Give it an outcome, an effect or a `goto`."
        ),
        _warning(
            "N626",
            "A round that draws more than there is",
            "Lower `at_most`, or give the pool more events.",
        ),
        _warning(
            "N628",
            "An act without a scene",
            "Correct its `from`, or give a scene of it a `date`.",
        ),
        _warning(
            "N629",
            "A draw that never happens",
            "Draw in a later scene: in the scene that a play starts in nothing has happened yet.",
        ),
        _warning("N627", "A cooldown of what comes only once", "Take `cooldown` or `once` away."),
        # 7: what a search found out
        _error(
            "N701",
            "A scene that no play comes to",
            "Let a way lead here, or mend the conditions on the way.",
        ),
        _error(
            "N702",
            "An ending that no play comes to",
            "Let a way lead here, or mend the conditions on the way.",
        ),
        _error(
            "N703",
            "A choice that no play can make",
            "Mend its `when`, or what should make it hold, or take the choice away.",
        ),
        _error(
            "N704",
            "An event that comes in no play",
            "Mend its `when`, or draw its pool where that can hold.",
        ),
        _error(
            "N705",
            "A motion whose vote is always the same",
            "Mend `needs` or the blocs' `ayes`, or put it to the vote somewhere else.",
        ),
        _error(
            "N706",
            "A play can get stuck",
            "Leave one choice without a condition, or let the conditions cover every case.",
        ),
        _error(
            "N707",
            "One of the story's own tests fails",
            "Mend the story if the test is right, the test if the story is.",
        ),
        _error(
            "N708",
            "A play can go in circles for ever",
            "Give the circle a way out that is open whatever was decided before.",
        ),
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
    instead: str = ""
    """What to do, where the usual remedy of the code isn't it."""
    left_out: int = 0
    """Characters of a long line that aren't in `source_line`, which begins behind them."""

    @property
    def remedy(self) -> str:
        """What to do."""
        return self.instead or self.code.remedy

    def __str__(self) -> str:
        """The fault as a compiler would print it, over several lines."""
        place = self.place
        lines = [f"{place}: {self.code.severity.value} {self.code.id}: {self.message}"]
        if self.source_line:
            lines += _excerpt(self.source_line, place._replace(column=place.column - self.left_out))
        if self.also:
            lines.append(f"  = also here: {self.also}")
        lines.append(f"  = {self.remedy}")
        if self.suggestion:
            lines.append(f"  = Did you mean `{self.suggestion}`?")
        # A key may have a line break in it, and so may the name of a file.
        return "\n".join(map(folded, lines))


_WIDE = 100
_KEPT = 1_000
"""Characters of a source line that are kept; of a longer one, those around the place."""


def _excerpt(line: str, place: Place) -> list[str]:
    line = line.replace("\t", " ")
    column = place.column - 1
    cut = max(0, column - _WIDE // 2) if len(line) > _WIDE else 0
    shown = line[cut : cut + _WIDE].rstrip()
    caret = "^" * max(1, min(place.length, len(shown) - (column - cut)))
    number = str(place.line)
    return [f"{number:>5} | {shown}", f"      | {' ' * (column - cut)}{caret}"]


def _around(line: str, place: Place) -> tuple[str, int]:
    """A source line, or what is near the place in a long one, and how much is left out before."""
    if len(line) <= _KEPT:
        return line, 0
    start = max(0, place.column - _KEPT // 2)
    return line[start : start + _KEPT], start


class TooManyError(Exception):
    """There are more faults than are told; those that are have been noted."""


class StoryError(Exception):
    """A story that can't be played; `diagnostics` says why, all of it."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(str(one) for one in self.diagnostics))


class Lines:
    """The lines of each file by its name; a text is cut into them when one is asked for."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._lines: dict[str, list[str]] = {}

    def add(self, file: str, text: str) -> None:
        """Keep the text of a file."""
        self._texts[file] = text

    @property
    def texts(self) -> Iterable[str]:
        """The texts of all files."""
        return self._texts.values()

    def of(self, file: str) -> list[str]:
        """The lines of a file; none if its text isn't known."""
        if file not in self._lines:
            self._lines[file] = self._texts.get(file, "").splitlines()
        return self._lines[file]

    def line(self, place: Place) -> str:
        """The line that a place is in; empty if its text isn't known."""
        lines = self.of(place.file)
        return lines[place.line - 1] if 0 < place.line <= len(lines) else ""


@dataclass(slots=True)
class Problems:
    """The faults found so far, with the lines of the files they were found in."""

    lines: Lines = field(default_factory=Lines)
    found: list[Diagnostic] = field(default_factory=list)
    held: frozenset[str] = frozenset()
    """Codes of what isn't told any more, as it follows from what was told."""
    compared: int = 0
    """How many names were compared with misspelt ones."""

    def add(
        self,
        code: str,
        place: Place,
        message: str,
        *,
        suggestion: str = "",
        also: Place | None = None,
        instead: str = "",
    ) -> None:
        """Note a fault; `instead` is what to do if the usual remedy isn't it.

        Raises TooManyError, once there are so many that no more are told.
        """
        if code in self.held:
            return
        if len(self.found) >= MOST_FAULTS:
            self.found.append(_too_many(self.found[0].place))
            raise TooManyError
        line, left_out = _around(self.lines.line(place), place)
        if len(message) > LONGEST_MESSAGE:
            message = f"{message[:LONGEST_MESSAGE]}…"
        unseen = hidden(message) if code not in _NAMED else None
        if unseen is not None:
            message += f" (with {called(unseen[0])}, which can't be seen)"
        one = Diagnostic(CODES[code], place, message, suggestion, also, line, instead, left_out)
        self.found.append(one)

    def unknown(self, code: str, place: Place, what: str, name: str, known: Iterable[str]) -> None:
        """Note a name that stands for nothing, and the nearest one that does."""
        message = f"there is no {what} `{name[:60]}`"
        near = self.nearest(name, known)
        # A name that is no identifier is at fault itself, though it is what was meant.
        is_one = near.replace(".", "_").isidentifier()
        self.add(code, place, message, suggestion=near if is_one else "")

    def nearest(self, name: str, known: Iterable[str]) -> str:
        """The known name most like a name; nothing if none is near, or very many have been looked
        for."""
        if len(self.found) >= MOST_SUGGESTED or self.compared >= MOST_COMPARED_IN_ALL:
            return ""
        names = _alike(name, known)
        self.compared += len(names)
        return _closest(name, names)

    @property
    def errors(self) -> Iterator[Diagnostic]:
        """Those that keep the story from being played."""
        return (one for one in self.found if one.code.severity is Severity.ERROR)

    def in_order(self) -> list[Diagnostic]:
        """All of them as they are to be told. What is written once and used in many places by an
        alias is at fault once."""
        return in_order({(one.code, one.place, one.message): one for one in self.found}.values())


_NAMED = frozenset({"N119", "N120"})
"""Codes of faults that name an invisible character anyhow."""
_CAUSES = frozenset({"N112", "N201", "N202", "N204", "N211", "N307"})
"""Codes of faults that others follow from: what has the wrong name is found missing elsewhere."""


def in_order(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Those that others may follow from first, then by file, line and column."""
    return sorted(found, key=lambda one: (one.code.id not in _CAUSES, one.place))


MOST_FAULTS = 1_000
"""Faults that are told of one story: nobody reads more, and each costs time."""
LONGEST_MESSAGE = 400
"""Characters of a message, which may have names in it that are long, or many."""
MOST_SUGGESTED = 30
"""Faults after which no more near names are looked for: a story so broken has one cause."""
MOST_COMPARED = 300
"""Names that a misspelt one is compared with letter by letter."""
LONGEST_COMPARED = 100
"""Characters of a misspelt name that are looked at."""
MOST_COMPARED_IN_ALL = 3_000
"""The same of all misspelt names together, which a story of very many names comes to soon."""


def _too_many(place: Place) -> Diagnostic:
    """What is said of the faults that aren't told."""
    message = f"only the first {MOST_FAULTS:,} faults are told"
    return Diagnostic(CODES["N122"], place._replace(length=1), message)


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name most like `name`, or nothing if none is near.

    Of very many names only those that begin alike and are about as long are compared.
    """
    return _closest(name, _alike(name, known))


def _alike(name: str, known: Iterable[str]) -> list[str]:
    """The names that are worth comparing with one."""
    names = list(known)
    if len(names) <= MOST_COMPARED:
        return names
    begins, length = name[:2], len(name[:LONGEST_COMPARED])
    alike = (one for one in names if one.startswith(begins) and abs(len(one) - length) <= 3)
    return list(islice(alike, MOST_COMPARED))


def _closest(name: str, names: list[str]) -> str:
    close = difflib.get_close_matches(name[:LONGEST_COMPARED], names, n=1, cutoff=0.6)
    return close[0] if close else ""
