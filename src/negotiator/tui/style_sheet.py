"""The styles of all screens, parsed once for each set of colours.

Textual parses every style again whenever a mode is first shown or a screen brings styles of its
own, which was a fifth of the work before the first frame.
"""

from __future__ import annotations

from textual.css.stylesheet import Stylesheet


class StyleSheet(Stylesheet):
    """Textual's style sheet, which parses again only what it hasn't parsed with these colours."""

    def __init__(self, *, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._set = variables

    def set_variables(self, variables: dict[str, str]) -> None:
        """Note new colours; what was parsed stays if they are the same."""
        if variables != self._set:
            self._set = variables
            super().set_variables(variables)

    def reparse(self) -> None:
        """Take up new styles, and all of them again after new colours."""
        self.parse()
