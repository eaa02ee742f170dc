"""After a class is deleted, nothing of it is found: not a byte in the database, its journal, the
folder of exports, or the folder for temporary files."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from negotiator.classroom.erasing import erased, exports_of
from negotiator.classroom.records import gathered, long_table, wide_table
from negotiator.classroom.sqlite_store import SqliteStore
from negotiator.classroom.store import StoreError
from negotiator.cli import cli
from negotiator.cli.class_opening import exports_folder
from tests.classroom.a_class import exercise, held, pact

MARKS = (b"quiet heron", b"of the tide", b"announce_short", b"seoul_table.settle")


def found_in(folder: Path) -> set[bytes]:
    files = [one.read_bytes() for one in folder.rglob("*") if one.is_file()]
    return {mark for mark in MARKS if any(mark in content for content in files)}


def test_no_byte_of_a_class_is_found_after_it_is_deleted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(temporary))
    exports = tmp_path / "exports"
    with SqliteStore(tmp_path / "classes.sqlite") as store, SqliteStore(store.file) as other:
        held(store, "c1", students=12)
        record = gathered(other, "c1")
        folder = exports_of(exports, "c1")
        folder.mkdir(parents=True)
        for name, table in (
            ("long.csv", long_table(exercise(), record)),
            ("wide.csv", wide_table(pact(), exercise(), record)),
        ):
            (folder / name).write_text(table, encoding="utf-8")
        assert found_in(tmp_path) == set(MARKS)
        assert erased(store, "c1", exports)
        assert found_in(tmp_path) == set()
        assert not erased(store, "c1", exports)
        with pytest.raises(KeyError):
            gathered(other, "c1")
    assert found_in(tmp_path) == set()


def test_another_class_keeps_all_of_its_rows(tmp_path: Path) -> None:
    with SqliteStore(tmp_path / "classes.sqlite") as store:
        held(store, "c1")
        held(store, "c2")
        before = gathered(store, "c2")
        assert erased(store, "c1", tmp_path / "exports")
        assert gathered(store, "c2") == before


class Full(SqliteStore):
    """A database on a disk that has no room to write it again."""

    def forget(self) -> None:
        raise sqlite3.OperationalError("database or disk is full")


def test_without_room_to_write_the_file_again_nothing_is_deleted_yet(tmp_path: Path) -> None:
    with Full(tmp_path / "classes.sqlite") as store:
        held(store, "c1")
        before = gathered(store, "c1")
        with pytest.raises(StoreError, match="disk is full"):
            erased(store, "c1", tmp_path / "exports")
        assert gathered(store, "c1") == before
    with SqliteStore(tmp_path / "classes.sqlite") as store:
        assert erased(store, "c1", tmp_path / "exports")
    assert found_in(tmp_path) == set()


@pytest.mark.skipif(sys.platform == "win32", reason="a link needs a right of its own there")
def test_if_the_exports_cannot_be_deleted_the_class_can_be_named_again(tmp_path: Path) -> None:
    database, elsewhere = tmp_path / "classes.sqlite", tmp_path / "elsewhere"
    elsewhere.mkdir()
    with SqliteStore(database) as store:
        held(store, "c1")
        before = gathered(store, "c1")
    folder = exports_of(exports_folder(str(database)), "c1")
    folder.parent.mkdir(parents=True)
    folder.symlink_to(elsewhere)  # which isn't followed
    words = ["class", "delete", "c1", "--yes", "--database", str(database)]
    done = CliRunner().invoke(cli, words)
    assert done.exit_code == 1
    assert f"{folder} can't be deleted" in done.output
    with SqliteStore(database) as store:
        assert gathered(store, "c1") == before
    folder.unlink()
    assert CliRunner().invoke(cli, words).exit_code == 0


@pytest.mark.parametrize("class_id", ["", "..", "../c1", "a/b", "C:\\x", "a b", "."])
def test_an_id_is_never_a_path(class_id: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"^"):
        exports_of(tmp_path, class_id)
