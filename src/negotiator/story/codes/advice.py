"""Advice that can go with any fault: where else it occurs, what follows from it, which name was
meant.

What to do about a fault is kept with its code.
"""

from __future__ import annotations

from negotiator.language import _, ngettext
from negotiator.sentence_parts import listed


def did_you_mean(name: str) -> str:
    """The question whether another name was meant."""
    return _("Did you mean `{name}`?", name=name)


def also_here(place: object) -> str:
    """Where else a fault occurs."""
    return _("also here: {place}", place=place)


def nor_behind(fault: str, scenes: int, events: int, endings: int) -> str:
    """A place that no play reaches, and how much can only be reached through it."""
    counted = [
        scenes and ngettext("{number} scene", "{number} scenes", scenes),
        events and ngettext("{number} event", "{number} events", events),
        endings and ngettext("{number} ending", "{number} endings", endings),
    ]
    behind = listed([one for one in counted if one])
    return _("{fault}, nor to what comes only after it: {behind}", fault=fault, behind=behind)


def unseen(fault: str, character: str) -> str:
    """A fault that contains an invisible character."""
    return _("{fault} (with {character}, which can't be seen)", fault=fault, character=character)
