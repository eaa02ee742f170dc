"""What is wrong with an expression, and where in its text.

`expression_parser` finds it; the wording is kept with its code.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from negotiator.story.codes import worded


class ExpressionFault(NamedTuple):
    """What is wrong with an expression: a code or `CODE.wording`, and the values for its message;
    `offset` and `length` are in characters of the expression's text."""

    what: str
    offset: int
    length: int
    suggestion: str = ""
    values: Mapping[str, Any] = MappingProxyType({})
    instead: str = ""
    """The advice, if it isn't the code's own."""

    @property
    def code(self) -> str:
        """The code alone."""
        return worded(self.what)[0].id

    @property
    def message(self) -> str:
        """The sentence."""
        code, wording = worded(self.what)
        return code.said(wording, **self.values)


class ExpressionError(Exception):
    """An invalid expression; `faults` has every fault found."""

    def __init__(self, faults: list[ExpressionFault]) -> None:
        self.faults = faults
        super().__init__("; ".join(fault.message for fault in faults))
