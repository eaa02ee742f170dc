"""The layout of a plain play's lines: wrapped between words to fit a terminal.

The words come from `narration`.
"""

from __future__ import annotations

import re

from negotiator.cells import wrapped as wrapped_in_cells

WIDEST = 80
"""The columns of an easily readable line, however wide the terminal is."""
_LEAD = re.compile(r"\s*(?:\d+\. |[*-] )?")


def wrapped(line: str, columns: int) -> str:
    """A line wrapped between words to fit a terminal; later lines are indented to its first
    word."""
    lead = _LEAD.match(line)
    hanging = " " * len(lead[0]) if lead else ""
    return "\n".join(wrapped_in_cells(line, min(columns, WIDEST), rest=hanging))
