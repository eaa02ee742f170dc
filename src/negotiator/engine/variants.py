"""Which wording of a shuffled passage is told: a pure function of the seed, the passage and how
often it has been told by then, and none of the play's own draws.

The wordings are told in rounds, each once in a round, in an order that is drawn again for each. In
which state they are told, and everything else of it, is a rule (`engine.rules.wordings`).
"""

from __future__ import annotations

from zlib import crc32

from negotiator.engine.chance import draw

VARIANTS_SEED = 9 << 60
"""Added to a play's seed to shuffle wordings."""
DRAWS_EACH = 1 << 20
"""So many draws are set aside for each passage, one for each wording and round."""


def variants_draw(name: str) -> int:
    """The number of the first draw for a passage, by its keys: the same on every platform."""
    return crc32(name.encode()) * DRAWS_EACH


def shuffled(seed: int, first: int, count: int, times: int) -> int:
    """The number, from 0, of the wording that is told when a passage with `count` wordings is told
    for the `times`-th time, from 1; `first` is the passage's `variants_draw`."""
    rounds, place = divmod(times - 1, count)
    begin = first + rounds * count
    drawn = [draw(seed + VARIANTS_SEED, begin + number) for number in range(count)]
    return sorted(range(count), key=drawn.__getitem__)[place]
