"""What the keys of a strategy mean together: it must want something, and have a name of its own."""

from __future__ import annotations

from negotiator.story.model import Strategy
from negotiator.story.model.strategies import PLAYERS
from negotiator.story.nodes import Mapping
from negotiator.story.reading.by_key import Part
from negotiator.story.reading.parts import PartReader

_WANTS = ("takes", "line", "deals", "prefers")


def strategy(over: PartReader, part: Part) -> Strategy:
    """A strategy; it must follow something, and not be called as a player of every story is."""
    if isinstance(part.node, Mapping):
        if not any(one in part.nodes for one in _WANTS):
            over.problems.add("N549", part.node.place, strategy=part.name)
        if part.name in PLAYERS:
            over.problems.add("N550", part.node.place, name=part.name)
    return Strategy(id=part.name, **part.values)
