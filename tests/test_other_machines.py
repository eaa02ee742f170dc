"""What school machines are: systems without Unix's modules, code pages with few characters, and
file systems on which some names mean a device."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator.authoring.scaffold import ScaffoldError, identifier, write_first_story
from negotiator.paths import is_on_windows
from negotiator.saves import Store
from negotiator.story.loading import load
from negotiator.story.model import Story
from tests.commands import COMMAND
from tests.conftest import HARBOUR

ELSEWHERE = """
import importlib, os, pkgutil, signal, sys

def everything():
    import negotiator
    names = [one.name for one in pkgutil.walk_packages(negotiator.__path__, "negotiator.")]
    for name in names:
        if not name.endswith("__main__"):
            importlib.import_module(name)
    return names

# What others wrote is loaded with all that there is here; then ours once more, without.
everything()
for name in [name for name in sys.modules if name.partition(".")[0] == "negotiator"]:
    del sys.modules[name]
unix = "fcntl termios tty pty resource pwd grp spwd crypt nis syslog readline curses posix"
for name in (
    *unix.split(), "asyncio.unix_events", "multiprocessing.popen_fork",
    "textual.drivers.linux_driver", "textual.drivers.linux_inline_driver",
):
    sys.modules[name] = None
for name in ("fork forkpty getuid geteuid getgid setsid killpg uname mkfifo openpty chown "
             "sched_getaffinity O_NONBLOCK O_NOFOLLOW WNOHANG statvfs sysconf").split():
    vars(os).pop(name, None)
for name in "SIGTSTP SIGCONT SIGHUP SIGKILL SIGALRM SIGWINCH SIGPIPE alarm setitimer".split():
    vars(signal).pop(name, None)
print(*everything())
"""


def test_nothing_needs_unix_to_be_imported() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ELSEWHERE], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    home = Path(__file__).parents[1] / "src" / "negotiator"
    named = {".".join(one.relative_to(home).with_suffix("").parts) for one in home.rglob("*.py")}
    modules = {name.removesuffix(".__init__") for name in named} - {"__init__", "__main__"}
    assert set(done.stdout.split()) - {"negotiator.__main__"} == {
        f"negotiator.{name}" for name in modules
    }


KOREAN = "부두 — “그리고” é"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A story whose title no narrow code page has, in a folder of such a name."""
    made = tmp_path_factory.mktemp("narrow") / "부두"
    made.mkdir()
    text = (HARBOUR / "story.yaml").read_text(encoding="utf-8")
    assert text.count("  title: ") >= 1
    old = next(line for line in text.splitlines() if line.startswith("  title: "))
    text = text.replace(old, f"  title: {json.dumps(KOREAN, ensure_ascii=False)}", 1)
    (made / "story.yaml").write_text(text, encoding="utf-8")
    for file in HARBOUR.glob("*.yaml"):
        if file.name != "story.yaml":
            (made / file.name).write_bytes(file.read_bytes())
    return made


class Shell:
    """Runs commands as on a machine with that code page."""

    def __init__(self, code_page: str, story: Path) -> None:
        self.code_page = code_page
        self.story = story
        self.environment = {
            **os.environ,
            "PYTHONIOENCODING": code_page,
            "PYTHONUTF8": "0",
            "PYTHONWARNDEFAULTENCODING": "1",
            "PYTHONWARNINGS": "error::EncodingWarning",
            "NEGOTIATOR_SAVES": str(story.parent / f"saves {code_page}"),
            "NEGOTIATOR_CACHE": str(story.parent / "cache"),
        }

    def run(self, *words: str, said: str = "") -> bytes:
        """What a command writes; it needs no character of the code page to go well."""
        done = subprocess.run(
            [*COMMAND, *words],
            input=said.encode(self.code_page),
            capture_output=True,
            env=self.environment,
            cwd=self.story.parent,
            check=False,
        )
        assert done.returncode in (0, 3), done.stderr
        assert not done.stderr or words[0] == "simulate", done.stderr
        return done.stdout

    def text(self, *words: str, said: str = "") -> str:
        """The same as text of the code page."""
        return self.run(*words, said=said).decode(self.code_page)


