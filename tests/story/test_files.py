"""Which files are read: regular ones in the story's folder, and never more than a bound."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from negotiator.authoring.live_reload import Watch
from negotiator.checking.diagnostic_cache import diagnose
from negotiator.library import Shelf
from negotiator.story.files import LARGEST_FILE, RefusedFileError, read_file
from negotiator.story.loading import examine
from tests.story.test_diagnostics import BASE

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there are no such files here")


def put(kind: str, path: Path) -> None:
    """Put something that isn't a regular file at a path."""
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    else:
        home = os.open(path.parent, os.O_RDONLY)
        with socket.socket(socket.AF_UNIX) as one:
            # The whole path may be too long for a socket.
            os.chdir(home)
            one.bind(path.name)
        os.close(home)


@pytest.mark.parametrize("kind", ["pipe", "device", "socket"])
@pytest.mark.parametrize("named", ["folder", "file"])
def test_only_ordinary_files_are_read(
    kind: str, named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    put(kind, tmp_path / "story.yaml")
    story = tmp_path if named == "folder" else tmp_path / "story.yaml"
    found = examine(story)[1]
    assert [one.code.id for one in found] == ["N121"]
    assert found[0].place.file == "story.yaml"
    assert diagnose(story, tmp_path / "cache") == found
    assert Shelf([story]).offers()[0].path == story
    assert not Watch(story).changed()
    assert "N121"  # which its page names


def test_the_command_says_so_too(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "story.yaml")
    for words in (("check", str(tmp_path), "--quick"), ("play", str(tmp_path), "--plain")):
        done = subprocess.run(
            [sys.executable, "-m", "negotiator", *words],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            env={**os.environ, "NEGOTIATOR_SAVES": str(tmp_path / "saves")},
            stdin=subprocess.DEVNULL,
        )
        assert done.returncode == 2
        assert "N121: story.yaml is a pipe" in done.stdout + done.stderr


def test_a_link_out_of_the_folder_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("story: {id: secret, title: What nobody may know}\n", encoding="utf-8")
    story = tmp_path / "story"
    story.mkdir()
    (story / "story.yaml").symlink_to(secret)
    with pytest.raises(RefusedFileError):
        read_file(story / "story.yaml", story)
    assert Shelf([story]).offers()[0].title == "story"
    found = examine(story)[1]
    assert [one.code.id for one in found] == ["N115"]
    assert found[0].place.file.endswith("story/story.yaml")
    # A link within the folder counts as a regular file, and so does one that was named directly.
    (story / "story.yaml").unlink()
    (story / "text.yml").write_text(BASE, encoding="utf-8")
    shutil.move(story / "text.yml", story / "text.txt")
    (story / "story.yaml").symlink_to("text.txt")
    assert examine(story)[1] == []
    (tmp_path / "link.yaml").symlink_to(story / "text.txt")
    assert examine(tmp_path / "link.yaml")[1] == []


def test_a_file_that_waits_for_more_is_not_waited_for() -> None:
    log = Path("/proc/kmsg")
    if not os.access(log, os.R_OK):
        pytest.skip("this system has no such file, or doesn't open it to us")
    assert examine(log)[0] is None


def test_a_link_to_nothing_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "story.yaml").write_text(BASE, encoding="utf-8")
    (tmp_path / ".#story.yaml").symlink_to("somebody@somewhere:1")
    assert examine(tmp_path)[1] == []


def test_a_file_is_read_up_to_a_bound(tmp_path: Path) -> None:
    file = tmp_path / "story.yaml"
    room = LARGEST_FILE - len(BASE)
    file.write_text(BASE + "#" * room, encoding="utf-8")
    assert examine(file)[1] == []
    file.write_text(BASE + "#" * (room + 1), encoding="utf-8")
    assert [one.code.id for one in examine(file)[1]] == ["N103"]
