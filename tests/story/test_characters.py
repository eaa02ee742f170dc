"""Characters that no text may have are an error exactly where they are; those that scripts need are
not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from negotiator.escaping import REFUSED
from negotiator.story.diagnostics import Diagnostic
from negotiator.story.loading import examine, load
from tests.story.test_diagnostics import BASE

CONTROLS = [*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0))]
TURNING = [*map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))]
BAD = sorted({*CONTROLS, *TURNING, "\ufeff"} - {"\n", "\t"})
"""All characters that the format refuses."""


def told(folder: Path, text: str) -> list[Diagnostic]:
    file = folder / "story.yaml"
    file.write_text(text, encoding="utf-8", newline="")
    return examine(file)[1]


def at(one: Diagnostic) -> tuple[str, int, int]:
    return one.code.id, one.place.line, one.place.column


def code(character: str) -> str:
    return "N120" if character in TURNING else "N119"


@pytest.mark.parametrize("character", BAD, ids=lambda one: f"U+{ord(one):04X}")
def test_a_refused_character_is_an_error_where_it_stands(character: str, tmp_path: Path) -> None:
    # As a plain character in a text, a comment and a key, and as an escape in quotes.
    in_text = BASE.replace("text: Hello.", f"text: Hel{character}lo.")
    number = f"U+{ord(character):04X}"
    (first, *_) = told(tmp_path, in_text)
    assert at(first) == (code(character), 14, 14)
    assert number in first.message
    (first, *_) = told(tmp_path, BASE.replace("text: Hello.", f"text: Hello. # a {character}."))
    assert at(first) == (code(character), 14, 22)
    (one,) = told(tmp_path, BASE.replace("text: Hello.", f'text: "He \\U{ord(character):08x}"'))
    assert at(one) == (code(character), 14, 15)
    assert number in one.message
    assert character not in str(one)


def test_an_escape_is_told_where_it_stands_in_a_text_of_several_lines(tmp_path: Path) -> None:
    text = BASE.replace(
        "text: Hello.", 'text: "He said:\\\n      no \\\\e, \\e[31m and\n\n\n  \\x9b"'
    )
    assert list(map(at, told(tmp_path, text))) == [("N119", 15, 15), ("N119", 18, 3)]
    key = BASE.replace("flags: {", 'flags: {"a\\nb\\a": x, ')
    assert list(map(at, told(tmp_path, key))) == [("N119", 10, 14)]


def test_what_a_comment_or_single_quotes_have_is_no_escape(tmp_path: Path) -> None:
    text = BASE.replace("text: Hello.", "text: 'C:\\e and \\a' # \\e \"\\e\"")
    assert told(tmp_path, text) == []
    assert told(tmp_path, BASE.replace("\n", "\r\n")) == []
    assert told(tmp_path, "\ufeff" + BASE) == []


def test_all_faults_of_a_file_are_told_beside_a_control_character(tmp_path: Path) -> None:
    text = BASE.replace("text: Hello.", "text: Hel\x1blo.").replace("endings:\n", "---\nendings:\n")
    assert [one.code.id for one in told(tmp_path, text)] == ["N119", "N113"]


@pytest.mark.parametrize("mark", ["\u200c", "\u200d", "\u200e", "\u200f"])
def test_joiners_and_marks_are_allowed_in_texts_and_named_in_names(
    mark: str, tmp_path: Path
) -> None:
    words = f"سلام{mark} می{mark}خواهم 👩{mark}⚖"
    assert told(tmp_path, BASE.replace("text: Hello.", f"text: {words}")) == []
    assert load(tmp_path / "story.yaml").scenes["a"].text[0].text[0].words == words  # type: ignore[union-attr]
    number = f"U+{ord(mark):04X}"
    (first, *_) = told(tmp_path, BASE.replace("      - id: turn", f"      - id: tu{mark}rn"))
    assert at(first) == ("N204", 19, 15)
    assert number in first.message
    (one,) = told(tmp_path, BASE.replace("        goto: b", f"        goto: b{mark}"))
    assert at(one) == ("N301", 18, 15)
    assert number in one.message
    (one,) = told(
        tmp_path, BASE.replace("        goto: b", f"        when: tr{mark}ust > 1\n        goto: b")
    )
    assert at(one) == ("N401", 18, 17)
    assert number in one.message
    (first, *_) = told(tmp_path, BASE.replace("    title: A\n", f"    ti{mark}tle: A\n"))
    assert first.code.id in ("N201", "N202")
    assert any(
        number in one.message for one in told(tmp_path, (tmp_path / "story.yaml").read_text())
    )


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), st.integers(0, 27))
@example("\r", 3)
@example("\x85\u2028\x00", 14)
def test_any_text_anywhere_is_refused_or_leaves_nothing_behind(
    tmp_path_factory: pytest.TempPathFactory, text: str, line: int
) -> None:
    lines = BASE.splitlines(keepends=True)
    lines[line] = lines[line].rstrip("\n") + f" {text}\n"
    whole = "".join(lines)
    found = told(tmp_path_factory.mktemp("story"), whole)
    refused = [one for one in found if one.code.id in ("N119", "N120")]
    if REFUSED_ONES & set(text) or re.search("\r(?!\n)", whole):
        assert refused
    for one in found:
        assert not REFUSED_ONES & set(str(one))


REFUSED_ONES = frozenset(
    chr(number) for number in range(0x10000) if chr(number) in BAD or number in (0xFFFE, 0xFFFF)
) - {"\r"}


def test_the_gate_refuses_what_the_format_does() -> None:
    assert {one for one in BAD if not re.match(f"[{REFUSED}\r]", one)} == set()
