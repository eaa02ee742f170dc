"""Stories of one's own, wherever their folders are: what was played once is found again."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import commands
from tests.conftest import FIRST_ROUND, HARBOUR
from tests.fishery import FISHERY

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A command of someone who has played nothing yet, in a folder of theirs."""
    home = tmp_path / "home"
    home.mkdir()

    def answer(*words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        return commands.run(
            *words,
            typed=typed,
            folder=home,
            NEGOTIATOR_DATA=str(tmp_path / "data"),
            NEGOTIATOR_SAVES=str(tmp_path / "saves"),
        )

    return answer


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    return Path(shutil.copytree(HARBOUR, tmp_path / "far" / "away" / "harbour"))


def test_a_play_is_gone_on_with_wherever_its_story_is(run: Run, harbour: Path) -> None:
    run("play", str(harbour), "--plain", "--seed", "7", typed="1\nsave mine\nquit\n")
    for words in (("--continue",), ("--load", "mine")):
        done = run("play", "--plain", *words, typed="history\nquit\n")
        assert done.stdout.startswith("The Harbour\n"), done.stderr
        assert "Ask the ferryman" in done.stdout
    assert str(harbour) in run("stories").stdout
    by_name = run("harbour", "--plain", typed="quit\n")
    assert by_name.stdout.startswith("The Harbour\n")
    assert run("check", "harbour", "--quick").returncode == 0
    (save, *_) = (harbour.parents[2] / "saves").glob("harbour-*.yaml")
    assert str(harbour) not in save.read_text(encoding="utf-8")


def test_a_debrief_finds_the_story_of_its_play(run: Run, tmp_path: Path) -> None:
    lake = shutil.copytree(FISHERY, tmp_path / "lake")
    run("play", str(lake), "--plain", "--seed", "1", typed="ask_around\nleave\nquit\n")
    done = run("debrief")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_folder_that_is_gone_is_not_offered_and_has_to_be_named(
    run: Run, harbour: Path, tmp_path: Path
) -> None:
    run("play", str(harbour), "--plain", typed="1\nquit\n")
    moved = shutil.move(harbour, tmp_path / "moved")
    assert "harbour" not in run("stories").stdout
    done = run("play", "--plain", "--continue")
    assert done.returncode == 2
    assert "This is a play of `harbour`, whose folder isn't known here." in done.stderr
    done = run("play", str(moved), "--plain", "--continue", typed="quit\n")
    assert done.stdout.startswith("The Harbour\n")


def test_one_id_of_two_stories_is_told(run: Run, harbour: Path, tmp_path: Path) -> None:
    run("play", str(harbour), "--plain", typed="1\nquit\n")
    copy = shutil.copytree(harbour, tmp_path / "copy")
    text = (copy / "story.yaml").read_text(encoding="utf-8")
    (copy / "story.yaml").write_text(text.replace("title: The Harbour", "title: The Copy", 1))
    warning = f"{harbour} has the same id, `harbour`"
    assert warning in run("play", str(copy), "--plain", typed="1\nquit\n").stdout
    assert warning in run("stories").stdout
    # A play goes on in the one that was played last.
    assert run("--plain", "--continue", typed="quit\n").stdout.startswith("The Copy\n")


def test_one_id_of_many_stories_is_told_once(run: Run, harbour: Path, tmp_path: Path) -> None:
    for number in range(4):
        copy = shutil.copytree(harbour, tmp_path / f"copy{number}")
        said = run("play", str(copy), "--plain", typed="1\nquit\n").stdout
        assert said.count("same id") == (number > 0)
    assert "3 other places have a story with the same id, `harbour`, among them" in said
    # Each of the four is listed, with the others told once.
    assert run("stories").stdout.count("same id") == 4


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("chek", "There is no command `chek`, and no story or folder of that name. Did you mean"),
        ("frobnicate", "There is no command `frobnicate`, and no story or folder of that name."),
        ("./chek", "There is no story and no folder `./chek`."),
    ],
)
def test_an_unknown_command_is_told_as_one(typed: str, told: str, run: Run) -> None:
    done = run(typed, "--plain")
    assert done.returncode == 2
    assert told in done.stderr
    assert ("`check`" in done.stderr) == (typed == "chek")


def test_a_code_longer_than_any_name_is_opened(run: Run, tmp_path: Path) -> None:
    endless = tmp_path / "endless.yaml"
    endless.write_text(
        "story: {id: endless, title: Endless, format: 1, version: 1, start: a}\n"
        "scenes:\n  a:\n    title: A\n    text: A.\n    choices:\n"
        "      - {id: go, text: Go, goto: z}\n      - {id: up, text: Up, goto: a}\n"
        "endings: {z: {title: Z, outcome: over, text: Bye.}}\n"
    )
    run("play", str(endless), "--plain", typed="up\n" * 1_500 + "quit\n")
    code = run("code").stdout.strip()
    assert len(code.replace("-", "")) > 255
    for written in (code, code.replace("-", "")):
        done = run("open", written)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith("Endless, 1500 decisions: A.")
    # What is longer than any name of a file is no play's name either, and is told as such.
    assert "There is no play named" in run("transcript", "x" * 300).stderr


