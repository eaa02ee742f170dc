"""A whole game in Debian's Firefox, on a phone's width."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from tests.browsers import firefox, lacking, puppeteer
from tests.conftest import FIRST_ROUND
from tests.web.site import serving

SCRIPT = Path(__file__).with_name("play_in_firefox.mjs")


def test_a_whole_game_in_firefox(tmp_path: Path) -> None:
    program, (node, module) = firefox(), puppeteer()
    with serving(tmp_path / "saves", FIRST_ROUND) as site:
        words = [node, SCRIPT, module, program, site.url, "first_round"]
        done = subprocess.run(
            [str(one) for one in words], capture_output=True, encoding="utf-8", check=False
        )
        if done.returncode and "Failed to launch" in done.stderr:
            lacking(f"Firefox doesn't start: {done.stderr[-300:]}")
        assert done.returncode == 0, done.stderr
        seen = json.loads(done.stdout)
        assert seen["ended"]
        assert seen["counted"]
        assert set(seen["focused"]) == {"now"}
        assert seen["wide"] <= 360
        assert seen["errors"] == []
        asked = [one for one in seen["asked"] if not one.startswith("data:")]
        assert all(one.startswith(site.url) for one in asked), asked
        (row,) = site.store.rows()
        assert row.summary is not None
        assert row.summary.ended
        assert row.summary.decisions == seen["decisions"]
