"""What may be said beside any fault: where else it stands, what follows, which name was meant.

What to do stands with its code.
"""

from __future__ import annotations

from negotiator.language import _, ngettext
from negotiator.wording import listed


def did_you_mean(name: str) -> str:
    """The question whether another name was meant."""
    return _("Did you mean `{name}`?", name=name)


def also_here(place: object) -> str:
    """Where else a fault shows."""
    return _("also here: {place}", place=place)


def nor_behind(fault: str, scenes: int, events: int, endings: int) -> str:
    """A place that no play comes to, and how much comes only after it."""
    counted = [
        scenes and ngettext("{number} scene", "{number} scenes", scenes),
        events and ngettext("{number} event", "{number} events", events),
        endings and ngettext("{number} ending", "{number} endings", endings),
    ]
    behind = listed([one for one in counted if one])
    return _("{fault}, nor to what comes only after it: {behind}", fault=fault, behind=behind)


def unseen(fault: str, character: str) -> str:
    """A fault with a character in it that nobody sees."""
    return _("{fault} (with {character}, which can't be seen)", fault=fault, character=character)
