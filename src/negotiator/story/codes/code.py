"""What a kind of fault is: its code, how grave it is, what it is, what is said and what to do.

Which kinds there are stands in the modules beside this one.
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
    """An error keeps a story from being played, unless it takes a search to find it (N7…); a
    warning doesn't."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of fault: how grave it is, what it is in one line, the usual remedy, and the
    sentences that are said of such a fault, by name; the only one has none.

    `docs/diagnostics/` has a page for each, with a story that shows it and the story mended.
    """

    id: str
    severity: Severity
    about: str
    remedy: str
    wordings: Mapping[str, Wording] = field(compare=False)

    def said(self, name: str = "", /, **values: Any) -> str:
        """One of its sentences, with these values in it, in the language of this process."""
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
