"""Small parts of English sentences: ordinal numbers, and several things named in a row.

Whole sentences stand with who says them.
"""

from __future__ import annotations

from collections.abc import Sequence


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th."""
    tail = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number // 10 % 10 == 1 else tail}"


def listed(names: Sequence[str]) -> str:
    """a, b and c; empty if there is none."""
    *others, last = names or ("",)
    return f"{', '.join(others)} and {last}" if others else last
