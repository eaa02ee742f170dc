"""Anything read without Python's parser comes out the same as when it is read with it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from negotiator.story.bounds import LARGEST
from negotiator.story.expression_faults import ExpressionError
from negotiator.story.expression_parser import parse
from negotiator.story.expressions import Expression, Type
from negotiator.story.reading.conditions import compared, joined
from tests.story.test_expressions import NAMES


def part(source: str) -> Expression | None:
    try:
        return parse(source, NAMES, Type.TRUTH)
    except ExpressionError:
        return None


TOKENS = [*NAMES.types, "and", "or", "and", "not", "(", ")", "<", "==", "-", "1", "'and'", "#", ","]


@given(st.lists(st.sampled_from(TOKENS), max_size=14))
def test_a_condition_of_known_parts_is_what_it_is_read_whole(tokens: list[str]) -> None:
    source = " ".join(tokens)
    found = joined(source, part)
    if found is not None:
        assert found == part(source)


PARTS = [
    *("leaked", "(leaked)", "opinion > 3", "true", "not leaked", "(opinion > 3", "opinion) > 3"),
    *("leaked if true", "else leaked", "true if leaked else leaked", "leaked or(leaked)"),
    *("leaked and(true)", "(true)or leaked", "seen(quay)", "opinion > (3 if leaked else 4)"),
]
GAPS = [" ", " ", "  ", "", "\u00a0", "\u3000", "\x0c", "\r", "\n", "\t"]


@given(st.lists(st.sampled_from(PARTS), min_size=2, max_size=5), st.data())
def test_parts_are_joined_as_they_are_read_whole(parts: list[str], data: st.DataObject) -> None:
    source = parts[0]
    for one in parts[1:]:
        before, after = data.draw(st.sampled_from(GAPS)), data.draw(st.sampled_from(GAPS))
        source += before + data.draw(st.sampled_from(["and", "and", "or"])) + after + one
    found = joined(source, part)
    if found is not None:
        assert found == part(source)


def test_nothing_looser_than_a_joining_word_is_a_part() -> None:
    for source in (
        "leaked and true if true else leaked",
        "leaked and true or(leaked)",
        "leaked or true if leaked else true",
        "leaked and\u00a0true and leaked",
        "leaked and true\x0c and leaked",
    ):
        assert joined(source, part) is None


def test_a_condition_is_made_of_known_parts() -> None:
    name = next(one for one, kind in NAMES.types.items() if kind is Type.TRUTH)
    for source in (f"{name} and not {name}", f"{name} or ({name}) or {name}"):
        found = joined(source, part)
        assert found is not None
        assert found == part(source)
    for source in (name, f"{name} and {name} or {name}", f"({name} and {name}) and {name}"):
        assert joined(source, part) is None


NAMED = [*NAMES.types, "visits(hall)", "visits(hal)", "visits( hall )", "seen(quay)", "true", "if"]
SIGNS = ["<", "<=", ">", ">=", "==", "!=", "=", "in", "<>"]
WRITTEN = ["0", "7", "-7", "007", "1_000", "0x1f", "1.5", str(LARGEST), str(LARGEST + 1), "leaked"]


@given(st.sampled_from(NAMED), st.sampled_from(SIGNS), st.sampled_from(WRITTEN), st.data())
def test_a_comparison_with_a_number_is_what_it_is_read_whole(
    name: str, sign: str, written: str, data: st.DataObject
) -> None:
    gaps = st.sampled_from([" ", " ", " ", "", "  ", "\n"])
    more = data.draw(st.sampled_from(["", "", "+", "-"]))
    other = f"{data.draw(gaps)}{more}{data.draw(gaps)}{data.draw(st.sampled_from(NAMED))}"
    source = f"{name}{other if more else ''}{data.draw(gaps)}{sign}{data.draw(gaps)}{written}"
    found = compared(source, NAMES)
    if found is not None:
        assert found == part(source)


def test_a_plain_comparison_needs_no_parser() -> None:
    sums = ("opinion + beijing > 100", "opinion + opinion > 100", "visits(hall) + opinion == 7")
    for source in ("opinion >= 48", "visits(hall) > 0", f"beijing != {LARGEST}", *sums):
        found = compared(source, NAMES)
        assert found is not None
        assert found == part(source)
