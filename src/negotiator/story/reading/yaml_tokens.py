"""What YAML's scanner sees of a text up to a place: the last quotes, the bracket that is open.

For a text that YAML couldn't read, of which `yaml_errors` says what is wrong.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import yaml
from yaml.tokens import (
    FlowMappingEndToken,
    FlowMappingStartToken,
    FlowSequenceEndToken,
    FlowSequenceStartToken,
    ScalarToken,
)

LOADER: Any = getattr(yaml, "CLoader", yaml.Loader)
MOST_SCANNED = 500_000
"""How many characters are read a second time, slowly, to find out what is wrong."""


class Named(io.StringIO):
    """A text with the name of its file, so that the marks of its events have the name too."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text, newline="")
        self.name = name


def quotes_before(mark: Any, text: Named) -> Any:
    """The last quoted text before a mark; None if there is none, or far too much to look at."""
    found: Any = None
    for token in _before(mark, text):
        if isinstance(token, ScalarToken) and token.style in ("'", '"'):
            found = token
    return found


def open_bracket(mark: Any, text: Named) -> Any:
    """Where the innermost bracket begins that is open at a mark; None if there is none, or far too
    much to look at."""
    opened: list[Any] = []
    for token in _before(mark, text):
        if isinstance(token, (FlowSequenceStartToken, FlowMappingStartToken)):
            opened.append(token.start_mark)
        elif opened and isinstance(token, (FlowSequenceEndToken, FlowMappingEndToken)):
            opened.pop()
    return opened[-1] if opened else None


def _before(mark: Any, text: Named) -> Iterator[Any]:
    """The tokens that begin before a mark, as far as they can be read."""
    if mark.index > MOST_SCANNED:
        return
    text.seek(0)
    try:
        for token in yaml.scan(text, Loader=LOADER):
            if token.start_mark.index >= mark.index:
                return
            yield token
    except yaml.YAMLError:
        return
