"""Words around the story: titles, captions, notices. They can't be selected, so that copying from
the screen gets only the story."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


class Chrome(Static):
    """A text of the program's or of a story's; never markup."""

    ALLOW_SELECT = False

    def __init__(
        self,
        content: Content | str = "",
        *,
        id: str | None = None,  # noqa: A002 (Textual's name)
        classes: str | None = None,
    ) -> None:
        super().__init__(content, id=id, classes=classes, markup=False)
