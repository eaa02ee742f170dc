"""What a kind of fault consists of: its code, its severity, a description, its messages, the
remedy.

The kinds themselves are listed in the modules beside this one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from negotiator.language import _, ngettext

Wording = str | tuple[str, str]
"""A sentence with named placeholders, marked and not yet translated; or two of them, where
`{number}` decides between them."""


class Severity(Enum):
    """An error keeps a story from being played, unless only a search can find it (N7…); a warning
    doesn't."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of fault: how serious it is, a one-line description, the usual remedy, and its
    messages by name; if there is only one, it has no name.

    `docs/diagnostics/` has a page for each, with a story that shows the fault and the story
    corrected.
    """

    id: str
    severity: Severity
    about: str
    remedy: str
    wordings: Mapping[str, Wording] = field(compare=False)

    def said(self, name: str = "", /, **values: Any) -> str:
        """One of its messages, filled with these values, in the language of this process."""
        wording = self.wordings[name]
        if isinstance(wording, str):
            return _(wording, **values)
        return ngettext(*wording, values.pop("number"), **values)


def error(code_id: str, about: str, remedy: str, *only: Wording, **wordings: Wording) -> Code:
    """A kind of fault that is an error."""
    return _code(Severity.ERROR, code_id, about, remedy, only, wordings)


def warning(code_id: str, about: str, remedy: str, *only: Wording, **wordings: Wording) -> Code:
    """A kind of fault that is a warning."""
    return _code(Severity.WARNING, code_id, about, remedy, only, wordings)


def _code(
    severity: Severity,
    code_id: str,
    about: str,
    remedy: str,
    only: tuple[Wording, ...],
    wordings: dict[str, Wording],
) -> Code:
    return Code(code_id, severity, about, remedy, ({"": only[0]} if only else {}) | wordings)
