"""Characters that can't be seen.

A text may contain some of them; in a name they make two names that look alike differ.
`codes.characters` has what they are called.
"""

from __future__ import annotations

import re

from negotiator.gate import REFUSED

_HIDDEN = re.compile(
    f"[{REFUSED}\u00a0\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2000-\u200f"
    "\u2028\u2029\u202f\u205f-\u2065\u206a-\u206f\u3000\u3164\ufe00-\ufe0f\uffa0"
    "\U000e0000-\U000e0fff]"
)
"""Characters that look like nothing, or like an ordinary space."""


def hidden(name: str) -> re.Match[str] | None:
    """The first invisible character in a name, if there is one."""
    return None if name.isascii() and name.isprintable() else _HIDDEN.search(name)
