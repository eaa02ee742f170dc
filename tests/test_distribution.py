"""What is installed: under the right name, with all that it needs, and outside a checkout too."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
import venv
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import ZipFile

import click
import numpy
import pytest
import textual
import yaml

from negotiator import distribution

TOP = Path(__file__).parents[1]
NAMED_EXTRA = re.compile(r"\b(negotiator[\w-]*)\[(\w+)\]")


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    with (TOP / "pyproject.toml").open("rb") as file:
        found: dict[str, Any] = tomllib.load(file)["project"]
    return found


def test_the_distribution_has_a_name_of_its_own(project: dict[str, Any]) -> None:
    assert project["name"] == distribution.NAME == "negotiator-game"
    assert project["scripts"] == {"negotiator": "negotiator.__main__:main"}


def test_whoever_names_an_extra_names_one_that_is(project: dict[str, Any]) -> None:
    extras = project["optional-dependencies"]
    pages = [TOP / "README.md", TOP / "CONTRIBUTING.md", *(TOP / "docs").rglob("*.md")]
    for path in (*pages, *(TOP / "src").rglob("*.py")):
        for name, extra in NAMED_EXTRA.findall(path.read_text(encoding="utf-8")):
            assert name == distribution.NAME, path
            assert extra in extras, path
    asked = re.compile(r"\b(?:adding_extra\(|stop_without\([^()]*, )['\"](\w+)['\"]\)")
    found = {
        extra
        for path in (TOP / "src").rglob("*.py")
        for extra in asked.findall(path.read_text(encoding="utf-8"))
    }
    assert found == {"check", "class", "graph", "postgres", "publish", "web"} <= extras.keys()


def built(source: Path, hook: str, folder: Path) -> Path:
    """What a build hook (PEP 517) of the project's backend makes of a source folder."""
    done = subprocess.run(
        [sys.executable, "-c", f"from hatchling.build import *; print({hook}({str(folder)!r}))"],
        cwd=source,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return folder / done.stdout.split()[-1]


def files_in(folder: Path) -> set[str]:
    """Every file of a folder that belongs to the project."""
    kept = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "."],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    ).stdout.split("\0")
    walked = (one for one in folder.rglob("*") if one.is_file() and one.suffix != ".pyc")
    names = kept if any(kept) else [one.relative_to(folder).as_posix() for one in walked]
    return {name for name in names if name and (folder / name).is_file()}


class Made(NamedTuple):
    """The source distribution, unpacked, and the wheel that was built from it."""

    sources: Path
    wheel: Path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("made")
    archive = built(TOP, "build_sdist", folder)
    assert archive.name == f"negotiator_game-{distribution.VERSION}.tar.gz"
    shutil.unpack_archive(archive, folder, filter="data")
    sources = folder / archive.name.removesuffix(".tar.gz")
    return Made(sources, built(sources, "build_wheel", folder))


