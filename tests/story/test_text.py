"""A text is split at its marks, nothing of it is lost, and each mark is found where it stands."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from negotiator.story.model import Cite, Link, Words
from negotiator.story.text_marks import Braced, Part, cut, marks, unmarked

PIECES = st.sampled_from(
    [
        *("The pact", "waits,", "é", "{{", "}}", " ", "\n", "  \n  "),
        *("[^S14]", "[[pact]]", "[[win_set|the\n  win-sets]]"),
        *("{opinion}", "{ opinion.band }", "{terms.level}", "{'{}' if a\n else \"}\"}"),
    ]
)
TEXTS = st.lists(PIECES, max_size=12).map("".join)
LEFT_OPEN = st.sampled_from(["[[pact", "{opinion", "[^ S14]", "[[a[b]]"])


def written(segment: Part) -> str:
    """A segment as an author would write it on one line."""
    match segment:
        case Words(words):
            return words.replace("{", "{{").replace("}", "}}")
        case Cite(source):
            return f"[^{source}]"
        case Link(term, words):
            return f"[[{term}|{words}]]" if words else f"[[{term}]]"
        case Braced(source):
            return f"{{{source}}}"


@given(TEXTS)
def test_nothing_is_lost_but_white_space(text: str) -> None:
    segments, is_open = cut(text)
    assert not is_open
    on_one_line = " ".join(text.split())
    assert "".join(map(written, segments)) == re.sub(r" (?=\[\^)", "", on_one_line)


@given(TEXTS)
def test_marks_are_found_where_they_were_written(text: str) -> None:
    found = list(marks(text))
    for offset, length, segment in found:
        alone = " ".join(text[offset : offset + length].split())
        assert cut(alone).segments == [_folded(segment)]
    named = [one for one in cut(text).segments if not isinstance(one, Words)]
    assert [_folded(one.segment) for one in found] == named


def _folded(segment: Part | None) -> Part | None:
    if isinstance(segment, Braced):
        return Braced(" ".join(f"-{segment.source}-".split())[1:-1])
    if isinstance(segment, Link):
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
        assert re.search(r"[\[{}]", text)
    else:
        assert list(plain) == cut(text).segments


def test_words_of_a_link_may_go_over_two_lines() -> None:
    assert cut("the [[win_set|two\n  win-sets]]").segments[1] == Link("win_set", "two win-sets")
