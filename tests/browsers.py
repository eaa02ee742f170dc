"""Real browsers for tests: Debian's Chromium, driven by Playwright, its Firefox, driven over
WebDriver BiDi, and what checks pages for accessibility.

Nothing is downloaded as a browser. Where something is missing, the test is skipped with the reason;
with `NEGOTIATOR_ALL` set, as in CI, it fails instead.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = ("chromium", "chromium-browser")
PUPPETEER = "puppeteer-core@25.16.0"
AXE = "axe-core@4.14.1"
"""Mozilla's licence, used in tests only."""
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def lacking(what: str) -> NoReturn:
    """Leave a test out, because this machine lacks what it needs."""
    if os.environ.get("NEGOTIATOR_ALL"):
        pytest.fail(what)
    pytest.skip(what)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        lacking("there is no Chromium on this machine (apt-get install chromium)")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


def firefox() -> str:
    """Debian's Firefox."""
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    return program or lacking("there is no Firefox on this machine (apt-get install firefox-esr)")


@cache
def puppeteer() -> tuple[str, Path]:
    """Node, and the module that drives Firefox over WebDriver BiDi."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        lacking("there is no Node with npm on this machine, which drives Firefox")
    kept = Path(tempfile.gettempdir()) / f"negotiator-{PUPPETEER.replace('@', '-')}"
    main = kept / "node_modules/puppeteer-core/lib/puppeteer/puppeteer-core.js"
    if not main.is_file():
        words = [npm, "install", "--silent", "--ignore-scripts", "--no-save", PUPPETEER]
        made = Path(tempfile.mkdtemp(dir=kept.parent))
        done = subprocess.run(words, cwd=made, capture_output=True, check=False)
        if done.returncode:
            lacking(f"npm doesn't bring {PUPPETEER}: {done.stderr.decode()[-300:]}")
        if not kept.exists():
            made.rename(kept)
    return node, main


@cache
def axe() -> str:
    """The script that looks for what keeps people out of a page."""
    kept = Path(tempfile.gettempdir()) / f"negotiator-{AXE.replace('@', '-')}.js"
    if not kept.is_file():
        npm = shutil.which("npm")
        if npm is None:
            lacking("there is no npm on this machine, which brings axe-core")
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run(
                [npm, "pack", "--silent", AXE], cwd=folder, capture_output=True, check=False
            )
            if done.returncode:
                lacking(f"npm doesn't bring {AXE}: {done.stderr.decode()[-300:]}")
            (packed,) = Path(folder).glob("*.tgz")
            shutil.unpack_archive(packed, folder, filter="data")
            script = (Path(folder) / "package" / "axe.min.js").read_bytes()
            part = kept.with_suffix(f".{os.getpid()}")
            part.write_bytes(script)
            part.replace(kept)
    return kept.read_text(encoding="utf-8")


def violations(page: Page) -> list[tuple[str, str, list[str]]]:
    """What is wrong with a page as it stands, by rule, with where."""
    page.evaluate(axe())
    found: dict[str, Any] = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", AXE_RULES
    )
    return [
        (one["id"], one["help"], [str(node["target"]) for node in one["nodes"]])
        for one in found["violations"]
    ]
