"""Reading motions: what is put to a vote, and the blocs that vote.

How a vote is counted is a rule (`engine.rules`).
"""

from __future__ import annotations

from negotiator.story import schema
from negotiator.story.bounds import AYES, MOST_BLOCS, NEEDS, SEATS
from negotiator.story.expressions import constant
from negotiator.story.model import Bloc, Motion
from negotiator.story.nodes import Node
from negotiator.story.reading.parts import PartReader


class MotionReader:
    """Reads the motions of one story."""

    def __init__(self, over: PartReader) -> None:
        self.over = over

    def motion(self, name: str, node: Node) -> Motion:
        """One motion."""
        over = self.over
        fields = over.fields(node, schema.MOTION)
        blocs = dict(over.each(fields, "blocs", self.bloc))
        if "blocs" in fields:
            over.count_parts(fields["blocs"], len(blocs), MOST_BLOCS, "blocs")
        return Motion(
            id=name,
            title=over.wanted(fields, "title", over.line, name),
            needs=over.wanted(fields, "needs", over.number_in(NEEDS), constant(0)),
            blocs=tuple(blocs.values()),
            about=over.wanted(fields, "about", over.line, ""),
        )

    def bloc(self, name: str, node: Node) -> Bloc:
        """One bloc of those who vote."""
        over = self.over
        faults = len(over.problems.found)
        fields = over.fields(node, schema.BLOC)
        seats = over.wanted(fields, "seats", over.within(SEATS), 0)
        are_known = len(over.problems.found) == faults
        return Bloc(
            id=name,
            label=over.wanted(fields, "label", over.line, name),
            seats=seats,
            ayes=over.wanted(
                fields,
                "ayes",
                over.number_in(AYES._replace(high=seats) if are_known else AYES),
                constant(0),
            ),
        )
