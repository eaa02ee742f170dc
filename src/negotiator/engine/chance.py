"""Chance as a pure function of a seed and the number of the draw.

The same on every platform and Python version: integer arithmetic only. No generator is kept, so a
state needs only two numbers to fix all its future luck.
"""

from __future__ import annotations

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
