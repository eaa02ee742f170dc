"""What is wrong with an expression, and where in its text.

`expression_parser` finds it; the wording is kept with its code.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from negotiator.story.codes import CODES


class ExpressionFault(NamedTuple):
    """What is wrong with an expression: a code or `CODE.wording`, and the values for its message;
    `offset` and `length` are in characters of the expression's text."""

    what: str
    offset: int
    length: int
    suggestion: str = ""
    values: Mapping[str, Any] = MappingProxyType({})

    @property
    def code(self) -> str:
        """The code alone."""
        return self.what.partition(".")[0]

    @property
    def message(self) -> str:
        """The sentence."""
        return CODES[self.code].said(self.what.partition(".")[2], **self.values)


class ExpressionError(Exception):
    """An invalid expression; `faults` has every fault found."""

    def __init__(self, faults: list[ExpressionFault]) -> None:
        self.faults = faults
        super().__init__("; ".join(fault.message for fault in faults))
