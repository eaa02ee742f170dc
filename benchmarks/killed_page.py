"""Whether a browser that is killed, while a published page is played in it, loses a decision that
was on the screen: the pact, up to thirty decisions, killed at a random moment, fifty times.

A real Chromium is killed with all its processes, started again, and asked how many decisions the
play has. No figure depends on what else the machine does.
"""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from benchmarks.measuring import Scale, line
from benchmarks.publishing import at_hand, pact_in

KILLS = 50


def run(scale: Scale) -> None:
    """Tell how many were lost."""
    had = at_hand()
    if had is None:
        return
    from playwright.sync_api import sync_playwright

    from tests.publishing.killed import lost

    chromium, brought = had
    with tempfile.TemporaryDirectory() as made, sync_playwright() as driver:
        file, profile = pact_in(Path(made), brought), Path(made) / "profile"
        counted = lost(driver, chromium, file, profile, scale.of(KILLS), random.Random(1))
    gone = sum(after < before for before, after in counted)
    shown = [before for before, _after in counted]
    line(
        f"killed {len(counted)} times",
        f"after {sum(shown):,} decisions shown, at most {max(shown)} of a play; {gone} times one "
        "was lost",
    )
