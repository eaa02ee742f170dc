"""What is said at tables: N650, where a line's turn never comes.

Whether anybody says the other lines is a question that a check answers by talks (`lines_said`).
"""

from __future__ import annotations

from negotiator.checking.lint.look import Look
from negotiator.checking.turns_at_tables import turns
from negotiator.story.diagnostics import Location


def unspoken(look: Look) -> None:
    """N650: a line at a table that is never said, because its reason comes up too rarely. One that
    several terms or tables share by an anchor is told of only if none of them says it."""
    lines = [*turns(look.story, look.ranges)]
    spoken = {look.origins.value(*one.path) for one in lines if not one.never_comes}
    told: set[Location] = set()
    for one in lines:
        place = look.origins.value(*one.path)
        if one.never_comes and place not in spoken | told:
            told.add(place)
            what = "N650.once" if one.most == 1 else "N650.rarely"
            turn = one.sure + 1
            look.warn_value(what, one.path, reason=one.reason, turn=turn, most=one.most)
