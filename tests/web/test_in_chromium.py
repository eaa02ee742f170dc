"""The pages in a real browser: without a script, by keyboard alone, on a phone, for everyone."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from negotiator.web.pages import PAGES
from tests.browsers import chromium, violations
from tests.conftest import FIRST_ROUND, GSOMIA, HARBOUR
from tests.web.site import Site, serving
from tests.web.stories import endless, hostile, korean, right_to_left

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

TESTED = [HARBOUR.parent / name for name in ("harbour", "fishery", "papers", "assembly")]
WIDTHS = (320, 768, 1280)
TO_TAB = 60
"""Presses of Tab after which a page surely begins anew."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    made = (hostile(folder), endless(folder), korean(folder), right_to_left(folder))
    with serving(folder / "saves", GSOMIA, FIRST_ROUND, *TESTED, *made) as one:
        yield one


def follow(link: Locator) -> None:
    """Click on what leads to another page, and wait for that."""
    with link.page.expect_navigation():
        link.click()


def begin(page: Page, site: Site, story: str) -> None:
    page.goto(site.url)
    follow(page.locator(f"button[value={story}]"))


def ended(page: Page) -> bool:
    return page.locator("a[href=ending].button").count() > 0


def decide(page: Page, pick: random.Random) -> None:
    """Press something that decides, with the mouse."""
    if page.locator("form.bargain").count():
        for one in page.locator("form.bargain select").all():
            options = [each.get_attribute("value") for each in one.locator("option").all()]
            if pick.random() < 0.3:
                one.select_option(pick.choice(options))
        wanted = pick.choice(["propose", "propose", "accept", "leave"])
        if not page.locator(f"button[value={wanted}]").count():
            wanted = "leave"
        follow(page.locator(f"button[value={wanted}]"))
        if page.locator("#weighed").count() and wanted == "propose":
            return
        if page.locator("form[action=bargain] input[name=sure]").count():
            follow(page.locator("main button.main"))
    else:
        follow(pick.choice(page.locator("form.choices button").all()))


def test_a_whole_game_without_a_script(browser: Browser, site: Site) -> None:
    asked: list[str] = []
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.on("request", lambda one: asked.append(one.url))
    begin(page, site, "first_round")
    pick = random.Random(5)
    for _ in range(80):
        if ended(page):
            break
        decide(page, pick)
    assert ended(page)
    follow(page.locator("a[href=ending].button"))
    # The page is shown before this is counted.
    page.locator(".counted p").first.wait_for()
    assert page.locator(".counting").is_hidden()
    assert all(one.startswith(site.url) for one in asked if not one.startswith("data:")), asked
    context.close()


def focused(page: Page) -> str:
    found: str = page.evaluate(
        "(one => one.id ? '#' + one.id : one.tagName.toLowerCase())(document.activeElement)"
    )
    return found


def enter(page: Page, key: str = "Enter") -> None:
    """Press a key that leads to another page."""
    with page.expect_navigation():
        page.keyboard.press(key)


def press_until(page: Page, wanted: str) -> None:
    """Tab on until what is wanted has the focus, which must show."""
    for _ in range(TO_TAB):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            outlined = page.evaluate(
                "getComputedStyle(document.activeElement).outlineStyle !== 'none'"
            )
            assert outlined
            return
    raise AssertionError(f"Tab never came to {wanted}")


def test_a_game_by_keyboard_alone(browser: Browser, site: Site) -> None:
    """Tab, Enter, arrows; after each decision reading goes on at the new heading."""
    page = browser.new_page()
    page.goto(site.url)
    press_until(page, "button[value=first_round]")
    enter(page)
    for number in range(60):
        if ended(page):
            break
        at = page.locator("input[name=at]").first.get_attribute("value")
        if page.locator("form.bargain").count():
            press_until(page, "button[value=theirs]" if number % 2 else "button[value=propose]")
            if number % 2:
                enter(page)
                assert focused(page) == "#weighed"
                can = page.locator("button[value=accept]").count()
                press_until(page, f"button[value={'accept' if can else 'leave'}]")
        else:
            press_until(page, "form.choices button")
        enter(page)
        if page.locator("form[action=bargain] input[name=sure]").count():
            press_until(page, "main button.main")
            enter(page)
        if page.locator("input[name=at]").first.get_attribute("value") != at:
            assert focused(page) == "#now"
    assert ended(page)
    press_until(page, "a[href=ending].button")
    enter(page)
    page.wait_for_selector(".counted")
    page.close()


def test_single_keys_decide_and_can_be_switched_off(browser: Browser, site: Site) -> None:
    page = browser.new_context().new_page()
    begin(page, site, "papers")
    before = page.locator("input[name=at]").first.get_attribute("value")
    enter(page, "1")
    assert page.locator("input[name=at]").first.get_attribute("value") != before
    enter(page, "s")
    page.locator("#label").press_sequentially("hud1")
    assert page.url.endswith("/save")
    page.goto(page.url.replace("/save", "/settings"))
    page.locator("input[name=shortcuts]").uncheck()
    follow(page.locator("main button"))
    page.goto(page.url.partition("/settings")[0] + "/now")
    before = page.locator("input[name=at]").first.get_attribute("value")
    page.keyboard.press("1")
    page.keyboard.press("h")
    assert page.url.endswith("/now")
    assert page.locator("input[name=at]").first.get_attribute("value") == before
    page.context.close()


