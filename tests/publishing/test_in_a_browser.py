"""A published file in a real browser that has no network: it plays, keeps, tells what it can't do,
and asks nobody for anything."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, Playwright

from negotiator.cli import cli
from negotiator.engine import replay
from negotiator.narration.transcript import transcript
from negotiator.publishing.runtime import Runtime
from negotiator.publishing.site import write_site
from negotiator.saves import read_save_file
from negotiator.story.loading import load
from tests.browsers import violations
from tests.conftest import FIRST_ROUND
from tests.publishing import killed
from tests.publishing.conftest import CHROMIUM, PATIENCE, PHONE, Watched, opened

MOST = 60
"""Presses until a play of the small story must have ended."""


def home(page: Page) -> Page:
    page.evaluate("location.hash = ''")
    page.locator("form[action=new]").wait_for()
    return page


def settled(page: Page) -> None:
    page.locator("html:not([aria-busy])").wait_for()


def begin(page: Page) -> None:
    page.locator("form[action=new] button").click()
    page.locator("form[action=decide]").wait_for()


def decide(page: Page, number: int = 0) -> None:
    """Press what is open: a choice, or at a table what leaves it."""
    choices = page.locator("form[action=decide] button, main form[action=bargain] button")
    count = choices.count()
    at_table = page.locator("form[action=bargain]").count()
    choices.nth(count - 1 if at_table else number % count).press("Enter")
    settled(page)


def play_on(page: Page, seed: int = 0) -> None:
    """Play to an ending, by keyboard alone."""
    luck = random.Random(seed)
    for _press in range(MOST):
        if page.locator("main a[href=ending]").count():
            return
        confirm = page.locator("main form:not([action=decide]) button.main")
        if page.locator("form[action=decide], form[action=bargain]").count():
            decide(page, luck.randrange(9))
        else:
            confirm.first.press("Enter")
            settled(page)
    raise AssertionError(page.locator("main").inner_text())


def test_a_whole_game_is_played_without_a_request(
    page: Page, watched: Watched, published: Path
) -> None:
    begin(page)
    play_on(page)
    page.locator("main a[href=ending]").press("Enter")
    page.locator(".turning .counted").first.wait_for()
    assert [one for one in watched.asked if not one.startswith("blob:")] == [published.as_uri()]
    assert watched.said == []
    assert page.evaluate("document.activeElement.id") == "now"
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_play_is_handed_in_as_a_code_and_as_a_file(page: Page, tmp_path: Path) -> None:
    begin(home(page))
    play_on(page, 7)
    page.locator("nav a[href=hand_in]").press("Enter")
    code = page.locator(".code").inner_text()
    assert page.locator("svg.qr title").text_content()
    with page.expect_download() as sent:
        page.locator("main a[href=file]").press("Enter")
    file = tmp_path / sent.value.suggested_filename
    sent.value.save_as(file)
    story = load(FIRST_ROUND)
    handed_in = read_save_file(file)
    told = transcript(replay(story, handed_in.seed, handed_in.decisions).play)
    for number, what in enumerate((code, str(file))):
        saves = tmp_path / str(number)
        done = CliRunner().invoke(cli, ["open", what, "--saves", str(saves)])
        assert done.exit_code == 0, done.output
        (kept,) = saves.glob("*.yaml")
        again = read_save_file(kept)
        assert (again.seed, again.decisions) == (handed_in.seed, handed_in.decisions)
        assert transcript(replay(story, again.seed, again.decisions).play) == told
        ours = re.sub(r"(?m)^(sum|saved|order): .*\n", "", kept.read_text(encoding="utf-8"))
        theirs = re.sub(r"(?m)^(sum|saved|order): .*\n", "", file.read_text(encoding="utf-8"))
        assert ours == theirs


PAGES = (
    *("now", "board", "history", "codex?kind=source", "codex?kind=term", "story", "gallery"),
    *("save", "hand_in", "settings", "help", "back?to=0", "forget", "elsewhere"),
)
"""What a play has beside its end, by address."""


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_nothing_keeps_people_out_of_any_page(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    # Wider ones differ in their columns, which these pages have.
    kinds = PAGES if width == 320 else PAGES[:2]
    begin(home(page))
    decide(page)
    play = page.url.partition("#/")[2].rpartition("/")[0]
    found: list[object] = []

    def look(address: str) -> None:
        page.evaluate("(to) => { location.hash = `#/${to}`; }", address)
        page.wait_for_function(
            "(to) => document.body.dataset.address.split('#')[0] === to", arg=address
        )
        settled(page)
        wrong = violations(page)
        overflow = page.evaluate("document.documentElement.scrollWidth") - width
        if wrong or overflow > 0:
            found.append((address, overflow, wrong))

    for kind in kinds:
        look(f"{play}/{kind}")
    if width == 320:
        look("forget")
        look(f"delete/{play.partition('/')[2]}")
    look(f"{play}/now")
    play_on(page)
    for kind in ("now", "ending"):
        look(f"{play}/{kind}")
    look("")
    page.set_viewport_size(PHONE)
    assert found == []


def test_a_file_comes_back(page: Page, tmp_path: Path) -> None:
    begin(home(page))
    decide(page)
    page.locator("nav a[href=hand_in]").click()
    with page.expect_download() as sent:
        page.locator("main a[href=file]").click()
    file = tmp_path / "play.yaml"
    sent.value.save_as(file)
    home(page).locator("#save").set_input_files(file)
    page.locator("form[action=open] button").click()
    assert "with its 1 decision" in page.locator("#page .notice").inner_text()
    file.write_bytes(b"\x00\x01 no play")
    home(page).locator("#save").set_input_files(file)
    page.locator("form[action=open] button").click()
    assert "is no save" in page.locator("#page .notice").inner_text()
    file.write_bytes(b"\xff" * 5_000_000)
    home(page).locator("#save").set_input_files(file)
    page.locator("form[action=open] button").click()
    page.get_by_text("no save is as large").wait_for()


def test_a_link_that_was_cut_off_opens_the_page(chromium: Browser, published: Path) -> None:
    context = chromium.new_context()
    page = opened(context, f"{published.as_uri()}#/play/%E0%A4%A")
    page.locator("body.playing form, #damaged:not([hidden])").first.wait_for()
    assert page.is_hidden("#damaged")
    for end in ("%", "gallery#%", "?%"):  # a page that plays already opens them without loading
        page.goto(f"{published.as_uri()}#/{end}")
        page.locator("body.playing h1, #damaged:not([hidden])").first.wait_for()
        assert page.is_hidden("#damaged"), end
        assert page.is_hidden("#trouble"), end
    context.close()


@pytest.mark.parametrize(
    "missing",
    [
        "WebAssembly.instantiateStreaming = async () => { throw new RangeError('out of memory'); }",
        "delete WebAssembly.instantiateStreaming",
        "URL.createObjectURL = () => { throw new Error('no'); }",
    ],
)
def test_a_page_that_fails_before_it_plays_says_so_where_it_is_seen(
    missing: str, chromium: Browser, published: Path
) -> None:
    context = chromium.new_context()
    context.add_init_script(missing)
    page = opened(context, published.as_uri())
    page.locator("#damaged:not([hidden])").wait_for()
    assert "Nothing that was kept is lost." in page.inner_text("#damaged")
    assert page.is_hidden("#loading")
    context.close()


def test_two_tabs_on_one_play_are_told(page: Page, published: Path) -> None:
    begin(home(page))
    decide(page)
    other = opened(page.context, page.url)
    other.locator("form[action=decide]").wait_for()
    decide(other)
    page.locator("form[action=decide] button").first.click()
    settled(page)
    assert "sent from an older page" in page.locator("#page .notice").inner_text()
    page.locator("nav a[href=history]").click()
    page.locator(".history > li").nth(1).wait_for()
    other.close()


def test_what_cannot_be_kept_is_not_done(page: Page) -> None:
    begin(home(page))
    page.evaluate(
        """() => {
          window.putAsEver = IDBObjectStore.prototype.put;
          IDBObjectStore.prototype.put = function () {
            this.transaction.abort();
            throw new DOMException("no room", "QuotaExceededError");
          };
        }"""
    )
    before = page.locator("h1").inner_text()
    decide(page)
    assert "it wasn't done" in page.locator("#page .notice").inner_text()
    assert page.locator("h1").inner_text() == before
    page.evaluate("() => { IDBObjectStore.prototype.put = window.putAsEver; }")
    decide(page)
    assert page.locator("#page .notice").count() == 0


def test_a_damaged_play_is_told_and_not_lost(page: Page) -> None:
    begin(home(page))
    slot = page.url.split("/play/")[1].split("/")[0]
    page.evaluate(
        """(slot) => new Promise((done) => {
          indexedDB.open("negotiator").onsuccess = ({ target: { result } }) => {
            const words = JSON.parse(document.getElementById("words").textContent).story;
            const key = (name) => [words.id, words.fingerprint, name];
            const transaction = result.transaction("files", "readwrite");
            const store = transaction.objectStore("files");
            store.put("half of it", key(`${slot}.yaml`));
            store.delete(key(`${slot}.yaml.bak`));
            store.put("changed", key(""));
            transaction.oncomplete = () => { result.close(); done(); };
          };
        })""",
        slot,
    )
    assert "Damaged" in home(page).locator("main").inner_text()
    with page.expect_download() as sent:
        page.locator(f'a[href="file/{slot}"]').click()
    assert Path(sent.value.path()).read_text(encoding="utf-8") == "half of it"


@pytest.mark.parametrize("made", ["", "{ keyPath: 'id' }"], ids=["nothing", "of another kind"])
def test_what_another_page_of_the_address_made_in_its_place_is_told(
    chromium: Browser, published: Path, made: str, tmp_path: Path
) -> None:
    blank = tmp_path / "blank.html"
    blank.write_text("<!doctype html><title>Another page</title>", encoding="utf-8")
    context = chromium.new_context()
    page = opened(context, blank.as_uri())
    page.evaluate(
        """(made) => new Promise((done) => {
          const opening = indexedDB.open("negotiator", 1);
          opening.onupgradeneeded = () => {
            if (made) opening.result.createObjectStore("files", { keyPath: "id" });
          };
          opening.onsuccess = () => { opening.result.close(); done(); };
        })""",
        made,
    )
    page.goto(published.as_uri())
    page.get_by_text("Another page of this address").wait_for()
    begin(page)
    decide(page)
    context.close()


def test_everything_is_forgotten(page: Page) -> None:
    begin(home(page))
    home(page).locator("a[href=forget]").click()
    page.locator("form[action='/forget'] button").click()
    assert "Everything is forgotten" in page.locator("#page .notice").inner_text()
    assert page.locator("section[aria-labelledby=plays]").count() == 0
    count = page.evaluate(
        """() => new Promise((done) => {
          indexedDB.open("negotiator").onsuccess = ({ target: { result } }) => {
            const counted = result.transaction("files").objectStore("files").count();
            counted.onsuccess = () => { result.close(); done(counted.result); };
          };
        })"""
    )
    assert count <= 3  # what belongs to no play: the order of plays, and the mark


def test_a_browser_that_is_too_old_is_told(chromium: Browser, published: Path) -> None:
    context = chromium.new_context()
    context.add_init_script("delete globalThis.DecompressionStream")
    page = opened(context, published.as_uri())
    page.get_by_text("too old").first.wait_for()
    context.close()


def test_where_nothing_runs_the_title_page_reads(chromium: Browser, published: Path) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(published.as_uri())
    shown = page.locator("main").inner_text()
    context.close()
    story = load(FIRST_ROUND)
    assert story.title in shown
    assert "If this line stays" in shown
    assert story.licence in shown


def test_no_script_of_a_story_runs(page: Page) -> None:
    home(page)
    page.evaluate(
        """() => {
          document.getElementById("page").insertAdjacentHTML(
            "beforeend",
            "<img src=x onerror='ran = 1'><a id=bad href='javascript:ran = 1'>x</a>",
          );
          const script = document.createElement("script");
          script.textContent = "window.ran = 1";
          document.body.append(script);
        }"""
    )
    page.locator("#bad").click()
    assert page.evaluate("window.ran") is None


def test_a_browser_that_is_killed_loses_nothing_that_was_shown(
    driver: Playwright, chromium: Browser, published: Path, tmp_path: Path
) -> None:
    assert CHROMIUM is not None
    for before, after in killed.lost(driver, CHROMIUM, published, tmp_path, 1, random.Random(3)):
        assert after >= before


def test_a_site_that_was_opened_once_plays_offline(
    chromium: Browser, brought: Runtime, tmp_path: Path
) -> None:
    write_site(load(FIRST_ROUND), brought, tmp_path, "")
    context = chromium.new_context()
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    with hosted(tmp_path, Quiet) as address:
        page.goto(address)
        page.evaluate("async () => { await navigator.serviceWorker.ready; }")
    page.reload()
    page.locator("body.playing h1").wait_for()
    begin(page)
    context.close()


class Quiet(SimpleHTTPRequestHandler):
    """A host that says nothing of what it is asked."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (as it is called)
        return


@contextmanager
def hosted(folder: Path, host: type[Quiet]) -> Iterator[str]:
    """The address of a host of the files in a folder, which is gone afterwards."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(host, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
