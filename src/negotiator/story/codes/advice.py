"""What may be said beside the message of a fault: where else it stands, and which name was meant.

What to do stands with its code.
"""

from __future__ import annotations

from negotiator.language import _


def did_you_mean(name: str) -> str:
    """The question whether another name was meant."""
    return _("Did you mean `{name}`?", name=name)


def also_here(place: object) -> str:
    """Where else a fault shows."""
    return _("also here: {place}", place=place)