@pytest.fixture
def copied(run: Run, tmp_path: Path) -> Path:
    """A copy of a story that came along, with another title, which was played last."""
    copy = Path(shutil.copytree(FIRST_ROUND, tmp_path / "mine"))
    file = copy / "story.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("title: First Round", "title: My Copy", 1), encoding="utf-8")
    assert run("play", str(copy), "--plain", typed="quit\n").stdout.startswith("My Copy\n")
    return copy


@pytest.mark.usefixtures("copied")
def test_the_id_of_a_story_that_came_along_means_that_one(run: Run) -> None:
    assert run("play", "first_round", "--plain", typed="quit\n").stdout.startswith("First Round\n")


def test_a_code_is_of_the_text_that_was_played(run: Run, copied: Path) -> None:
    for story, title in (("first_round", "First Round"), (str(copied), "My Copy")):
        run("play", story, "--plain", "--seed", "1", typed="1\nquit\n")
        code = run("code", "--story", story).stdout.split("\n")[0]
        # Each comes last once: the other is found all the same.
        for last in (str(copied), "first_round"):
            run("play", last, "--plain", typed="quit\n")
            assert run("open", code).stdout.startswith(f"{title}, "), (story, last)


def test_the_folder_that_is_named_is_the_one_that_is_played(run: Run, tmp_path: Path) -> None:
    for name in ("one", "two"):
        folder = Path(shutil.copytree(HARBOUR, tmp_path / name))
        file = folder / "story.yaml"
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("title: The Harbour", f"title: Harbour {name}", 1), "utf-8")
    for name in ("one", "two", "one", "one", "two"):
        said = run("play", str(tmp_path / name), "--plain", typed="quit\n").stdout
        assert said.startswith(f"Harbour {name}\n")


def test_a_play_without_a_seed_gets_one_that_can_be_given(run: Run, harbour: Path) -> None:
    for _ in range(3):
        run("play", str(harbour), "--plain", typed="1\nquit\n")
        assert "N205" not in run("test", "--add", "--name", "kept", "--story", str(harbour)).stderr
        assert run("check", str(harbour), "--quick").returncode == 0
        (harbour / "test_kept.yaml").unlink()


@pytest.mark.skipif(os.name == "nt", reason="links need a right there that few have")
def test_a_schema_is_kept_fresh_in_a_file_of_its_own(run: Run, harbour: Path) -> None:
    victim = harbour.parent / "victim"
    victim.write_text("mine", encoding="utf-8")
    (harbour / "negotiator.schema.json").symlink_to(victim)
    done = run("schema", str(harbour), "--watch")
    assert done.returncode == 1
    assert "is not a file of its own" in done.stderr
    assert victim.read_text(encoding="utf-8") == "mine"


def test_a_seed_too_large_for_a_test_is_told_and_can_be_played(run: Run, harbour: Path) -> None:
    seed = str(2**62)
    assert run("play", str(harbour), "--plain", "--seed", seed, typed="1\nquit\n").returncode == 3
    done = run("test", "--add", "--story", str(harbour))
    assert done.returncode != 0
    assert f"seed is {seed}" in done.stderr
    assert not list(harbour.glob("test_*.yaml"))


def test_a_test_is_added_to_the_story_that_was_named(run: Run, tmp_path: Path) -> None:
    for name in ("one", "two"):
        shutil.copytree(HARBOUR, tmp_path / name)
        run("play", str(tmp_path / name), "--plain", "--seed", "1", typed="1\nquit\n")
    run("test", "--add", "--name", "mine", "--story", str(tmp_path / "one"))
    assert (tmp_path / "one" / "test_mine.yaml").is_file()
    assert not (tmp_path / "two" / "test_mine.yaml").exists()
    run("test", "--add", "--name", "last")
    assert (tmp_path / "two" / "test_last.yaml").is_file()


def test_a_long_title_page_is_listed_in_brief(run: Run, harbour: Path) -> None:
    """A player could not scroll through 100,000 letters to the other stories."""
    text = (harbour / "story.yaml").read_text(encoding="utf-8")
    title = next(line for line in text.splitlines() if line.startswith("  title: "))
    keys = ("title", "about", "notes", "author", "licence", "ages")
    page = "\n".join(f"  {key}: {'long ' * 19_000}" for key in keys)
    others = [line for line in text.splitlines() if not line.startswith("  about: ")]
    edited = "\n".join(page if line == title else line for line in others)
    (harbour / "story.yaml").write_text(edited, encoding="utf-8")
    assert "== The quay ==" in run("play", str(harbour), "--plain", typed="quit\n").stdout
    listed = run("stories").stdout
    assert "long long" in listed
    assert len(listed) < 10_000
