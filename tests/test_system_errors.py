"""What the system refuses: every command says it in a sentence, and no command shows code.

Streams that are closed or full, folders that are gone or locked, names that nothing can have.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from contextlib import chdir
from pathlib import Path

import pytest

from negotiator import paths
from negotiator.engine import Play
from negotiator.saves import Memory, Met, Store
from negotiator.story.loading import load
from tests import commands
from tests.commands import COMMAND
from tests.conftest import HARBOUR
from tests.fishery import DEAL, FISHERY

TOP = Path(__file__).parents[1]
if sys.platform == "win32":
    pytest.skip("these are the ills of other systems", allow_module_level=True)

STORY = "STORY"
"""Stands for the folder of a story."""
LONG = "x" * 300
ON_A_STORY = [
    ["check", STORY, "--quick"],
    ["check", STORY, "--budget", "1s"],
    ["graph", STORY],
    ["simulate", STORY, "--plays", "5", "--processes", "1", "--no-exact"],
    ["play", STORY, "--plain"],
]
COMMANDS = [*ON_A_STORY, ["stories"], ["saves"], ["schema"], ["debrief", "--story", STORY], []]


class Shell:
    """Runs commands in a folder of its own, where a play with a table is kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder / "home"
        self.home.mkdir()
        self.saves = folder / "saves"
        play = Play.begin(load(FISHERY), 1)
        for decision in DEAL:
            play = play.choose(decision)
        Store(self.saves).keep("lake", play)

    def run(
        self, words: list[str], said: str = "", **variables: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a command whose streams are whole."""
        done = commands.run(
            *words, typed=said, folder=self.home, **(self.environment() | variables)
        )
        assert done.returncode in range(4)
        return done

    def environment(self) -> dict[str, str]:
        return {
            "NEGOTIATOR_SAVES": str(self.saves),
            "NEGOTIATOR_CACHE": str(self.folder / "cache"),
        }

    def start(
        self, words: list[str], redirected: str = "", said: str = "", **variables: str
    ) -> subprocess.CompletedProcess[str]:
        """Start a command as a shell does, with its streams redirected."""
        done = subprocess.run(
            ["sh", "-c", f'exec "$@" {redirected}', "sh", *COMMAND, *words],
            capture_output=True,
            input=said,
            encoding="utf-8",
            errors="surrogateescape",
            check=False,
            timeout=60,
            cwd=self.home,
            env={**os.environ, **self.environment(), **variables},
        )
        assert "Traceback" not in done.stdout + done.stderr
        assert "Exception ignored" not in done.stderr
        assert done.returncode in range(4)
        return done

    def refuses(self, words: list[str], **variables: str) -> str:
        """What is said of a command that can't be done; it is said in a line or two."""
        return refusal(self.run(words, **variables))

    def refuses_at_the_start(self, words: list[str], redirected: str) -> str:
        """The same of one whose streams are redirected."""
        return refusal(self.start(words, redirected))


def refusal(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode in (1, 2), done
    assert done.stderr.strip()
    return done.stderr


def of(words: list[str], story: Path | str) -> list[str]:
    return [str(story) if word == STORY else word for word in words]


def named(words: list[str]) -> str:
    return " ".join(words) or "nothing"


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    return Shell(tmp_path_factory.mktemp("shell"))


@pytest.mark.parametrize("words", COMMANDS, ids=named)
def test_streams_that_are_closed_or_full(shell: Shell, words: list[str]) -> None:
    words = of(words, FISHERY)
    if words:  # nothing said is the screen, which wants a terminal before all
        full = shell.refuses_at_the_start(words, ">/dev/full")
        assert "output" in full
        assert "is closed" in shell.refuses_at_the_start(words, ">&-")
    for redirected in ("<&- >&- 2>&-", ">/dev/full 2>&1"):
        shell.start(words, redirected)


def test_a_test_that_can_not_be_printed_blames_the_output(shell: Shell, tmp_path: Path) -> None:
    saves = ["--saves", str(tmp_path)]
    shell.start(["play", str(FISHERY), "--plain", *saves], said="1\n")
    full = shell.refuses_at_the_start(["test", "--story", str(FISHERY), *saves], ">/dev/full")
    assert full.startswith("The output can't be written")


def test_lines_from_nowhere(shell: Shell) -> None:
    play = ["play", str(HARBOUR), "--plain"]
    assert shell.refuses_at_the_start(play, "<&-").startswith(
        "The input is closed, so no line can be read."
    )
    assert "can't be used: Bad file descriptor" in shell.refuses_at_the_start(play, "0>/dev/null")


FROM_HERE = [
    ["check", "mine", "--quick"],
    ["play", "mine", "--plain"],
    ["play", STORY, "--plain", "--saves", "mine"],
    ["graph", STORY, "-o", "mine.txt"],
    ["schema", "-o", "mine.json"],
    ["pack", STORY],
    ["new", "mine"],
    ["transcript", "--story", STORY, "-o", "mine.txt"],
    ["debrief", "--story", STORY, "--svg", "mine.svg"],
    ["simulate", STORY, "--plays", "1", "--no-exact", "--html", "mine.html"],
]
"""Commands with a path that leads on from where one is."""
GONE = "The folder that you are in is gone. Go to another one with cd"


@pytest.mark.parametrize("words", [*COMMANDS, *FROM_HERE], ids=named)
def test_a_folder_that_is_gone(tmp_path: Path, words: list[str]) -> None:
    shell = Shell(tmp_path)
    with chdir(shell.home):
        shell.home.rmdir()
        done = commands.run(*of(words, FISHERY), NEGOTIATOR_SAVES=str(shell.saves))
    assert done.returncode in range(4)
    if words in FROM_HERE:
        assert GONE in done.stderr + done.stdout


@pytest.mark.parametrize("words", [["stories"], FROM_HERE[0]], ids=named)
def test_a_start_in_a_folder_that_is_gone(shell: Shell, tmp_path: Path, words: list[str]) -> None:
    inside = f"import os, sys; os.rmdir(os.getcwd()); os.execv(sys.executable, {COMMAND!r}"
    inside += f" + {of(words, FISHERY)!r})"
    done = subprocess.run(
        [sys.executable, "-c", inside],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **shell.environment()},
    )
    assert "Traceback" not in done.stderr
    assert (GONE in done.stderr + done.stdout) == (words in FROM_HERE)


@pytest.fixture
def ills(tmp_path: Path) -> dict[str, str]:
    """Stories that can't be read as they stand."""
    text = (HARBOUR / "story.yaml").read_text(encoding="utf-8")
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    for name in ("file", "folder", "inner"):
        (tmp_path / name / "main").mkdir(parents=True)
        (tmp_path / name / "main" / "story.yaml").write_text(f"include: [other]\n{text}")
    (tmp_path / "file" / "main" / "more.yaml").symlink_to("more.yaml")
    (tmp_path / "folder" / "other").symlink_to("other")
    (tmp_path / "inner" / "other").mkdir()
    (tmp_path / "inner" / "other" / "x.yaml").symlink_to("x.yaml")
    found = {name: str(tmp_path / name / "main") for name in ("file", "folder", "inner")}
    return found | {"circle": str(tmp_path / "a"), "long": LONG, "deep": "y/" * 4000, "~": "~no/x"}


READING = [words for words in ON_A_STORY if words[0] in ("graph", "play") or "--quick" in words]
"""A command of each kind that reads a story."""


@pytest.mark.parametrize("ill", ["file", "folder", "inner", "circle", "long", "deep", "~"])
def test_stories_that_can_not_be_read(shell: Shell, ills: dict[str, str], ill: str) -> None:
    for words in READING:
        done = shell.run(of(words, ills[ill]))
        assert done.returncode in (1, 2)
        assert done.stdout + done.stderr


def test_a_circle_of_links_is_told_where_it_stands(shell: Shell, ills: dict[str, str]) -> None:
    done = shell.run(["check", ills["file"], "--quick"])
    assert "more.yaml:1:1: error N101: it can't be read: Too many levels" in done.stdout


def test_names_that_are_not_utf_8(shell: Shell, tmp_path: Path) -> None:
    odd = os.fsdecode(b"caf\xe9")
    folder = tmp_path / odd
    try:
        folder.mkdir()
    except OSError:
        pytest.skip("this system has no such names")
    (folder / "story.yaml").write_bytes((HARBOUR / "story.yaml").read_bytes())
    (folder / f"{odd}.yaml").write_text("glossary: {more: {term: More, text: More of it.}}\n")
    for words in READING:
        assert shell.start(of(words, folder)).returncode in (0, 2, 3)
    for form in ("text", "json", "github", "sarif"):
        shell.start(["check", str(folder), "--quick", "--format", form])
    assert shell.start(["new", str(tmp_path / f"{odd}new")]).returncode == 0
    page = tmp_path / f"{odd}.html"
    words = ["simulate", str(folder), "--plays", "5", "--processes", "1", "--no-exact"]
    assert shell.start([*words, "--html", str(page)]).returncode == 0
    assert page.exists()
    assert shell.start(["saves", "--saves", str(tmp_path / odd)]).returncode == 0


@pytest.mark.parametrize("name", [f"{LONG}.svg", "~no/x.svg", "no/x.svg", "/dev/full", "."])
def test_files_that_can_not_be_written(shell: Shell, name: str) -> None:
    simulate = ["simulate", str(HARBOUR), "--plays", "5", "--processes", "1", "--no-exact"]
    for words in (
        ["graph", str(HARBOUR), "--format", "dot", "-o", name],
        ["schema", "-o", name],
        [*simulate, "--html", name],
        ["debrief", "--story", str(FISHERY), "--svg", name],
        ["graph", str(HARBOUR), "--play", name],
        ["debrief", "--story", str(HARBOUR), name],
        ["play", str(HARBOUR), "--plain", "--load", name],
    ):
        shell.refuses(words)


@pytest.mark.parametrize("ending", [".yaml", ".yaml.bak", ".zip", ".ZIP", ".txt", ""])
def test_nothing_is_written_over_a_story_or_a_play(
    shell: Shell, tmp_path: Path, ending: str
) -> None:
    """By none of the options that name a file to write, under its own name or by a link."""
    text = (HARBOUR / "story.yaml").read_text(encoding="utf-8")
    story, link = tmp_path / f"mine{ending}", tmp_path / "drawing.svg"
    story.write_text(text, encoding="utf-8")
    link.symlink_to(story)
    for name in (str(story), str(link)) if ending == ".yaml" else (str(story),):
        for words in (
            ["graph", str(HARBOUR), "--format", "dot", "-o", name],
            ["dump", str(HARBOUR), "-o", name],
            ["dump", str(HARBOUR), "--transitions", "-o", name],
            ["schema", "-o", name],
            ["debrief", "--story", str(FISHERY), "--svg", name],
        ):
            assert "already" in shell.refuses(words)
        simulate = ["simulate", str(HARBOUR), "--plays", "5", "--processes", "1", "--no-exact"]
        done = shell.run([*simulate, "--html", name])
        assert "already" in done.stderr
        assert "5 plays" in done.stdout
        assert story.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    "first", ["story:", "story :", "\ufeffstory:", "\ufeff'story':", '"story":']
)
def test_a_story_is_known_by_its_first_key(shell: Shell, tmp_path: Path, first: str) -> None:
    """However that is written; Windows' Notepad puts a mark before it."""
    file = tmp_path / "mine.txt"
    text = f"{first} {{id: mine, title: Mine, format: 1, version: 1}}\n"
    file.write_text(text, encoding="utf-8")
    assert "already" in shell.refuses(["schema", "-o", str(file)])
    assert file.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("inside", ["", "/deeper"])
