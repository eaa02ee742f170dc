"""What the command says when something is wrong: one message, an exit code, never a traceback."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.large import write
from negotiator.engine import Play, replay
from negotiator.saves import Store
from negotiator.story.loading import load
from tests.commands import run, started
from tests.conftest import HARBOUR
from tests.fishery import DEAL, FISHERY

IN_BASH = pytest.mark.skipif(
    os.name == "nt" or shutil.which("bash") is None, reason="there is no such shell here"
)


def test_what_comes_along() -> None:
    done = run("stories")
    assert done.returncode == 0
    first, *more = [line for line in done.stdout.splitlines() if line[:1].strip()]
    assert first.startswith("gsomia_2016: The Pact, about 40 minutes.")
    assert [line.partition(",")[0] for line in more] == ["first_round: First Round"]


def test_check() -> None:
    assert run("check", "gsomia_2016", "--quick").returncode == 0
    sound = run("check", str(HARBOUR.parent / "fishery"))
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
    assert "\nNo error was found. 1 warning to look at.\n" in done.stdout


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
    assert "No error was found without a search. 1 warning to look at." in first.stdout
    file.write_text(text, encoding="utf-8")
    sound = run("check", str(file), "--quick")
    assert sound.returncode == 0
    assert sound.stdout.startswith("Nothing wrong was found without a search.\n")
    assert "plays the story's tests and searches all plays" in sound.stdout
    assert "witness" not in sound.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="memory can't be bounded here")
@pytest.mark.parametrize("room", [90, 100])
def test_a_story_that_memory_has_no_room_for_ends_in_a_sentence(tmp_path: Path, room: int) -> None:
    """Wherever in the work the memory ends."""
    write(tmp_path / "story", 6_000)
    bound = f"import resource as r; r.setrlimit(r.RLIMIT_AS, ({room} << 20, {room} << 20))"
    start = f"{bound}; from negotiator.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", start, "check", str(tmp_path / "story"), "--quick"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NEGOTIATOR_CACHE": str(tmp_path / "cache")},
    )
    assert done.returncode == 1
    assert done.stderr == "There is not enough memory for this.\n"


def test_check_lists_plays_on_request() -> None:
    plain, more = run("check", str(HARBOUR)), run("check", str(HARBOUR), "--witnesses")
    assert len(plain.stdout.splitlines()) <= 24
    assert "Endings\n" not in plain.stdout
    assert "Endings\n" in more.stdout
    assert more.stdout.splitlines()[-2] == "Nothing wrong was found."


@IN_BASH
def test_a_printed_command_runs_in_a_shell(tmp_path: Path) -> None:
    """A proposal's brackets and spaces come through, and so does a folder's name."""
    folder = tmp_path / "a fishery"
    shutil.copytree(FISHERY, folder)
    words = ["--plays", "50", "--format", "json", "--processes", "1"]
    odd = json.loads(run("simulate", str(folder), *words).stdout)["plays_to_look_at"]
    one = next(one for one in odd if "propose(" in one["command"])
    done = in_bash(one["command"], tmp_path)
    assert done.returncode == 0, done.stderr
    play = replay(load(FISHERY), one["seed"], one["decisions"]).play
    assert play.ending is not None
    assert play.ending.title in done.stdout


@IN_BASH
def test_a_fault_that_a_play_shows_comes_with_the_command_that_plays_it(tmp_path: Path) -> None:
    file = tmp_path / "the story.yaml"
    stuck = Path(__file__).parent / "corpus" / "stuck_poor.yaml"
    shutil.copy(stuck, file)
    lines = run("check", str(file)).stdout.splitlines()
    command = lines[lines.index("  = This play shows it:") + 1].strip()
    done = in_bash(command, tmp_path)
    assert done.returncode == 3
    assert "> Do spend" in done.stdout


def in_bash(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """What a command prints in the real shell, the program being on the way to it."""
    program = folder / "bin" / "negotiator"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m negotiator "$@"\n', "utf-8")
    program.chmod(0o755)
    return subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
        env={
            **os.environ,
            "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
            "NEGOTIATOR_SAVES": str(folder / "saves"),
        },
    )


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
        "There is no story and no folder `nosuch`. Stories at hand: gsomia_2016, first_round.\n"
    )


def test_a_broken_story(tmp_path: Path) -> None:
    (tmp_path / "story.yaml").write_text("story: {id: x\n", encoding="utf-8")
    done = run("play", str(tmp_path), "--plain", "--saves", str(tmp_path / "saves"))
    assert done.returncode == 2
    assert "error N" in done.stderr
    assert "The story can't be played until this is mended (1)" in done.stderr


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


def test_no_terminal(tmp_path: Path) -> None:
    done = started("play", str(HARBOUR), "--saves", str(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "This is not a terminal. Play as lines of text with --plain.\n"
    assert started().returncode == 2


def test_wrong_words() -> None:
    assert run("play", "--nonsense").returncode == 2
    assert run("play", "--seed", "many").returncode == 2
    assert started("nonsense").returncode == 2
    assert started("--version").stdout.startswith("negotiator, version ")


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("", "check"), ("pl", "play"), ("chekc --", "--plain"), ("simulate x --p", "--plays")],
)
def test_a_shell_gets_completions_even_behind_a_slip(typed: str, offered: str) -> None:
    words = f"negotiator {typed}"
    asked = {"COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    start = "from negotiator.cli import cli; cli(prog_name='negotiator')"
    done = subprocess.run(
        [sys.executable, "-c", start],
        env={**os.environ, "_NEGOTIATOR_COMPLETE": "bash_complete", **asked},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert f"plain,{offered}" in done.stdout.splitlines()


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


def test_plays_that_cant_be_read_are_not_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "notes.yaml").write_text("# mine\n", encoding="utf-8")
    for command in ("code", "debrief", "transcript", "test"):
        done = run(command, "--saves", str(tmp_path))
        said = f"notes.yaml is no save\nNo play in {tmp_path} can be read.\n"
        assert (done.returncode, done.stderr) == (2, said)
        done = run(command, "notes", "--saves", str(tmp_path))
        assert done.stderr.startswith("notes.yaml is no save\n")


INTERRUPTED = """
import sys
class Finder:
    def find_spec(self, name, *about):
        if name == {name!r}: raise KeyboardInterrupt
sys.meta_path.insert(0, Finder())
sys.argv[1:] = {words}
from negotiator.__main__ import main
main()
"""


@pytest.mark.parametrize(
    "name",
    [
        "negotiator.cli",
        "click",
        "negotiator.cli.group",
        "negotiator.streams",
        "random",
        "negotiator.cli.playing",
        "negotiator.plain.playing",
        "negotiator.story.reading.yaml",
    ],
)
def test_ctrl_c_while_a_command_starts_shows_no_traceback(tmp_path: Path, name: str) -> None:
    """Whichever of its modules is being imported."""
    words = ["play", str(HARBOUR), "--plain", "--saves", str(tmp_path)]
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED.format(name=name, words=words)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (1, 130)
    assert done.stderr.strip() in ("", "Aborted!")


@pytest.mark.parametrize(
    "words",
    [
        ("graph", str(HARBOUR), "-o"),
        ("pack", str(HARBOUR), "-o"),
        ("schema", "-o"),
        ("simulate", str(HARBOUR), "--plays", "2", "--html"),
    ],
)
def test_a_folder_that_is_named_for_a_file_is_not_taken_for_one(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    named = f"{tmp_path / 'drawn.svg'}/"
    done = run(*words, named)
    assert done.returncode == 2
    assert f"`{named}` names a folder; name a file." in done.stderr
    assert list(tmp_path.iterdir()) == []
