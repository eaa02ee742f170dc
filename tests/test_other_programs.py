"""Programs that this one starts: none of them comes from the folder in which it was called."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from negotiator.other_programs import own_modules, program
from tests.conftest import HARBOUR
from tests.source import FILES, nodes

HOME = "other_programs.py"
BAIT = ("multiprocessing/__init__.py", "runpy.py", "struct.py", "threading.py", "negotiator.py")
"""Modules that a Python which has just begun would take from the current folder."""
SHARED_OUT = """
import sys
from pathlib import Path
from negotiator.simulation.simulate import simulate
from negotiator.story.loading import load
sys.modules["negotiator.simulation.simulate"].CROWDS = 1_000
if __name__ == "__main__":
    print(simulate(load(Path(sys.argv[1])), 4_000, processes=2).plays)
"""


@pytest.mark.parametrize("flags", [[], ["-E"], ["-E", "-P"], ["-I"]])
def test_plays_are_shared_out_among_processes_that_load_nothing_from_here(
    tmp_path: Path, flags: list[str]
) -> None:
    here = tmp_path / "here"
    for name in BAIT:
        bait = here / name
        bait.parent.mkdir(exist_ok=True, parents=True)
        bait.write_text(f"open({str(tmp_path / 'taken')!r}, 'w').close()\nraise SystemExit\n")
    script = tmp_path / "elsewhere.py"
    script.write_text(SHARED_OUT)
    words = [sys.executable, *flags, str(script), str(HARBOUR.resolve())]
    done = subprocess.run(words, cwd=here, capture_output=True, text=True, check=False)
    assert not (tmp_path / "taken").exists()
    assert (done.stdout, done.stderr) == ("4000\n", "")


def test_only_one_module_says_what_is_started() -> None:
    for file in FILES:
        if file == HOME:
            continue
        for node in nodes(file):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                assert (node.value.id, node.attr) != ("sys", "executable"), file
                assert (node.value.id, node.attr) != ("shutil", "which"), file


def test_a_program_is_taken_from_where_programs_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    name = "dot.exe" if os.name == "nt" else "dot"
    for folder in (tmp_path, bin_folder):
        (folder / name).touch(0o755)
    monkeypatch.setenv("PATH", os.pathsep.join((os.curdir, str(bin_folder))))
    found = program("dot")
    assert found is not None
    assert Path(found) == bin_folder / name
    monkeypatch.setenv("PATH", os.curdir)
    assert program("dot") is None


def test_what_was_set_before_is_set_again(monkeypatch: pytest.MonkeyPatch) -> None:
    for before in (None, "0"):
        monkeypatch.delenv("PYTHONSAFEPATH", raising=False)
        if before is not None:
            monkeypatch.setenv("PYTHONSAFEPATH", before)
        with own_modules():
            assert os.environ["PYTHONSAFEPATH"] == "1"
        assert os.environ.get("PYTHONSAFEPATH") == before
