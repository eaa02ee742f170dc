"""What the plain play says of saving is what happened: the real command, run."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from negotiator.saves import Store
from tests.commands import COMMAND, run
from tests.conftest import HARBOUR
from tests.plain.test_plain import play

FORMAT_1 = Path(__file__).parents[1].joinpath("saves", "format_1.yaml").read_text("utf-8")


def listed(folder: Path) -> str:
    done = run("saves", "--saves", str(folder))
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def kept(folder: Path) -> list[tuple[str, ...]]:
    return sorted(entry.save.decisions for entry in Store(folder).entries() if entry.save)


class Window:
    """A plain play that goes on while others do."""

    def __init__(self, folder: Path, *options: str) -> None:
        command = [*COMMAND, "play", str(HARBOUR), "--plain", "--saves", str(folder), *options]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        self.until("What do you do?")
        self.until("")

    def until(self, wanted: str) -> str:
        assert self.process.stdout
        said = ""
        for line in self.process.stdout:
            said += line
            if line.rstrip("\n") == wanted:
                return said
        raise AssertionError(said)

    def say(self, line: str) -> str:
        """What is told up to the next question."""
        assert self.process.stdin
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self.until("What do you do?") + self.until("")

    def close(self, line: str) -> str:
        out, _ = self.process.communicate(line + "\n", timeout=60)
        return out


def test_two_windows_on_one_play_keep_both_and_say_so(tmp_path: Path) -> None:
    play(tmp_path, "ask\nquit\n", "--seed", "1")
    (file,) = tmp_path.glob("*.yaml")
    first, second = Window(tmp_path, "--continue"), Window(tmp_path, "--continue")
    assert file.name not in first.say("promise")
    told = second.say("undo")
    assert f"{file.name} isn't as this game left it" in told
    assert file.name not in second.say("promise")  # said once
    assert "== Signed ==" in first.close("sign")
    assert "The play is saved" in second.close("quit")
    assert kept(tmp_path) == [("quay.ask", "quay.promise", "hall.sign"), ("quay.promise",)]
    lines = listed(tmp_path)
    assert "3 decisions, ended: signed" in lines
    assert "1 decision, at The hall" in lines


def test_plays_begun_at_one_moment_have_a_file_each(tmp_path: Path) -> None:
    windows = [Window(tmp_path / str(number % 2)) for number in range(6)]
    for window in windows:
        window.say("ask")
    for window in windows:
        window.close("quit")
    names = [file.name for file in tmp_path.rglob("*.yaml")]
    assert len(set(names)) == 6


def test_in_an_unwritable_folder_one_plays_on_and_is_told(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    left = play(blocked / "below", "1\n2\nquit\n")
    assert left.returncode == 1  # not 3: what was decided is lost
    assert left.stderr == ""
    told = left.stdout.split("\n\n")
    assert told[2].startswith(f"Plays can't be saved in {blocked / 'below'}: ")
    assert "--saves DIR" in told[2]
    assert told.count("This play is not saved.") == 2
    assert told[-2].startswith("Left before an ending. This play is not saved. Plays can't be")
    ended = play(blocked / "below", "2\n1\n")
    assert ended.returncode == 0
    assert "== Signed ==" in ended.stdout
    assert "Left after the ending. This play is not saved." in ended.stdout
    nothing = play(blocked / "below", "save here\nquit\n")
    assert "Not saved as “here”: Plays can't be saved" in nothing.stdout
    assert "Saved as" not in nothing.stdout
    assert "is saved" not in left.stdout + ended.stdout + nothing.stdout


def test_a_folder_that_goes_and_comes_back(tmp_path: Path) -> None:
    folder = tmp_path / "saves"
    window = Window(folder)
    assert "aved" not in window.say("ask")
    shutil.rmtree(folder)
    folder.write_text("in the way", encoding="utf-8")
    assert "This play is not saved. Plays can't be saved in" in window.say("wait")
    assert "This play is not saved.\n" in window.say("undo")
    folder.unlink()
    assert "The play is saved again." in window.say("promise")
    assert "The play is saved; go on with --continue." in window.close("quit")
    assert kept(folder) == [("quay.ask", "quay.promise")]


def test_what_could_not_be_saved_is_tried_again_on_leaving(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    folder = blocked / "saves"
    window = Window(folder)
    window.say("ask")
    blocked.unlink()
    assert "The play is saved; go on with --continue." in window.close("quit")
    assert kept(folder) == [("quay.ask",)]


def test_a_name_that_is_taken_is_said_twice(tmp_path: Path) -> None:
    play(tmp_path, "save here\npromise\nquit\n")
    done = play(tmp_path, "ask\nsave here\nstatus\nsave here\nquit\n")
    assert done.stdout.count("There is a save of that name. Type the same again") == 2
    assert "Saved as" not in done.stdout
    assert () in kept(tmp_path)
    done = play(tmp_path, "ask\nsave here\nsave here\nquit\n")
    assert "Saved as “here”." in done.stdout
    assert () not in kept(tmp_path)
    assert len([row for row in Store(tmp_path).rows() if row.summary and row.summary.label]) == 1
    long = play(tmp_path, f"save {'x' * 61}\nquit\n")
    assert "a name has 60 characters at the most." in long.stdout


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("# complete: true\n", "bad.yaml holds nothing"),
        (FORMAT_1.replace("seed: 7", "seed: --5"), "bad.yaml:13:7: a whole number is needed"),
        (FORMAT_1.replace("2026-03-02T18:30:00.000+09:00", "0001-01-01T00:00:00+14:00"), ""),
        ("", "bad.yaml is no whole save"),
        ("negotiator_save: 3\ncomplete: true\n", "a newer negotiator"),
    ],
    ids=["comment", "dash", "overflow", "empty", "newer"],
)
def test_a_bad_file_stops_nothing(content: str, fault: str, tmp_path: Path) -> None:
    play(tmp_path, "promise\nquit\n")
    (tmp_path / "bad.yaml").write_text(content, encoding="utf-8")
    lines = listed(tmp_path)
    assert fault in lines
    assert "1 decision, at The hall" in lines
    assert fault or "0001-01-01T00:00:00+14:00  The Harbour `at the hall door`" in lines
    done = play(tmp_path, "sign\n", "--continue")
    assert (done.returncode, done.stderr) == (0, "")
    assert "== Signed ==" in done.stdout


def test_decisions_come_back_with_the_story(tmp_path: Path) -> None:
    shutil.copytree(HARBOUR, tmp_path / "story")
    story = str(tmp_path / "story")
    file = tmp_path / "story" / "story.yaml"
    text = file.read_text(encoding="utf-8")
    saves = tmp_path / "saves"
    play(saves, "ask\nquit\n", story=story)
    # The first decision is gone: the play is where it was, and goes on from there.
    file.write_text(text.replace("- id: ask\n", "- id: enquire\n"), encoding="utf-8")
    there = play(saves, "save there\npromise\nquit\n", "--continue", story=story)
    assert there.stderr == ""
    assert "You are where you were" in there.stdout
    assert "1. The quay: Ask" not in there.stdout
    file.write_text(text, encoding="utf-8")
    back = play(saves, "history\nundo\nquit\n", "--continue", story=story)
    assert "The story has again what it lacked: undoing reaches back" in back.stdout
    assert "1. The quay: Ask the ferryman" in back.stdout
    assert "2. The quay: Give your word" in back.stdout
    named = play(saves, "history\nquit\n", "--load", "there", story=story)
    assert "1. The quay: Ask the ferryman" in named.stdout
    assert len(list(saves.glob("*.yaml"))) == 2


def test_a_decision_that_nothing_can_place_stays_in_the_folder(tmp_path: Path) -> None:
    shutil.copytree(HARBOUR, tmp_path / "story")
    story = str(tmp_path / "story")
    file = tmp_path / "story" / "story.yaml"
    text = file.read_text(encoding="utf-8")
    saves = tmp_path / "saves"
    play(saves, "ask\npromise\nquit\n", story=story)
    other = text
    for old, new in (
        ("  hall:\n", "  court:\n"),
        ("goto: hall", "goto: court"),
        ("choice: hall.sign", "choice: court.sign"),
        ("- id: promise\n", "- id: swear\n"),
        ("quay.promise", "quay.swear"),
    ):
        assert old in other
        other = other.replace(old, new)
    file.write_text(other, encoding="utf-8")
    before = play(saves, "swear\nquit\n", "--continue", story=story)
    assert "decision 2, `quay.promise`, is no longer possible" in before.stdout
    assert ("quay.ask", "quay.promise") in kept(saves)  # the file is as it was
    assert ("quay.ask", "quay.swear") in kept(saves)
    file.write_text(text, encoding="utf-8")
    back = play(saves, "history\nquit\n", "--continue", story=story)
    assert "your decisions are back as they were" in back.stdout
    assert "2. The quay: Give your word" in back.stdout


def test_nothing_is_said_to_be_saved_that_is_not(tmp_path: Path) -> None:
    assert "Left before the first decision." in play(tmp_path, "status\nquit\n").stdout
    assert not list(tmp_path.glob("*.yaml"))
    play(tmp_path, "promise\nsave there\nquit\n")
    loaded = play(tmp_path, "status\nquit\n", "--load", "there")
    assert "Left before an ending. Nothing new was decided." in loaded.stdout
    assert not re.search(r"\bsaved\b", loaded.stdout.replace("Every decision is saved", ""))
