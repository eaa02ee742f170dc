"""What came of each table of a play, seen from above: both sides' worths, once it is left."""

from __future__ import annotations

from negotiator.engine import Package, Step, values
from negotiator.story.model import Story


def agreed(story: Story, step: Step) -> Package | None:
    """The package that a step agreed on; None if it made no deal."""
    if step.closing != "deal":
        return None
    settled = values(story, step.state)
    found = []
    for term in story.tables[step.before.scene].terms:
        ids = [option.id for option in term.options]
        found.append(ids.index(str(settled[f"terms.{term.id}"])))
    return tuple(found)
