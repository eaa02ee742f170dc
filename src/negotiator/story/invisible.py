"""Characters that can't be seen, and what they are called.

A text may have some of them; in a name they make two that look alike differ.
"""

from __future__ import annotations

import re

from negotiator.gate import REFUSED

_HIDDEN = re.compile(
    f"[{REFUSED}\u00a0\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2000-\u200f"
    "\u2028\u2029\u202f\u205f-\u2065\u206a-\u206f\u3000\u3164\ufe00-\ufe0f\uffa0"
    "\U000e0000-\U000e0fff]"
)
"""What looks like nothing, or like an ordinary space."""
_NAMES = {
    "\0": "a NUL character",
    "\a": "a bell character",
    "\b": "a backspace",
    "\v": "a vertical tab",
    "\f": "a form feed",
    "\r": "a carriage return",
    "\x1b": "an escape character",
    "\x7f": "a delete character",
    "\x85": "a next-line character",
    "\x9b": "a control sequence introducer",
    "\ufeff": "a byte order mark",
}


def called(character: str) -> str:
    """What a character is called that can't be seen, with its number: `a bell character
    (U+0007)`."""
    name = _NAMES.get(character, "")
    if not name:
        # It takes its time to load, and hardly any story has such a character.
        import unicodedata

        said = unicodedata.name(character, "control character").lower()
        name = f"{'an' if said[0] in 'aeio' else 'a'} {said}"
    return f"{name} (U+{ord(character):04X})"


def hidden(name: str) -> re.Match[str] | None:
    """The first character of a name that can't be seen, if any is there."""
    return None if name.isascii() and name.isprintable() else _HIDDEN.search(name)
