"""One file, without a network, as narrow as a phone, by keyboard alone: in Chromium by reading
nothing but the accessibility tree, in Firefox, which is closed and opened again, and in
WebKitGTK."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from negotiator.engine import ended
from negotiator.engine.play_code import PlayCode
from negotiator.story.loading import load
from tests.conftest import FIRST_ROUND
from tests.publishing.by_keyboard import Played, in_chromium, in_firefox, in_webkit


def check(played: Played) -> None:
    """It came to an ending, was kept, and what it hands in is the same play again."""
    assert played.counted
    assert played.kept == 1
    play = PlayCode(played.code).play(load(FIRST_ROUND))
    assert ended(play.story, play.state)
    assert 0 < len(play.decisions) <= played.decisions  # a question was answered, too


def test_chromium_by_the_accessibility_tree(chromium: Browser, published: Path) -> None:
    check(in_chromium(chromium, published))


def test_firefox(published: Path, tmp_path: Path) -> None:
    check(in_firefox(published, tmp_path))


@pytest.mark.timeout(600)  # starting the runtime takes it 22 CPU-seconds
def test_webkit(published: Path, tmp_path: Path) -> None:
    check(in_webkit(published, tmp_path))
