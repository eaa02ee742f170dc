"""A story as one file, without a network, as narrow as a phone, by keyboard alone: in Chromium by
reading nothing but the accessibility tree, in Firefox, which is closed and opened again, and in
WebKitGTK. Each play is handed in as its code and played again in a terminal, byte for byte.

It is the short story; with NEGOTIATOR_PACT set it is the pact, which takes minutes of a processor.
"""

from __future__ import annotations

import os
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser

from negotiator.cli import cli
from negotiator.engine import Play, ended, replay
from negotiator.publishing.parts import parts
from negotiator.publishing.published_html import published_html, within
from negotiator.publishing.runtime import Runtime
from negotiator.saves import read_save_file
from negotiator.story.loading import load
from negotiator.story.model import Story
from negotiator.web.exchange import Book, Request
from negotiator.web.pages import respond
from tests.conftest import FIRST_ROUND, GSOMIA
from tests.publishing.by_keyboard import Played, in_chromium, in_firefox, in_webkit


@pytest.fixture(scope="session")
def story() -> Story:
    return load(GSOMIA if "NEGOTIATOR_PACT" in os.environ else FIRST_ROUND)


@pytest.fixture(scope="session")
def file(
    published: Path, brought: Runtime, story: Story, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The story as one file."""
    if story.id != GSOMIA.name:
        return published
    file = tmp_path_factory.mktemp("published") / "story.html"
    text = published_html(story, brought, within(parts(story, brought)))
    file.write_text(text, encoding="utf-8")
    return file


def check(played: Played, story: Story, saves: Path) -> None:
    """It reached an ending, was kept, and what it hands in tells the same in a terminal."""
    assert played.kept == 1
    done = CliRunner().invoke(cli, ["open", played.code, "--saves", str(saves)])
    assert done.exit_code == 0, done.output
    (kept,) = saves.glob("*.yaml")
    save = read_save_file(kept)
    play = replay(story, save.seed, save.decisions).play
    assert ended(story, play.state)
    assert 0 < len(play.decisions) <= played.decisions  # a question was answered, too
    assert played.told == told_of(play)


class Main(HTMLParser):
    """The text of the main part of a page, as a browser has it."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self._is_in = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._is_in = self._is_in or tag == "main"

    def handle_endtag(self, tag: str) -> None:
        self._is_in = self._is_in and tag != "main"

    def handle_data(self, data: str) -> None:
        self.text += data if self._is_in else ""


def told_of(play: Play) -> str:
    """All that a play told, as it stands on its page."""
    page = respond(Book(play), Request("story")).page
    assert page is not None
    read = Main()
    read.feed(page.body)
    return read.text


def test_chromium_by_the_accessibility_tree(
    chromium: Browser, file: Path, story: Story, tmp_path: Path
) -> None:
    check(in_chromium(chromium, file), story, tmp_path / "saves")


def test_firefox(file: Path, story: Story, tmp_path: Path) -> None:
    check(in_firefox(file, tmp_path / "profile"), story, tmp_path / "saves")


@pytest.mark.timeout(600)  # starting the runtime takes it 22 CPU-seconds
def test_webkit(file: Path, story: Story, tmp_path: Path) -> None:
    check(in_webkit(file, tmp_path / "home"), story, tmp_path / "saves")
