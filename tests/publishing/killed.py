"""A browser that is killed while a published story is being played in it, and started again."""

from __future__ import annotations

import os
import random
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, Playwright

SWITCHES = (
    "--headless=new",
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--remote-debugging-port=0",
)
PATIENCE = 120_000
"""Milliseconds until a page must play."""
LONG = 30
"""Decisions after which another play is begun: until then, or its end, a play goes on after each
kill."""
_OPEN = "form[action=decide], form[action=bargain], main form.buttons button.main"
"""What a play that hasn't ended has."""
_PRESS = """() => {
  const tell = () => {
    const at = document.querySelector("#page input[name=at]");
    if (at) shown(parseInt(at.value, 10));
  };
  new MutationObserver(tell).observe(document.getElementById("page"), {childList: true});
  setInterval(() => {
    const open = document.querySelectorAll("form[action=decide] button");
    const leave = document.querySelectorAll("form[action=bargain] button");
    if (open.length) open[Math.floor(Math.random() * open.length)].click();
    else if (leave.length) leave[leave.length - 1].click();
    else if (document.querySelector("main form.buttons button.main"))
      document.querySelector("main form.buttons button.main").click();
  }, 20);
}"""
"""Presses whatever is open, and tells of each page after how many decisions it is."""


@contextmanager
def _browser(playwright: Playwright, chromium: str, profile: Path) -> Iterator[tuple[Page, int]]:
    """A browser that keeps what it is told in a folder, and its process."""
    port = profile / "DevToolsActivePort"
    port.unlink(missing_ok=True)
    process = subprocess.Popen(
        [chromium, *SWITCHES, f"--user-data-dir={profile}", "about:blank"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        assert process.stderr is not None
        address = next(
            line.split(" on ")[1].strip()
            for line in process.stderr
            if line.startswith("DevTools listening")
        )
        connected = playwright.chromium.connect_over_cdp(address)
        page = connected.contexts[0].pages[0]
        page.set_default_timeout(PATIENCE)
        yield page, process.pid
    finally:
        kill(process.pid)
        process.wait()


def kill(pid: int) -> None:
    """End a browser and all its processes, without a word to them."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


class _Seen:
    """After how many decisions the last page was, of those that were told of."""

    def __init__(self, most: int) -> None:
        self.most = most

    def __call__(self, count: int) -> None:
        self.most = count


def lost(
    playwright: Playwright,
    chromium: str,
    file: Path,
    profile: Path,
    kills: int,
    luck: random.Random,
) -> list[tuple[int, int]]:
    """Of each kill: how many decisions were on the screen before, and how many are kept after."""
    counted: list[tuple[int, int]] = []
    address = ""
    before = kept = 0
    for number in range(kills + 1):
        with _browser(playwright, chromium, profile) as (page, pid):
            page.goto(address or file.as_uri())
            page.locator("body.playing h1").wait_for()
            if address:
                at = page.locator("#page input[name=at]").first.get_attribute("value") or "-1"
                kept = int(at.partition("-")[0])
                counted.append((before, kept))
            if number == kills:
                break
            if not 0 < kept < LONG or not page.locator(_OPEN).count():
                page.evaluate("() => { location.hash = ''; }")
                page.locator("form[action=new] button").click()
                page.locator("form[action=decide]").wait_for()
                kept = 0
            seen = _Seen(kept)
            page.expose_function("shown", seen)
            address = page.url
            page.evaluate(_PRESS)
            page.wait_for_timeout(luck.randrange(50, 1_500))
            kill(pid)
            before = seen.most
    return counted
