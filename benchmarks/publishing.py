"""What a published page costs: its size, how soon the first decision can be made, and how long one
takes. What a browser that is killed has kept is in `killed_page`.

A real Chromium opens the pact as one file. The time until the first decision is compared with that
of a page which has the runtime alone. Both go by the clock of the browser, since its processes
share the work; so these figures want a machine that does nothing else.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.measuring import PACT, Scale, floor, line
from negotiator.folders import cache_folder
from negotiator.publishing import runtime
from negotiator.publishing.parts import parts
from negotiator.publishing.published_html import published_html, runtime_alone, within
from negotiator.publishing.runtime import Runtime, RuntimeMissingError
from negotiator.story.loading import load

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

MOST_BYTES, MOST_START, MOST_MS = 10_000_000, 1.8, 50
DECISIONS, ROUNDS = 300, 5
PATIENCE = 300_000
_DECIDE = """async (count) => {
  const took = [];
  while (took.length < count) {
    const open = document.querySelectorAll("form[action=decide] button");
    const leave = document.querySelectorAll("main form[action=bargain] button");
    const sure = document.querySelector("main form.buttons button.main");
    const pressed = open.length ? open[Math.floor(Math.random() * open.length)]
      : leave.length ? leave[leave.length - 1]
      : sure;
    if (!pressed) return took;
    const began = performance.now();
    pressed.click();
    await new Promise((shown) => {
      const look = new MutationObserver(() => { look.disconnect(); shown(); });
      look.observe(document.getElementById("page"), {childList: true});
    });
    took.push(performance.now() - began);
    await new Promise((done) => setTimeout(done, 250));  // nobody reads a page in less
  }
  return took;
}"""


def run(scale: Scale) -> None:
    """Tell all of it."""
    had = at_hand()
    if had is None:
        return
    from playwright.sync_api import sync_playwright

    chromium, brought = had
    with tempfile.TemporaryDirectory() as made, sync_playwright() as driver:
        file, bare = pact_in(Path(made), brought), Path(made) / "bare.html"
        bare.write_text(runtime_alone(brought), encoding="utf-8")
        line("one file", f"{file.stat().st_size:,} bytes; at most {MOST_BYTES:,}")
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        _decisions(_start(browser, file, bare, scale), scale)
        browser.close()


def at_hand() -> tuple[str, Runtime] | None:
    """The browser and the runtime; None, which is told, if one of them can't be had."""
    chromium = shutil.which("chromium")
    try:
        import playwright.sync_api  # noqa: F401 (needed later)

        brought = runtime.read(runtime.fetched(cache_folder() / "runtime"))
    except (ImportError, RuntimeMissingError, OSError) as error:
        line("left out", f"the runtime or its driver can't be had: {error}")
        return None
    if chromium is None:
        line("left out", "there is no Chromium on this machine")
        return None
    return chromium, brought


def pact_in(folder: Path, brought: Runtime) -> Path:
    """The pact as one file."""
    story, file = load(PACT), folder / "pact.html"
    text = published_html(story, brought, within(parts(story, brought)))
    file.write_text(text, encoding="utf-8")
    return file


def _start(browser: Browser, file: Path, bare: Path, scale: Scale) -> Page:
    """Tell how soon the first decision can be made; the page in which one can."""
    floor("a page that starts the runtime and nothing else")
    least, whole, page = [], [], None
    for _round in range(scale.of(ROUNDS)):
        if page is not None:
            page.context.close()
        page, took = _opened(browser, bare)
        page.context.close()
        least.append(took)
        page, took = _opened(browser, file)
        whole.append(took)
    assert page is not None
    ratio = median(one / other for one, other in zip(whole, least, strict=True))
    line(
        "first decision",
        f"{ratio:.2f} times that, {median(whole) / 1000:.1f} s; at most {MOST_START} times",
    )
    return page


def _opened(browser: Browser, file: Path) -> tuple[Page, float]:
    """A page in a browser of its own, and the milliseconds until it says that it is ready."""
    page = browser.new_context().new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(file.as_uri())
    page.locator("body.playing").wait_for(state="attached")
    if page.locator("form[action=new]").count():
        _begin(page)
        took = page.evaluate(
            """() => {
              const at = (name) => performance.getEntriesByName(name).at(-1).startTime;
              return at("playing") + at("shown") - at("asked");
            }"""
        )
    else:
        took = page.evaluate("() => performance.getEntriesByName('playing')[0].startTime")
    return page, float(took)


def _begin(page: Page) -> None:
    page.locator("form[action=new] button").click()
    page.locator("form[action=decide]").wait_for()


def _decisions(page: Page, scale: Scale) -> None:
    """Tell how long decisions take in a page where a play has begun."""
    took: list[float] = page.evaluate(_DECIDE, scale.of(DECISIONS, 10))
    while len(took) < scale.of(DECISIONS, 10):
        page.evaluate("() => { location.hash = ''; }")
        _begin(page)
        took += page.evaluate(_DECIDE, scale.of(DECISIONS, 10) - len(took))
    page.context.close()
    took.sort()
    slow = took[int(len(took) * 0.95)]
    line("a decision", f"{median(took):.0f} ms, 95 of 100 within {slow:.0f}; at most {MOST_MS}")
