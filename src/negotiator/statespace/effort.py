"""How much a check may still do, counted in work and never in seconds.

So that a story's verdicts are the same on a slow machine and a fast one. The unit is a state of
the story whose decisions are all tried, or one decision of a random play; what costs less counts
for less. The outer stop by the clock is another thing, in `stopping`.
"""

from __future__ import annotations

DEFAULT = 1_000_000.0
"""What a check does unless told otherwise: within a minute or two on a common machine."""
ABSTRACT = 0.1
"""A state of an abstraction, or a moment of the graph that is looked at."""
PACKED = 0.02
"""A state in arrays."""
PLAY = 0.5
"""A whole play in arrays."""


class Effort:
    """Work that may still be done; a share of it is spent from it, too."""

    def __init__(self, most: float, whole: Effort | None = None) -> None:
        self.most = most
        self.spent = 0.0
        self.whole = whole

    def spend(self, work: float = 1.0) -> None:
        """Note that so much was done."""
        self.spent += work
        if self.whole is not None:
            self.whole.spend(work)

    @property
    def left(self) -> float:
        """How much may still be done; not below 0."""
        return max(0.0, self.most - self.spent)

    @property
    def is_spent(self) -> bool:
        """Whether nothing more may be done."""
        return self.spent >= self.most

    def share(self, part: float) -> Effort:
        """A part of what is left."""
        return Effort(self.left * part, self)

    def upto(self, most: float, least: float = 0.0) -> Effort:
        """No more than this of what is left; but so much at the least, even past the end."""
        return Effort(min(most, max(self.left, least)), self)
