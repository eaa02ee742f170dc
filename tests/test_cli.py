"""What the command says when something is wrong: one message, an exit code, never a traceback."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from negotiator.engine import Play
from negotiator.saves import Store
from negotiator.story.loading import load
from tests.conftest import HARBOUR
from tests.fishery import DEAL, FISHERY

COMMAND = [sys.executable, "-m", "negotiator"]


def run(*words: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [*COMMAND, *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=150,  # a check may take its minute, and a busy machine more
        stdin=subprocess.DEVNULL,
    )
    assert "Traceback" not in done.stderr
    return done


def test_what_comes_along() -> None:
    done = run("stories")
    assert done.returncode == 0
    assert done.stdout.startswith("gsomia_2016: The Pact, about 40 minutes.")


def test_check() -> None:
    assert run("check", "gsomia_2016").returncode == 0
    sound = run("check", str(HARBOUR.parent / "assembly"))
    assert sound.returncode == 0
    assert "Nothing wrong was found." in sound.stdout
    assert run("check", str(HARBOUR)).returncode == 0


def test_check_tells_what_no_play_can_do_and_what_is_odd(tmp_path: Path) -> None:
    text = (HARBOUR / "story.yaml").read_text(encoding="utf-8")
    file = tmp_path / "story.yaml"
    file.write_text(text.replace("visits(quay) > 1", "trust >= 50"), encoding="utf-8")
    done = run("check", str(file))
    assert done.returncode == 2
    assert "error N703: no play can make the choice `quay.secret`" in done.stdout
    file.write_text(text.replace("[[batna]]", "way out"), encoding="utf-8")
    done = run("check", str(file))
    assert done.returncode == 2
    assert "warning N6" in done.stdout
    assert "0 to mend. 1 warning." in done.stdout


def test_a_quick_check_is_the_same_from_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEGOTIATOR_CACHE", str(tmp_path / "cache"))
    text = (HARBOUR / "story.yaml").read_text(encoding="utf-8")
    file = tmp_path / "story.yaml"
    file.write_text(text.replace("[[batna]]", "way out"), encoding="utf-8")
    first, again = run("check", str(file), "--quick"), run("check", str(file), "--quick")
    assert (first.returncode, first.stdout) == (again.returncode, again.stdout)
    assert first.returncode == 2
    assert "0 to mend. 1 warning." in first.stdout
    file.write_text(text, encoding="utf-8")
    assert run("check", str(file), "--quick").returncode == 0


def test_check_wants_a_span_of_time() -> None:
    done = run("check", str(HARBOUR), "--budget", "soon")
    assert done.returncode == 2
    assert done.stderr == "`soon` is not a span of time. Write 60s or 5m.\n"


def test_check_names_every_fault(tmp_path: Path) -> None:
    text = (HARBOUR / "story.yaml").read_text(encoding="utf-8")
    file = tmp_path / "story.yaml"
    file.write_text(text.replace("goto: hall", "goto: hal").replace("+12", "12"), encoding="utf-8")
    done = run("check", str(file))
    assert done.returncode == 2
    assert done.stdout.count("error N301") == 3
    assert done.stdout.count("error N501") == 1
    assert "4 to mend." in done.stdout


def test_there_is_no_such_story(tmp_path: Path) -> None:
    done = run("play", "nosuch", "--plain", "--saves", str(tmp_path))
    assert done.returncode == 2
    assert done.stderr == (
        "There is no story and no folder `nosuch`. Stories at hand: gsomia_2016.\n"
    )


def test_a_broken_story(tmp_path: Path) -> None:
    (tmp_path / "story.yaml").write_text("story: {id: x\n", encoding="utf-8")
    done = run("play", str(tmp_path), "--plain", "--saves", str(tmp_path / "saves"))
    assert done.returncode == 2
    assert "error N" in done.stderr
    assert "The story can't be played until this is mended (1)." in done.stderr


def test_an_empty_folder(tmp_path: Path) -> None:
    done = run("play", str(tmp_path), "--plain", "--saves", str(tmp_path / "saves"))
    assert done.returncode == 2
    assert "there is no story here" in done.stderr


def test_a_story_of_a_newer_format(tmp_path: Path) -> None:
    text = (HARBOUR / "story.yaml").read_text(encoding="utf-8")
    (tmp_path / "story.yaml").write_text(text.replace("format: 1", "format: 2"), encoding="utf-8")
    done = run("play", str(tmp_path), "--plain", "--saves", str(tmp_path / "saves"))
    assert done.returncode == 2
    assert "the story is of format 2, and this program reads up to 1" in done.stderr
    assert "Update negotiator" in done.stderr


def test_an_unwritable_saves_folder(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    done = run("play", str(HARBOUR), "--plain", "--saves", str(blocked / "below"))
    assert done.returncode == 1
    assert "--saves DIR" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_no_terminal(tmp_path: Path) -> None:
    done = run("play", str(HARBOUR), "--saves", str(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "This is not a terminal. Play as lines of text with --plain.\n"
    assert run().returncode == 2


def test_wrong_words() -> None:
    assert run("play", "--nonsense").returncode == 2
    assert run("play", "--seed", "many").returncode == 2
    assert run("nonsense").returncode == 2
    assert run("--version").stdout.startswith("negotiator, version ")


def test_a_kept_play_is_listed_with_the_file_that_other_commands_take(tmp_path: Path) -> None:
    play = Play.begin(load(FISHERY), 1)
    for decision in DEAL:
        play = play.choose(decision)
    Store(tmp_path).keep("lake", play)
    listed, file = run("saves", "--saves", str(tmp_path)).stdout.splitlines()
    when = r"\d{4}-\d\d-\d\d \d\d:\d\d"
    assert re.fullmatch(f"{when}  The Lake, 5 decisions, ended: signed", listed)
    told = run("debrief", file.strip(), "--story", str(FISHERY))
    assert told.returncode == 0
    assert "The boathouse" in told.stdout


def test_no_saves_yet(tmp_path: Path) -> None:
    done = run("saves", "--saves", str(tmp_path))
    assert (done.returncode, done.stdout) == (0, f"No play is kept in {tmp_path}.\n")
