"""A play as text from its first line to its last: what was said and chosen, what moved and why.

The lines are those of a plain play, without its commands. The same play gives the same text, byte
for byte.
"""

from __future__ import annotations

from collections.abc import Iterator

from negotiator.engine import Play
from negotiator.narration.lines import Line
from negotiator.narration.lines_as_text import groups
from negotiator.narration.play import questions, step_with_reasons
from negotiator.narration.so_far import DOCUMENT, so_far


def transcript(play: Play) -> str:
    """The play as text."""
    return "\n\n".join("\n".join(group) for group in groups(lines(play))) + "\n"


def lines(play: Play) -> Iterator[Line]:
    """The play as typed lines."""
    yield from so_far(play, DOCUMENT, step_with_reasons)
    yield from questions(play)