def kinds_of_pages(page: Page, site: Site) -> Iterator[str]:
    """Every kind of page, one after the other, by name."""
    page.goto(site.url)
    yield "front"
    seen: set[str] = set()
    pick = random.Random(1)
    for story in ("papers", "assembly", "first_round"):
        begin(page, site, story)
        for _ in range(40):
            found = page.locator("main .card, main .vote, main figure, main .closed").all()
            new = {str(one.get_attribute("class")) for one in found} - seen
            if new:
                seen |= new
                yield f"{story}: {new}"
            if ended(page):
                break
            decide(page, pick)
    home = page.url.partition("now")[0]
    for one in (*PAGES, "codex?kind=person", "codex?kind=term", "nowhere", "back?to=0"):
        page.goto(home + one)
        yield one
    begin(page, site, "fishery")
    for _ in range(6):
        if page.locator("form.bargain").count():
            break
        follow(page.locator("form.choices button").last)
    yield "table"
    follow(page.locator("button[value=weigh]"))
    yield "weighed"
    page.goto(page.url.partition("now")[0] + "sheet")
    yield "sheet"
    page.go_back()
    follow(page.locator("button[value=leave]"))
    yield "sure"
    follow(page.locator("main button.main"))
    while not ended(page):
        follow(page.locator("form.choices button").first)
    page.goto(page.url.partition("now")[0] + "tables")
    yield "tables"


SMALL = """() => [...document.querySelectorAll("button, select, .button, nav a, summary, label")]
    .filter(one => one.checkVisibility() && !one.closest(".choices p") && one.htmlFor === undefined
        || one.matches && one.matches("label") && one.querySelector("input"))
    .map(one => [one.outerHTML.slice(0, 90), one.getBoundingClientRect()])
    .filter(([, box]) => box.height < 43.5 || box.width < 24)
    .map(([html, box]) => [html, box.width, box.height])"""


CUT = """() => [...document.querySelectorAll("pre")]
    .filter(one => one.scrollWidth > one.clientWidth).map(one => one.textContent.slice(0, 90))"""
"""Drawings of which a part is seen only by scrolling sideways."""


def test_every_page_is_for_everyone_at_every_width(browser: Browser, site: Site) -> None:
    page = browser.new_page()
    wrong: dict[tuple[object, ...], object] = {}
    for number, name in enumerate(kinds_of_pages(page, site)):
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                wrong[name, width] = [f"{wide} pixels wide"]
            if small := page.evaluate(SMALL):
                wrong[name, width, "small"] = small
            if cut := page.evaluate(CUT) if name == "front" else []:
                wrong[name, width, "cut"] = cut
        # In the dark, too, where colours are others.
        page.emulate_media(color_scheme="dark" if number % 2 else "light")
        if found := violations(page):
            wrong[name, "axe"] = found
    assert wrong == {}
    page.close()


@pytest.mark.parametrize("media", ["dark", "contrast", "forced"])
def test_colours_are_as_the_system_wishes(browser: Browser, site: Site, media: str) -> None:
    page = browser.new_page()
    begin(page, site, "papers")
    follow(page.locator("form.choices button").first)
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    if media == "dark":
        page.emulate_media(color_scheme="dark")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    elif media == "contrast":
        page.emulate_media(contrast="more")
    else:
        page.emulate_media(forced_colors="active")
    assert violations(page) == []
    page.close()


AS_READ = """
- link "Go to the story":
  - /url: "#now"
- banner:
  - paragraph:
    - link "All stories and plays":
      - /url: /
  - paragraph: The Harbour
- main:
  - heading "The quay" [level=1]
  - paragraph: Mon 1 May 1911 · The east quay
  - region "What came of it":
    - heading "What came of it" [level=2]
    - paragraph: › Ask the ferryman what he has heard
    - paragraph: He shrugs towards the town. Trust stands at 40, which is Wary.
  - group: This scene once more
  - form "Your decision":
    - heading "Your decision" [level=2]
    - list:
      - listitem:
        - paragraph: Ask the ferryman what he has heard [closed] He has told you all he knows.
      - listitem:
        - button "Give your word on the tolls"
      - listitem:
        - button "Wait for a better day"
- complementary:
  - region "Gauges":
    - heading "Gauges" [level=2]
    - list:
      - listitem: Trust across the bay 40 Wary
      - listitem: Anger at home 20 Calm
  - navigation "In this play":
    - heading "In this play" [level=2]
    - list:
      - listitem:
        - link "The play":
          - /url: now
      - listitem:
        - link "How things stand":
          - /url: board
      - listitem:
        - link "History":
          - /url: history
      - listitem:
        - link "Codex":
          - /url: codex
      - listitem:
        - link "The story so far":
          - /url: story
      - listitem:
        - link "Gallery of endings":
          - /url: gallery
      - listitem:
        - link "Save":
          - /url: save
      - listitem:
        - link "Hand this play in":
          - /url: hand_in
      - listitem:
        - link "Settings":
          - /url: settings
      - listitem:
        - link "Help":
          - /url: help
    - button "Undo"
"""
"""What a screen reader is told of a page, in order."""


