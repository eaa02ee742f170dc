"""Every kind of fault a story may have, by its code: the one registry of them.

Nothing here finds a fault or words one: a fault with its place and its message is a `Diagnostic`.
"""

from __future__ import annotations

from negotiator.story.codes import checking, reading
from negotiator.story.codes.code import Code, Severity

__all__ = ["CODES", "Code", "Severity"]

CODES: dict[str, Code] = {code.id: code for code in (*reading.CODES, *checking.CODES)}
