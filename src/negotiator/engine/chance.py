"""Chance as a pure function of a seed and the number of the draw.

The same on every platform and Python version: integer arithmetic only. No generator is kept, so a
state needs only two numbers to fix all its future luck.
"""

from __future__ import annotations

from struct import Struct

_MASK = (1 << 64) - 1


def draw(seed: int, number: int) -> int:
    """The draw with that number (from 0), as a whole number in 0..2**64-1.

    SplitMix64, seeded: Steele, Lea & Flood, "Fast splittable pseudorandom number
    generators", OOPSLA 2014. The n-th output depends on n alone.
    """
    z = (seed + (number + 1) * 0x9E3779B97F4A7C15) & _MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
    return z ^ (z >> 31)


def per_cent(seed: int, number: int) -> int:
    """The same draw as a whole number in 0..99, all equally likely."""
    return (draw(seed, number) * 100) >> 64


BLOCK = 32
"""How many draws a block has."""
_WIDE = 128
"""Bits for each draw in a long number that has a block of them: room for a product."""
_ONES = sum(1 << _WIDE * place for place in range(BLOCK))
_ALL = _MASK * _ONES
_STEPS = sum((place * 0x9E3779B97F4A7C15 & _MASK) << _WIDE * place for place in range(BLOCK))
_READ = Struct(f"<{2 * BLOCK}Q").unpack


def block(seed: int, number: int) -> tuple[int, ...]:
    """The draws number * BLOCK, and so on, BLOCK of them, in a fraction of the time.

    The same arithmetic as in `draw`, with all of them beside each other in one long number.
    """
    first = (seed + (number * BLOCK + 1) * 0x9E3779B97F4A7C15) & _MASK
    z = (first * _ONES + _STEPS) & _ALL
    z = ((z ^ (z >> 30 & _ALL)) * 0xBF58476D1CE4E5B9) & _ALL
    z = ((z ^ (z >> 27 & _ALL)) * 0x94D049BB133111EB) & _ALL
    z ^= z >> 31 & _ALL
    return _READ(z.to_bytes(BLOCK * _WIDE // 8, "little"))[::2]
