"""What a kind of fault is: its code, how grave it is, what it is and what to do about it.

Which kinds there are stands in `reading` and `checking`.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Severity(Enum):
    """An error keeps a story from being played, unless it takes a search to find it (N7…); a
    warning doesn't."""

    ERROR = "error"
    WARNING = "warning"


class Code(NamedTuple):
    """A kind of fault: how grave it is, what it is in one line, and the usual remedy.

    `docs/diagnostics/` has a page for each, with a story that shows it and the story mended.
    """

    id: str
    severity: Severity
    about: str
    remedy: str


def error(code_id: str, about: str, remedy: str) -> Code:
    """A kind of fault that is an error."""
    return Code(code_id, Severity.ERROR, about, remedy)


def warning(code_id: str, about: str, remedy: str) -> Code:
    """A kind of fault that is a warning."""
    return Code(code_id, Severity.WARNING, about, remedy)
