"""Every kind of fault a story may have, by its code: the only registry of them, with all their
wording.

Nothing here finds a fault: one fault with its place and message is a `Diagnostic`.
"""

from __future__ import annotations

from negotiator.story.codes import (
    documents,
    exercises,
    files,
    keys,
    limits,
    oddities,
    plays,
    semantics,
    strategies,
)
from negotiator.story.codes.code import Code, Severity

__all__ = ["CODES", "Code", "Severity", "worded"]

_SUBJECTS = (files, keys, semantics, limits, documents, oddities, strategies, plays, exercises)

CODES: dict[str, Code] = {
    code.id: code
    for code in sorted(
        (code for subject in _SUBJECTS for code in subject.CODES), key=lambda code: code.id
    )
}


def worded(what: str) -> tuple[Code, str]:
    """The code that is named, and the wording of it: `N301.way`, or `N302` where it has one."""
    code, _dot, wording = what.partition(".")
    return CODES[code], wording
