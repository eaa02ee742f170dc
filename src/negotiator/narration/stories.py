"""What is shown of a story before it is opened."""

from __future__ import annotations

from negotiator.language import ngettext


def minutes(count: int) -> str:
    """How long it takes."""
    return ngettext("about {number} minute", "about {number} minutes", count)
