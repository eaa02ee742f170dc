"""The limits on the format's numbers and on how many parts of a kind a story may have: one table.

The loader enforces it, and the schema and the reference are made from it. Each bound is far beyond
what a story needs, yet low enough that no number makes a play, a search or a drawing endless.
"""

from __future__ import annotations

from typing import NamedTuple

LARGEST = 1_000_000_000
"""The largest number that may be written out anywhere in a story."""


class Bound(NamedTuple):
    """The range of a number that is written out, both ends included. An expression may give
    anything from `lowest` to `highest`, and is kept there: its lowest values may stand for none."""

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
"""For an event, and for a term relative to the other terms."""
COOLDOWN = Bound(0, 10_000)
ROUNDS = Bound(1, 100, 1, 200)
PATIENCE = Bound(0, 100, 0, 1_000)
DOUBT = Bound(0, 1_000, 0, 1_000)
FIRM = Bound(0, 100)
PACE = Bound(0, 1_000)
"""Anything below 25 or above 75 counts as that."""
RESERVATION = Bound(0, 100)
WORTH = Bound(0, 100)
SEATS = Bound(0, 1_000_000)
AYES = Bound(0, SEATS.high)
"""And no more than the bloc's seats."""
NEEDS = Bound(0, LARGEST)
SEED = Bound(0, LARGEST)
LARGEST_SEED = 2**63 - 1
"""Of a play: what a class's database takes as a whole number. A story writes smaller ones."""
PER_CENT = Bound(0, 100)

MOST_GAUGES = 100
"""Per story; it shows them all."""
MOST_PROMISES = 100
"""Per story; every ending reckons all of them up."""
MOST_EPILOGUES = 100
"""Per story; every ending tells all of them."""
MOST_STRATEGIES = 20
"""Per story; each is played, and has its line in a report."""
MOST_EXERCISES = 20
"""Per story; a teacher picks one from a list."""
MOST_OFFICES = 20
"""Per exercise; each is a sheet of paper."""
MOST_BANDS = 100
"""Per gauge."""
MOST_PASSAGES = 500
"""Per text."""
WIDEST_DRAWING = 60
"""The cells a drawing may be wide, to have room in the smallest terminal."""
MOST_PICTURE_LINES = 9
MOST_WORDINGS = 50
"""Per passage."""
MOST_TOLD = 1_000
"""Wordings of all passages of a text, of all epilogues and of all front pages: whatever is told in
one place is made together."""
MOST_LETTERS = 100_000
"""Characters of all passages of a text, for the same reason."""
MOST_VALUES = 100
"""Values and links of a text: each is told at whatever length it has."""
LONGEST_NAME = 200
"""Characters of a name that texts tell, each as often as it likes: of a band, a glossary term or an
option."""
MOST_EFFECTS = 500
"""Of a choice, or of whatever else has effects."""
MOST_ACTS = 100
"""Per story; their front pages may be told wherever a play goes."""
MOST_AXES = 100
"""Per story; every ending may be read by all of them."""
MOST_CHOICES = 100
"""Per scene or event."""
MOST_BRANCHES = 50
"""Per `goto`."""
MOST_EVENTS = 200
"""Per pool, and for all events that interrupt."""
MOST_BLOCS = 100
"""Per motion."""
MOST_OPTIONS = 100
"""Per term."""
MOST_PROFILES = 20
"""Per counterpart."""
MOST_PACKAGES = 200_000
"""Per table."""
MOST_PACKAGES_IN_ALL = 2_000_000
"""Per story: whoever looks at all tables works each package out, and keeps it."""
