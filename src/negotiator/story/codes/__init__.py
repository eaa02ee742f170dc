"""Every kind of fault a story may have, by its code: the one registry of them, with all its words.

Nothing here finds a fault: a fault with its place, in words, is a `Diagnostic`.
"""

from __future__ import annotations

from negotiator.story.codes import files, keys, meaning, oddities, plays
from negotiator.story.codes.code import Code, Severity

__all__ = ["CODES", "Code", "Severity", "worded"]

CODES: dict[str, Code] = {
    code.id: code for several in (files, keys, meaning, oddities, plays) for code in several.CODES
}


def worded(what: str) -> tuple[Code, str]:
    """The code that is named, and the wording of it: `N301.way`, or `N302` where it has one."""
    code, _dot, wording = what.partition(".")
    return CODES[code], wording
