"""A store keeps what it acknowledged, counts what is sent twice once, and forgets what is deleted:
the same tests on both databases."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiator.classroom import postgres_store
from negotiator.classroom.damage import MissingRow
from negotiator.classroom.postgres_store import PostgresStore
from negotiator.classroom.rows import (
    TABLES,
    BallotRow,
    ClassRow,
    DecisionRow,
    MoveRow,
    ReasonRow,
    SeatRow,
    VoteRow,
    next_number,
)
from negotiator.classroom.sqlite_store import SqliteStore
from negotiator.classroom.store import (
    FORMAT,
    ForeignStoreError,
    LostStoreError,
    NewerStoreError,
    SqlStore,
    StoreError,
)
from tests.classroom.postgres import server

A_CLASS = ClassRow("c1", "gsomia_2016", 6, "f" * 64, "one_period", 7, "code", "teacher", 1_000)
REASON = ReasonRow("c1", 1, 3, 9, "Because.", 5)
A_MOVE = MoveRow("c1", 1, 1, "ours", "offer", "0,1", 0, 5)
MARKS = ("quiet-heron-4711", "because-xyzzy-of-the-tide")
"""Words that occur nowhere by chance."""


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    with server() as url:
        yield url


class StoreTests:
    """What every store does."""

    def opened(self, place: Any) -> SqlStore:
        raise NotImplementedError

    def test_a_row_comes_back_as_it_was_put(self, place: Any) -> None:
        with self.opened(place) as store:
            seat = SeatRow("c1", 1, "quiet heron", "t", "r", 5, "blue_house")
            assert store.add(A_CLASS)
            assert store.add(seat)
            assert store.rows(ClassRow) == [A_CLASS]
            assert store.rows(SeatRow, class_id="c1", seat=1) == [seat]
            assert store.rows(SeatRow, class_id="c2") == []

    def test_what_is_there_stays_and_what_is_put_replaces_it(self, place: Any) -> None:
        with self.opened(place) as store:
            vote = VoteRow("c1", 1, 3, 1, 9, "mandate_full", 5)
            assert store.add(vote)
            assert not store.add(vote._replace(choice="mandate_narrow"))
            assert store.rows(VoteRow) == [vote]
            store.put(vote._replace(choice="mandate_narrow", at=6))
            assert [one.choice for one in store.rows(VoteRow)] == ["mandate_narrow"]

    def test_nothing_is_put_any_more_once_what_it_hangs_on_was_changed(self, place: Any) -> None:
        with self.opened(place) as store:
            vote = VoteRow("c1", 1, 3, 1, 9, "mandate_full", 5)
            ballot = BallotRow("c1", 1, 3, 1, 4)
            assert not store.put_while(ballot, vote)
            store.add(ballot)
            assert store.put_while(ballot, vote, REASON)
            assert store.change(ballot, ballot._replace(closed=6))
            later = vote._replace(choice="mandate_narrow")
            assert not store.put_while(ballot, later, REASON._replace(text="Late."))
            assert store.rows(VoteRow) == [vote]
            assert store.rows(ReasonRow) == [REASON]
            assert store.rows(BallotRow) == [ballot._replace(closed=6)]

    def test_what_is_asked_together_happens_or_nothing_of_it(self, place: Any) -> None:
        with self.opened(place) as store:
            vote = VoteRow("c1", 1, 3, 1, 9, "mandate_full", 5)
            with suppress(KeyError), store.together():
                store.put(vote)
                store.put(vote._replace(seat=10), REASON)
                raise KeyError
            assert store.rows(VoteRow) == []
            with store.together():
                assert store.add_next(A_MOVE)
                store.put(vote)
                assert store.rows(VoteRow) == [vote]
            assert store.rows(VoteRow) == [vote]
            assert len(store.rows(MoveRow)) == 1

    def test_no_vote_is_counted_that_comes_while_the_ballot_is_closed(self, place: Any) -> None:
        with self.opened(place) as store, ThreadPoolExecutor(4) as pool:
            for number in range(1, 9):
                ballot = BallotRow("c1", 1, number, 1, 4)
                store.add(ballot)
                begun = threading.Barrier(4)

                def cast(
                    first: int, ballot: BallotRow = ballot, begun: threading.Barrier = begun
                ) -> None:
                    begun.wait(60)
                    for seat in range(first, first + 200):
                        vote = VoteRow("c1", 1, ballot.number, 1, seat, "mandate_full", 5)
                        if not store.put_while(ballot, vote):
                            return

                casting = [pool.submit(cast, 1_000 * n) for n in range(3)]
                begun.wait(60)
                assert store.change(ballot, ballot._replace(closed=6))
                counted = store.rows(VoteRow, class_id="c1", number=number)
                for one in casting:
                    one.result()
                assert store.rows(VoteRow, class_id="c1", number=number) == counted

    def test_a_decision_sent_twice_counts_once_and_none_is_skipped(self, place: Any) -> None:
        with self.opened(place) as store:
            first = DecisionRow("c1", 1, 1, "a.b", 5)
            assert not store.add_next(first._replace(number=2))
            assert store.add_next(first)
            assert not store.add_next(first)
            assert not store.add_next(first._replace(name="a.c"))
            assert store.add_next(first._replace(play=2))
            assert store.rows(DecisionRow, play=1) == [first]

    @pytest.mark.parametrize("row", [DecisionRow("c1", 1, 1, "a.b", 5), A_MOVE])
    @pytest.mark.parametrize("number", [5, 99_999_990, 0, -1, 10**12, 2**63 - 1, None])
    def test_what_comes_next_follows_the_last_that_has_a_number(
        self, place: Any, row: DecisionRow | MoveRow, number: int | None
    ) -> None:
        with self.opened(place) as store:
            for at in range(1, 4):
                store.add_next(row._replace(number=at))
            table = f"{TABLES[type(row)].name} WHERE number = 2"
            if number is None:
                store.connection().execute(f"DELETE FROM {table}")
            else:
                changed = table.replace(" WHERE", f" SET number = {number} WHERE")
                store.connection().execute(f"UPDATE {changed}")
            (missing,) = (one for one in store.damaged("c1") if isinstance(one, MissingRow))
            assert missing.row == "play 1, number 2"
            kept = store.rows(type(row))
            for at in range(next_number(kept), next_number(kept) + 3):
                assert not store.add_next(row._replace(number=at + 1))
                assert store.add_next(row._replace(number=at))
                assert not store.add_next(row._replace(number=at))
            assert store.rows(type(row))[:-3] == kept

    def test_a_reason_is_kept_with_its_decision_or_not_at_all(self, place: Any) -> None:
        with self.opened(place) as store:
            decision = DecisionRow("c1", 1, 1, "a.b", 5)
            reason = ReasonRow("c1", 1, 1, 4, "It’s right: 안보.", 5)
            assert store.add_next(decision, reason)
            assert not store.add_next(decision, reason._replace(text="No"))
            assert store.rows(ReasonRow) == [reason]

    def test_many_at_once_are_counted_one_after_the_other(self, place: Any) -> None:
        with self.opened(place) as store:
            won: list[int] = []

            def decide(who: int) -> None:
                for number in range(1, 6):
                    if store.add_next(DecisionRow("c1", 1, number, f"a.{who}", who)):
                        won.append(number)

            threads = [threading.Thread(target=decide, args=(who,)) for who in range(4)]
            for one in threads:
                one.start()
            for one in threads:
                one.join()
            assert sorted(won) == [one.number for one in store.rows(DecisionRow)]
            assert sorted(won) == list(range(1, len(won) + 1))
            assert won

    def test_two_stores_on_one_database_see_the_same(self, place: Any) -> None:
        with self.opened(place) as one, self.opened(place) as other:
            one.add(A_CLASS)
            other.put(A_CLASS._replace(phase=2))
            assert [row.phase for row in one.rows(ClassRow)] == [2]

    def test_only_the_class_that_is_named_is_deleted(self, place: Any) -> None:
        with self.opened(place) as store:
            store.add(A_CLASS)
            store.add(A_CLASS._replace(class_id="c2"), SeatRow("c2", 1, "a b", "t", "r", 5))
            assert store.delete("c1")
            assert not store.delete("c1")
            assert [one.class_id for one in store.rows(ClassRow)] == ["c2"]
            assert len(store.rows(SeatRow)) == 1

    def test_a_store_of_a_newer_program_is_left_alone(self, place: Any) -> None:
        with self.opened(place) as store:
            store.connection().execute(f"INSERT INTO format VALUES ({FORMAT + 1})")
        with pytest.raises(NewerStoreError):
            self.opened(place)

    def test_all_who_use_a_database_have_its_clock(self, place: Any) -> None:
        with self.opened(place) as one, self.opened(place) as other:
            moments = [one.now(), other.now(), one.now()]
        assert moments == sorted(moments)
        assert abs(moments[0] - time.time_ns() // 1_000_000) < 600_000

    def test_values_are_asked_for_by_columns_that_there_are(self, place: Any) -> None:
        with self.opened(place) as store, pytest.raises(ValueError, match="no name"):
            store.rows(SeatRow, name="x")


class TestSqlite(StoreTests):
    @pytest.fixture
    def place(self, tmp_path: Path) -> Path:
        return tmp_path / "classes.sqlite"

    def opened(self, place: Path) -> SqlStore:
        return SqliteStore(place)

    def test_what_a_locked_database_refuses_may_be_tried_again(self, place: Path) -> None:
        with self.opened(place) as store, closing(sqlite3.connect(place)) as other:
            store.add(A_CLASS)
            store.connection().execute("PRAGMA busy_timeout = 0")
            other.execute("BEGIN IMMEDIATE")
            for refused in ways_to_write(store):
                with pytest.raises(StoreError, match="locked"):
                    refused()
            assert store.rows(ClassRow) == [A_CLASS]
            other.rollback()
            for allowed in ways_to_write(store):
                allowed()

    def test_what_a_full_disk_refuses_may_be_tried_again(self, place: Path) -> None:
        with self.opened(place) as store:
            store.add(A_CLASS)
            decision = DecisionRow("c1", 1, 1, "a.b", 5)
            reason = ReasonRow("c1", 1, 1, 4, "x" * 100_000, 5)
            pages = store.connection().execute("PRAGMA page_count").fetchone()[0]
            store.connection().execute(f"PRAGMA max_page_count = {pages + 2}")
            for _ in range(2):
                with pytest.raises(StoreError, match="full"):
                    store.add_next(decision, reason)
            assert store.rows(DecisionRow) == []
            store.connection().execute("PRAGMA max_page_count = 1000000")
            assert store.add_next(decision, reason)

    @pytest.mark.skipif(sys.platform == "win32", reason="an open file can't be moved there")
    @pytest.mark.parametrize("ending", ["", "-wal"])
    @pytest.mark.parametrize("instead", [None, "a copy", "a folder"])
    def test_nothing_is_written_to_a_file_that_lost_its_name(
        self, place: Path, ending: str, instead: str | None
    ) -> None:
        file, aside = place.with_name(place.name + ending), place.with_name("aside")
        with self.opened(place) as store:
            store.add(A_CLASS)
            asked: Callable[[], object] = partial(store.rows, ClassRow)
            file.rename(aside)
            if instead == "a copy":
                shutil.copy(aside, file)
            elif instead == "a folder":
                file.mkdir()
            for refused in (*ways_to_write(store), asked):
                with pytest.raises(LostStoreError, match="moved, deleted or replaced"):
                    refused()
                # In a thread of its own a connection would be a new one.
                with pytest.raises(LostStoreError):
                    in_a_thread(refused)
            if instead == "a folder":
                file.rmdir()
            aside.replace(file)
            for allowed in ways_to_write(store):
                allowed()
        with self.opened(place) as again:
            assert len(again.rows(ClassRow)) >= 1

    def test_the_database_of_another_program_stays_as_it_is(self, place: Path) -> None:
        with closing(sqlite3.connect(place)) as other:
            other.execute("CREATE TABLE marks (pupil TEXT)")
            other.commit()
        before = contents(place)
        with pytest.raises(ForeignStoreError):
            self.opened(place)
        assert contents(place) == before

    def test_no_bytes_of_a_deleted_class_are_left(self, place: Path) -> None:
        with self.opened(place) as store:
            store.add(A_CLASS)
            for number in range(1, 200):
                store.add(SeatRow("c1", number, MARKS[0], "t", "r", 5))
                decision = DecisionRow("c1", number, 1, MARKS[1], 5)
                store.add_next(decision, ReasonRow("c1", number, 1, number, " ".join(MARKS), 5))
            assert any(mark.encode() in content for mark in MARKS for content in contents(place))
            store.delete("c1")
            for content in contents(place):
                assert not any(mark.encode() in content for mark in MARKS)
        for content in contents(place):
            assert not any(mark.encode() in content for mark in MARKS)

    def test_a_killed_process_loses_nothing_that_it_had_acknowledged(self, place: Path) -> None:
        program = (
            "import sys, pathlib\n"
            "from negotiator.classroom.sqlite_store import SqliteStore\n"
            "from negotiator.classroom.rows import DecisionRow\n"
            "store = SqliteStore(pathlib.Path(sys.argv[1]))\n"
            "for number in range(1, 10**6):\n"
            "    store.add_next(DecisionRow('c1', 1, number, 'a.b', 5))\n"
            "    print(number, flush=True)\n"
        )
        with subprocess.Popen(
            [sys.executable, "-c", program, str(place)], stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            for line in process.stdout:
                if int(line) == 30:
                    process.kill()
                    break
            acknowledged = [int(line) for line in process.stdout if line.strip().isdecimal()]
        with self.opened(place) as store:
            kept = [one.number for one in store.rows(DecisionRow)]
        assert kept == list(range(1, len(kept) + 1))
        assert len(kept) >= max([30, *acknowledged])
        assert process.returncode in (-getattr(signal, "SIGKILL", 9), 1)


class TestPostgres(StoreTests):
    @pytest.fixture
    def place(self, postgres: str) -> str:
        import psycopg

        with psycopg.connect(postgres, autocommit=True) as connection:
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")
        return postgres

    def opened(self, place: str) -> SqlStore:
        return PostgresStore(place)

    def test_whatever_a_machine_has_its_clock_set_to(
        self, place: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with self.opened(place) as store:
            before = store.now()
            monkeypatch.setattr(time, "time_ns", lambda: 5)
            assert before <= store.now() < before + 600_000

    def test_a_server_that_drops_everybody_may_be_tried_again(self, place: str) -> None:
        with self.opened(place) as store, self.opened(place) as other:
            for refused in ways_to_write(store):
                ended = store.connection().info.backend_pid
                other.connection().execute("SELECT pg_terminate_backend(%s, 5000)", (ended,))
                with pytest.raises(StoreError):
                    refused()
                refused()

    def test_what_another_program_holds_is_not_waited_for_without_end(
        self, place: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        import psycopg

        monkeypatch.setattr(postgres_store, "BUSY", 1)
        with self.opened(place) as store, psycopg.connect(place) as other:
            other.execute("LOCK TABLE class")
            with pytest.raises(StoreError):
                store.rows(ClassRow)
            other.rollback()
            assert store.rows(ClassRow) == []

    def test_a_process_that_was_stopped_is_given_up(self, place: str) -> None:
        with self.opened(f"{place}&tcp_user_timeout=1000") as store, self.opened(place) as other:
            store.add(A_CLASS)
            stopped = set()
            asked: Callable[[], object] = partial(store.rows, ClassRow)
            for refused in (*ways_to_write(store), asked):
                process = store.connection().info.backend_pid
                stopped.add(process)
                os.kill(process, signal.SIGSTOP)
                try:
                    with pytest.raises(StoreError, match="answer"):
                        refused()
                finally:
                    os.kill(process, signal.SIGCONT)
                assert store.rows(ClassRow)
            assert len(stopped) == len(ways_to_write(store)) + 1
            assert other.rows(ClassRow)

    def test_nothing_is_deleted_as_long_as_its_bytes_would_stay(
        self, place: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        import psycopg

        monkeypatch.setattr(postgres_store, "BUSY", 1)
        with self.opened(place) as store, psycopg.connect(place) as other:
            store.add(A_CLASS, SeatRow("c1", 1, "a b", "t", "r", 5))
            other.execute("SELECT * FROM seat")
            with pytest.raises(StoreError, match="lock"):
                store.delete("c1")
            assert store.rows(ClassRow) == [A_CLASS]
            other.rollback()
            assert store.delete("c1")

    def test_a_process_that_was_stopped_while_it_erases_is_given_up(
        self, place: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        import psycopg

        monkeypatch.setattr(postgres_store, "ERASING", 1)
        looking = psycopg.connect(place, autocommit=True)
        with self.opened(place) as store, looking, psycopg.connect(place) as other:
            store.add(A_CLASS)
            other.execute("SELECT * FROM class")
            with ThreadPoolExecutor(1) as threads:
                deleted = threads.submit(store.delete, "c1")
                waiting = "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                while not (found := looking.execute(waiting).fetchall()) and not deleted.done():
                    pass
                os.kill(found[0][0], signal.SIGSTOP)
                try:
                    with pytest.raises(StoreError, match="answer"):
                        deleted.result()
                finally:
                    os.kill(found[0][0], signal.SIGCONT)
            other.rollback()
            assert store.rows(ClassRow) == [A_CLASS]

    def test_a_server_that_was_stopped_is_asked_once_for_all_who_wait(
        self, place: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(postgres_store, "BUSY", 2)
        folder = Path(place.partition("host=")[2])
        main = int((folder / "data" / "postmaster.pid").read_text().split()[0])
        timeouts = "tcp_user_timeout=1000&connect_timeout=2"
        with PostgresStore(f"{place}&{timeouts}") as store:
            store.add(A_CLASS)
            ours = store.connection().info.backend_pid
            for process in (main, ours):
                os.kill(process, signal.SIGSTOP)
            try:
                for _ in range(2):
                    with pytest.raises(StoreError):
                        store.rows(ClassRow)
                tried: list[str] = []
                monkeypatch.setattr(store, "_connect", tried.append)
                with pytest.raises(StoreError, match="answer"):
                    store.rows(ClassRow)
                assert not tried
                monkeypatch.undo()
            finally:
                for process in (main, ours):
                    os.kill(process, signal.SIGCONT)
            store._not_before = 0
            assert store.rows(ClassRow) == [A_CLASS]

    def test_who_names_another_patience_in_the_address_has_that(self, place: str) -> None:
        with PostgresStore(f"{place}&connect_timeout=77") as store:
            found = store.connection().info.get_parameters()
        assert found["connect_timeout"] == "77"
        assert found["tcp_user_timeout"] == "15000"
        with pytest.raises(StoreError):
            PostgresStore(f"{place}&nosuch=1")


def ways_to_write(store: SqlStore) -> tuple[Callable[[], object], ...]:
    """Everything that changes rows."""
    decision = DecisionRow("c1", 1, 1, "a.b", 5)
    return (
        lambda: store.add(A_CLASS._replace(class_id="c2")),
        lambda: store.add_next(decision),
        lambda: store.add_next(decision._replace(number=2), ReasonRow("c1", 1, 1, 4, "Yes", 5)),
        lambda: store.put(A_CLASS),
        store.check_writable,
        lambda: store.change(A_CLASS, A_CLASS._replace(phase=2)),
        lambda: store.delete("c2"),
    )


def in_a_thread(done: Callable[[], object]) -> None:
    """Do something in a thread of its own, and raise what it raised."""
    with ThreadPoolExecutor(1) as threads:
        threads.submit(done).result()


def contents(file: Path) -> list[bytes]:
    """What is in the files of a store."""
    return [one.read_bytes() for one in file.parent.glob(f"{file.name}*")]


sent = st.lists(
    st.tuples(st.integers(1, 4), st.sampled_from("abc"), st.integers(1, 3)), max_size=12
)


@settings(max_examples=40)
@given(sent)
def test_however_requests_are_repeated_each_number_is_decided_once(
    tmp_path_factory: pytest.TempPathFactory, requests: list[tuple[int, str, int]]
) -> None:
    """A double tap, a retry, the back button, two tabs: the same numbers in any order."""
    with SqliteStore(tmp_path_factory.mktemp("store") / "s") as store:
        kept: list[str] = []
        for number, choice, times in requests:
            counted = [
                store.add_next(DecisionRow("c1", 1, number, f"a.{choice}", 5)) for _ in range(times)
            ]
            is_next = number == len(kept) + 1
            assert counted == [is_next] + [False] * (times - 1)
            if is_next:
                kept.append(f"a.{choice}")
        assert [one.name for one in store.rows(DecisionRow)] == kept


def test_ci_has_the_server() -> None:
    """Where tests must run on it, it isn't skipped: see `tests.classroom.postgres`."""
    if os.environ.get("NEGOTIATOR_ALL"):
        with server() as url:
            assert url
