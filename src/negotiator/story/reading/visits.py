"""Which visits of a story are faulty: one within another, one that can't return, a return that is
reached without one, and one of which it isn't known where it would return to.

Conditions are left out: a fault is told if a condition alone would have to prevent it.
"""

from __future__ import annotations

from negotiator.story.diagnostics import Problems
from negotiator.story.key_paths import choice_path
from negotiator.story.model import RETURN, Choice, Event, Story, Table
from negotiator.story.source_map import Origins
from negotiator.story.visits import Visits

_NO_WAY_BACK = {Event: "event", Table: "table"}
"""Which places a visit can't come back to, and what they are called in the code's sentences."""


def check_visits(story: Story, origins: Origins, problems: Problems) -> None:
    """Report what is wrong with the visits and returns of a story."""
    ways = [(choice, branch) for choice in story.choices.values() for branch in choice.goto]
    returning = {choice.scene for choice, branch in ways if branch.to == RETURN}
    beginning = [choice for choice, branch in ways if branch.visit or branch.to == RETURN]
    if not beginning:
        return
    visits = Visits(story)
    for choice in {one.name: one for one in beginning}.values():
        under = (*choice_path(story, choice), "goto")
        for number, branch in enumerate(choice.goto):
            path = (*under, number)
            if branch.visit:
                fault = _of_visit(visits, choice, returning & visits.areas[branch.visit])
                if fault:
                    place = origins.value(*path, "visit")
                    problems.add(fault, place, scene=choice.scene, visited=branch.visit)
                kind = _NO_WAY_BACK.get(type(story.places[choice.scene]))
                if kind and not branch.then:
                    problems.add(f"N547.{kind}", origins.value(*path, "visit"), scene=choice.scene)
            elif branch.to == RETURN:
                fault = _of_return(visits, choice.scene)
                if fault:
                    problems.add(fault, origins.value(*path, "to"), scene=choice.scene)


def _of_visit(visits: Visits, choice: Choice, returning: set[str]) -> str:
    """What is wrong with a visit; `returning` are the places in it that have a return."""
    if choice.scene in visits.during:
        return "N544"
    return "" if returning else "N546"


def _of_return(visits: Visits, place_id: str) -> str:
    """What is wrong with a return."""
    if place_id in visits.outside:
        return "N545.outside"
    return "" if place_id in visits.during else "N545.never"
