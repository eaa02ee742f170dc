"""An author who breaks the 2016 story is shown, each time, the line, the reason and the remedy.

Each way is an edit of the story's own files by a pattern, so that it still works after the story is
edited. In the replacement, « is where the diagnostic must point.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from negotiator.checking.static import warnings
from negotiator.story.codes import CODES
from negotiator.story.diagnostics import Diagnostic
from negotiator.story.loading import examine_with_origins
from tests.conftest import GSOMIA


class Way(NamedTuple):
    """A way to break a story: the first match of `pattern` in any of its files is replaced."""

    name: str
    code: str
    pattern: str
    by: str
    said: str


WAYS = [
    Way("a goto misspelt", "N301", r"(?m)^( +goto: )(\w{5,})$", r"\1«\2x", "no scene or ending"),
    Way("a source misspelt", "N302", r"\[\^(S\d+)\]", r"«[^\1x]", "no source"),
    Way("a link misspelt", "N303", r"\[\[(\w{5,})\]\]", r"«[[\1x]]", "no glossary term"),
    Way(
        "a gauge misspelt in a text",
        "N306",
        r"(?m)^(      - [A-Z][^\n:#{}]*\.)$",
        r"\1 It is {«opinoin}.",
        "`opinion`",
    ),
    Way(
        "a gauge misspelt in an effect",
        "N305",
        r"(?m)^(          )opinion: ",
        r"\1«opinoin: ",
        "`opinion`",
    ),
    Way("a flag misspelt", "N306", r"(?m)(when: (?:not )?)leaked\b", r"\1«leakd", "`leaked`"),
    Way("a motion misspelt", "N312", r"(vote: )(\w+)", r"\1«\2x", "no motion"),
    Way("a pool misspelt", "N313", r"(draw: \{pool: )(\w+)", r"\1«\2x", "no pool"),
    Way(
        "a number without its sign",
        "N501",
        r"(?m)^(          opinion: )\+(\d+)",
        r"\1«\2",
        "a bare",
    ),
    Way(
        "a gauge for a condition",
        "N403",
        r"(?m)(when: )(opinion) [<>]=? \d+$",
        r"\1«\2",
        "true or false is needed",
    ),
    Way(
        "a single equals sign",
        "N401",
        r"(?m)(when: opinion) [<>]=? (\d+)$",
        r"\1 «= \2",
        "write ==",
    ),
    Way("a date in words", "N206", r"(?m)^(    date: )2016-\d\d-\d\d$", r"\1«27 October", "not a"),
    Way("a word misspelt", "N208", r"(better: )high", r"\1«hihg", "`high`"),
    Way("a start outside the range", "N508", r"(?m)^(    start: )(\d\d)$", r"\1«\2\2", "0..100"),
    Way("a key misspelt", "N201", r"(?m)^(        )outcome:", r"\1«outcom:", "`outcome`"),
    Way(
        "a key forgotten",
        "N202",
        r"(?m)^(  \w+:\n)    title: [^\n]+\n    date:",
        r"\1    «date:",
        "`title`",
    ),
    Way(
        "a colon in an outcome",
        "N110",
        r"(?m)^(        outcome: [A-Z]\w+)( [^\n:\[\]]+)$",
        r"\1 this«:\2",
        "colon",
    ),
    Way("a colon in a passage", "N110", r"(?m)^(      - )([A-Z]\w+) ", r"\1«\2: ", "colon"),
    Way(
        "a citation first",
        "N111",
        r"(?m)^(      - )([A-Z][^\n:#\[\]{}]*\.)$",
        r"\1«[^S1] \2",
        "bracket",
    ),
    Way("a tab", "N109", r"(?m)^    (title: )", r"«\t\1", "tab"),
    Way(
        "a key twice",
        "N112",
        r"(?m)^(    title: [^\n]+\n)(    date:)",
        r"\1    «title: Again\n\2",
        "second time",
    ),
    Way("a bracket left open", "N108", r"(bands: )(\{[^}\n]*)\}", r"\1«\2", "not closed"),
    Way("a quotation mark left open", "N117", r"(?m)^(        text: )([A-Z])", r'\1«"\2', "quot"),
    Way("a number behind a #", "N118", r"(?m)^(        text: [A-Z]\w+ )", r"\1«#3 ", "ends here"),
    Way("yes for true", "N207", r"(once: )true", r"\1«yes", "not true or false"),
    Way(
        "a condition that always holds",
        "N601",
        r"(?m)(when: )(opinion) [<>]=? \d+$",
        r"\1«\2 >= 0",
        "always true",
    ),
    Way(
        "a choice that is never open",
        "N604",
        r"(?m)^(        when: )(quiet_offered)$",  # no other condition asks if it was chosen
        r"\1«\2 and not \2",
        "never open",
    ),
    Way(
        "a scene that nothing leads to",
        "N609",
        r"(?m)^scenes:\n",
        "scenes:\n  «forgotten:\n    title: A draft\n    text: It begins.\n    choices:\n"
        "      - {id: go, text: Go, goto: announcement}\n",
        "nothing leads to",
    ),
    Way(
        "a flag that nothing reads",
        "N607",
        r"(?m)^flags:\n",
        "flags:\n  «forgotten: Nobody asks\n",
        "never used",
    ),
    Way(
        "a source that nothing cites",
        "N614",
        r"(?m)^sources:\n",
        "sources:\n  «S999: {title: Unread}\n",
        "nothing cites",
    ),
    Way(
        "history without a source",
        "N619",
        r"(?m)^( *)- date: (\S+)",
        r"\1- {date: \2, text: «So they say.}\n\1- date: \2",
        "no source",
    ),
]


def told(folder: Path) -> list[Diagnostic]:
    """Everything that is wrong with the story or odd about it."""
    story, found, origins = examine_with_origins(folder)
    return found + (warnings(story, origins) if story is not None else [])


@pytest.fixture(scope="module")
def usual() -> Counter[tuple[str, str]]:
    """What is reported about the story as it is: nothing, or what its author accepts."""
    return Counter((one.code.id, one.message) for one in told(GSOMIA))


def broken(folder: Path, way: Way) -> tuple[Path, int, int]:
    """Break the story in the folder; returns the file, and the line and column of the mark."""
    for file in sorted(folder.glob("*.yaml")):
        text = file.read_text(encoding="utf-8")
        after, count = re.subn(way.pattern, way.by, text, count=1)
        if not count:
            continue
        before, mark, _ = after.partition("«")
        file.write_text(after.replace("«", ""), encoding="utf-8")
        if not mark:
            return file, 0, 0
        return file, before.count("\n") + 1, len(before) - before.rfind("\n")
    raise AssertionError(f"nothing in the story is like {way.pattern}")


@pytest.mark.parametrize("way", WAYS, ids=[way.name for way in WAYS])
def test_a_broken_story_says_where_why_and_what_to_do(
    way: Way, tmp_path: Path, usual: Counter[tuple[str, str]]
) -> None:
    folder = tmp_path / "story"
    shutil.copytree(GSOMIA, folder)
    file, line, column = broken(folder, way)
    found = told(folder)
    new = Counter((one.code.id, one.message) for one in found) - usual
    (one,) = [one for one in found if (one.code.id, one.message) in new]
    assert one.code.id == way.code, str(one)
    assert Path(one.place.file).name == file.name
    if line:
        assert (one.place.line, one.place.column) == (line, column), str(one)
    assert way.said in f"{one.message} `{one.suggestion}`"
    assert one.source_line in file.read_text(encoding="utf-8")
    rendered = str(one)
    assert f"  = {CODES[way.code].remedy}" in rendered
    assert "^" in rendered


def test_there_are_twenty_ways_and_more() -> None:
    assert len({way.name for way in WAYS}) >= 20
    assert len({way.code for way in WAYS}) >= 20
