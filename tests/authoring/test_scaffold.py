"""The first story: written, checked, played; and nothing of an author's ever written over."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from negotiator.authoring.json_schema import FILE_NAME, json_schema
from negotiator.authoring.scaffold import (
    LONGEST_TITLE,
    SETTINGS,
    ScaffoldError,
    identifier,
    story,
    write_first_story,
)
from negotiator.authoring.story_names import NO_NAMES, story_names
from negotiator.engine import Play, replay
from negotiator.story import schema
from negotiator.story.loading import examine, load
from tests.authoring.test_json_schema import faults
from tests.commands import run
from tests.saves.test_together import largest_file


def test_it_checks_clean_and_can_be_played(tmp_path: Path) -> None:
    folder = tmp_path / "my story"
    done = run("new", str(folder))
    assert (done.returncode, done.stderr) == (0, "")
    assert str(folder / "story.yaml") in done.stdout
    checked = run("check", str(folder))
    assert (checked.returncode, checked.stderr) == (0, "")
    found, noted = examine(folder)
    assert noted == []
    assert found
    assert found.id == "my_story"
    for test in found.tests.values():
        replayed = replay(found, test.seed, test.decisions)
        assert replayed.stopped is None
        assert replayed.play.state.scene == test.ends


def test_every_ending_can_be_come_to(tmp_path: Path) -> None:
    write_first_story(tmp_path / "a")
    found = load(tmp_path / "a")
    reached = set()
    waiting = [Play.begin(found, seed) for seed in range(6)]
    while waiting:
        play = waiting.pop()
        if play.ending:
            reached.add(play.ending.id)
        elif len(play.steps) < 6:
            waiting += [play.choose(one.id) for one in play.options() if one.open]
    assert reached == set(found.endings)


def test_it_shows_what_an_author_needs_first() -> None:
    text = story("mine")
    for section in ("story", "sources", "glossary", "gauges", "flags", "actors", "axes", "scenes"):
        assert f"\n{section}:\n" in text
        assert section in schema.STORY_FILE.names
    for part in ("when:", "locked:", "once:", "because", "goto:", "chance:", "readings:", "[^F1]"):
        assert part in text
    assert len(text.splitlines()) < 220


def test_it_gives_editors_their_schema(tmp_path: Path) -> None:
    write_first_story(tmp_path / "a")
    text = (tmp_path / "a" / "story.yaml").read_text(encoding="utf-8")
    assert text.splitlines()[0] == f"# yaml-language-server: $schema={FILE_NAME}"
    written = json.loads((tmp_path / "a" / FILE_NAME).read_text(encoding="utf-8"))
    assert written == json_schema(story_names(tmp_path / "a") or NO_NAMES)
    assert set(load(tmp_path / "a").scenes) <= set(written["$defs"]["place"]["anyOf"][0]["enum"])
    settings = json.loads((tmp_path / "a" / SETTINGS).read_text(encoding="utf-8"))
    assert settings == {"yaml.schemas": {f"./{FILE_NAME}": ["*.yaml", "*.yml"]}}
    assert faults(text) == []


@pytest.mark.parametrize(
    "title", ["The Pact", 'A "quoted": title', "협상", "{gauge} [x] # no", "two\nlines\x00\x7f"]
)
def test_any_title(tmp_path: Path, title: str) -> None:
    write_first_story(tmp_path / "a", title)
    assert load(tmp_path / "a").title == " ".join(
        title.replace("\0", "").replace("\x7f", "").split()
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("The Pact, 2016!", "the_pact_2016"),
        ("2016", "story_2016"),
        ("협상", "story"),
        ("a" * 200, "a" * 80),
    ],
)
def test_an_identifier_from_a_name(name: str, expected: str) -> None:
    assert identifier(name) == expected


def test_nothing_is_written_over(tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("mine", encoding="utf-8")
    for taken in (tmp_path, note):
        done = run("new", str(taken))
        assert (done.returncode, done.stdout) == (2, "")
        assert len(done.stderr.splitlines()) == 1
        assert "nothing is written over" in done.stderr
    assert [one.name for one in tmp_path.iterdir()] == ["note.txt"]
    with pytest.raises(ScaffoldError):
        write_first_story(tmp_path)


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    assert run("new", str(tmp_path), "--title", "Mine").returncode == 0
    assert load(tmp_path).title == "Mine"


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    done = run("new", str(blocked / "below"))
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1


def test_the_schema_command(tmp_path: Path) -> None:
    done = run("schema")
    assert json.loads(done.stdout) == json_schema()
    file = tmp_path / "s.json"
    assert run("schema", "-o", str(file)).returncode == 0
    assert file.read_text(encoding="utf-8") == done.stdout
    assert run("schema", "-o", str(file / "below")).returncode == 1


@given(st.text(st.characters(exclude_categories=["Cs"])) | st.integers(0, 200_000).map("x".__mul__))
@example("What {opinion} means[^S1] to [[win_set]] # now")
@settings(max_examples=30)
def test_with_any_title_it_checks_clean_or_is_not_written(
    tmp_path_factory: pytest.TempPathFactory, title: str
) -> None:
    folder = tmp_path_factory.mktemp("a") / "mine"
    try:
        write_first_story(folder, title)
    except ScaffoldError:
        assert len(title) > LONGEST_TITLE
        assert not folder.exists()
    else:
        # A title with marks is written as asked, and the check says that they aren't read there.
        assert {one.code.id for one in examine(folder)[1]} <= {"N637"}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
@pytest.mark.parametrize("room", [1_000, 20_000])
def test_where_there_is_no_room_nothing_is_left(tmp_path: Path, room: int) -> None:
    (tmp_path / "there").mkdir()
    for folder in (tmp_path / "there", tmp_path / "not" / "yet"):
        with largest_file(room), pytest.raises(OSError, match="File too large"):
            write_first_story(folder)
    assert list(tmp_path.rglob("*")) == [tmp_path / "there"]
