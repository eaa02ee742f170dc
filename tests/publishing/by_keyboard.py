"""A published file played to an ending in three browsers, without a network, as narrow as a phone
and by keyboard alone; in Chromium by reading nothing but the accessibility tree.

The tests play the pact so. For another story, `python -m tests.publishing.by_keyboard FILE
chromium|firefox|webkit` does the same by hand.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page

from tests import browsers
from tests.publishing.webkit import ENTER, TAB, webkit

HERE = Path(__file__).parent
MOST_DECISIONS, MOST_TABS = 80, 150
PATIENCE = 300_000
"""Milliseconds until a page must answer: WebKitGTK starts slowly, and tests share a machine."""
NARROW = 450
"""WebKitGTK's window can't be as narrow as a phone."""


class Played(NamedTuple):
    """A play that reached an ending: how many decisions it took, all that it told from the
    beginning, its code, and how many plays were kept when the file was opened again."""

    decisions: int
    told: str
    code: str
    kept: int


def in_firefox(file: Path, profile: Path) -> Played:
    """Debian's Firefox, which is closed and started again."""
    node, module = browsers.puppeteer()
    words = [node, HERE / "play_in_firefox.mjs", module, browsers.firefox(), file.as_uri(), profile]
    words.append(HERE / "pressing.js")
    done = subprocess.run(
        [str(one) for one in words], capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode and "Failed to launch" in done.stderr:
        browsers.lacking(f"Firefox doesn't start: {done.stderr[-300:]}")
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert seen["errors"] == []
    assert {one.split(":")[0] for one in seen["asked"]} <= {"file", "blob", "data", "about"}
    return Played(
        seen["decisions"],
        seen["told"],
        seen["code"],
        seen["again"]["plays"],
    )


def in_webkit(file: Path, home: Path) -> Played:
    """WebKitGTK, in which the file is opened again after another page."""
    with webkit(home) as window:

        def ready(before: str) -> dict[str, object]:
            until = time.monotonic() + PATIENCE / 1000
            while time.monotonic() < until:
                state: dict[str, object] = window.ask("state")
                if state["isReady"] and state["address"] != before:
                    return state
                time.sleep(0.05)
            raise AssertionError(f"still at {before}")

        def press(what: str, turn: int | str, before: str) -> dict[str, object]:
            window.ask(what, turn)
            for _tab in range(MOST_TABS):
                if window.ask("isThere"):
                    break
                window.press(TAB)
            else:
                raise AssertionError(f"Tab never came to {what} {turn}")
            window.press(ENTER)
            time.sleep(0.05)
            return ready(before)

        window.send("url", url=file.as_uri())
        state = ready("none")
        state = press("link", "form[action=new] button", "")
        decisions = 0
        while not state["hasEnded"] and decisions < MOST_DECISIONS:
            state = press("mark", decisions, "none")
            decisions += 1
            assert state["isFocused"], state
            assert state["width"] == 0, state
        state = press("link", "main a[href=ending]", str(state["address"]))
        state = press("link", "nav a[href=story]", str(state["address"]))
        told = str(window.ask("told"))
        code = str(press("link", "nav a[href=hand_in]", str(state["address"]))["code"])
        window.send("url", url="about:blank")
        window.send("url", url=file.as_uri())
        kept = ready("none")["plays"]
        assert isinstance(kept, int)
        return Played(decisions, told, code, kept)


# By reading nothing but the accessibility tree


_NAMED = r"- ('?){} \"((?:[^\"\\]|\\.)*)\""
"""What has a role and a name in the accessibility tree, which is YAML: all of it is in quotes if
the name has a colon."""
_BUTTON, _LINK = (re.compile(_NAMED.format(role)) for role in ("button", "link"))


def in_chromium(browser: Browser, file: Path) -> Played:
    """Chromium: what is read is the accessibility tree, what is pressed are Tab and Enter."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    context.set_offline(True)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(file.as_uri())
    page.locator("body.playing h1").wait_for()
    luck = random.Random(1)
    _press(page, "button", _named(page, _BUTTON)[0])
    decisions = 0
    while True:
        heard = page.get_by_role("main").aria_snapshot()
        links = _names(heard, _LINK)
        ending = [one for one in links if _is_of_an_ending(page, one)]
        if ending or decisions == MOST_DECISIONS:
            break
        offered = _names(heard, _BUTTON)
        # What leaves a table, or confirms that, stands last.
        is_table = 'combobox "' in heard or len(offered) < 2
        _press(page, "button", offered[-1] if is_table else luck.choice(offered))
        decisions += 1
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    _press(page, "link", ending[0])
    page.locator(".turning").wait_for()
    _press(page, "link", next(one for one in _named(page, _LINK) if "so far" in one))
    told = page.locator("#page main").text_content() or ""
    _press(page, "link", next(one for one in _named(page, _LINK) if "Hand" in one))
    code = page.locator(".code").inner_text()
    page.goto("about:blank")
    page.goto(file.as_uri())
    page.locator("body.playing h1").wait_for()
    kept = page.get_by_role("region", name="plays").get_by_role("listitem").count()
    kept = kept or page.locator("section[aria-labelledby=plays] li").count()
    context.close()
    return Played(decisions, told, code, kept)


def _is_of_an_ending(page: Page, name: str) -> bool:
    link = page.get_by_role("main").get_by_role("link", name=name, exact=True).first
    return link.get_attribute("href") == "ending"


def _named(page: Page, kind: re.Pattern[str]) -> list[str]:
    return _names(page.locator("body").aria_snapshot(), kind)


def _names(heard: str, kind: re.Pattern[str]) -> list[str]:
    return [
        re.sub(r"\\(.)", r"\1", name.replace("''", "'") if is_quoted else name)
        for is_quoted, name in kind.findall(heard)
    ]


def _press(page: Page, role: str, name: str) -> None:
    """Go to what has that role and name with Tab, and press Enter."""
    for _tab in range(MOST_TABS):
        at = page.evaluate(
            """() => {
              const one = document.activeElement;
              const words = one.getAttribute("aria-label") ?? one.textContent;
              return [one.tagName === "BUTTON" ? "button" : one.tagName === "A" ? "link" : "",
                      words.replace(/\\s+/g, " ").trim()];
            }"""
        )
        if at == [role, name]:
            break
        page.keyboard.press("Tab")
    else:
        raise AssertionError(f"Tab never came to {role} {name}")
    page.keyboard.press("Enter")
    page.locator("html:not([aria-busy])").wait_for()


def main(file: Path, browser: str) -> None:
    """Play a file by hand, in one of the browsers, and say what came of it."""
    with tempfile.TemporaryDirectory() as folder:
        if browser == "chromium":
            with browsers.chromium() as one:
                played = in_chromium(one, file)
        else:
            play = in_firefox if browser == "firefox" else in_webkit
            played = play(file, Path(folder))
    print(played)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), sys.argv[2])
