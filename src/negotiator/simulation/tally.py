"""Counts of many plays. What the counts mean is for `findings`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from negotiator.engine.transitions import Met
from negotiator.simulation.players import CUT


@dataclass
class Tally:
    """The counts. A place is a scene or an event with choices, by its id."""

    plays: int = 0
    decisions: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    """By ending; CUT for plays given up."""
    stuck: Counter[str] = field(default_factory=Counter)
    """Plays that reached a place where nothing was open, by that place."""
    lengths: Counter[int] = field(default_factory=Counter)
    """By the number of decisions."""
    menus: Counter[tuple[str, int]] = field(default_factory=Counter)
    """By place and which of its choices were open (a bit for each)."""
    taken: Counter[str] = field(default_factory=Counter)
    """By choice, `scene.choice`."""
    events: Counter[str] = field(default_factory=Counter)
    met: Counter[Met] = field(default_factory=Counter)
    """What else was met, by kind and name: scenes entered, what is told with a condition, wordings
    of passages that have several, ways taken that aren't the only ones, promises made, kept and
    broken, arguments heard."""
    ways: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By choice and where its `goto` pointed."""
    gauges: Counter[tuple[str, int, int]] = field(default_factory=Counter)
    """By where, gauge (its number) and value. Where is a place, an ending, or a choice: right
    after its effects."""
    first: dict[str, int] = field(default_factory=dict)
    """The first play that reached each end; stuck ones by `?` and the place."""
    shortest: tuple[int, int] | None = None
    """The number of decisions, and the number, of the shortest play that reached an ending."""
    longest: tuple[int, int] | None = None

    def ended(self, end: str, decisions: int, number: int, plays: int = 1) -> None:
        """Count plays that ended this way; `number` is that of the first."""
        self.plays += plays
        self.decisions += decisions * plays
        self.ends[end] += plays
        self.lengths[decisions] += plays
        self.first[end] = min(number, self.first.get(end, number))
        if end and end != CUT:
            self._outdo((decisions, number), (decisions, number))

    def add(self, other: Tally) -> None:
        """Add the counts of another tally."""
        self.plays += other.plays
        self.decisions += other.decisions
        for name in (
            "ends",
            "stuck",
            "lengths",
            "menus",
            "taken",
            "events",
            "met",
            "ways",
            "gauges",
        ):
            getattr(self, name).update(getattr(other, name))
        for end, number in other.first.items():
            self.first[end] = min(number, self.first.get(end, number))
        if other.shortest and other.longest:
            self._outdo(other.shortest, other.longest)

    def _outdo(self, shortest: tuple[int, int], longest: tuple[int, int]) -> None:
        self.shortest = min(self.shortest or shortest, shortest)
        old = self.longest or longest
        self.longest = max(old, longest, key=lambda one: (one[0], -one[1]))
