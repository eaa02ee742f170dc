"""Which stars of a text stress the words between them, as in Markdown: `*stress*`, `**strong**`.

A run of one, two or three stars opens if a word touches it on its right, and closes if one touches
it on its left; the nearest open run of as many stars is its partner, within its paragraph. Unlike
in Markdown, letters may touch both sides (a Korean particle follows right behind), except that a
star between two digits multiplies them. Any other star is a star.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

_PARAGRAPH = "\n\n"
_LEVELS = {frozenset(): "", frozenset({1}): "*", frozenset({2}): "**", frozenset({1, 2}): "***"}


class Stars(NamedTuple):
    """The runs of a text that stress, by offset, with the stress from there on; and which runs
    could have done so, by number."""

    stars: dict[int, str]
    loose: tuple[int, ...]


class _Run(NamedTuple):
    number: int
    offset: int
    parts: tuple[int, ...]
    """The stresses it turns on or off: 1 for one star, 2 for two, both for three."""


def paired(text: str, runs: Iterable[re.Match[str]]) -> Stars:
    """Which runs of stars of a text stress what stands between them."""
    pairs: list[tuple[_Run, _Run]] = []
    opened: dict[tuple[int, ...], list[_Run]] = {(1,): [], (2,): [], (1, 2): []}
    loose: list[int] = []

    def leave_open(since: int) -> None:
        for runs in opened.values():
            while runs and runs[-1].offset > since:
                loose.append(runs.pop().number)

    read = 0
    for number, found in enumerate(runs):
        start, read, before_it = found.start(), found.end(), read
        if _PARAGRAPH in text[before_it:start]:
            leave_open(-1)
        before, after = text[max(0, start - 1) : start], text[read : read + 1]
        if read - start > 3 or (before.isdecimal() and after.isdecimal()):
            continue
        opens, closes = bool(after.strip()), bool(before.strip())
        parts = (1, 2) if read - start == 3 else (read - start,)
        run = _Run(number, start, parts)
        if closes and opened[parts]:
            partner = opened[parts].pop()
            leave_open(partner.offset)
            pairs.append((partner, run))
        elif opens:
            opened[parts].append(run)
        elif closes:
            loose.append(number)
    leave_open(-1)
    return Stars(_levels(pairs), tuple(sorted(loose)))


def _levels(pairs: list[tuple[_Run, _Run]]) -> dict[int, str]:
    """The stress from each run on."""
    stressed: frozenset[int] = frozenset()
    found: dict[int, str] = {}
    for run in sorted((run for pair in pairs for run in pair), key=lambda run: run.offset):
        stressed = stressed.symmetric_difference(run.parts)
        found[run.offset] = _LEVELS[stressed]
    return found
