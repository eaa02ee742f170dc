"""What is said where a play can be handed in: as a code, or as a file."""

from __future__ import annotations

from negotiator.language import _, pgettext


def title() -> str:
    """The title of the page, and the link to it."""
    return pgettext("a title", "Hand this play in")


def what_it_has() -> str:
    """What whoever gets it learns."""
    return _(
        "The code and the file have the story, its luck and your decisions, and nothing about you."
    )


def how_it_is_opened() -> str:
    """What becomes of it there."""
    return _("It is opened with negotiator open, which plays it again.")


def code() -> str:
    """The caption of the code."""
    return pgettext("a caption", "Code")


def drawn() -> str:
    """What the drawing of the code shows."""
    return _("The same code, to be read by a camera")


def as_file() -> str:
    """The link to the file."""
    return _("Save the play as a file to hand in")


def uncoded() -> str:
    """It has no code."""
    return _("This play has no code. Hand in its file.")
