"""A whole period of one exercise: the real command, its teacher, a student in Chromium and others
over the network, a crash in the middle, and the report read back."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from benchmarks.held_class import HeldClass, held
from negotiator.classroom.rows import DecisionRow, PlayRow, ReasonRow, SeatRow, VoteRow
from negotiator.classroom.sqlite_store import SqliteStore
from negotiator.cli import cli
from negotiator.narration import class_tables
from negotiator.web.scripted_students import attended
from tests.browsers import chromium, violations
from tests.classroom.a_class import pact
from tests.web.class_server.site import Teacher
from tests.web.test_scripted_students import HURRY, waited_for

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

OTHERS = 5


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


@contextmanager
def scripted(one: HeldClass) -> Iterator[None]:
    """Students who take part until the class ends."""
    coming = attended(one.address, one.code, OTHERS, HURRY)
    thread = threading.Thread(target=lambda: asyncio.run(coming))
    thread.start()
    yield
    thread.join(30)
    assert not thread.is_alive()


def test_a_period_is_held_through_a_crash(browser: Browser, tmp_path: Path) -> None:
    hour = pact().exercises["one_period"]
    with (
        held("one_period", tmp_path) as one,
        SqliteStore(one.database) as store,
    ):
        teacher = Teacher(int(one.port))
        teacher.send(f"/{one.secret}")
        page = browser.new_page()
        page.goto(f"{one.address}?code={one.code}")
        page.click("form[action='/join'] button")
        with scripted(one):
            waited_for(lambda: len(store.rows(SeatRow)) == OTHERS + 1)
            teacher.goes_to("Find your seat", hour)
            teacher.goes_to("Before anybody flies", hour)
            voted(teacher, page, store, 1)
            one.kill()
            one.start()
            teacher.does("close")
            page.wait_for_selector(".split")
            decided(teacher)
            assert len(store.rows(VoteRow)) == OTHERS + 1
            teacher.goes_to("At the table", hour)
            settled(page, store)
            teacher.does("reveal")
            page.wait_for_selector("main svg")
            argued(teacher, page, store, "The night of the crowd")
            teacher.send("/board/end", {"sure": "yes"})
        page.context.close()
    read_back(browser, one, tmp_path / "report.html")


def voted(teacher: Teacher, page: Page, store: SqliteStore, turn: int) -> None:
    """Open a vote, and wait until all have voted."""
    number = len(store.rows(VoteRow, round=turn))
    teacher.does("open")
    page.wait_for_selector("form[action='/vote']")
    page.click(f"form[action='/vote'] li:nth-child({turn}) button")
    waited_for(lambda: len(store.rows(VoteRow, round=turn)) == number + OTHERS + 1)


def decided(teacher: Teacher) -> None:
    """Decide as most voted."""
    teacher.press(next(one for one in teacher.page.buttons if one.action == "/board/decide"))


def settled(page: Page, store: SqliteStore) -> None:
    """Accept what the partner offers, below one's limit, too."""
    page.click("form[action='/accept'] button")
    mine = next(one.play for one in store.rows(PlayRow) if one.ours == 1 and one.theirs)
    sure = page.locator("form[action='/accept'] input[name=sure]")
    sure.or_(page.get_by_text(class_tables.agreed())).first.wait_for(state="attached")
    if sure.count():
        page.click("form[action='/accept'] button")
    waited_for(lambda: store.rows(DecisionRow, play=mine))


def argued(teacher: Teacher, page: Page, store: SqliteStore, phase: str) -> None:
    """Vote with a reason, show a reason, vote again."""
    teacher.goes_to(phase, pact().exercises["one_period"])
    voted(teacher, page, store, 1)
    page.fill("#reason", "It has to <hold> at home.")
    page.click("form[action='/reason'] button")
    waited_for(lambda: store.rows(ReasonRow, text="It has to <hold> at home."))
    teacher.does("close")
    page.wait_for_selector(".split")
    shown = (one for one in teacher.page.buttons if one.action == "/board/show")
    teacher.press(next(one for one in shown if "<hold>" in one.form["text"]))
    voted(teacher, page, store, 2)
    teacher.does("close")
    decided(teacher)


def read_back(browser: Browser, one: HeldClass, file: Path) -> None:
    """What the report says, in a browser."""
    words = ["class", "report", "--database", str(one.database), "-o", str(file)]
    done = CliRunner().invoke(cli, words)
    assert done.exit_code == 0, done.output
    page = browser.new_page()
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text))
    page.on(
        "request", lambda asked: faults.append(asked.url) if "report" not in asked.url else None
    )
    page.goto(file.as_uri())
    text = page.inner_text("body")
    assert f"{OTHERS + 1} seats" in text
    assert "3 pairs: 1 with a deal." in text
    assert f"Of {OTHERS + 1} seats that voted twice" in text
    assert "It has to <hold> at home." in text
    assert "Scripted:" not in text
    assert faults == []
    assert violations(page) == []
    page.context.close()
