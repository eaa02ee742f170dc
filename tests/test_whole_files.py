"""A disk that is full, or a file that may not grow, in the middle of writing: each command says so,
leaves nothing half written, and what was there stays as it was."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import reduce
from pathlib import Path

import pytest

from negotiator.authoring import json_schema
from negotiator.engine import Play
from negotiator.saves import Store
from negotiator.story.loading import load
from tests.commands import COMMAND
from tests.fishery import DEAL, FISHERY

if sys.platform == "win32":
    pytest.skip("Windows has neither", allow_module_level=True)

Run = Callable[..., subprocess.CompletedProcess[str]]
WRITING = [
    ["new", "mine"],
    ["schema", "-o", "schema.json"],
    ["graph", "story", "-o", "graph.dot"],
    ["dump", "story", "--transitions", "-o", "rules.json"],
    ["transcript", "--story", "story", "-o", "play.html"],
    ["debrief", "--story", "story", "--svg", "table.svg"],
    ["test", "--story", "story", "--add"],
    ["simulate", "story", "--plays", "5", "--processes", "1", "--no-exact", "--html", "plays.html"],
]


@pytest.fixture
def disk(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """A folder of 256 KB with a story in it, for whoever may mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mounted, capture_output=True).returncode:
        pytest.skip("only root may mount a small disk, and not everywhere")
    try:
        shutil.copytree(FISHERY, folder / "story")
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(folder: Path) -> None:
    with (folder / "filler").open("wb", buffering=0) as file:
        try:
            while file.write(b"x" * 4096):
                pass
        except OSError:
            return


def runner(folder: Path, limit: str = "") -> Run:
    """Runs commands in a folder, with the plays of another."""
    kept = folder.parent / "kept"
    begun = Play.begin(load(FISHERY), 1)
    Store(kept).keep("lake", reduce(Play.choose, DEAL, begun))

    def run(words: list[str], said: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            ["sh", "-c", f'{limit} exec "$@"', "sh", *COMMAND, *words],
            capture_output=True,
            input=said,
            text=True,
            check=False,
            timeout=60,
            cwd=folder,
            env={
                **os.environ,
                "NEGOTIATOR_SAVES": str(kept),
                "NEGOTIATOR_CACHE": str(folder / "cache"),
                **variables,
            },
        )
        assert "Traceback" not in done.stdout + done.stderr
        return done

    return run


def there(folder: Path) -> dict[str, bytes]:
    """Every file there is, with its content; folders that are empty don't count."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def refuses_all(folder: Path, run: Run, reason: str) -> None:
    before = there(folder)
    for words in WRITING:
        done = run(words)
        assert done.returncode in (1, 2), words
        assert reason in done.stderr, words
        assert there(folder) == before, words
    left = run(["play", "story", "--plain", "--saves", "saves"], "1\nsave here\nquit\n")
    assert left.returncode == 1
    assert f"Plays can't be saved in saves: {reason}" in left.stdout
    assert "Left before an ending. This play is not saved." in left.stdout
    assert "Saved as" not in left.stdout
    assert run(["check", "story", "--quick"]).returncode == 0  # its cache isn't needed
    assert there(folder) == before


def test_a_full_disk(disk: Path) -> None:
    run = runner(disk)
    schema = json_schema.beside(disk / "story")
    schema.write_text(json_schema.written(), encoding="utf-8")
    fill(disk)
    refuses_all(disk, run, "No space left on device")
    before = there(disk)
    json_schema.refresh(disk / "story")  # it has the story's names to add
    assert there(disk) == before
    (disk / "filler").unlink()
    json_schema.refresh(disk / "story")
    assert there(disk)[str(schema.relative_to(disk))] != before[str(schema.relative_to(disk))]
    assert run(["test", "--story", "story", "--add"]).returncode == 0


def test_files_that_may_not_grow(tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    shutil.copytree(FISHERY, folder / "story")
    refuses_all(folder, runner(folder, "ulimit -f 0;"), "File too large")


def test_a_document_is_written_for_the_same_people(tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    shutil.copytree(FISHERY, folder / "story")
    run = runner(folder)
    for words in WRITING:
        file = folder / words[-1]
        if file.suffix and "--svg" not in words:  # that takes no file's place
            file.touch(0o600)
            assert run(words).returncode == 0, words
            assert file.stat().st_mode & 0o777 == 0o600, words
            before = file.read_bytes()
            assert before
            file.chmod(0o400)
            assert "read-only" in run(words).stderr, words
            assert file.read_bytes() == before
