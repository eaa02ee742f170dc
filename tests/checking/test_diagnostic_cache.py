"""What was said of a story is remembered while nothing changes, and not a moment longer."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from negotiator.checking import diagnostic_cache as diagnosing
from negotiator.checking.diagnostic_cache import diagnose
from negotiator.folders import cache_folder
from tests.story.test_diagnostics import BASE


@pytest.fixture
def story(tmp_path: Path) -> Path:
    folder = tmp_path / "story"
    folder.mkdir()
    (folder / "a.yaml").write_text(BASE, encoding="utf-8")
    return folder


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def is_worked_out(story: Path, cache: Path) -> bool:
    with pytest.MonkeyPatch.context() as patch:
        found = diagnosing._found
        worked: list[Path] = []

        def noted(path: Path) -> object:
            worked.append(path)
            return found(path)

        patch.setattr(diagnosing, "_found", noted)
        diagnose(story, cache)
    return bool(worked)


def test_what_was_found_is_found_again(story: Path, cache: Path) -> None:
    first = diagnose(story, cache)
    assert {one.code.id for one in first} >= {"N607", "N608", "N621"}
    assert not is_worked_out(story, cache)
    assert diagnose(story, cache) == first == diagnose(story)


def test_errors_are_remembered_too(story: Path, cache: Path) -> None:
    (story / "b.yaml").write_text("a: [", encoding="utf-8")
    first = diagnose(story, cache)
    assert [one.code.id for one in first] == ["N108"]
    assert not is_worked_out(story, cache)
    assert diagnose(story, cache) == first


def test_a_change_is_seen(story: Path, cache: Path) -> None:
    diagnose(story, cache)
    file = story / "a.yaml"
    file.write_text(BASE.replace("Hello.", "Hullo."), encoding="utf-8")
    assert is_worked_out(story, cache)
    (story / "b.yaml").write_text("sources: {S2: {title: More}}", encoding="utf-8")
    assert is_worked_out(story, cache)
    (story / "b.yaml").rename(story / "c.yaml")
    assert is_worked_out(story, cache)
    assert not is_worked_out(story, cache)


def test_a_change_in_an_included_folder_is_seen(story: Path, cache: Path) -> None:
    shared = story.parent / "shared"
    shared.mkdir()
    (shared / "s.yaml").write_text("sources: {S2: {title: More}}", encoding="utf-8")
    (story / "b.yaml").write_text("include: [shared]", encoding="utf-8")
    diagnose(story, cache)
    assert not is_worked_out(story, cache)
    (shared / "s.yaml").write_text("sources: {S3: {title: More}}", encoding="utf-8")
    assert is_worked_out(story, cache)


def test_the_way_a_story_is_named_is_part_of_what_is_said(
    story: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    diagnose(story, cache)
    monkeypatch.chdir(story)
    assert all(one.place.file == "a.yaml" for one in diagnose(Path(), cache))


def test_another_version_is_not_trusted(
    story: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    diagnose(story, cache)
    monkeypatch.setattr(diagnosing, "_program", lambda: "another")
    assert is_worked_out(story, cache)


def entry_of(cache: Path) -> Path:
    (entry,) = (cache / "diagnostics").iterdir()
    return entry


@pytest.mark.parametrize("content", ["", "[]", "{", '{"key": 1}', "\0", "null", "[" * 100_000])
def test_a_damaged_cache_is_worked_out_anew(story: Path, cache: Path, content: str) -> None:
    first = diagnose(story, cache)
    entry_of(cache).write_text(content, encoding="utf-8")
    assert is_worked_out(story, cache)
    assert diagnose(story, cache) == first


@given(st.integers(0), st.binary(max_size=8), st.integers(0, 100))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_was_changed_in_it(
    story: Path, cache: Path, at: int, put: bytes, over: int
) -> None:
    first = diagnose(story, cache)
    kept = entry_of(cache).read_bytes()
    at %= len(kept)
    changed = kept[:at] + put + kept[at + over :]
    entry_of(cache).write_bytes(changed)
    assert is_worked_out(story, cache) == (changed != kept)
    assert diagnose(story, cache) == first


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files here")
def test_what_is_no_file_is_not_waited_for(story: Path, cache: Path) -> None:
    first = diagnose(story, cache)
    entry = entry_of(cache)
    entry.unlink()
    os.mkfifo(entry)
    assert diagnose(story, cache) == first
    assert entry.is_file()


def test_a_cache_that_cannot_be_written_is_done_without(story: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    assert diagnose(story, blocked) == diagnose(story)


def test_no_story(cache: Path, tmp_path: Path) -> None:
    assert [one.code.id for one in diagnose(tmp_path / "none", cache)] == ["N101"]
    (tmp_path / "none").mkdir()
    (tmp_path / "none" / "a.yaml").write_text(BASE, encoding="utf-8")
    assert "N101" not in [one.code.id for one in diagnose(tmp_path / "none", cache)]


def test_where_the_cache_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NEGOTIATOR_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path
    monkeypatch.delenv("NEGOTIATOR_CACHE")
    assert cache_folder().name == "negotiator" or "negotiator" in cache_folder().parts