def test_the_source_distribution_is_whole(made: Made) -> None:
    for name in ("src", "story", "tests", "docs", "benchmarks"):
        assert files_in(made.sources / name) == files_in(TOP / name), name
    top = {one.name for one in made.sources.iterdir() if one.is_file()}
    documents = {"README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "pyproject.toml"}
    documents.add("hatch_build.py")
    assert top == documents | {"PKG-INFO", ".gitignore"}


def test_the_wheel_has_all_that_the_program_needs(made: Made, project: dict[str, Any]) -> None:
    with ZipFile(made.wheel) as wheel:
        names = set(wheel.namelist())
        (home,) = {name.partition("/")[0] for name in names if ".dist-info/" in name}
        about = wheel.read(f"{home}/METADATA").decode()
    package = {name.removeprefix("negotiator/") for name in names if not name.startswith(home)}
    stories = {f"stories/{name}" for name in files_in(TOP / "story")}
    catalogues = {f"locale/{name}/LC_MESSAGES/negotiator.mo" for name in ("en",)}
    assert package == files_in(TOP / "src" / "negotiator") | stories | catalogues
    assert {"py.typed", "authoring/window.yaml"} <= package
    assert {f"stories/{name}/story.yaml" for name in ("gsomia_2016", "first_round")} <= package
    assert any(name.endswith(".tcss") for name in package)
    assert {"web/assets/page.css", "web/templates/now.html"} <= package
    assert f"Name: {distribution.NAME}\nVersion: {distribution.VERSION}\n" in about
    for extra in project["optional-dependencies"]:
        assert f"Provides-Extra: {extra}\n" in about


class Machine(NamedTuple):
    """A folder with an environment `.venv`, in which the wheel is installed, and no checkout."""

    desk: Path

    @property
    def scripts(self) -> Path:
        return self.desk / ".venv" / ("Scripts" if os.name == "nt" else "bin")

    def run(self, *words: str, said: str = "") -> str:
        """What a command of the environment prints. It must go well."""
        program = shutil.which(words[0], path=self.scripts)
        assert program
        return self._done([program, *words[1:]], said)

    def typed(self, lines: str) -> str:
        """What lines print that are typed into a shell."""
        return self._done(["sh", "-e"], lines)

    def _done(self, words: list[str], said: str) -> str:
        unsaid = ("PYTHONPATH", "VIRTUAL_ENV", "NEGOTIATOR_SAVES", "NEGOTIATOR_DATA")
        done = subprocess.run(
            words,
            cwd=self.desk,
            env={name: value for name, value in os.environ.items() if name not in unsaid}
            | {"HOME": str(self.desk), "XDG_DATA_HOME": str(self.desk / "data")}
            | {"XDG_CACHE_HOME": str(self.desk / "cache"), "PYTHONUTF8": "1"},
            input=said,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def machine(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Machine:
    made_here = Machine(tmp_path_factory.mktemp("machine"))
    venv.create(made_here.desk / ".venv", with_pip=True)
    made_here.run("python", "-m", "pip", "install", "--no-deps", "--no-index", str(made.wheel))
    # What it depends on is taken from here, so that no network is needed.
    sites = {str(Path(str(one.__file__)).parents[1]) for one in (click, yaml, textual, numpy)}
    asked = "import sysconfig; print(sysconfig.get_path('purelib'))"
    own = Path(made_here.run("python", "-c", asked).strip())
    (own / "dependencies.pth").write_text("\n".join(sorted(sites)), encoding="utf-8")
    return made_here


def test_what_was_installed_runs_outside_a_checkout(machine: Machine) -> None:
    where = machine.run("python", "-c", "import negotiator; print(negotiator.__file__)")
    assert machine.desk in Path(where.strip()).parents
    assert distribution.VERSION in machine.run("negotiator", "--version")
    assert machine.run("negotiator", "stories").startswith("gsomia_2016: The Pact")
    machine.run("negotiator", "new", "first_story")
    assert "can happen" in machine.run("negotiator", "check", "first_story")
    assert "Nothing wrong" in machine.run("negotiator", "check", "gsomia_2016", "--quick")
    played = machine.run("negotiator", "play", "first_story", "--plain", said="talk\nleave\n")
    assert "the tram" in played.lower()
    assert str(machine.desk) in machine.run("negotiator", "saves")
    assert not (machine.desk / "saves").exists()


SCREEN = """
import asyncio
from pathlib import Path
from negotiator.saves import Store
from negotiator.library import Shelf
from negotiator.tui.app import NegotiatorApp

async def shown() -> None:
    store = Store(Path("kept"))
    app = NegotiatorApp(Shelf.of_shipped, lambda: store, story_id="gsomia_2016", seed=1)
    async with app.run_test() as pilot:
        for _ in range(600):
            await pilot.pause(0.1)
            if type(app.screen).__name__ == "PlayScreen":
                break
        print(type(app.screen).__name__, app.return_code)

asyncio.run(shown())
"""


def test_its_screen_has_its_styles(machine: Machine) -> None:
    assert machine.run("python", "-c", SCREEN) == "PlayScreen None\n"


def test_its_command_that_adds_an_extra_works(machine: Machine) -> None:
    """Though the program is on no index: of what is installed, only the extra is looked for."""
    words = [*shlex.split(distribution.adding_extra("check")), "--no-index"]
    assert "Requirement already satisfied: numpy" in machine.run(*words)


@pytest.mark.skipif(os.name == "nt", reason="there is no such shell here")
def test_after_the_readme_the_first_command_of_the_tutorial_is_there(machine: Machine) -> None:
    readme = (TOP / "README.md").read_text(encoding="utf-8")
    (way,) = re.findall(r"^\| Linux, macOS \| `(.+)` \|$", readme, re.MULTILINE)
    tutorial = (TOP / "docs" / "authors" / "tutorial.md").read_text(encoding="utf-8")
    first = next(line[2:] for line in tutorial.splitlines() if line.startswith("$ "))
    folder = machine.desk / first.split()[-1]
    shutil.rmtree(folder, ignore_errors=True)
    assert machine.typed(f"{way}\n{first}\n").startswith("Wrote first_story")
    assert folder.is_dir()
