"""A published story in a real browser, without a network: Debian's Chromium, driven by Playwright.

On a machine without a browser, or without npm to fetch the runtime, these tests are skipped and say
what they lack (`tests.browsers`).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    ViewportSize,
    sync_playwright,
)

from negotiator.folders import cache_folder
from negotiator.publishing import runtime
from negotiator.publishing.parts import parts
from negotiator.publishing.published_html import published_html, within
from negotiator.publishing.runtime import Runtime, RuntimeMissingError
from negotiator.story.loading import load
from tests import browsers
from tests.browsers import lacking
from tests.conftest import FIRST_ROUND

CHROMIUM = next(filter(None, map(shutil.which, browsers.CHROMIUM)), None)
SWITCHES = ["--no-sandbox", "--disable-dev-shm-usage"]
PHONE: ViewportSize = {"width": 390, "height": 844}
PATIENCE = 120_000
"""Milliseconds until a page must play: the machine of an automatic check is busy."""


@pytest.fixture(scope="session")
def brought() -> Runtime:
    try:
        return runtime.read(runtime.fetched(cache_folder() / "runtime"))
    except RuntimeMissingError as error:
        lacking(f"the runtime for browsers can't be had: {error.fault}")


@pytest.fixture(scope="session")
def published(brought: Runtime, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small story as one file."""
    story = load(FIRST_ROUND)
    file = tmp_path_factory.mktemp("published") / "first_round.html"
    text = published_html(story, brought, within(parts(story, brought)))
    file.write_text(text, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def driver() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="module")
def chromium(driver: Playwright) -> Iterator[Browser]:
    if CHROMIUM is None:
        lacking("there is no Chromium on this machine (apt-get install chromium)")
    browser = driver.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
    yield browser
    browser.close()


def opened(context: BrowserContext, address: str) -> Page:
    """A page that has that long to play."""
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    return page


class Watched(NamedTuple):
    """A page that plays, without a network and as wide as a phone; what it `asked` for, by
    addresses, and what its browser `said` against it."""

    page: Page
    asked: list[str]
    said: list[str]


@pytest.fixture(scope="module")
def watched(chromium: Browser, published: Path) -> Iterator[Watched]:
    """The page that all tests of a module share."""
    context = chromium.new_context(viewport=PHONE)
    context.set_offline(True)
    found = Watched(context.new_page(), [], [])
    found.page.set_default_timeout(PATIENCE)
    found.page.on("request", lambda request: found.asked.append(request.url))
    found.page.on("console", lambda message: found.said.append(message.text))
    found.page.on("pageerror", lambda error: found.said.append(str(error)))
    found.page.goto(published.as_uri())
    found.page.locator("body.playing h1").wait_for()
    yield found
    context.close()


@pytest.fixture
def page(watched: Watched) -> Page:
    return watched.page
