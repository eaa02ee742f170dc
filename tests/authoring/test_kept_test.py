"""A kept play made into a story's test: by the real command, on real files."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from functools import reduce
from pathlib import Path

import pytest

from negotiator.authoring import kept_test
from negotiator.checking import story_tests
from negotiator.engine import Play
from negotiator.engine.play_code import PlayCode, UncodedError, code_of
from negotiator.saves import Save, read_save, resume, write_save
from negotiator.saves.reading import DamagedError
from negotiator.saves.writing import checksummed_lines
from negotiator.story.bounds import LARGEST_SEED, SEED
from negotiator.story.loading import load
from tests import commands
from tests.conftest import HARBOUR
from tests.fishery import DEAL, FISHERY
from tests.inn import INN


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(HARBOUR, tmp_path / "harbour")
    return tmp_path / "harbour"


def run(folder: Path, *words: str, said: str = "") -> subprocess.CompletedProcess[str]:
    return commands.run(*words, "--saves", str(folder.parent / "saves"), typed=said)


def play(folder: Path, said: str, *options: str) -> None:
    run(folder, "play", str(folder), "--plain", "--seed", "7", *options, said=said)


def of_play(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return run(folder, "test", "--story", str(folder), *options)


def test_a_play_is_printed_as_a_test(folder: Path) -> None:
    play(folder, "1\n2\n1\n")
    before = sorted(folder.iterdir())
    done = of_play(folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        """\
tests:
  signed_played:
    seed: 7
    decisions:
      - quay.ask
      - quay.promise
      - hall.sign
    ends: signed
    expect:
      - 30 <= trust <= 59
      - 25 <= anger <= 50
      - promised
      - rumour
"""
    )
    assert sorted(folder.iterdir()) == before


def test_it_is_added_in_a_file_of_its_own_and_holds(folder: Path) -> None:
    play(folder, "1\n2\n1\nsave the good one\n")
    text = (folder / "story.yaml").read_bytes()
    for file in ("test_signed_played.yaml", "test_signed_played_2.yaml"):
        done = of_play(folder, "the good one", "--add")
        assert (done.returncode, done.stderr) == (0, "")
        assert f"Wrote {folder / file}." in done.stdout
    assert (folder / "story.yaml").read_bytes() == text
    story = load(folder)
    assert list(story.tests) == ["signed_played", "signed_played_2"]
    assert not any(story_tests.tested(story, one).fault for one in story.tests.values())


def test_nothing_is_written_over(folder: Path) -> None:
    play(folder, "1\n")
    file = folder / "test_mine.yaml"
    file.write_text("flags: {rain: It rains}\n", encoding="utf-8")
    done = of_play(folder, "--add", "--name", "mine")
    assert done.returncode == 1
    assert str(file) in done.stderr
    assert file.read_text(encoding="utf-8") == "flags: {rain: It rains}\n"


def test_names_that_are_taken_or_none(folder: Path) -> None:
    play(folder, "1\n")
    assert of_play(folder, "--add", "--name", "mine").returncode == 0
    assert "has a test `mine` already" in of_play(folder, "--name", "mine").stderr
    assert "`a b` names no test" in of_play(folder, "--name", "a b").stderr


def test_a_play_from_the_midst_has_no_test(folder: Path) -> None:
    play(folder, "leave\n", "--at", "hall")
    done = of_play(folder)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == (
        "This play began in the midst of the story, and a test begins at its start.\n"
    )


def test_a_story_in_a_single_file_is_the_authors(folder: Path) -> None:
    file = folder / "story.yaml"
    text = file.read_bytes()
    run(folder, "play", str(file), "--plain", "--seed", "7", said="1\n")
    done = run(folder, "test", "--story", str(file), "--add")
    assert done.returncode == 2
    assert "Copy the test into it." in done.stderr
    assert file.read_bytes() == text


def test_what_was_agreed_is_expected_and_a_tables_decisions_are_quoted() -> None:
    play = reduce(Play.choose, DEAL, Play.begin(load(FISHERY), 1))
    text = kept_test.written(play, "mine")
    assert "terms.quota == 'equal'" in text
    assert "propose(quota=equal)" in text


@pytest.mark.parametrize("story", [HARBOUR, FISHERY, INN, HARBOUR.parent / "assembly"])
@pytest.mark.parametrize("seed", range(6))
def test_every_play_gives_a_test_that_holds(story: Path, seed: int, tmp_path: Path) -> None:
    shutil.copytree(story.parent, tmp_path / "stories")
    folder = tmp_path / "stories" / story.name
    read = load(folder)
    play = Play.begin(read, seed)
    while play.ending is None and len(play.steps) < 12:
        open_now = [one.id for one in play.options() if one.open]
        play = play.choose(open_now[(seed + len(play.steps)) % len(open_now)])
        kept_test.written(play, "mine")
    name = kept_test.free_name(play)
    kept_test.add(folder, name, kept_test.written(play, name))
    again = load(folder)
    assert story_tests.tested(again, again.tests[name]).fault == ""


def test_a_play_that_is_too_long_for_a_test_says_so(folder: Path) -> None:
    """What was written could not be read again."""
    text = (folder / "story.yaml").read_text(encoding="utf-8")
    assert "      - id: ask\n" in text
    begun = Play.begin(load(folder), 7)
    step = begun.choose("ask").steps[0]
    long = Play(begun.story, begun.origin, (step,) * 100_000)
    with pytest.raises(kept_test.KeptTestError, match="too long for a test"):
        kept_test.written(long, "long")


@pytest.mark.parametrize("seed", [SEED.high + 1, LARGEST_SEED])
def test_a_seed_that_is_beyond_those_of_tests(seed: int) -> None:
    begun = Play.begin(load(HARBOUR), seed)
    kept = read_save(write_save(Save.of(begun, label="", moment="")).encode(), "x.yaml")
    play = resume(begun.story, kept).play.choose("ask")
    assert play.seed == seed
    with pytest.raises(kept_test.KeptTestError, match=r"and a test's is from 0 to 1000000000\.$"):
        kept_test.written(play, "mine")
    assert PlayCode(code_of(play)).play(play.story).seed == seed


@pytest.mark.parametrize("seed", [-(2**63), -1, LARGEST_SEED + 1, 2**64, 10**4_000])
def test_a_seed_that_no_play_can_have_is_neither_written_nor_read(seed: int) -> None:
    begun = Play.begin(load(HARBOUR), 1)
    save = Save.of(begun, label="", moment="")
    written = write_save(save).replace("seed: 1\n", f"seed: {seed}\n", 1)
    content = written.encode()
    rest = content[content.index(b"story:") :]
    with pytest.raises(DamagedError):
        read_save(checksummed_lines(rest) + rest, "x.yaml")
    with pytest.raises(ValueError, match="not within 0 to"):
        write_save(replace(save, seed=seed))
    with pytest.raises(UncodedError):
        code_of(Play.begin(begun.story, seed))