def test_a_page_reads_in_order(browser: Browser, site: Site) -> None:
    page = browser.new_page()
    begin(page, site, "harbour")
    follow(page.locator("form.choices button").first)
    assert page.locator("body").aria_snapshot() == AS_READ.strip()
    page.close()


def test_no_text_of_a_story_is_more_than_a_text(browser: Browser, site: Site) -> None:
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda one: said.append(f"{one.type}: {one.text}"))
    begin(page, site, "hostile")
    follow(page.locator("form.choices button").first)
    home = page.url.partition("now")[0]
    for one in (
        "now",
        "ending",
        "codex",
        "codex?kind=term",
        "board",
        "history",
        "story",
        "gallery",
    ):
        page.goto(home + one)
        assert page.evaluate("document.querySelectorAll('script').length") == 1
        assert page.locator("img, iframe, object").count() == 0
        assert page.evaluate("window.scripted") is None
        assert "<script>" in page.locator("main").inner_text()
    assert [one for one in said if one.startswith("error") and "404" not in one] == []
    page.close()


@pytest.mark.parametrize(("story", "way"), [("korean", "ltr"), ("rtl", "rtl")])
def test_other_scripts_lay_out(browser: Browser, site: Site, story: str, way: str) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640})
    begin(page, site, story)
    assert page.locator("html").get_attribute("dir") == way
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator("h1").get_attribute("lang") == {"korean": "ko", "rtl": "ar"}[story]
    box, button = (page.locator(one).first.bounding_box() for one in ("main", ".choices button"))
    assert box is not None
    assert button is not None
    number_is_left = button["x"] - box["x"] > 20
    assert number_is_left == (way == "ltr")
    assert violations(page) == []
    page.close()


STOPS_BEFORE_THE_SENTENCE = """() => {
    const found = [];
    const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const text = texts.currentNode, said = text.data.trimEnd();
        const isShown = text.parentElement.checkVisibility();
        if (!isShown || !/^[\\x20-\\x7e]+[a-z][.]$/.test(said)) continue;
        const at = said.length, range = document.createRange();
        const [stop, letter] = [at - 1, at - 2].map(one => {
            range.setStart(text, one);
            range.setEnd(text, one + 1);
            return range.getBoundingClientRect();
        });
        found.push([said, stop.left < letter.left]);
    }
    return found;
}"""


def test_a_sentence_of_the_program_ends_with_its_full_stop_in_any_story(
    browser: Browser, site: Site
) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640})
    begin(page, site, "rtl")
    page.locator(".choices button").nth(1).click()
    found = page.evaluate(STOPS_BEFORE_THE_SENTENCE)
    assert len(found) > 2
    assert [said for said, is_before in found if is_before] == []
    page.close()


LAID_OUT_WRONGLY = """() => {
    const found = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const text = texts.currentNode, within = text.parentElement;
        if (!within.checkVisibility() || within.closest("option, svg, pre, thead, .skip")) continue;
        const box = within.getBoundingClientRect();
        for (const word of text.data.matchAll(/[가-힣]+|\\w+/g)) {
            const range = document.createRange();
            range.setStart(text, word.index);
            range.setEnd(text, word.index + word[0].length);
            const pieces = [...range.getClientRects()];
            const lines = new Set(pieces.map(one => Math.round(one.top)));
            const is_broken = lines.size > 1 && !/\\w/.test(word[0]);
            if (is_broken || pieces.some(one => one.left < Math.max(0, box.left) - 1
                || one.right > Math.min(innerWidth, box.right) + 1)) found.push(word[0]);
        }
    }
    return found;
}"""
"""The words in Korean that stand in two lines, and all words out of their box or the window."""


def pages_of_endless_words(page: Page, site: Site) -> Iterator[str]:
    begin(page, site, "endless")
    home = page.url.partition("now")[0]
    page.goto(site.url)
    yield "front"
    for one in (*PAGES, "codex?kind=term"):
        page.goto(home + one)
        yield one
    page.goto(home + "now")
    follow(page.locator("form.choices button").last)
    yield "table"
    page.goto(home + "sheet")
    yield "sheet"
    page.goto(home + "now")
    follow(page.locator("button[value=leave]"))
    yield "sure"
    follow(page.locator("main button.main"))
    for one in ("now", "ending", "tables", "history"):
        page.goto(home + one)
        yield f"at the end: {one}"


def test_no_word_is_too_wide_for_a_page_and_none_in_korean_is_broken(
    browser: Browser, site: Site
) -> None:
    page = browser.new_page(viewport={"width": WIDTHS[0], "height": 800})
    wrong: dict[str, object] = {}
    for name in pages_of_endless_words(page, site):
        wide = page.evaluate("document.documentElement.scrollWidth")
        words = page.evaluate(LAID_OUT_WRONGLY)
        if wide > WIDTHS[0] or words:
            wrong[name] = wide, words
    assert wrong == {}
    page.close()