def test_saves_that_are_a_file_are_said_to_be_one(
    shell: Shell, tmp_path: Path, inside: str
) -> None:
    (tmp_path / "saves").write_text("")
    words = ["play", str(FISHERY), "--plain", "--seed", "1"]
    done = shell.run(words, said="1\nquit\n", NEGOTIATOR_SAVES=f"{tmp_path}/saves{inside}")
    said = done.stdout + done.stderr
    assert "a file" in said
    assert "--saves DIR" in said
    assert "File exists" not in said
    assert "Not a directory" not in said


def test_a_file_that_was_made_read_only_is_not_written_over(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    file.write_text("{}")
    file.chmod(0o444)
    assert "it is read-only" in shell.refuses(["schema", "-o", str(file)])
    assert file.read_text() == "{}"
    assert [one.name for one in tmp_path.iterdir()] == ["mine.json"]


def test_a_play_that_was_handed_in_is_not_replaced_by_what_is_made_of_it(
    shell: Shell, tmp_path: Path
) -> None:
    play = ["play", str(FISHERY), "--plain", "--seed", "1", "--saves", str(tmp_path / "saves")]
    shell.run(play, said="\n".join(DEAL) + "\n")
    handed_in = tmp_path / "anna.txt"
    handed_in.write_bytes(next((tmp_path / "saves").glob("*.yaml")).read_bytes())
    content, name = handed_in.read_bytes(), str(handed_in)
    for words in (
        ["transcript", name, "--story", str(FISHERY), "-o", name],
        ["debrief", name, "--story", str(FISHERY), "--svg", name],
        ["graph", str(FISHERY), "--play", name, "-o", name],
        ["publish", str(FISHERY), "-o", name],
        ["pack", str(FISHERY), "-o", name],
    ):
        assert "already" in shell.refuses(words)
        assert handed_in.read_bytes() == content


def test_what_earlier_plays_met_is_not_replaced_by_a_document(shell: Shell, tmp_path: Path) -> None:
    for endings in ("ab", "cd"):
        Memory(tmp_path).add("fishery", Met(frozenset(endings)))
    (tmp_path / ".met-0123abcd.json").write_text("{")
    before = {file: file.read_bytes() for file in tmp_path.iterdir()}
    assert len(before) == 3
    for file in before:
        for words in (["graph"], ["publish"], ["pack"], ["dump"]):
            assert "already" in shell.refuses([*words, str(FISHERY), "-o", str(file)])
    assert {file: file.read_bytes() for file in tmp_path.iterdir()} == before


@pytest.mark.parametrize("name", ["~no/x", f"/{LONG}", "/dev/null/x"])
def test_variables_that_name_no_folder(shell: Shell, name: str) -> None:
    play = ["play", str(HARBOUR), "--plain"]
    done = shell.run(play, NEGOTIATOR_SAVES=name)
    # It can be played all the same, as long as it says that nothing is kept.
    assert "can't be saved in" in done.stdout or "can't be used" in done.stderr
    shell.run(["saves"], NEGOTIATOR_SAVES=name)
    shell.run(["debrief"], NEGOTIATOR_SAVES=name)
    shell.run(["check", str(HARBOUR), "--quick"], NEGOTIATOR_CACHE=name)
    said = shell.refuses(["saves"], NEGOTIATOR_SAVES="~no/x")
    assert said.startswith("~no/x can't be used: there is no home folder ~no.")


@pytest.mark.parametrize(
    "name", ["~no/x.svg", f"{LONG}.svg", "no/x.svg", ".", "/dev/null/x", "a\0b"]
)
def test_a_drawing_that_can_not_be_written_ends_no_play(shell: Shell, name: str) -> None:
    play = ["play", str(FISHERY), "--plain", "--seed", "1"]
    lines = [*DEAL, f"debrief {name}", "history"]
    done = shell.run(play, said="\n".join(lines) + "\n")
    assert "can't be written" in done.stdout or "There is a file" in done.stdout
    assert done.stdout.rstrip().splitlines()[-1]
    assert done.returncode == 0


def test_a_play_of_no_name(shell: Shell) -> None:
    """As a script says whose variable is empty: no new play begins, and none without a name is
    taken."""
    for words in (["--load", ""], ["--load", "", "--at", "quay"]):
        shell.refuses(["play", str(HARBOUR), "--plain", *words])
        shell.refuses(["play", str(FISHERY), "--plain", *words])


def test_names_that_the_system_can_not_write(shell: Shell) -> None:
    """Typed in a play, where its locale has too few letters for it."""
    narrow = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    play = ["play", str(FISHERY), "--plain", "--seed", "1"]
    done = shell.start(play, said="\n".join([*DEAL, "debrief é.svg", "history"]) + "\n", **narrow)
    assert "it has a character that no name can have here" in done.stdout
    assert done.returncode == 0


def test_a_process_that_is_ended_from_outside(shell: Shell) -> None:
    """As a system does whose memory runs out, to any of several that simulate."""
    dying = """
import sys
from functools import partial
from negotiator.cli import main
from negotiator.simulation import simulate
simulate._processes = lambda: 2
# Unpacked, as this process does, a task of one play; for the others, names to abort with.
simulate._tasks = lambda plays, size: iter([dict.fromkeys((0, 1))] * 9)
simulate._size = lambda plays: 1
simulate._work = partial(eval, "__import__('os').abort()")
sys.argv[1:] = {words}
main()
"""
    for words in (["simulate", str(HARBOUR)], ["graph", str(HARBOUR), "--heat", "9"]):
        done = subprocess.run(
            [sys.executable, "-c", dying.format(words=words)],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            cwd=shell.home,
        )
        assert done.returncode == 1
        assert "was ended from outside" in done.stderr
        assert "Traceback" not in done.stderr


UNPRIVILEGED = """
import ctypes, os, sys
for capability in (1, 2):  # what lets root pass by permissions: CAP_DAC_OVERRIDE, _READ_SEARCH
    ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP
os.execv(sys.argv[1], sys.argv[1:])
"""


@pytest.mark.skipif(
    os.getuid() == 0 and not sys.platform.startswith("linux"), reason="root may enter anything"
)
def test_folders_that_may_not_be_entered(tmp_path: Path) -> None:
    locked, alone, unlisted = tmp_path / "locked", tmp_path / "alone", tmp_path / "unlisted"
    for folder in (locked / "story", alone, unlisted):
        folder.mkdir(parents=True)
        (folder / "story.yaml").write_bytes((HARBOUR / "story.yaml").read_bytes())
    (alone / "more.yaml").write_text("glossary: {}\n")
    (alone / "more.yaml").chmod(0)
    locked.chmod(0)
    unlisted.chmod(0o111)
    stories = (locked / "story", locked, alone, unlisted)
    on_a_story = [of(words, story) for words in COMMANDS for story in stories if STORY in words]
    others = [words for words in COMMANDS if STORY not in words]
    in_turn = "import tests.commands_in_turn as it; it.answer()"
    done = subprocess.run(
        [sys.executable, "-c", UNPRIVILEGED, sys.executable, "-c", in_turn],
        input=json.dumps([{"words": words} for words in on_a_story + others]),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        cwd=TOP,
        env={
            **os.environ,
            "NEGOTIATOR_SAVES": str(locked / "saves"),
            "NEGOTIATOR_CACHE": str(locked / "cache"),
            "HOME": str(locked),
        },
    )
    locked.chmod(0o700)
    assert done.returncode == 0, done.stderr
    answers = json.loads(done.stdout)
    for words, answer in zip(on_a_story + others, answers, strict=True):
        assert "Traceback" not in answer["out"] + answer["err"], words
        assert answer["code"] in ((1, 2) if words in on_a_story else range(4)), words


@pytest.mark.skipif(
    os.getuid() == 0 and not sys.platform.startswith("linux"), reason="root may enter anything"
)
def test_what_cannot_be_looked_into_is_not_called_empty(tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir()
    Store(locked).keep("lake", Play.begin(load(FISHERY), 1))
    (locked / "classes.sqlite").write_bytes(b"")
    locked.chmod(0)
    story = str(FISHERY)
    of_plays = [
        *(["saves"], ["code"], ["test"], ["transcript"], ["debrief"], ["code", "lake"]),
        *(["play", "--plain", "--continue"], ["play", story, "--plain", "--load", "lake"]),
        ["graph", story, "--play", "lake"],
    ]
    of_classes = [
        *(["kept"], ["report"], ["export"], ["slips"], ["end"], ["delete", "c1", "--yes"]),
        *(["add", "c1", "ABC"], ["start", "--resume", "c1"]),
    ]
    place = ["--database", str(locked / "classes.sqlite")]
    asked = [*of_plays, *(["class", *words, *place] for words in of_classes)]
    in_turn = "import tests.commands_in_turn as it; it.answer()"
    done = subprocess.run(
        [sys.executable, "-c", UNPRIVILEGED, sys.executable, "-c", in_turn],
        input=json.dumps([{"words": words} for words in asked]),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        cwd=TOP,
        env={**os.environ, "NEGOTIATOR_SAVES": str(locked), "HOME": str(tmp_path)},
    )
    locked.chmod(0o700)
    assert done.returncode == 0, done.stderr
    for words, answer in zip(asked, json.loads(done.stdout), strict=True):
        said = " ".join((answer["out"] + answer["err"]).split())
        assert answer["code"] == 1, (words, said)
        assert str(locked) in said, words
        assert not re.search("No play|no play|No class|Traceback", said), words


@pytest.mark.skipif(
    os.getuid() == 0 and not sys.platform.startswith("linux"), reason="root may enter anything"
)
def test_a_story_that_is_locked_while_it_is_played(tmp_path: Path) -> None:
    code = """
import sys
from pathlib import Path
from negotiator.authoring.live_reload import Watch
from negotiator.library import Shelf
story = Path(sys.argv[1])
watch, shelf = Watch(story), Shelf([story])
story.parent.chmod(0)
print(watch.changed(), watch.read().faults, shelf.offers()[0].title)
"""
    for name in ("story", "story.yaml"):
        folder = tmp_path / name
        story = folder / "main" / name
        story.parent.mkdir(parents=True)
        text = (HARBOUR / "story.yaml").read_text(encoding="utf-8")
        if name == "story":
            story.mkdir()
            (story / "story.yaml").write_text(text, encoding="utf-8")
        else:
            story.write_text(text, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-c", UNPRIVILEGED, sys.executable, "-c", code, str(story)],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        story.parent.chmod(0o700)
        assert done.stderr == ""
        assert done.stdout.startswith("True ")
        assert "error N101: it can't be read: Permission denied" in done.stdout
        assert done.stdout.split()[-1] == "story"


def test_no_document_becomes_a_part_of_a_story(shell: Shell, tmp_path: Path) -> None:
    """By its own name or by a link, whatever the document is: the story would be read with it."""
    link = tmp_path / "drawing.svg"
    link.symlink_to(tmp_path / "new.yaml")
    for name in (str(tmp_path / "new.yml"), str(link)):
        for words in (
            ["graph", str(HARBOUR), "--format", "dot", "-o", name],
            ["dump", str(HARBOUR), "-o", name],
            ["schema", "-o", name],
            ["schema", str(HARBOUR), "--watch", "-o", name],
            ["transcript", "--story", str(FISHERY), "-o", name],
            ["debrief", "--story", str(FISHERY), "--svg", name],
        ):
            assert "are read as parts of a story" in shell.refuses(words)
        said = "\n".join([*DEAL, f"debrief {name}"]) + "\n"
        done = shell.run(["play", str(FISHERY), "--plain", "--seed", "1"], said=said)
        assert "are read as parts of a story" in done.stdout
        assert list(tmp_path.iterdir()) == [link]


@pytest.mark.parametrize(
    "name", ["a b", "it's", "$HOME", "a;b", "`a`", "a&b", "-x", "--help", 'a"b', "~", "a*", "가"]
)
def test_what_is_told_to_be_typed_can_be_typed(shell: Shell, name: str) -> None:
    made = shell.run(["new", "--", name])
    if made.returncode:  # no folder can be called so on Windows
        assert "Windows" in made.stderr
        (shell.home / name).mkdir()
        told = f"Check it: negotiator check {paths.shell_quoted(name)}"
    else:
        *_written, _play, told = made.stdout.splitlines()
    assert told.startswith("Check it: negotiator check ")
    typed = told.removeprefix("Check it: negotiator ")
    as_a_shell_reads_it = subprocess.run(
        ["sh", "-c", f"printf '%s\\0' {typed}"],
        capture_output=True,
        text=True,
        check=True,
        cwd=shell.home,
    )
    done = shell.run([*as_a_shell_reads_it.stdout.split("\0")[:-1], "--quick"])
    if made.returncode:
        assert "error N101: there is no story here" in done.stdout
        assert name in done.stdout
    else:
        assert done.returncode == 0, done
