"""Text measured in terminal cells, for everything written in lines: plain play and reports.

A Korean letter takes two cells, a combining mark none, a family of emoji two; the library `wcwidth`
knows which. Nothing is cut here without a mark. What is on the screen is measured by Textual's
`Content` instead. Texts are made safe by `escaping` before they are measured, since a control
character is shown as a picture that takes a cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from negotiator.escaping import folded, terminal

MARK = "…"
"""Marks the place where something was left out."""
_ENDLESS = re.compile(r"[^ ]{500,}")
"""A word that no line has room for: wrapping it takes time by the square of its length."""
_PER_CELL = 40
"""Characters examined for each cell, however long a text is: combining marks take no cell."""


def width(text: str) -> int:
    """The number of cells a line takes."""
    text = folded(text)
    if text.isascii():
        return len(text)
    # Imported here only: it takes as long as a good part of a command, and most text is ASCII.
    import wcwidth

    return wcwidth.width(text, control_codes="ignore")


def cut(text: str, cells: int) -> str:
    """A line cut to at most so many cells; it ends in `…` if it was longer."""
    most = _PER_CELL * (cells + 1)
    shown = folded(text[:most])
    # No character takes more than two cells, so that what is short needn't be measured.
    if len(text) <= most and (2 * len(shown) <= cells or width(shown) <= cells):
        return shown
    return f"{_clipped(shown, 0, cells - 1).rstrip()}{MARK}" if cells > 0 else ""


def cut_before(text: str, cells: int) -> str:
    """The end of a line in at most so many cells; it begins with `…` if it was longer."""
    text = folded(text)
    whole = width(text)
    return text if whole <= cells else f"{MARK}{_clipped(text, whole - cells + 1, whole)}"


def left(text: str, cells: int) -> str:
    """A line of exactly so many cells: the text on the left, cut if it is longer."""
    text = cut(text, cells)
    return text + " " * (cells - width(text))


def right(text: str, cells: int) -> str:
    """A line of exactly so many cells: the text on the right, cut if it is longer."""
    text = cut(text, cells)
    return _after_spaces(cells - width(text), text, cells)


def centred(text: str, cells: int) -> str:
    """A line of exactly so many cells: the text in the middle, cut if it is longer."""
    text = cut(text, cells)
    return _after_spaces((cells - width(text) + 1) // 2, text, cells)


def wrapped(text: str, cells: int, *, first: str = "", rest: str = "") -> list[str]:
    """A text wrapped between words into lines of at most so many cells, and never fewer than two.

    `first` stands before the first line and `rest` before every other line, unless they would take
    half of it. A word is broken only if it is wider than a line.
    """
    import wcwidth

    cells = max(2, cells)
    first, rest = (one if width(one) <= cells // 2 else "" for one in (first, rest))
    room = cells - max(width(first), width(rest))
    lines = wcwidth.wrap(
        _ENDLESS.sub(lambda found: " ".join(_broken(found[0], room)), folded(text)),
        cells,
        control_codes="ignore",
        initial_indent=first,
        subsequent_indent=rest,
        break_on_hyphens=False,
        propagate_sgr=False,
    )
    found: list[str] = []
    for line in lines:
        # Wrapping may put what a log takes for a command at the start of a line; it then gets a
        # space.
        safe = terminal(line)
        if width(safe) <= cells:
            found.append(safe)
        elif safe != line:
            found += wrapped(safe, cells, rest=rest)
        else:  # a sign made of so many that it is wider than a line
            found += _broken(safe, cells)
    return found or [first.rstrip()]


def _broken(word: str, cells: int) -> Iterator[str]:
    """A word in pieces of at most so many cells, and one sign at least; a sign made of several only
    if it is wider than that."""
    import wcwidth

    piece, taken = "", 0
    for cluster in wcwidth.iter_graphemes(word):
        for sign in (cluster,) if width(cluster) <= cells else cluster:
            wide = width(sign)
            if piece and taken + wide > cells:
                yield piece
                piece, taken = "", 0
            piece += sign
            taken += wide
    yield piece


def _after_spaces(spaces: int, text: str, cells: int) -> str:
    """A line of exactly so many cells, with spaces before a text that fits."""
    line = " " * spaces + text
    # A mark that combines with the letter before it takes a cell of its own only after a space.
    return left(line if width(line) <= cells else text, cells)


def _clipped(text: str, start: int, end: int) -> str:
    """The text in these cells. Half of a wide letter at an end becomes a space."""
    if text.isascii():
        return text[start:end]
    import wcwidth

    return wcwidth.clip(text, start, end, control_codes="ignore")
