"""How a text is laid out in lines: what a line break means where it stands, and which look as if
they weren't meant.

Behind `|` a line is a line, and a blank one ends a paragraph; everywhere else lines flow together,
and only a blank one counts. In double quotes `\\n` is a line break.
"""

from __future__ import annotations

from itertools import pairwise

from negotiator.cells import width

LONG = 50
"""From this width on, in cells, a line that stops in the middle of a sentence was wrapped."""
_STOPS = ".!?:;…\"'”’»)]}>。！？：；」』）"
"""What a line may end with that wasn't wrapped."""


def folded(text: str) -> str:
    """A text on one line."""
    if text.isprintable() and "  " not in text:  # so are most, and going word by word is slow
        return text.strip(" ")
    return " ".join(text.split())


def lined(text: str) -> str:
    """A text in its own lines; a blank line, or several, ends a paragraph."""
    lines = [folded(line) for line in text.strip().split("\n")]
    return "\n".join(line for n, line in enumerate(lines) if line or lines[n - 1])


def flowing(text: str) -> str:
    """A text in paragraphs, each on one line; every line break that YAML left ends one."""
    return "\n\n".join(filter(None, map(folded, text.split("\n"))))


def laid_out(text: str, style: str | None, *, is_on_one_line: bool) -> str:
    """A text as its author laid it out, by the style of the YAML it is written in."""
    keeps_lines = style == "|" or (style == '"' and is_on_one_line)
    return lined(text) if keeps_lines else flowing(text)


def wrapped_line(text: str) -> int | None:
    """Which line of a text, from 0, looks as if an editor wrapped it: it is long, stops in the
    middle of a sentence, and the next goes on in small letters."""
    lines = [line.strip() for line in text.split("\n")]
    for number, (line, after) in enumerate(pairwise(lines)):
        if after[:1].islower() and line[-1:] not in _STOPS and width(line) >= LONG:
            return number
    return None
