"""Each code's page in docs/diagnostics/ shows a fault, its message, and the story corrected.

The pages show what really happens: both stories on each page are read here. After a change of a
code or a message, `python -m tests.story.test_diagnostics_pages` rewrites the title, the message,
and the list of all codes.
"""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path
from typing import NamedTuple

import pytest

from negotiator.checking.check import check
from negotiator.checking.findings import faults
from negotiator.checking.static import warnings
from negotiator.story.codes import CODES
from negotiator.story.diagnostics import Diagnostic
from negotiator.story.loading import examine_with_origins

TOP = Path(__file__).parents[2]
PAGES = TOP / "docs" / "diagnostics"
SEARCHED = ("N7", "N82", "N645", "N646", "N650", "N651", "N652")
"""What the codes begin with that only a search finds."""
EFFORT = 1_000_000
"""The effort a search may spend; these stories need little of it."""
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_ELSEWHERE = re.compile(r"The test `(\w+)` in `([\w/.]+)` shows it\.")
PARTS = {
    "1": "Files and YAML",
    "2": "The form of a part",
    "3": "Names",
    "4": "Expressions",
    "5": "Effects, ways on, gauges and texts",
    "6": "What can be played, and is odd",
    "7": "What a search found out",
    "8": "Exercises for a class",
}


class Page(NamedTuple):
    """The text of a page: the story with the fault, its message, the story corrected."""

    text: str
    faulty: str
    said: str
    mended: str

    @classmethod
    def of(cls, code: str) -> Page:
        text = (PAGES / f"{code}.md").read_text(encoding="utf-8")
        blocks = _BLOCK.findall(text)
        assert [kind for kind, _ in blocks] in ([], ["yaml", "text", "yaml"])
        return cls(text, *([inner for _, inner in blocks] or ["", "", ""]))


def told(code: str, story: str) -> list[Diagnostic]:
    """What is reported about a story given as a file in the current folder, with a search or
    without one."""
    file = Path("story.yaml")
    file.write_text(story, encoding="utf-8")
    read, found, origins = examine_with_origins(file)
    if read is None:
        return found
    if code.startswith(SEARCHED):
        return [one.diagnostic for one in faults(check(read, effort=EFFORT), origins)]
    return found + warnings(read, origins)


def index() -> str:
    """The list of all codes."""
    lines = [
        "# What can be wrong with a story",
        "",
        "`negotiator check` names each fault by a code. An error keeps a story from being played,",
        "but for those that a search found out (N7…): such a story can be played, and shouldn't be",
        "given away. A warning is of what is odd. Each code has a page with a story that shows it",
        "and the story mended.",
    ]
    part = ""
    for code in CODES.values():
        if code.id[1] != part:
            part = code.id[1]
            lines += ["", f"## {PARTS[part]}", "", "| code | | what is wrong |", "|---|---|---|"]
        lines.append(f"| [{code.id}]({code.id}.md) | {code.severity.value} | {code.about} |")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("code", sorted(CODES))
def test_a_page_shows_what_happens(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    page = Page.of(code)
    assert page.text.startswith(f"# {code}: {CODES[code].about}\n")
    if not page.faulty:
        named = _ELSEWHERE.search(page.text)
        assert named is not None
        test = (TOP / named[2]).read_text(encoding="utf-8")
        assert f"def {named[1]}(" in test
        assert f'"{code}"' in test
        return
    (one,) = told(code, page.faulty)
    assert one.code.id == code
    assert f"{one}\n" == page.said
    assert told(code, page.mended) == []


def test_every_page_is_of_a_code() -> None:
    assert {page.stem for page in PAGES.glob("N*.md")} == set(CODES)
    assert len(CODES) >= 40


def test_the_list_of_codes_is_up_to_date() -> None:
    assert (PAGES / "README.md").read_text(encoding="utf-8") == index()


def write() -> None:
    """Rewrite the message for each page's story, and the list."""
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for code in CODES:
            page = Page.of(code)
            if page.faulty:
                said = "\n".join(str(one) for one in told(code, page.faulty)) + "\n"
                text = page.text.replace(f"```text\n{page.said}", f"```text\n{said}")
                _, _, below = text.partition("\n")
                text = f"# {code}: {CODES[code].about}\n{below}"
                (PAGES / f"{code}.md").write_text(text, encoding="utf-8")
        os.chdir(TOP)
    (PAGES / "README.md").write_text(index(), encoding="utf-8")


if __name__ == "__main__":
    write()
