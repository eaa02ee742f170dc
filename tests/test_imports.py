"""The state machine stands by itself: nothing of a screen comes along with it."""

from __future__ import annotations

import subprocess
import sys


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


def test_the_analysis_loads_no_screen_and_no_numpy_before_it_is_needed() -> None:
    assert not loaded_with("negotiator.analysis.check_report") & {"textual", "rich", "numpy"}
