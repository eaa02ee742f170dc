"""Wordings that are never told: which of them a report names, and where.

What is said of one that stands where no play comes is said of the place, the choice or the
epilogue; and if none of a passage's wordings is ever told, it is said once, of the passage.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from negotiator.engine.compiler import rules
from negotiator.engine.transitions import WORDING
from negotiator.statespace.transition_system import Label
from negotiator.story.choice_names import full_name
from negotiator.story.codes import Code
from negotiator.story.model import Story
from negotiator.story.source_map import Path


def is_named(story: Story, name: str, impossible: AbstractSet[Label]) -> bool:
    """Whether a wording that is never told is to be reported by itself."""
    path = rules(story).wordings[name].origin
    if not impossible.isdisjoint(_around(story, path)):
        return False
    return path[-1] == 0 or not _are_all(story, name, impossible)


def where(story: Story, name: str, impossible: AbstractSet[Label]) -> Path:
    """The path of what is then reported: the wording, or the whole passage."""
    path = rules(story).wordings[name].origin
    return path[:-2] if _are_all(story, name, impossible) else path


def sentence(story: Story, name: str, impossible: AbstractSet[Label], code: Code, how: str) -> str:
    """What is then said."""
    if _are_all(story, name, impossible):
        return code.said("none", how=how)
    return code.said("one", place=int(rules(story).wordings[name].origin[-1]) + 1, how=how)


def _are_all(story: Story, name: str, impossible: AbstractSet[Label]) -> bool:
    """Whether all wordings of the same passage are impossible, too."""
    told = rules(story).wordings
    passage = told[name].origin[:-1]
    return all(
        (WORDING, one.name) in impossible for one in told.values() if one.origin[:-1] == passage
    )


def _around(story: Story, path: Path) -> set[Label]:
    """What has to happen for anything at a path to be told, apart from its own condition."""
    section, name, key, *more = (*map(str, path), "")
    if section == "epilogues":
        return {("epilogue", name)}
    found = {(kind, name) for kind in ("scene", "event", "ending")}
    if key == "choices":
        place = story.scenes.get(name) or story.events[name]
        found.add(("choice", place.choices[int(more[0])].name))
    elif section == "tables" and full_name(name, key) in story.choices:
        found.add(("choice", full_name(name, key)))
    return found
