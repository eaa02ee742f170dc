"""What is said of the stories at hand: that one isn't there, and how long one takes."""

from __future__ import annotations

from collections.abc import Sequence

from negotiator.language import _, ngettext


def unknown(name: str, known: Sequence[str]) -> str:
    """There is no story of that name; those there are."""
    return _(
        "There is no story and no folder `{name}`. Stories at hand: {known}.",
        name=name,
        known=_(", ").join(known),
    )


def not_here(name: str) -> str:
    """A story that was there isn't any more, as a clause."""
    return _("there is no story `{name}` here", name=name)


def minutes(count: int) -> str:
    """How long a story takes."""
    return ngettext("about {number} minute", "about {number} minutes", count)
