"""What may be said beside any fault: where else it stands, what follows, which name was meant.

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


def nor_behind(fault: str, names: str) -> str:
    """A place that no play comes to, and what comes only after it."""
    return _("{fault}, nor to what comes only after it: {names}", fault=fault, names=names)


def unseen(fault: str, character: str) -> str:
    """A fault with a character in it that nobody sees."""
    return _("{fault} (with {character}, which can't be seen)", fault=fault, character=character)
