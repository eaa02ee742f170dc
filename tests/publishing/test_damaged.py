"""A published page that was damaged on its way, or of which only a part arrived, says so; so does
one that fails later, and tells what is kept. A site keeps only files that are as published."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright

from negotiator.publishing.runtime import Runtime
from negotiator.publishing.site import write_site
from negotiator.story.loading import load
from tests.browsers import lacking
from tests.conftest import FIRST_ROUND
from tests.publishing.conftest import CHROMIUM, SWITCHES, opened
from tests.publishing.test_in_a_browser import Quiet, hosted

DAMAGED = "it may be damaged, or only a part of it has arrived"
PARTS = {
    "wasm": 0.001,
    "module": 0.5,
    "loader": 0.999,
    "library": 0.001,
    "code": 0.5,
    "story": 0.999,
}
"""Each part of a page, with where it is damaged: near its beginning, its middle or its end."""
NO_DATABASE = "Object.defineProperty(globalThis, 'indexedDB', {get() { throw new Error('no'); }})"


def shown(chromium: Browser, tmp_path: Path, content: bytes) -> None:
    """A page of which this has arrived says that it is damaged, and no more than that."""
    file = tmp_path / "page.html"
    file.write_bytes(content)
    context = chromium.new_context()
    page = opened(context, file.as_uri())
    page.get_by_text(DAMAGED).wait_for()
    for other in ("#stays", "#loading"):
        assert page.locator(other).is_hidden()
    context.close()


@pytest.mark.parametrize("part", [0.0001, 0.01, 0.9])
def test_a_page_that_was_cut_off(
    chromium: Browser, published: Path, tmp_path: Path, part: float
) -> None:
    content = published.read_bytes()
    begun = content.index(b"</script>") + len(b"</script>")
    assert begun < 2_500
    shown(chromium, tmp_path, content[: begun + int((len(content) - begun) * part)])


@pytest.mark.parametrize("before", [b"<style>", b"</style>", b"<body>", b"<h1", b'id="loading"'])
def test_a_page_that_was_cut_off_in_its_first_part(
    chromium: Browser, published: Path, tmp_path: Path, before: bytes
) -> None:
    content = published.read_bytes()
    shown(chromium, tmp_path, content[: content.index(before) + 3])


@pytest.mark.parametrize(("name", "part"), PARTS.items())
def test_a_part_that_was_damaged(
    chromium: Browser, published: Path, tmp_path: Path, name: str, part: float
) -> None:
    content = bytearray(published.read_bytes())
    found = re.search(rb'id="part-%b">([^<]*)<' % name.encode(), content)
    assert found is not None
    at = found.start(1) + int(len(found[1]) * part) + 24  # behind the moment in its header
    at = min(at, found.end(1) - 12)
    content[at] = ord("A" if content[at] != ord("A") else "B")
    shown(chromium, tmp_path, bytes(content))


@pytest.mark.parametrize(
    "damaged", [b'id="words">{', b'<script type="module">', b'id="part-lock">{']
)
def test_words_or_a_script_that_were_damaged(
    chromium: Browser, published: Path, tmp_path: Path, damaged: bytes
) -> None:
    content = published.read_bytes()
    at = content.index(damaged) + len(damaged)
    shown(chromium, tmp_path, content[:at] + b"!" + content[at + 1 :])


@pytest.mark.parametrize(
    ("missing", "front", "told"),
    [
        ("", "nothing leaves", "What you decided is kept"),
        (NO_DATABASE, "keeps nothing for this page", "what you decided isn't kept"),
    ],
    ids=["kept", "not kept"],
)
def test_what_is_kept_is_told_before_and_after_something_fails(
    chromium: Browser, published: Path, missing: str, front: str, told: str
) -> None:
    context = chromium.new_context()
    context.add_init_script(missing)
    page = opened(context, published.as_uri())
    page.locator("body.playing h1").wait_for()
    page.get_by_text(front).first.wait_for()
    page.evaluate("void Promise.reject(new Error('out of order'))")
    page.locator("#trouble").wait_for()
    assert told in page.locator("#trouble").inner_text()
    assert "out of order" in page.locator("#trouble").inner_text()
    context.close()


class Spoiling(Quiet):
    """A host behind a network that answers with a page of its own for files of some kind."""

    spoiled = ""

    def do_GET(self) -> None:  # noqa: N802 (as it is called)
        """Give the file, or the network's page."""
        if self.spoiled and self.spoiled in self.path and "wasm" not in self.path:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<!doctype html><p>Log in to this network.</p>")
        else:
            super().do_GET()


def test_a_site_keeps_nothing_that_a_network_put_in_its_place(
    chromium: Browser, brought: Runtime, tmp_path: Path
) -> None:
    write_site(load(FIRST_ROUND), brought, tmp_path, "")

    class Host(Spoiling):
        pass

    context = chromium.new_context()
    with hosted(tmp_path, Host) as address:
        page = opened(context, f"{address}page.webmanifest")  # where no runtime is started
        for Host.spoiled in ("story-", "index.html?"):
            # As long as that lasts, no worker keeps the page.
            page.evaluate(
                """async () => {
                  const workers = navigator.serviceWorker;
                  const { installing } = await workers.register("service_worker.js");
                  while (installing && installing.state !== "redundant") {
                    await new Promise((resolve) => setTimeout(resolve, 20));
                  }
                }"""
            )
            assert page.evaluate(
                "async () => !(await navigator.serviceWorker.getRegistration())?.active"
            )
        Host.spoiled = ""
        page.evaluate(
            """async () => {
              navigator.serviceWorker.register("service_worker.js");
              await navigator.serviceWorker.ready;
            }"""
        )
    page.goto(address)
    page.locator("body.playing h1").wait_for()
    context.close()


def test_a_part_that_was_damaged_where_a_browser_keeps_it_is_fetched_again(
    driver: Playwright, brought: Runtime, tmp_path: Path
) -> None:
    if CHROMIUM is None:
        lacking("there is no Chromium on this machine (apt-get install chromium)")
    write_site(load(FIRST_ROUND), brought, tmp_path / "site", "")
    profile = tmp_path / "profile"

    def started() -> BrowserContext:
        return driver.chromium.launch_persistent_context(
            str(profile), executable_path=CHROMIUM, args=SWITCHES
        )

    with hosted(tmp_path / "site", Quiet) as address:
        context = started()
        page = opened(context, f"{address}page.webmanifest")
        page.evaluate(
            """async () => {
              navigator.serviceWorker.register("service_worker.js");
              await navigator.serviceWorker.ready;
            }"""
        )
        context.close()
        large = [file for file in profile.rglob("*/CacheStorage/**/*_0") if _is_large(file)]
        assert large
        for file in large:
            content = bytearray(file.read_bytes())
            content[len(content) // 2] ^= 0xFF
            file.write_bytes(content)
        context = started()
        page = opened(context, address)
        page.locator("body.playing h1").wait_for()
    page.evaluate("async () => { await navigator.serviceWorker.ready; }")
    context.close()


def _is_large(file: Path) -> bool:
    return file.stat().st_size > 100_000
