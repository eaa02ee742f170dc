"""The variables of the environment that Textual reads, and the values with which it can't draw.

Textual takes them as they are, some while it is imported, and what it can't work with ends in a
traceback or owns the machine. So they are looked at before, without importing it. What makes no
sense but is ignored by Textual itself isn't here.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, MutableMapping
from contextlib import suppress

from negotiator.sentence_parts import either
from negotiator.system_errors import unusable_variable
from negotiator.tui import LARGEST

_COLOURS = ("auto", "standard", "256", "truecolor")
_MOST = {
    "TEXTUAL_FPS": 1_000,
    "ESCDELAY": 60_000,
    "TEXTUAL_DIM_FACTOR": 100,
    "TEXTUAL_SCREENSHOT": 1_000_000,
}
"""Textual itself ignores what is no number, and corrects what is too small."""
_WAIT = "wait:"
"""Begins a pause among the keys of TEXTUAL_PRESS; milliseconds follow."""


def unusable(variables: Mapping[str, str]) -> str:
    """Which variable Textual can't draw with, and what to do; empty if there is none."""
    colours = variables.get("TEXTUAL_COLOR_SYSTEM", "auto")
    if colours not in _COLOURS:
        return unusable_variable("TEXTUAL_COLOR_SYSTEM", colours, either(_COLOURS))
    for name, most in _MOST.items():
        if _number(variables.get(name, "")) > most:
            return unusable_variable(name, variables[name], str(most))
    keys = variables.get("TEXTUAL_PRESS", "")
    if any(key.startswith(_WAIT) and not _is_pause(key) for key in keys.split(",")):
        return unusable_variable("TEXTUAL_PRESS", keys)
    driver = variables.get("TEXTUAL_DRIVER")
    if driver is not None and not _is_driver(driver):
        return unusable_variable("TEXTUAL_DRIVER", driver)
    return ""


def forget_false_sizes(variables: MutableMapping[str, str], terminal: int) -> None:
    """Take away a size that is no number, or larger than the terminal with that descriptor: all of
    it would be laid out, and what is beyond the terminal can't be seen."""
    try:
        own = os.get_terminal_size(terminal)
    except OSError:
        own = os.terminal_size((0, 0))
    for name, seen, most in zip(("COLUMNS", "LINES"), own, LARGEST, strict=True):
        if name in variables and not 0 < _number(variables[name]) <= (seen or most):
            del variables[name]


def _number(text: str) -> int:
    with suppress(ValueError):
        return int(text)
    return 0


def _is_pause(key: str) -> bool:
    with suppress(ValueError, OverflowError):
        return 0 <= int(key.removeprefix(_WAIT)) <= _MOST["ESCDELAY"]
    return False


def _is_driver(named: str) -> bool:
    from importlib import import_module

    module, _colon, name = named.partition(":")
    try:
        found = getattr(import_module(module), name)
    except Exception:
        return False
    from textual.driver import Driver

    return isinstance(found, type) and issubclass(found, Driver)
