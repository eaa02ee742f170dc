"""A class in a real browser: for everyone, without a script, by itself, and through a crash."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from negotiator.classroom.class_report import report
from negotiator.classroom.handouts import handouts
from negotiator.classroom.records import gathered
from negotiator.classroom.rows import ReasonRow, VoteRow
from negotiator.classroom.sqlite_store import SqliteStore
from negotiator.narration import class_ballots, class_pages
from negotiator.story.loading import load
from tests.browsers import chromium, violations
from tests.classroom import a_class
from tests.classroom.a_class import exercise, pact
from tests.conftest import HARBOUR
from tests.in_greek import in_greek
from tests.web.class_server.site import Client, Held, button, holding, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

WIDTHS = (320, 1280)
WIDEST = """() => [...document.querySelectorAll("body *")]
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest(".wide"))
    .map(one => one.outerHTML.slice(0, 60)).slice(0, 5)"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Held]:
    story = pact()
    with (
        SqliteStore(tmp_path / "classes.sqlite") as store,
        holding(store, story, story.exercises["double_period"]) as one,
    ):
        yield one


def opened(browser: Browser, one: Client, path: str = "/", *, script: bool = True) -> Page:
    """A page in a browser that has somebody's cookies."""
    context = browser.new_context(
        java_script_enabled=script, viewport={"width": 360, "height": 740}
    )
    page = context.new_page()
    turned(page, one, path)
    return page


def turned(page: Page, one: Client, path: str) -> None:
    """Turn a page to what somebody else sees: that costs a browser half as much as a new one."""
    page.context.clear_cookies()
    page.context.add_cookies(
        [{"name": name, "value": value, "url": one.url} for name, value in one.cookies.items()]
    )
    page.goto(one.url + path)


