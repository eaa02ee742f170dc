"""Which files are read: regular ones in the story's folder, and never more than a bound."""

from __future__ import annotations

import os
import shutil
import socket
from pathlib import Path

import pytest

from negotiator.authoring.live_reload import Watch
from negotiator.checking.diagnostic_cache import diagnose
from negotiator.engine import Play
from negotiator.library import Shelf
from negotiator.paths import shell_quoted
from negotiator.saves import Store
from negotiator.story.files import LARGEST_FILE, read_file
from negotiator.story.loading import MOST_BESIDE, examine, load
from negotiator.story.refused_files import RefusedFileError
from tests.commands import run
from tests.conftest import HARBOUR
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
        done = run(*words, NEGOTIATOR_SAVES=str(tmp_path / "saves"))
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


# What else is in the folder


@pytest.mark.parametrize("name", ["._story.yaml", ".#story.yaml", "#story.yaml", "~$story.yaml"])
def test_what_a_mac_or_an_editor_leaves_is_no_part(name: str, tmp_path: Path) -> None:
    (tmp_path / "story.yaml").write_text(BASE, "utf-8")
    before = load(tmp_path).fingerprint
    (tmp_path / name).write_bytes(b"\x00\x05\x16\x07\xff: [")
    assert load(tmp_path).fingerprint == before


def test_a_folder_within_the_storys_is_named(tmp_path: Path) -> None:
    (tmp_path / "story.yaml").write_text(BASE, "utf-8")
    for folder in ("act2", "maps", ".git", "_old"):
        (tmp_path / folder / "deep").mkdir(parents=True)
    (tmp_path / "act2" / "deep" / "c.yaml").write_text("scenes: [", "utf-8")
    (tmp_path / "maps" / "quay.txt").write_text("+", "utf-8")
    (tmp_path / ".git" / "config.yaml").write_text("[", "utf-8")
    (tmp_path / "_old" / "a.yaml").write_text("[", "utf-8")
    story, found = examine(tmp_path)
    assert story is not None
    assert [(one.code.id, Path(one.place.file).name) for one in found] == [("N124", "act2")]
    assert "N124"  # which its page names


def test_a_folder_that_has_only_others_is_no_story(tmp_path: Path) -> None:
    (tmp_path / "act2").mkdir()
    (tmp_path / "act2" / "story.yaml").write_text(BASE, "utf-8")
    story, found = examine(tmp_path)
    assert story is None
    assert [one.code.id for one in found] == ["N101", "N124"]


def test_a_file_that_a_system_gave_another_ending_is_named(tmp_path: Path) -> None:
    (tmp_path / "story.yaml.txt").write_text(BASE, "utf-8")
    (one,) = examine(tmp_path)[1]
    assert "story.yaml.txt" in one.message
    assert one.remedy == "Rename it: story.yaml"


PAGE, _, REST = BASE.partition("scenes:\n")


@pytest.mark.parametrize("name", ["a_page.yaml", "scenes.yaml"])
def test_a_part_of_a_story_says_which_folder_to_name(name: str, tmp_path: Path) -> None:
    (tmp_path / "a_page.yaml").write_text(PAGE, "utf-8")
    (tmp_path / "scenes.yaml").write_text(f"scenes:\n{REST}", "utf-8")
    story, found = examine(tmp_path / name)
    assert story is None
    (one,) = found
    assert one.code.id == "N101"
    assert name in one.message
    assert tmp_path.name in one.remedy
    assert examine(tmp_path)[0] is not None


def test_a_part_of_many_is_one_wherever_the_title_page_is(tmp_path: Path) -> None:
    for number in range(MOST_BESIDE):
        (tmp_path / f"part{number}.yaml").write_text(
            f"sources: {{S{number}: {{title: T}}}}", "utf-8"
        )
    (tmp_path / "scenes.yaml").write_text(f"scenes:\n{REST}", "utf-8")
    (tmp_path / "z_page.yaml").write_text(PAGE, "utf-8")
    (one,) = examine(tmp_path / "scenes.yaml")[1]
    assert one.code.id == "N101"
    assert tmp_path.name in one.remedy


def test_a_broken_story_in_one_file_is_no_part_of_its_neighbour(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(BASE, "utf-8")
    (tmp_path / "other.yaml").write_text(BASE.replace("goto: z", "goto: nowhere"), "utf-8")
    assert {one.code.id for one in examine(tmp_path / "other.yaml")[1]} == {"N301"}


@pytest.mark.parametrize("mark", ["\u2028", "\u2029"])
def test_places_are_those_that_an_editor_shows(mark: str, tmp_path: Path) -> None:
    story = tmp_path / "story.yaml"
    story.write_text(
        BASE.replace("Hello.", f"Hel{mark}lo.").replace("goto: z", "goto: nowhere"), "utf-8"
    )
    lines = story.read_text("utf-8").split("\n")
    wrong = [n for n, line in enumerate(lines, start=1) if "nowhere" in line]
    found = examine(story)[1]
    assert [one.place.line for one in found if one.code.id == "N301"] == wrong
    assert all("nowhere" in one.source_line for one in found if one.code.id == "N301")


def test_a_next_line_character_ends_no_line(tmp_path: Path) -> None:
    story = tmp_path / "story.yaml"
    story.write_text(BASE.replace("Hello.", "Hel\x85lo.").replace("Again.", "A\x85gain."), "utf-8")
    lines = story.read_text("utf-8").split("\n")
    found = examine(story)[1]
    assert [one.place.line for one in found] == [
        n for n, line in enumerate(lines, start=1) if "\x85" in line
    ]


@pytest.mark.parametrize("command", ["play --plain", "check --quick", "publish -o x.html", "pack"])
@pytest.mark.parametrize("lies", ["alone", "beside a story", "among others", "large"])
def test_a_save_says_what_opens_it(
    command: str, lies: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my plays").mkdir()
    story = load(HARBOUR)
    store = Store(tmp_path / "my plays")
    for _ in range(3 if lies == "among others" else 1):
        slot = store.new_slot(story)
        store.keep(slot, Play.begin(story, 7))
    save = store.path(slot)
    if lies == "large":
        save.write_text(save.read_text("utf-8") + "# and so on\n" * 100_000, "utf-8")
    if lies == "beside a story":
        (save.parent / "story.yaml").write_text(BASE, "utf-8")
    named = save if lies in ("alone", "large") else save.parent
    verb, *more = command.split()
    done = run(verb, os.path.relpath(named), *more, NEGOTIATOR_SAVES=str(tmp_path / "kept"))
    assert done.returncode == 2
    told = done.stdout + done.stderr
    assert told.count("error N101: this is a save, not a story") == 1
    assert f"negotiator open {shell_quoted(os.path.relpath(save))[:-30]}" in told
    assert "--load NAME" in told
    assert "N201" not in told


@pytest.mark.parametrize("content", ["", "\n\n", "# Only a thought.\n", "\ufeff"])
@pytest.mark.parametrize("named", ["", "story.yaml"])
def test_a_file_with_nothing_in_it_is_named(content: str, named: str, tmp_path: Path) -> None:
    (tmp_path / "story.yaml").write_text(content, "utf-8")
    (one,) = examine(tmp_path / named)[1]
    assert one.code.id == "N101"
    assert one.place.file.endswith("story.yaml")
    assert "nothing in this file" in one.message
    (tmp_path / "more.yaml").write_text(content, "utf-8")
    (one,) = examine(tmp_path)[1]
    assert "nothing in its 2 story files" in one.message
