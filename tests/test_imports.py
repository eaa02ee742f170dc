"""The state machine stands by itself: nothing of a screen comes along with it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import HARBOUR


def loaded_with(module: str) -> set[str]:
    """The top-level packages that a fresh process has loaded after importing a module."""
    code = f"import {module}, sys; print(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_engine_loads_no_screen() -> None:
    loaded = loaded_with("negotiator.engine")
    assert "negotiator" in loaded
    assert not loaded & {"textual", "rich", "aiohttp", "click", "platformdirs"}


def test_the_package_loads_nothing_heavy() -> None:
    assert not loaded_with("negotiator") & {"yaml", "textual", "rich", "click"}


def test_the_command_line_is_lean() -> None:
    assert not loaded_with("negotiator.cli") & {"yaml", "textual", "rich"}


def test_a_command_comes_with_its_module_alone() -> None:
    code = """
import sys
from negotiator.cli.group import MODULES, cli
assert not [one for one in set(MODULES.values()) if f"negotiator.cli.{one}" in sys.modules]
for name, module in MODULES.items():
    command = cli.get_command(None, name)
    own = getattr(command, "callback").__module__
    assert own == f"negotiator.cli.{module}", (name, own)
assert set(cli.commands) == set(MODULES)
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_analysis_loads_no_screen_and_no_numpy_before_it_is_needed() -> None:
    assert not loaded_with("negotiator.checking.report") & {"textual", "rich", "numpy"}


def test_a_quick_check_of_what_is_known_needs_neither_model_nor_rules(tmp_path: Path) -> None:
    code = """
import sys
from negotiator.cli import cli
sys.argv = ["negotiator", "check", sys.argv[1], "--quick"]
try:
    cli()
finally:
    print(*(name for name in sys.modules if name.startswith("negotiator.")), file=sys.stderr)
"""
    told = [
        subprocess.run(
            [sys.executable, "-c", code, str(HARBOUR)],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "NEGOTIATOR_CACHE": str(tmp_path)},
        )
        for _ in range(2)
    ]
    assert told[0].stdout == told[1].stdout
    first, again = (set(one.stderr.split()) for one in told)
    assert {"negotiator.story.model", "negotiator.engine"} <= first
    needed = {"negotiator.story.model", "negotiator.story.reading.story", "negotiator.engine"}
    assert not again & needed
    assert not any(name.startswith("negotiator.engine.") for name in again)


def test_the_first_frame_of_a_play_waits_for_neither_model_nor_rules(tmp_path: Path) -> None:
    code = """
import sys
from textual.app import App
from negotiator.cli import cli, playing
playing._check_terminal = lambda: None
App.run = lambda app: print(*(name for name in sys.modules if name.startswith("negotiator.")))
sys.argv = ["negotiator", "play", sys.argv[1], "--saves", sys.argv[2]]
cli()
"""
    words = [sys.executable, "-c", code, str(HARBOUR), str(tmp_path)]
    told = subprocess.run(words, capture_output=True, text=True, check=True).stdout.split()
    assert "negotiator.tui.app" in told
    later = {"story.model", "story.reading.story", "engine", "bargaining.refusals", "authoring"}
    assert not {f"negotiator.{name}" for name in later} & set(told)
