"""The title page is read without the rest of its file, and says the same as reading the whole
file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiator.library import Shelf
from negotiator.story.diagnostics import Problems
from negotiator.story.nodes import Mapping, Scalar
from negotiator.story.reading.title_page import title_page
from negotiator.story.reading.yaml import read_yaml
from tests.story.mutations import mutated
from tests.story.test_fuzz import WHOLE


def of_the_whole(content: bytes) -> dict[str, str] | None:
    """The page as read from the whole file; None if there is any fault in it."""
    problems = Problems()
    root = read_yaml(content, "", problems)
    page = root.entries.get("story") if isinstance(root, Mapping) else None
    if problems.found or not isinstance(page, Mapping):
        return None
    return {key: node.value for key, node in page.entries.items() if isinstance(node, Scalar)}


@pytest.mark.parametrize(
    "text",
    [
        "story: {id: x, a: [b, {c: d}], minutes: 3}\n",
        "scenes: {story: {id: y}, b: [story, {id: z}]}\nstory: {id: x}\nb: c\n",
        "{b: c, story: {id: x}}",
        '"story": {"id": x}\n',
        "a: &a {id: x}\nstory: *a\n",
        "a: &a x\nstory: {id: *a, *a : b}\n",
        "story: &a {id: x}\nb: *a\n",
        "story: {}\n",
    ],
)
def test_a_page_however_it_is_written(text: str) -> None:
    assert title_page(text.encode()) == of_the_whole(text.encode())
    assert title_page(text.encode()) is not None


@pytest.mark.parametrize(
    "text", ["", "x", "- story: {id: x}", "story: x", "story: [id, x]", "a: {story: {id: x}}", "\0"]
)
def test_a_file_without_a_page(text: str) -> None:
    assert title_page(text.encode()) is None


@settings(max_examples=100)
@given(st.sampled_from(sorted(WHOLE)), st.integers(0, 2**32))
def test_a_broken_file_has_the_page_that_can_be_read(name: str, seed: int) -> None:
    content = mutated(WHOLE[name][0], seed)
    found = of_the_whole(content)
    if found is not None:
        assert title_page(content) == found
    else:
        title_page(content)


def test_a_story_that_is_broken_further_down_is_listed_by_its_name(tmp_path: Path) -> None:
    broken = "story: {id: port, title: The Port}\nscenes: {a: [}\n"
    (tmp_path / "story.yaml").write_text(broken, encoding="utf-8")
    (offer,) = Shelf([tmp_path]).offers()
    assert (offer.id, offer.title) == ("port", "The Port")
