"""Where stories were played lately: any bytes give an index, with no folder that is gone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator.story_folders import FILE, MOST, StoryFolders


def test_the_newest_comes_first_and_each_stands_once(tmp_path: Path) -> None:
    places = [tmp_path / name for name in ("a", "b")]
    for place in places:
        place.mkdir()
    folders = StoryFolders(tmp_path / "data")
    assert folders.paths() == ()
    for place in (*places, places[0]):
        folders.note(place)
    assert StoryFolders(tmp_path / "data").paths() == tuple(places)
    assert [file.name for file in (tmp_path / "data").iterdir()] == [FILE]


def test_what_is_gone_is_not_offered_and_comes_back(tmp_path: Path) -> None:
    place = tmp_path / "a"
    place.mkdir()
    folders = StoryFolders(tmp_path)
    folders.note(place)
    place.rmdir()
    assert folders.paths() == ()
    place.write_text("story: {}", encoding="utf-8")
    assert folders.paths() == (place,)


def test_it_never_grows_without_end(tmp_path: Path) -> None:
    folders = StoryFolders(tmp_path)
    for number in range(MOST + 5):
        (tmp_path / str(number)).mkdir()
        folders.note(tmp_path / str(number))
    assert len(folders.paths()) == MOST
    assert folders.paths()[0].name == str(MOST + 4)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[" * 100_000,
        b'{"stories": ["a\\u0000b", "/\\ud800", "relative", 3, null, {}, "/"]}',
        b'{"stories": "/"}',
        b"9" * 6_000,
        b'{"stories": ["' + b"/x" * 600_000 + b'"]}',
    ],
)
def test_any_bytes_give_an_index(content: bytes, tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(content)
    folders = StoryFolders(tmp_path)
    assert all(path == Path("/") for path in folders.paths())
    folders.note(tmp_path)
    assert folders.paths()[0] == tmp_path


@given(st.one_of(st.binary(), st.text().map(lambda one: json.dumps({"stories": [one]}).encode())))
def test_whatever_stands_in_it(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    for path in StoryFolders(tmp_path).paths():
        assert path.exists()


def test_an_index_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file", encoding="utf-8")
    folders = StoryFolders(tmp_path / "data")
    folders.note(tmp_path)
    assert folders.paths() == ()
