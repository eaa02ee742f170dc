"""Which known name a misspelt one may have meant: the basis of `Did you mean`.

Only names are compared here; `diagnostics` decides how many in all, and what is said.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from itertools import islice

MOST_COMPARED = 300
"""How many names a misspelt one is compared with letter by letter."""
LONGEST_COMPARED = 100
"""How many characters of a misspelt name are looked at."""


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name most like `name`, or nothing if none is near.

    If there are very many names, only those that begin the same way and are about as long are
    compared.
    """
    return closest(name, comparable(name, known))


def comparable(name: str, known: Iterable[str]) -> list[str]:
    """The names that are worth comparing with this one."""
    names = list(known)
    if len(names) <= MOST_COMPARED:
        return names
    begins, length = name[:2], len(name[:LONGEST_COMPARED])
    alike = (one for one in names if one.startswith(begins) and abs(len(one) - length) <= 3)
    return list(islice(alike, MOST_COMPARED))


def closest(name: str, names: list[str]) -> str:
    """The name most like `name`; empty if none is near."""
    close = difflib.get_close_matches(name[:LONGEST_COMPARED], names, n=1, cutoff=0.6)
    return close[0] if close else ""
