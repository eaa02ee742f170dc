"""How lines of a plain play are laid out: broken between words to fit a terminal.

What they say comes from `narration`.
"""

from __future__ import annotations

import re

from negotiator.cells import wrapped as wrapped_in_cells

WIDEST = 80
"""Columns of a line that is easy to read, however wide the terminal is."""
_LEAD = re.compile(r"\s*(?:\d+\. |[*-] )?")


def wrapped(line: str, columns: int) -> str:
    """A line broken between words to fit a terminal; what follows stands under its first word."""
    lead = _LEAD.match(line)
    hanging = " " * len(lead[0]) if lead else ""
    return "\n".join(wrapped_in_cells(line, min(columns, WIDEST), rest=hanging))
