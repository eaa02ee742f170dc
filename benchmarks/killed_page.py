"""Whether a browser that is killed, while a published page is played in it, loses a decision that
was on the screen: the pact, up to thirty decisions, killed at a random moment, fifty times.

A real Chromium is killed with all its processes, started again, and asked how many decisions the
play has. Each start brings the runtime up and reads the story, some ten seconds of a processor; so
a few browsers, each with a profile of its own, do it beside each other. No figure depends on what
else the machine does.
"""

from __future__ import annotations

import os
import random
import tempfile
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from benchmarks.measuring import Scale, line
from benchmarks.publishing import at_hand, pact_in

KILLS = 50
_MOST_BROWSERS = 4


def run(scale: Scale) -> None:
    """Tell how many were lost."""
    had = at_hand()
    if had is None:
        return
    chromium, brought = had
    kills = scale.of(KILLS)
    browsers = min(_MOST_BROWSERS, os.cpu_count() or 1, kills)
    shares = [kills // browsers + (number < kills % browsers) for number in range(browsers)]
    with tempfile.TemporaryDirectory() as made:
        file = pact_in(Path(made), brought)
        with ProcessPoolExecutor(browsers, get_context("spawn")) as beside:
            working = [
                beside.submit(_lost, chromium, file, Path(made) / f"profile-{number}", share)
                for number, share in enumerate(shares)
            ]
            counted = [pair for one in working for pair in one.result()]
    gone = sum(after < before for before, after in counted)
    shown = [before for before, _after in counted]
    line(
        f"killed {len(counted)} times",
        f"after {sum(shown):,} decisions shown, at most {max(shown)} of a play; {gone} times one "
        "was lost",
    )


def _lost(chromium: str, file: Path, profile: Path, kills: int) -> list[tuple[int, int]]:
    """What one browser, with this profile, had shown and kept at each of its kills."""
    from playwright.sync_api import sync_playwright

    from tests.publishing.killed import lost

    with sync_playwright() as driver:
        return lost(driver, chromium, file, profile, kills, random.Random(profile.name))
