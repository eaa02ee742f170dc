"""The screen comes up whatever the variables of the environment say, or a sentence says which of
them is wrong."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

import rich
import textual

from negotiator.tui import LARGEST
from negotiator.tui.variables import forget_false_sizes, unusable
from tests.test_end_to_end import Terminal

READ = re.compile(r"""(?:environ\w*|getenv)(?:\.get)?[(\[]\s*"([A-Z_]+)["]""")
LEFT_OUT = {"TEXTUAL_ANIMATIONS", "TEXTUAL_LOG"}
"""The tests' own setting, and the name of a file, which the system may refuse in a sentence."""
NO_TERMINAL = -1
HUGE = "1" + "0" * 400
NONSENSE = ["nonsense", "", "-1", "²", "20000", HUGE, "9" * 5_000, "wait:x", "os:path"]


def names() -> set[str]:
    """All variables that Textual and Rich read."""
    folders = [Path(one.__path__[0]) for one in (textual, rich)]
    sources = (path.read_text("utf-8") for one in folders for path in one.rglob("*.py"))
    return {name for source in sources for name in READ.findall(source)} - LEFT_OUT


def started(tmp_path: Path, variables: dict[str, str]) -> Terminal:
    return Terminal("play", "--saves", str(tmp_path), variables=variables)


def test_the_variables_are_found() -> None:
    assert {"TEXTUAL_COLOR_SYSTEM", "TEXTUAL_DRIVER", "ESCDELAY", "TERM", "COLUMNS"} < names()


@pytest.mark.parametrize("value", NONSENSE, ids=lambda value: value[:9])
def test_nonsense_in_all_variables_that_are_not_refused(tmp_path: Path, value: str) -> None:
    kept = {name: value for name in names() if not unusable({name: value})}
    terminal = started(tmp_path, kept)
    terminal.wait("What you agree to at the table has to hold at home.")
    assert terminal.leave() == 0


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("TEXTUAL_COLOR_SYSTEM", "nonsense", "let it be auto, standard, 256 or truecolor."),
        ("TEXTUAL_DRIVER", "nonsense", "Unset it, and try again."),
        ("TEXTUAL_DRIVER", "os:path", "Unset it, and try again."),
        ("TEXTUAL_PRESS", "a,wait:x", "Unset it, and try again."),
        ("TEXTUAL_FPS", "1000000000", "Unset it, or let it be 1000."),
        ("TEXTUAL_DIM_FACTOR", HUGE, "Unset it, or let it be 100."),
        ("ESCDELAY", HUGE, "Unset it, or let it be 60000."),
    ],
)
def test_what_is_refused(tmp_path: Path, name: str, value: str, said: str) -> None:
    terminal = started(tmp_path, {name: value})
    while terminal.read(1) is not None:
        pass
    shown = "".join(terminal.emulator.display)
    assert f"The variable {name} can't be `{value[:8]}" in shown
    assert said in shown
    assert terminal.end() == 2


def test_a_size_that_no_terminal_has_is_forgotten() -> None:
    def left(columns: str, lines: str) -> dict[str, str]:
        variables = {"COLUMNS": columns, "LINES": lines}
        forget_false_sizes(variables, NO_TERMINAL)
        return variables

    assert left("100", "40") == {"COLUMNS": "100", "LINES": "40"}
    assert left("20000", "40") == {"LINES": "40"}
    assert left("100", str(LARGEST[1] + 1)) == {"COLUMNS": "100"}
    assert left("²", "-5") == {}


@pytest.mark.parametrize("name", ["COLUMNS", "LINES"])
def test_no_more_is_drawn_than_the_terminal_has(tmp_path: Path, name: str) -> None:
    terminal = started(tmp_path, {name: "900"})
    terminal.wait("What you agree to at the table has to hold at home.")
    assert terminal.screen.count("N E G O T I A T O R") == 1
    assert terminal.leave() == 0
