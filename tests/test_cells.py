"""Lines are measured in cells: none is wider than the window, and nothing is lost unmarked."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from negotiator import cells
from tests.texts import KOREAN, run_together, texts

widths = st.integers(2, 100)
anything = texts | run_together | st.text(max_size=60)


@given(texts | run_together, st.integers(0, 100))
def test_a_text_that_is_cut_fits_and_says_so(text: str, room: int) -> None:
    shown = cells.cut(text, room)
    assert cell_len(shown) <= room
    if shown != text and room:
        assert shown.endswith(cells.MARK)
        assert text.startswith(shown.removesuffix(cells.MARK))


@given(texts | run_together, st.integers(1, 100))
def test_a_text_that_is_cut_before_fits_and_says_so(text: str, room: int) -> None:
    shown = cells.cut_before(text, room)
    assert cell_len(shown) <= room
    if shown != text:
        assert shown.startswith(cells.MARK)
        # Half of a wide letter leaves a space.
        assert text.endswith(shown.removeprefix(cells.MARK).lstrip())


@given(anything, st.integers(1, 100))
@example(text="\U00016f51", room=1)
def test_columns_stand_below_each_other(text: str, room: int) -> None:
    for column in (cells.left, cells.right, cells.centred):
        assert cells.width(column(text, room)) == room


@given(texts | run_together, widths, st.sampled_from(["", " ", "   "]))
def test_a_wrapped_text_fits_and_loses_nothing(text: str, window: int, indent: str) -> None:
    lines = cells.wrapped(text, window, first=indent, rest=indent)
    assert all(cell_len(line) <= window for line in lines)
    assert "".join(text.split()) == "".join("".join(lines).split())


@given(texts, widths)
def test_no_word_that_has_room_is_broken(text: str, window: int) -> None:
    shown = [word for line in cells.wrapped(text, window) for word in line.split()]
    for word in text.split():
        if cells.width(word) <= window:
            assert word in shown, shown


@given(anything, widths)
def test_any_text_at_all_fits(text: str, window: int) -> None:
    assert all(cells.width(line) <= window for line in cells.wrapped(text, window))
    assert cells.width(cells.cut(text, window)) <= window


CLUSTERS = ("\u1100", "\U0001f1e6", "\U0001f468\u200d", "a\u0301", "\u0e33", "x")
"""Letters of which any number run together: into one sign, into pairs, or into a word."""


@given(st.sampled_from(CLUSTERS), st.integers(1, 3_000), widths, st.sampled_from(["", "a b "]))
@example(sign="x", number=100_000, window=40, before="")
@example(sign="\u1100", number=100_000, window=40, before="")
def test_words_without_end_fit_and_lose_nothing(
    sign: str, number: int, window: int, before: str
) -> None:
    text = before + sign * number
    lines = cells.wrapped(text, window, rest=" ")
    assert all(cells.width(line) <= window for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@pytest.mark.parametrize("window", range(2, 20))
def test_what_a_log_takes_for_a_command_still_fits(window: int) -> None:
    text = "and ::error::x ::warning file=a,line=1 ##[group] more"
    lines = cells.wrapped(text, window)
    assert all(cells.width(line) <= window for line in lines)
    assert not any(line.lstrip().startswith("::") for line in lines)
    assert not any("##[" in line for line in lines)


def test_korean_is_wrapped_between_words() -> None:
    assert cells.wrapped(" ".join(KOREAN), 9) == [
        "그리고",
        "어머니의",
        "민주주의",
        "한국",
        "협정을 이",
    ]
