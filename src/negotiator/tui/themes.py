"""The colours: three themes that a colour-blind player can tell apart.

Good and bad are blue and orange (after Okabe and Ito's palette), never green and red, and never
shown by colour alone. Every text role has a contrast of 4.5:1 or better against every background it
is used on; a test computes it.
"""

from __future__ import annotations

from typing import NamedTuple

from textual.theme import Theme


class Colours(NamedTuple):
    """The roles a theme fills, as `#rrggbb`."""

    background: str
    surface: str
    panel: str
    foreground: str
    muted: str
    primary: str
    accent: str
    good: str
    bad: str
    warning: str
    error: str
    cursor: str
    cursor_text: str


DARK = Colours(
    background="#10141b",
    surface="#171d26",
    panel="#1f2732",
    foreground="#e8e6e1",
    muted="#a3adba",
    primary="#6cc0f0",
    accent="#f0b040",
    good="#6cc0f0",
    bad="#ff9e4a",
    warning="#f0e06a",
    error="#ff9480",
    cursor="#1b3d5c",
    cursor_text="#ffffff",
)
LIGHT = Colours(
    background="#fcfbf8",
    surface="#f4f2ec",
    panel="#e9e6dd",
    foreground="#1b1e24",
    muted="#4f5763",
    primary="#00558f",
    accent="#7d4400",
    good="#00558f",
    bad="#983f00",
    warning="#665200",
    error="#9b2c0c",
    cursor="#cfe3f2",
    cursor_text="#1b1e24",
)
CONTRAST = Colours(
    background="#000000",
    surface="#000000",
    panel="#1a1a1a",
    foreground="#ffffff",
    muted="#dcdcdc",
    primary="#8fd6ff",
    accent="#ffd400",
    good="#8fd6ff",
    bad="#ffb347",
    warning="#ffff66",
    error="#ffb3a1",
    cursor="#004a80",
    cursor_text="#ffffff",
)

COLOURS = {
    "negotiator-dark": DARK,
    "negotiator-light": LIGHT,
    "negotiator-contrast": CONTRAST,
}
"""Theme names in the order in which the theme key cycles through them."""


def theme(name: str) -> Theme:
    """The Textual theme of that name."""
    colours = COLOURS[name]
    return Theme(
        name=name,
        primary=colours.primary,
        secondary=colours.primary,
        accent=colours.accent,
        warning=colours.warning,
        error=colours.error,
        success=colours.good,
        foreground=colours.foreground,
        background=colours.background,
        surface=colours.surface,
        panel=colours.panel,
        dark=name != "negotiator-light",
        variables={
            "good": colours.good,
            "bad": colours.bad,
            "muted": colours.muted,
            # Textual's own roles, which would otherwise be washed-out versions of `text`.
            "text": colours.foreground,
            "text-muted": colours.muted,
            "text-disabled": colours.muted,
            "foreground-muted": colours.muted,
            "foreground-disabled": colours.muted,
            "block-cursor-background": colours.cursor,
            "block-cursor-foreground": colours.cursor_text,
            "block-cursor-text-style": "bold",
            "block-cursor-blurred-background": colours.panel,
            "block-cursor-blurred-foreground": colours.foreground,
            "block-hover-background": colours.panel,
            "border": colours.primary,
            "border-blurred": colours.muted,
            "button-foreground": colours.foreground,
            "button-color-foreground": colours.cursor_text,
            "footer-background": colours.panel,
            "footer-foreground": colours.foreground,
            "footer-key-foreground": colours.accent,
            "footer-description-foreground": colours.foreground,
            "input-selection-background": colours.cursor,
            "input-selection-foreground": colours.cursor_text,
            "screen-selection-background": colours.cursor,
            "screen-selection-foreground": colours.cursor_text,
            "scrollbar": colours.muted,
            "scrollbar-hover": colours.primary,
            "scrollbar-active": colours.primary,
            "scrollbar-background": colours.surface,
            "scrollbar-background-hover": colours.surface,
            "scrollbar-background-active": colours.surface,
            "scrollbar-corner-color": colours.surface,
        },
    )
