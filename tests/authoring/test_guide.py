"""The guide's table of messages: each comes as it stands there, from what it says one did."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from negotiator.story.loading import examine

GUIDE = Path(__file__).parents[2] / "docs" / "authors" / "guide.md"
ROWS = [
    row.split(" | ")[0].removeprefix("| ")
    for row in GUIDE.read_text(encoding="utf-8").partition("| it says |")[2].splitlines()[2:]
    if row.startswith("| ")
]

STORY = """\
story: {id: quay, title: The quay, format: 1, version: 1, start: quay}
gauges:
  trust: {label: Trust, start: 40, better: high, bands: {0: Low, 50: High}}
scenes:
  quay:
    title: The quay
    text: The boats are late.
    choices:
      - {id: ask, text: Ask, effects: {trust: +5}}
      - {id: wait, text: Wait, goto: home}
endings:
  home: {title: Home, outcome: over, text: You go home.}
"""

MISTAKES = [
    ("text: The boats are late.", "text:\n      - The boats are late.\n       - It rains."),
    ("    text: The boats", "\u00a0   text: The boats"),
    ("text: The boats are late.", "text: |\n          N\n      town\n"),
    ("text: The boats are late.", "text: He said: no"),
    ("text: The boats are late.", "text: [^S1] The boats are late."),
    ("text: You go home.", "text: You go home, late"),
    ("    title: The quay", "\ttitle: The quay"),
    ("+5", "6"),
    ("goto: home", "goto: hone"),
    ("    title: The quay\n", ""),
    ("    text: The boats", "    title: The quay\n    text: The boats"),
    ("goto: home", "goto: [{when: trust > 5, to: home}]"),
    ("scenes:\n", "flags: {trust: They trust you}\nscenes:\n"),
]


def test_every_message_is_tried() -> None:
    assert len(ROWS) == len(MISTAKES)


@pytest.mark.parametrize(("row", "mistake"), zip(ROWS, MISTAKES, strict=True), ids=ROWS)
def test_the_message_comes(tmp_path: Path, row: str, mistake: tuple[str, str]) -> None:
    assert mistake[0] in STORY
    file = tmp_path / "story.yaml"
    file.write_text(STORY.replace(*mistake), encoding="utf-8")
    _, found = examine(file)
    pattern = ".*".join(re.escape(part.strip()) for part in row.split("…"))
    assert [one for one in found if re.search(pattern, one.message)], [str(one) for one in found]
