"""What follows from choices, as far as it stands in the story itself: which only move gauges, and
which places send every choice to the same next place.

Nothing is played for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from negotiator.engine.compiler import rules
from negotiator.story.model import Choice, Event, Scene, Story
from negotiator.story.value_names import TimesChosen
from negotiator.story.walk import expressions, on_offering


class Branching(NamedTuple):
    """What stands in a story about what follows from its choices."""

    places: tuple[str, ...]
    """Scenes and events with at least two choices that lead on, or that none leads on from."""
    same: tuple[str, ...]
    """Those of them where all choices may lead to the same places."""
    choices: tuple[str, ...]
    """All choices of scenes and events, by full name; how tables close is left out."""
    gauges_only: tuple[str, ...]
    """Those that move gauges and do nothing else: they lead where the others lead, and nothing
    reads that they were chosen."""


def branching(story: Story) -> Branching:
    """What stands in a story about what follows from its choices."""
    leads = rules(story).leads
    places = []
    same = []
    gauges_only = []
    read = _chosen_read(story)
    for place in _deciding(story):
        going = [frozenset(leads(one)) for one in place.choices]
        # A question that stays in its scene isn't one more road.
        on = [one for one in going if one] or going
        is_same = len(set(on)) == 1
        if len(on) > 1:
            places.append(place.id)
            if is_same:
                same.append(place.id)
        for choice in place.choices:
            if is_same and choice.name not in read and _moves_gauges_only(story, choice):
                gauges_only.append(choice.name)
    names = [choice.name for place in _deciding(story) for choice in place.choices]
    return Branching(tuple(places), tuple(same), tuple(names), tuple(gauges_only))


def _deciding(story: Story) -> Iterator[Scene | Event]:
    """The scenes and events where the player chooses; no tables."""
    places: list[Scene | Event] = [*story.scenes.values(), *story.events.values()]
    for place in places:
        if place.choices and place.id not in story.tables:
            yield place


def _moves_gauges_only(story: Story, choice: Choice) -> bool:
    targets = {one.target for one in choice.effects}
    return bool(targets) and targets <= story.gauges.keys() and choice.vote is None


def _chosen_read(story: Story) -> set[str]:
    """The choices of which something asks whether they were taken, other than they themselves."""
    by_name: dict[str, str] = {TimesChosen(name): name for name in story.choices}
    own = {
        (by_name[read], one.source)
        for choice in story.choices.values()
        for one in on_offering(choice)
        for read in one.reads & {TimesChosen(choice.name)}
    }
    return {
        by_name[read]
        for one in expressions(story)
        for read in one.reads & by_name.keys()
        if (by_name[read], one.source) not in own
    }
