"""The draws of `engine.chance` for many plays at once, in arrays of 64 bits.

It is given numpy arrays, but doesn't import numpy itself.
"""

from __future__ import annotations

from typing import Any

Array = Any
"""A numpy array."""
_STEP = 0x9E3779B97F4A7C15


def draws(seeds: Array, numbers: Array) -> Array:
    """`chance.draw` for each seed, which is unsigned, and each number of a draw: SplitMix64."""
    bits = seeds.dtype.type
    if numbers.ndim:
        at = (numbers.astype(bits) + bits(1)) * bits(_STEP)
    else:
        at = bits((int(numbers) + 1) * _STEP % 2**64)  # of one number numpy tells an overflow
    z = seeds + at
    z = (z ^ (z >> bits(30))) * bits(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> bits(27))) * bits(0x94D049BB133111EB)
    return z ^ (z >> bits(31))


def below(drawn: Array, most: Array | int) -> Array:
    """`drawn * most >> 64` as a signed number, `most` being less than 2**32.

    In halves, as the product has 96 bits.
    """
    bits = drawn.dtype.type
    most = bits(most) if isinstance(most, int) else most.astype(bits)
    low = (drawn & bits(0xFFFFFFFF)) * most >> bits(32)
    return ((drawn >> bits(32)) * most + low >> bits(32)).astype("int64")
