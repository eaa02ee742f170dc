"""A file that a story isn't read from, as a fault with its place: what refuses files raises it."""

from __future__ import annotations

from typing import Any

from negotiator.story.codes import worded


class RefusedFileError(OSError):
    """A file that isn't read: the diagnostic's code or `CODE.wording`, with the values for its
    message."""

    def __init__(self, what: str, **values: Any) -> None:
        code, wording = worded(what)
        self.what, self.values = what, values
        super().__init__(code.said(wording, **values))
        self.strerror = str(self)
