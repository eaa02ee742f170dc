"""The names of choices, `scene.choice` or `event.choice`, built and taken apart here and nowhere
else. Decisions at a table have names of the same form: `table.propose(price=low)`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

WHATEVER_COMES = "whatever_comes"
"""What a story's test writes where events may wait for an answer: it answers each with its first
open choice, and does nothing if none waits."""


_IN_SMALL_LETTERS = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*", re.ASCII)


class ChoiceName(NamedTuple):
    """A choice's name, taken apart."""

    place: str
    """The scene, event or table; empty if the name has none."""
    choice: str


def full_name(place: str, choice: str) -> str:
    """The full name of a choice in a place."""
    return f"{place}.{choice}"


def parted(name: str) -> ChoiceName:
    """The place and the choice in a full name."""
    place, _, choice = name.rpartition(".")
    return ChoiceName(place, choice)


def choice_in(name: str) -> str:
    """The choice's own identifier."""
    return name[name.rfind(".") + 1 :]


def place_in(name: str) -> str:
    """The place that a choice is in."""
    return name[: max(0, name.rfind("."))]


def is_plain(name: str) -> bool:
    """Whether a name is certain to stand in YAML without quotes, whatever is around it; so do
    those in small letters, as nearly all are."""
    return _IN_SMALL_LETTERS.fullmatch(name) is not None