def look(page: Page, one: Client, *paths: str) -> None:
    """Hold pages against the rules, one on a phone and the next on a wide screen."""
    for number, path in enumerate(paths):
        turned(page, one, path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
            if width == WIDTHS[number % len(WIDTHS)]:
                assert violations(page) == [], (path, width)


def test_every_page_is_for_everyone(browser: Browser, held: Held) -> None:
    teacher, wall, page = held.teacher, f"/wall/{held.code}", browser.new_page()
    look(page, Client(held.port), f"/?code={held.code}", "/board", "/hello", wall)
    first, second, third = held.students(3)
    look(page, first, "/")
    held.goes_to("Find your seat")
    held.goes_to("The night of the crowd")
    teacher.does("open")
    data = first.data["vote"]
    for one in (first, second):
        one.send("/vote", {"ballot": data["ballot"], "choice": data["choices"][0]["id"]})
    first.press(button(first.page, "/reason"), text="Because.")
    look(page, first, "/")
    teacher.does("close")
    teacher.does("show")
    look(page, first, "/", "/codex")
    look(page, teacher, "/board", "/board/play/now", wall)
    held.goes_to("Read your sheet")
    look(page, first, "/")
    held.goes_to("At the table")
    terms = first.data["table"]["terms"]
    sent = button(first.page, "/offer")
    first.press(sent, **{f"t.{one['id']}": one["options"][1]["id"] for one in terms})
    held.clock.on(3)
    look(page, second, "/")
    look(page, third, "/", "/?table=1")
    look(page, teacher, "/board")
    asked = opened(browser, second)
    asked.click("form[action='/leave'] button")
    asked.wait_for_selector("form[action='/leave'] input[name=sure]", state="attached")
    assert violations(asked) == []
    asked.click("form[action='/leave'] button")
    teacher.does("reveal")
    look(page, first, "/")
    look(page, teacher, "/board", wall)
    held.goes_to("Your own November")
    look(page, first, "/play/now")
    look(page, teacher, "/board", wall)
    page.close()


LONG = 60
"""Letters of a word that is wider than a phone; a name that texts tell has at most 200 in all."""


def without_spaces(story: str) -> str:
    """A story's file with texts of very long words."""

    def longer(found: re.Match[str]) -> str:
        word = found[0].replace(" ", "")
        return word * max(1, LONG // len(word)) if len(found[0]) < 400 else found[0]

    return re.sub(r"(?<!short: )\b[α-ωΑ-Ω]+(?: [α-ωΑ-Ω]+)*", longer, in_greek(story))


def test_no_word_of_a_story_makes_a_page_wide(browser: Browser, tmp_path: Path) -> None:
    for file in (HARBOUR.parent / "cable").glob("*.yaml"):
        text = without_spaces(file.read_text("utf-8"))
        (tmp_path / file.name).write_text(text, "utf-8")
    story = load(tmp_path)
    wide: list[object] = []
    page = browser.new_page()

    def measure(one: Client, *paths: str) -> None:
        for path in paths:
            turned(page, one, path)
            page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                if (found := page.evaluate("document.documentElement.scrollWidth")) > width:
                    title = lesson.site.room().row.phase
                    wide.append((title, path, width, found, page.evaluate(WIDEST)))

    with (
        SqliteStore(tmp_path / "classes.sqlite") as store,
        holding(store, story, story.exercises["lesson"]) as lesson,
    ):
        board, wall = "/board", f"/wall/{lesson.code}"
        one, other = lesson.students(2)
        measure(one, "/")
        measure(lesson.teacher, board, wall)
        for phase in lesson.exercise.phases:
            lesson.goes_to(phase.title)
            is_together = phase.title == lesson.exercise.phases[1].title
            if is_together:
                lesson.teacher.does("open")
                data = one.data["vote"]
                for voter in (one, other):
                    form = {"ballot": data["ballot"], "choice": data["choices"][0]["id"]}
                    voter.send("/vote", form)
                one.press(button(one.page, "/reason"), text="w" * 400)
                noting = button(lesson.teacher.page, "/board/note")
                lesson.teacher.press(noting, text="n" * 400)
                measure(lesson.teacher, board, wall)
                measure(one, "/")
                lesson.teacher.does("close")
                measure(lesson.teacher, "/board/play/now", "/board/play/board")
            measure(lesson.teacher, board, wall)
            measure(one, "/", "/codex", "/play/now")
    assert wide == []
    page.close()


@pytest.mark.parametrize(
    "letters", ["a" * 300, "م" * 300, "a\u00a0" * 150], ids=["a", "meem", "no"]
)
def test_no_title_makes_the_pages_to_print_wide(
    browser: Browser, tmp_path: Path, letters: str
) -> None:
    story, hour = replace(pact(), title=letters), exercise()
    phases = tuple(replace(one, title=letters) for one in hour.phases)
    hour = replace(hour, title=letters, phases=phases)
    with SqliteStore(tmp_path / "classes.sqlite") as store:
        a_class.held(store)
        pages = {"report": report(story, hour, gathered(store, "c1")), **handouts(story, hour)}
    page, wide = browser.new_page(), {}
    for name, text in pages.items():
        page.set_content(text)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if (found := page.evaluate("document.documentElement.scrollWidth")) > width:
                wide[name, width] = found
    assert wide == {}
    page.close()


def test_a_student_needs_no_script(browser: Browser, held: Held) -> None:
    held.goes_to("Find your seat")
    page = opened(browser, Client(held.port), f"/?code={held.code}", script=False)
    page.click("form[action='/join'] button")
    held.goes_to("The night of the crowd")
    page.click(f"text={class_pages.look_again()}")
    assert class_ballots.read_first() in page.inner_text("main")
    held.teacher.does("open")
    page.click(f"text={class_pages.look_again()}")
    page.click("form[action='/vote'] li:nth-child(2) button")
    assert class_ballots.is_yours() in page.inner_text("form[action='/vote'] li:nth-child(2)")
    page.fill("#reason", "It has to hold at home.")
    page.click("form[action='/reason'] button")
    (reason,) = held.site.store.rows(ReasonRow)
    assert reason.text == "It has to hold at home."
    page.go_back()
    page.reload()
    assert len(held.site.store.rows(VoteRow)) == 1


def test_a_page_goes_on_by_itself_and_keeps_what_is_typed(browser: Browser, held: Held) -> None:
    one = held.student()
    held.goes_to("Find your seat")
    held.goes_to("The night of the crowd")
    page, wall = opened(browser, one), opened(browser, one, f"/wall/{held.code}")
    held.teacher.does("open")
    page.wait_for_selector("form[action='/vote']")
    page.click("form[action='/vote'] li:nth-child(1) button")
    page.wait_for_selector("#reason")
    assert page.evaluate("document.activeElement.id") == "now"
    wall.wait_for_selector(f"text={class_ballots.turnout(1, 1)}")
    page.fill("#reason", "Half a sen")
    page.focus("#reason")
    sent = next(one for one in held.teacher.page.buttons if one.action == "/board/note")
    held.teacher.press(sent, text="One more minute")
    page.wait_for_selector("text=One more minute")
    assert page.input_value("#reason") == "Half a sen"
    assert page.evaluate("document.activeElement.id") == "reason"
    held.teacher.does("pause")
    page.wait_for_selector(f"text={class_pages.paused()}")
    wall.wait_for_selector(f"text={class_pages.paused()}")
    held.teacher.does("run")
    page.wait_for_selector("form[action='/vote']")
    held.teacher.does("close")
    wall.wait_for_selector(f"text={class_ballots.tally(1)}")
    held.goes_to("Your own November")
    page.wait_for_url("**/play/now**")
    page.click("form.choices button >> nth=0")
    page.wait_for_selector("#came")
    assert one.data["play"]["at"].partition("-")[0] == "1"


def test_a_form_arrives_although_the_server_was_away(browser: Browser, held: Held) -> None:
    one = held.student()
    with serving(replace(held.site)) as port:
        one.port = held.teacher.port = port
        held.goes_to("Find your seat")
        held.goes_to("The night of the crowd")
        held.teacher.does("open")
        page = opened(browser, one)
        page.wait_for_selector("form[action='/vote']")
    page.click("form[action='/vote'] li:nth-child(3) button")
    page.wait_for_selector("#connection:not([hidden])")
    with serving(replace(held.site), port):
        page.wait_for_selector("button[aria-pressed=true]")
        (vote,) = held.site.store.rows(VoteRow)
        assert one.data["vote"]["mine"] == vote.choice
        held.teacher.does("close")
        page.wait_for_selector(".split")
        assert page.is_hidden("#connection")
        page.context.close()


def test_a_form_arrives_although_somebody_else_answered_first(browser: Browser, held: Held) -> None:
    """A proxy before the class while no process stands behind it, and a network's page to log in:
    neither is shown as the class, and what was sent goes on to it."""
    others: list[dict[str, Any]] = [
        {"status": 502, "body": "<h1>Bad Gateway</h1>", "content_type": "text/html"},
        {"status": 200, "body": "<h1>Log in</h1>", "content_type": "text/html"},
        {"status": 500, "body": "Internal Server Error", "content_type": "text/plain"},
    ]
    one = held.student()
    held.goes_to("Find your seat")
    held.goes_to("The night of the crowd")
    held.teacher.does("open")
    page = opened(browser, one)
    page.wait_for_selector("form[action='/vote']")
    left = iter(others)

    def answered(route: Route) -> None:
        instead = next(left, None)
        if instead is None:
            route.continue_()
        else:
            route.fulfill(**instead)

    page.route("**/vote", answered)
    page.click("form[action='/vote'] li:nth-child(3) button")
    page.wait_for_selector("#connection:not([hidden])")
    assert "Bad Gateway" not in page.inner_text("body")
    page.wait_for_selector("button[aria-pressed=true]")
    assert next(left, None) is None
    (vote,) = held.site.store.rows(VoteRow)
    assert one.data["vote"]["mine"] == vote.choice
    assert page.is_hidden("#connection")

    left = iter(others)
    page.route(one.url + "/", answered)
    held.teacher.does("close")
    page.wait_for_selector(".split")
    assert next(left, None) is None
