"""How large the numbers of the format may be, and how many parts of a kind there may be: one table.

The loader holds a story to it, and the schema and the reference are made from it. Each bound is
far beyond what a story needs, and near enough that no number makes a play, a search or a drawing
endless.
"""

from __future__ import annotations

from typing import NamedTuple

LARGEST = 1_000_000_000
"""The largest number that may be written out, in a story's every part."""


class Bound(NamedTuple):
    """Where a number lies if it is written out, both ends included. An expression may come to
    `lowest`..`highest`, and is kept there in play: its lowest part may be meant for none."""

    low: int
    high: int
    lowest: int = -LARGEST
    highest: int = LARGEST


VERSION = Bound(0, LARGEST)
MINUTES = Bound(1, 10_000)
COUNTER_HIGH = Bound(1, LARGEST)
AT_MOST = Bound(1, 200)
PRIORITY = Bound(-1_000, 1_000)
WEIGHT = Bound(0, 1_000_000, highest=1_000_000)
"""Of an event, and of a term beside the other terms."""
COOLDOWN = Bound(0, 10_000)
ROUNDS = Bound(1, 100, 1, 200)
PATIENCE = Bound(0, 100, 0, 1_000)
DOUBT = Bound(0, 1_000, 0, 1_000)
FIRM = Bound(0, 100)
PACE = Bound(0, 1_000)
"""What is below 25 or above 75 counts as that."""
RESERVATION = Bound(0, 100)
WORTH = Bound(0, 100)
SEATS = Bound(0, 1_000_000)
AYES = Bound(0, SEATS.high)
"""And no more than the bloc has seats."""
NEEDS = Bound(0, LARGEST)
SEED = Bound(0, LARGEST)

MOST_GAUGES = 100
"""Of a story, which shows them all."""
MOST_BANDS = 100
"""Of a gauge."""
MOST_PASSAGES = 500
"""Of a text."""
MOST_CHOICES = 100
"""Of a scene or an event."""
MOST_BRANCHES = 50
"""Of a `goto`."""
MOST_EVENTS = 200
"""Of a pool, and of those that interrupt."""
MOST_BLOCS = 100
"""Of a motion."""
MOST_OPTIONS = 100
"""Of a term."""
MOST_PROFILES = 20
"""Of a counterpart."""
MOST_PACKAGES = 200_000
"""Of a table."""
