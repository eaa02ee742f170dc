"""Which profile of a counterpart a play has: drawn from its seed, and not one of the play's own
draws.

A pure function of the seed and the profiles' ids. What a play keeps of it is among its values; if a
condition decides instead, that is worked out with a table's numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from zlib import crc32

from negotiator.engine.chance import draw
from negotiator.story.model import Story, Table

PROFILES_SEED = 5 << 61
"""Added to a play's seed to draw profiles."""


def profile_draw(table: Table) -> int:
    """The number of the draw that decides a table's profile: the same for tables that share their
    profiles, on every platform."""
    return crc32(" ".join(one.id for one in table.profiles).encode())


def drawn(story: Story, seed: int) -> Iterator[tuple[str, int]]:
    """The name of each value that keeps a profile, and the number that the seed draws for it."""
    for name, table in story.profiles.items():
        thrown = draw(seed + PROFILES_SEED, profile_draw(table))
        yield name, table.drawn[thrown * len(table.drawn) >> 64]
