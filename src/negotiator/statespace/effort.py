"""How much a check may still do, counted in work and never in seconds.

That way a story's verdicts are the same on a slow machine and a fast one. The unit is one state of
the story with all its decisions tried, or one decision of a random play; cheaper work counts for
less. The hard stop by the clock is separate, in `deadline`.
"""

from __future__ import annotations

DEFAULT = 1_000_000.0
"""The default effort of a check: a minute or two on a common machine."""
ABSTRACT = 0.1
"""The cost of a state of an abstraction, or of a moment of the graph."""
PACKED = 0.02
"""The cost of a state in arrays."""
PLAY = 0.5
"""The cost of a whole play in arrays."""


class Effort:
    """Work that may still be done; what a share of it spends is spent from it, too."""

    def __init__(self, most: float, whole: Effort | None = None) -> None:
        self.most = most
        self.spent = 0.0
        self.whole = whole

    def spend(self, work: float = 1.0) -> None:
        """Count this much work as done."""
        self.spent += work
        if self.whole is not None:
            self.whole.spend(work)

    @property
    def left(self) -> float:
        """How much may still be done; never below 0."""
        return max(0.0, self.most - self.spent)

    @property
    def is_spent(self) -> bool:
        """Whether nothing more may be done."""
        return self.spent >= self.most

    def share(self, part: float) -> Effort:
        """A part of what is left."""
        return Effort(self.left * part, self)

    def upto(self, most: float, least: float = 0.0) -> Effort:
        """At most this much of what is left, but at least `least`, even past the end."""
        return Effort(min(most, max(self.left, least)), self)