@pytest.fixture(scope="module", params=["cp1252", "cp437", "ascii"])
def shell(request: pytest.FixtureRequest, folder: Path) -> Shell:
    return Shell(request.param, folder)


def test_a_narrow_code_page_takes_nothing_but_characters(shell: Shell) -> None:
    """What can't be written is a mark, and all around it stands as it should."""
    lost = KOREAN.encode(shell.code_page, errors="replace").decode(shell.code_page)
    played = shell.text("play", str(shell.story), "--plain", "--seed", "1", said="1\nsave 1\n")
    assert lost in played
    assert "1. " in played
    kept = shell.text("saves")
    assert lost in kept
    assert "Nothing wrong" in shell.text("check", str(shell.story), "--quick")
    shell.text("play", str(shell.story), "--plain", "--continue", said="1\n")


def test_a_document_is_the_same_on_any_code_page(shell: Shell) -> None:
    """JSON, SARIF and drawings are UTF-8 to whoever reads them."""
    story = str(shell.story)
    found = json.loads(shell.run("check", story, "--quick", "--format", "json"))
    assert isinstance(found, dict)
    words = ["--plays", "5", "--processes", "1", "--no-exact", "--format", "json"]
    counted = json.loads(shell.run("simulate", story, *words))
    assert "부두" in json.dumps(counted, ensure_ascii=False)
    assert KOREAN.split()[0] in shell.run("graph", story, "--format", "mermaid").decode()
    rules = json.loads(shell.run("dump", story, "--transitions"))
    assert rules["story"]
    json.loads(shell.run("schema"))


DEVICES = ["CON", "nul", "aux.yaml", "Com1", "LPT9.tar.gz", "con .yaml", "COM¹", "CONIN$"]
CUT = ["trip.", "trip ", "trip...", "."]
SIGNS = ["a:b", "a?", 'a"b', "a|b", "a<b>", "a*", "a\\b", "a\tb"]
FINE = ["trip", "console", "auxiliary.yaml", "com", "com10", "a.con", "부두", ".trip", "a b"]


@pytest.mark.parametrize("name", [*DEVICES, *CUT, *SIGNS])
def test_names_that_windows_keeps_for_itself(name: str) -> None:
    assert not is_on_windows(name)


@pytest.mark.parametrize("name", FINE)
def test_names_that_windows_takes(name: str) -> None:
    assert is_on_windows(name)
    assert PureWindowsPath(f"C:/{name}").name == name


@pytest.mark.parametrize("name", ["CON", "Nul", "aux.story", "trip.", "a?b"])
def test_no_first_story_is_written_where_windows_could_not_read_it(
    tmp_path: Path, name: str
) -> None:
    with pytest.raises(ScaffoldError, match="on Windows"):
        write_first_story(tmp_path / name)
    assert not list(tmp_path.iterdir())


@given(st.text(max_size=60), st.text(max_size=60))
def test_every_save_has_a_name_that_windows_takes(harbour: Story, label: str, name: str) -> None:
    store = Store(Path("nowhere"), lambda: datetime(2026, 5, 4, tzinfo=UTC))
    story = replace(harbour, id=identifier(name))
    for slot in (store.new_slot(story), store.slot_for(story, label)):
        assert is_on_windows(store.path(slot).name)


@pytest.mark.parametrize("name", ["aux", "con", "nul"])
def test_a_story_may_be_called_like_a_device(tmp_path: Path, name: str) -> None:
    """Its files aren't: an id is never a whole file name."""
    text = (
        (HARBOUR / "story.yaml").read_text(encoding="utf-8").replace("id: harbour", f"id: {name}")
    )
    for file in HARBOUR.glob("*.yaml"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "story.yaml").write_text(text, encoding="utf-8")
    story = load(tmp_path)
    assert story.id == name
    store = Store(tmp_path / "saves")
    assert is_on_windows(store.path(store.new_slot(story)).name)
    assert is_on_windows(store.path(store.slot_for(story, name)).name)
