"""What the keys of a motion's blocs mean together.

How a vote is counted is a rule (`engine.rules`).
"""

from __future__ import annotations

from negotiator.story.bounds import AYES
from negotiator.story.expressions import constant
from negotiator.story.model import Bloc
from negotiator.story.reading.by_key import Part
from negotiator.story.reading.parts import PartReader


def bloc(over: PartReader, part: Part) -> Bloc:
    """A bloc, with no more ayes than seats."""
    are_known = "seats" in part.nodes and not part.is_misread("seats")
    bound = AYES._replace(high=part.values["seats"]) if are_known else AYES
    ayes = part.apart("ayes", over.number_in(bound), constant(0))
    return Bloc(id=part.name, ayes=ayes, **part.values)
