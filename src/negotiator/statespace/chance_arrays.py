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
    # In place: many plays at once don't fit into the processor's memory three times.
    shifted = z >> bits(30)
    for factor, shift in ((0xBF58476D1CE4E5B9, 27), (0x94D049BB133111EB, 31)):
        z ^= shifted
        z *= bits(factor)
        shifted = z >> bits(shift)
    z ^= shifted
    return z


def below(drawn: Array, most: Array | int) -> Array:
    """`drawn * most >> 64` as a signed number, `most` being less than 2**32.

    In halves, as the product has 96 bits.
    """
    bits = drawn.dtype.type
    most = bits(most) if isinstance(most, int) else most.astype(bits)
    low = drawn & bits(0xFFFFFFFF)
    low *= most
    low >>= bits(32)
    high = drawn >> bits(32)
    high *= most
    high += low
    high >>= bits(32)
    return high.astype("int64")
