"""A text is split at its marks, nothing of it is lost, and each mark is found where it stands."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator.story.line_breaks import flowing, folded, laid_out, lined, wrapped_line
from negotiator.story.model import Citation, GlossaryLink, Stress, Words
from negotiator.story.text_marks import (
    Interpolation,
    Part,
    cut,
    cut_as_laid_out,
    is_bare,
    marks,
    star_runs,
    unmarked,
)

PIECES = st.sampled_from(
    [
        *("The pact", "waits,", "é", "{{", "}}", " ", "\n", "  \n  "),
        *("[^S14]", "[[pact]]", "[[win_set|the\n  win-sets]]"),
        *("{opinion}", "{ opinion.band }", "{terms.level}", "{'{}' if a\n else \"}\"}"),
        *("*", "**", "***", "****", "2*3", "\\*", "\\[", "\\\\"),
    ]
)
TEXTS = st.lists(PIECES, max_size=12).map("".join)
LEFT_OPEN = st.sampled_from(["[[pact", "{opinion", "[^ S14]", "[[a[b]]"])


def written(segment: Part) -> str:
    """A segment as an author would write it on one line; stress is left out."""
    match segment:
        case Words(words):
            return words.replace("{", "{{").replace("}", "}}")
        case Stress():
            return ""
        case Citation(source):
            return f"[^{source}]"
        case GlossaryLink(term, words):
            return f"[[{term}|{words}]]" if words else f"[[{term}]]"
        case Interpolation(source):
            return f"{{{source}}}"


@given(TEXTS)
def test_nothing_is_lost_but_white_space(text: str) -> None:
    segments, is_open, _ = cut(text)
    assert not is_open
    on_one_line = " ".join(text.split())
    told = "".join(map(written, segments))
    without = re.sub(r" (?=\[\^)", "", on_one_line)
    for sign in "[*\\":
        without = without.replace(f"\\{sign}", sign)
    assert told.replace("*", "") == without.replace("*", "")


@given(TEXTS)
def test_marks_are_found_where_they_were_written(text: str) -> None:
    found = list(marks(text))
    for offset, length, segment in found:
        alone = " ".join(text[offset : offset + length].split())
        assert cut(alone).segments == [_folded(segment)]
    named = [one for one in cut(text).segments if not isinstance(one, Words | Stress)]
    assert [_folded(one.segment) for one in found] == named


def _folded(segment: Part | None) -> Part | None:
    if isinstance(segment, Interpolation):
        return Interpolation(" ".join(f"-{segment.source}-".split())[1:-1])
    if isinstance(segment, GlossaryLink):
        return segment._replace(words=" ".join(segment.words.split()))
    return segment


@given(TEXTS, LEFT_OPEN, st.sampled_from(["", " and so on", "\n\nand so on"]))
def test_a_mark_left_open_is_told(before: str, mark: str, after: str) -> None:
    text = f"{before} {mark}{after}"
    assert cut(text).is_open
    first = next(one for one in marks(text) if one.segment is None)
    assert text[first.offset :].startswith(mark[0])
    assert first.offset >= len(before)


@given(TEXTS)
def test_a_text_without_marks_is_the_same_either_way(text: str) -> None:
    plain = unmarked(text)
    if plain is None:
        assert re.search(r"[\[{}*\\]", text)
    else:
        assert list(plain) == cut(text).segments


def test_words_of_a_link_may_go_over_two_lines() -> None:
    assert cut("the [[win_set|two\n  win-sets]]").segments[1] == GlossaryLink(
        "win_set", "two win-sets"
    )


# Stress


def shown(text: str) -> str:
    """A text with `<` where stress begins or ends."""
    parts = cut_as_laid_out(text).segments
    return "".join("<" + one.stars + ">" if isinstance(one, Stress) else one[0] for one in parts)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("*Now* or never", "<*>Now<> or never"),
        ("**Now**, or *never*", "<**>Now<>, or <*>never<>"),
        ("*so **very** much*", "<*>so <***>very<*> much<>"),
        ("***both***", "<***>both<>"),
        ("*기밀*은", "<*>기밀<>은"),
        ('**"인용"**은', '<**>"인용"<>은'),
        ("2*3*4", "2*3*4"),
        ("5 * 3 and a * b", "5 * 3 and a * b"),
        ("a star*", "a star*"),
        (r"\*so\* it is, C:\x \\ \[\[x]]", r"*so* it is, C:\x \ [[x]]"),
        ("*one\n\ntwo*", "*one\n\ntwo*"),
        ("*one\ntwo*", "<*>one\ntwo<>"),
        ("*see [^S1]*", "<*>seeS1<>"),
    ],
)
def test_stars_stress_what_they_touch(text: str, told: str) -> None:
    assert shown(text) == told


@given(TEXTS)
def test_stress_ends_where_its_paragraph_does(text: str) -> None:
    laid = lined(text)
    stress = ""
    for one in cut_as_laid_out(laid).segments:
        if isinstance(one, Stress):
            stress = one.stars
        elif isinstance(one, Words) and "\n\n" in one.words:
            assert stress == ""
    assert stress == ""


@given(TEXTS)
def test_a_loose_star_is_told_of_where_it_was_written(text: str) -> None:
    runs = star_runs(text)
    for number in cut_as_laid_out(lined(text)).loose:
        offset, length = runs[number]
        assert text[offset : offset + length] == "*" * length


# Lines


@pytest.mark.parametrize(
    ("style", "text", "is_on_one_line", "told"),
    [
        ("|", "To: Seoul\n\n\n  Stop  at once.\n", False, "To: Seoul\n\nStop at once."),
        (">", "one goes on\ntwo\n", False, "one goes on\n\ntwo"),
        ("", "one goes on\ntwo", False, "one goes on\n\ntwo"),
        ('"', "one\ntwo", True, "one\ntwo"),
        ('"', "one goes on\ntwo", False, "one goes on\n\ntwo"),
    ],
)
def test_a_line_break_means_what_it_does_where_it_stands(
    style: str, text: str, is_on_one_line: bool, told: str
) -> None:
    assert laid_out(text, style, is_on_one_line=is_on_one_line) == told


@given(TEXTS)
def test_a_layout_keeps_all_words_and_is_itself_laid_out(text: str) -> None:
    for layout in (lined, flowing):
        laid = layout(text)
        assert laid.split() == text.split()
        assert layout(laid) == laid


def test_prose_that_an_editor_wrapped_is_found() -> None:
    prose = "The minister came back from the capital with a text that nobody\nhad seen before."
    assert wrapped_line(prose) == 0
    assert wrapped_line("TO THE MINISTER\n\n" + prose) == 2
    assert wrapped_line("The moon has set,\nand the Pleiades;") is None


SPACES = st.sampled_from(
    ["The", "pact", " ", "  ", "\t", "\n", "\x0b", "\x1d", "\xa0", "\u3000", "\u200b"]
)


@given(st.lists(SPACES | PIECES, max_size=8).map("".join))
def test_what_is_found_out_fast_is_what_is_found_out_word_by_word(text: str) -> None:
    assert folded(text) == " ".join(text.split())
    if is_bare(text):
        assert cut(text).segments == [Words(text)]
