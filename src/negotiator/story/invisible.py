"""Characters that can't be seen, and those that only look like others.

A text may contain some of them; in a name they make two names that look alike differ, and in a
number or before a key they mean nothing. `codes.characters` has what they are called.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from negotiator.escaping import REFUSED

_HIDDEN = re.compile(
    f"[{REFUSED}\u00a0\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2000-\u200f"
    "\u2028\u2029\u202f\u205f-\u2065\u206a-\u206f\u3000\u3164\ufe00-\ufe0f\uffa0"
    "\U000e0000-\U000e0fff]"
)
"""Characters that look like nothing, or like an ordinary space."""


def hidden(name: str) -> re.Match[str] | None:
    """The first invisible character in a name, if there is one."""
    return None if name.isascii() and name.isprintable() else _HIDDEN.search(name)


class LookAlike(NamedTuple):
    """A character that only looks like a plain one: where it stands, and what is meant; empty if
    nothing is."""

    offset: int
    character: str
    plain: str


_TWINS = dict(
    zip(
        "аеорсухіјѕԁһԛԝАВЕКМНОРСТХІЅЈαοιρνΑΒΕΖΗΙΚΜΝΟΡΤΥΧ－–—−",
        "aeopcyxijsdhqwABEKMHOPCTXISJaoipvABEZHIKMNOPTYX----",
        strict=True,
    )
)
"""Letters and dashes of other scripts that are drawn like ours."""


def look_alike(text: str) -> LookAlike | None:
    """The first character in a name, a number or another short text that only looks like a plain
    one; a name in another script is none, unless plain letters stand beside it."""
    if text.isascii():
        return None
    # It is slow to load, and hardly any story has such a character.
    from unicodedata import decimal, normalize

    has_plain = any(one.isascii() and one.isalpha() for one in text)
    for offset, one in enumerate(text):
        if one.isascii():
            continue
        folded = normalize("NFKC", one)
        if _HIDDEN.match(one):
            return LookAlike(offset, one, " " if one.isspace() else "")
        if decimal(one, None) is not None:
            return LookAlike(offset, one, str(decimal(one)))
        if len(folded) == 1 and folded.isascii():
            return LookAlike(offset, one, folded)
        if one in _TWINS and has_plain:
            return LookAlike(offset, one, _TWINS[one])
    return None
