"""An author at a real terminal: begins in the midst, edits, breaks and mends."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from negotiator.authoring.json_schema import FILE_NAME
from tests.authoring.test_live_reload import edit
from tests.commands import COMMAND, run
from tests.conftest import HARBOUR
from tests.test_end_to_end import Terminal


def test_an_author_at_work(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    assert run("new", str(folder)).returncode == 0
    words = ("play", str(folder), "--watch", "--at", "bargain", "--set", "knows_why=true")
    terminal = Terminal(*words, "--saves", str(tmp_path / "saves"), columns=100, rows=30)
    terminal.wait("Propose the window of the next room")
    edit(folder, "goto: both_content", "goto: both_contend")
    terminal.wait("Did you mean `both_content`?")
    edit(folder, "goto: both_contend", "goto: both_content")
    terminal.wait("The story was read again.")
    terminal.press("1", "AGREED")
    terminal.wait("The next room")
    assert terminal.leave() == 0


def test_a_wrong_place_is_told_before_a_screen_opens(tmp_path: Path) -> None:
    terminal = Terminal("play", str(HARBOUR), "--at", "hal", "--saves", str(tmp_path), columns=100)
    assert terminal.end() == 2


def test_the_schema_is_written_again_whenever_a_file_is_saved(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    assert run("new", str(folder)).returncode == 0
    beside = folder / FILE_NAME
    beside.unlink()
    watching = subprocess.Popen(
        [*COMMAND, "schema", str(folder), "--watch"], stdout=subprocess.PIPE, encoding="utf-8"
    )
    try:
        assert watching.stdout is not None
        assert watching.stdout.readline() == f"Wrote {beside}.\n"
        assert '"bargain"' in beside.read_text(encoding="utf-8")
        edit(folder, "  bargain:", "  haggle:")
        assert watching.stdout.readline() == f"Wrote {beside}.\n"
        assert '"haggle"' in beside.read_text(encoding="utf-8")
        watching.send_signal(signal.SIGINT)
        watching.communicate()
        assert watching.returncode == 0
    finally:
        watching.kill()
