"""Several things named in a row, and ordinal numbers: the parts that sentences are made of.

Whole sentences stand with who says them.
"""

from __future__ import annotations

from collections.abc import Sequence

from negotiator.language import _, pgettext


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th."""
    if number // 10 % 10 != 1:
        if number % 10 == 1:
            return pgettext(
                "an ordinal number that ends in 1, but not in 11", "{number}st", number=number
            )
        if number % 10 == 2:
            return pgettext(
                "an ordinal number that ends in 2, but not in 12", "{number}nd", number=number
            )
        if number % 10 == 3:
            return pgettext(
                "an ordinal number that ends in 3, but not in 13", "{number}rd", number=number
            )
    return pgettext("an ordinal number", "{number}th", number=number)


def listed(names: Sequence[str]) -> str:
    """a, b and c; empty if there is none."""
    if len(names) < 2:
        return "".join(names)
    *others, last = names
    return _("{others} and {last}", others=_(", ").join(others), last=last)
