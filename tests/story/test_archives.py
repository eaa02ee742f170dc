"""A packed story is the story, whatever reads it; and no archive does anything but give one."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator.authoring.packing import packed
from negotiator.checking.diagnostic_cache import diagnose
from negotiator.library import Shelf
from negotiator.story.archives import MOST_FILES, MOST_PACKED, story_in
from negotiator.story.codes import Severity
from negotiator.story.files import LARGEST_FILE
from negotiator.story.loading import examine, fingerprint, folders_of, load
from negotiator.story.reading.yaml import MOST_NODES
from tests import commands
from tests.conftest import FIRST_ROUND, HARBOUR
from tests.fishery import FISHERY

STORIES = HARBOUR.parent
Pack = Callable[[Path], Path]
Files = dict[str, bytes]


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    def made(path: Path) -> Path:
        archive = tmp_path / f"{path.stem}.zip"
        archive.write_bytes(packed(path))
        return archive

    return made


def zipped(path: Path, files: Files) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def of_harbour(folder: str = "harbour/") -> Files:
    return {f"{folder}{file.name}": file.read_bytes() for file in HARBOUR.glob("*.yaml")}


def refusal(path: Path) -> str:
    """What is wrong with an archive, which must be the only thing said of it."""
    story, found = examine(path)
    assert story is None
    (one,) = found
    assert path.name in one.place.file
    assert Shelf([path]).offers()[0].id == path.stem
    return f"{one.code.id}: {one.message}"


@pytest.mark.parametrize("path", [HARBOUR, FIRST_ROUND, STORIES / "assembly", FISHERY])
def test_it_is_the_story(path: Path, pack: Pack) -> None:
    archive = pack(path)
    before, after = load(path), load(archive)
    assert after.fingerprint == before.fingerprint
    assert after.scenes == before.scenes
    (offer,) = Shelf([archive]).offers()
    assert (offer.id, offer.title) == (before.id, before.title)


def test_its_folders_are_those_of_the_story(pack: Pack, tmp_path: Path) -> None:
    assert [one.name for one in folders_of(pack(STORIES / "assembly"))] == ["assembly", "shared"]
    with zipfile.ZipFile(pack(STORIES / "assembly")) as archive:
        archive.extractall(tmp_path / "unpacked")
    unpacked = tmp_path / "unpacked" / "assembly"
    assert load(unpacked).fingerprint == load(STORIES / "assembly").fingerprint


def test_it_is_the_same_however_often_it_is_packed(pack: Pack) -> None:
    assert packed(HARBOUR) == packed(HARBOUR) == packed(pack(HARBOUR))


def test_faults_are_told_with_their_place_in_it(tmp_path: Path) -> None:
    files = of_harbour()
    name = next(iter(files))
    files[name] += b"nonsense: 1\n"
    (one,) = examine(zipped(tmp_path / "h.zip", files))[1]
    assert one.code.id == "N201"
    assert one.place.file.endswith(f"h.zip/{name}")
    assert "nonsense" in str(one)


def test_a_zip_of_the_files_themselves_is_a_story_too(tmp_path: Path) -> None:
    story = load(zipped(tmp_path / "own.zip", of_harbour("")))
    assert story.scenes == load(HARBOUR).scenes
    beside = of_harbour() | {"__MACOSX/harbour/._story.yaml": b"\0", "harbour/read me.txt": b"?"}
    assert load(zipped(tmp_path / "mac.zip", beside)).fingerprint == load(HARBOUR).fingerprint


def test_what_was_found_is_remembered_and_a_change_is_noticed(tmp_path: Path) -> None:
    archive, cache = zipped(tmp_path / "h.zip", of_harbour()), tmp_path / "cache"
    assert diagnose(archive, cache) == diagnose(archive, cache) == diagnose(archive)
    before = fingerprint(folders_of(archive))
    zipped(archive, of_harbour() | {"harbour/more.yaml": b"flags: {told: It was told}\n"})
    assert fingerprint(folders_of(archive)) != before
    assert [one.code.id for one in diagnose(archive, cache)] == ["N607"]


HOSTILE: dict[str, tuple[Files, str]] = {
    "above": ({"../story.yaml": b""}, "leads elsewhere"),
    "within": ({"a/../../story.yaml": b""}, "leads elsewhere"),
    "root": ({"/etc/story.yaml": b""}, "leads elsewhere"),
    "drive": ({"C:/story.yaml": b""}, "leads elsewhere"),
    "backslash": ({"a\\story.yaml": b""}, "leads elsewhere"),
    "nothing": ({}, "no file at all"),
    "many": ({f"a/{n}.yaml": b"" for n in range(MOST_FILES + 1)}, "more than"),
    "folders": ({f"a{n}/": b"" for n in range(MOST_FILES + 1)}, "more than"),
    "bomb": ({f"a/{n}.yaml": bytes(2 << 20) for n in range(4)}, "more than"),
    "dot": ({"./a/story.yaml": b""}, "leads elsewhere"),
    "two bars": ({"a//story.yaml": b""}, "leads elsewhere"),
    "one large": ({"a/story.yaml": b"#" * (LARGEST_FILE + 1)}, "more than 1,048,576 bytes"),
    "dots": ({"a/../a/story.yaml": b""}, "leads elsewhere"),
    "no story": ({"a/notes.txt": b"hello"}, "no story"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_archives(name: str, tmp_path: Path) -> None:
    files, said = HOSTILE[name]
    told = refusal(zipped(tmp_path / "hostile.zip", files))
    assert told.startswith("N101" if name == "no story" else "N130")
    assert said in told


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_unusual_methods_are_refused(method: int, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "unusual.zip", "w", method) as archive:
        archive.writestr("a/story.yaml", "x")
    assert "an unusual way" in refusal(tmp_path / "unusual.zip")


METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)


@pytest.mark.parametrize("method", METHODS)
def test_no_byte_of_a_small_archive_makes_an_error(method: int, tmp_path: Path) -> None:
    path = tmp_path / "small.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("a/b.yaml", "flags: {told: It was told}\n" * 2)
    whole = path.read_bytes()
    for at in range(len(whole)):
        for byte in (0, 0x7F, 0xFF, whole[at] ^ 8):
            path.write_bytes(whole[:at] + bytes([byte]) + whole[at + 1 :])
            story, found = examine(path)
            assert story is None
            assert found


def test_links_passwords_and_doubles(tmp_path: Path) -> None:
    linked = zipfile.ZipInfo("a/story.yaml")
    linked.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "linked.zip", "w") as archive:
        archive.writestr(linked, "/etc/passwd")
    assert "has a link" in refusal(tmp_path / "linked.zip")

    content = bytearray(zipped(tmp_path / "locked.zip", {"a/story.yaml": b"x"}).read_bytes())
    for signature, at in ((b"PK\1\2", 8), (b"PK\3\4", 6)):
        content[content.index(signature) + at] |= 1
    (tmp_path / "locked.zip").write_bytes(content)
    assert "needs a password" in refusal(tmp_path / "locked.zip")

    with zipfile.ZipFile(tmp_path / "twice.zip", "w") as archive:
        archive.writestr("a/story.yaml", "x")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a/story.yaml", "y")
    assert "two files of one name" in refusal(tmp_path / "twice.zip")


def test_no_archive_at_all(tmp_path: Path) -> None:
    file = tmp_path / "story.zip"
    for content in (b"", b"PK", b"story: {}", os.urandom(1_000)):
        file.write_bytes(content)
        assert "damaged" in refusal(file)
    with file.open("wb") as sparse:
        sparse.truncate(MOST_PACKED + 1)
    assert "more than" in refusal(file)


WHOLE = packed(HARBOUR)


@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.binary(max_size=4)), max_size=6))
def test_damage_is_a_fault_and_never_an_error(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, bytes]]
) -> None:
    content = bytearray(WHOLE)
    for at, with_this in changes:
        content[at : at + len(with_this)] = with_this
    archive = tmp_path_factory.mktemp("damaged") / "h.zip"
    archive.write_bytes(content)
    story, found = examine(archive)
    assert (story is None) == any(one.code.severity is Severity.ERROR for one in found)
    Shelf([archive]).offers()


def negotiator(folder: Path, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    homes = {"NEGOTIATOR_DATA": "data", "NEGOTIATOR_SAVES": "saves", "NEGOTIATOR_CACHE": "cache"}
    variables = {name: str(folder / home) for name, home in homes.items()}
    return commands.run(*words, typed=typed, folder=folder, **variables)


def test_every_command_takes_it_and_nothing_is_unpacked(tmp_path: Path) -> None:
    done = negotiator(tmp_path, "pack", str(HARBOUR))
    assert done.stdout.splitlines()[0] == "Wrote harbour.zip."
    assert done.returncode == 0
    for words in (
        ("check", "--quick", "harbour.zip"),
        ("simulate", "harbour.zip", "--plays", "50"),
        ("graph", "harbour.zip"),
        ("dump", "harbour.zip"),
        ("schema", "harbour.zip"),
        ("pack", "harbour.zip", "-o", "again.zip"),
    ):
        done = negotiator(tmp_path, *words)
        assert done.returncode == 0, (words, done.stderr)
        assert done.stdout
    checked = (
        negotiator(tmp_path, "check", "harbour.zip"),
        negotiator(tmp_path, "check", str(HARBOUR)),
    )
    assert checked[0].returncode == checked[1].returncode
    assert "harbour: 25 questions" in checked[0].stdout
    played = negotiator(tmp_path, "play", "harbour.zip", "--plain", typed="1\nquit\n")
    assert played.stdout.startswith("The Harbour\n")
    on = negotiator(tmp_path, "play", "--continue", "--plain", typed="history\nquit\n")
    assert "Ask the ferryman" in on.stdout
    assert "harbour.zip" in negotiator(tmp_path, "stories").stdout
    assert {one.suffix for one in tmp_path.iterdir()} == {".zip", ""}
    assert not list(tmp_path.rglob("story.yaml"))
    assert (tmp_path / "again.zip").read_bytes() == (tmp_path / "harbour.zip").read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="no file can have such a name there")
@pytest.mark.parametrize(
    ("name", "said"),
    [(b"lake\xff", "that isn't UTF-8"), (b"lake\\a", "leads elsewhere"), (b"lake: b", "elsewhere")],
)
def test_no_name_is_packed_that_is_not_read(tmp_path: Path, name: bytes, said: str) -> None:
    folder = Path(os.fsdecode(os.path.join(os.fsencode(tmp_path), name)))  # noqa: PTH118
    shutil.copytree(HARBOUR, folder)
    done = negotiator(tmp_path, "pack", folder.name, "-o", "lake.zip")
    assert done.returncode == 1
    assert said in done.stderr
    assert not (tmp_path / "lake.zip").exists()


def test_no_more_is_packed_than_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "large"
    folder.mkdir()
    for name, content in of_harbour("").items():
        (folder / name).write_bytes(content)
    for number in range(2):
        (folder / f"notes{number}.yaml").write_bytes(b"#" * (1_000_000))
    done = negotiator(tmp_path, "pack", "large")
    assert (done.returncode, done.stderr) == (1, "large.zip has more than 1,048,576 bytes.\n")
    assert not (tmp_path / "large.zip").exists()


def test_nothing_is_written_into_it_or_over_anything_else(tmp_path: Path) -> None:
    negotiator(tmp_path, "pack", str(HARBOUR))
    negotiator(tmp_path, "play", "harbour.zip", "--plain", typed="2\n1\nquit\n")
    done = negotiator(tmp_path, "test", "--add")
    assert "is an archive, and nothing is written into one" in done.stderr, done
    (tmp_path / "photos.zip").write_bytes(b"mine")
    done = negotiator(tmp_path, "pack", str(HARBOUR), "-o", "photos.zip")
    assert done.returncode == 1
    assert (tmp_path / "photos.zip").read_bytes() == b"mine"
    assert negotiator(tmp_path, "pack", str(HARBOUR)).returncode == 0


def test_a_story_with_faults_is_not_packed(tmp_path: Path) -> None:
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "story.yaml").write_text("scenes: {a: {}}\n", encoding="utf-8")
    done = negotiator(tmp_path, "pack", "bad")
    assert done.returncode != 0
    assert "N2" in done.stderr
    assert not (tmp_path / "bad.zip").exists()


def test_it_is_told_where_a_program_asks(pack: Pack) -> None:
    done = commands.run("check", "--quick", "--format", "json", str(pack(HARBOUR)))
    assert done.returncode == 0
    assert json.loads(done.stdout)
    assert story_in(pack(HARBOUR)).name == "harbour"
    assert zipfile.is_zipfile(io.BytesIO(WHOLE))


def test_all_files_of_an_archive_have_as_many_parts_as_one_file(tmp_path: Path) -> None:
    parts = f"x: [{'a,' * (MOST_NODES // 2)}]\n".encode()
    archive = zipped(tmp_path / "story.zip", {"m/a.yaml": parts, "m/b.yaml": parts})
    found = examine(archive)[1]
    assert [(one.code.id, Path(one.place.file).name) for one in found] == [("N105", "b.yaml")]
