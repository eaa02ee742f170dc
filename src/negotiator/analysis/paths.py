"""Under which keys the places and choices of a story stand in its files."""

from __future__ import annotations

from negotiator.story.model import Choice, Ending, Event, Scene, Story, Table
from negotiator.story.origins import Path


def place_path(place: Scene | Event | Ending) -> Path:
    """The path of a place."""
    match place:
        case Event():
            return ("events", place.id)
        case Ending():
            return ("endings", place.id)
        case Table():
            return ("tables", place.id)
    return ("scenes", place.id)


def choice_path(story: Story, choice: Choice) -> Path:
    """The path of a choice; of one that closes a table, that of the close."""
    place = story.scenes.get(choice.scene) or story.events[choice.scene]
    if isinstance(place, Table):
        return (*place_path(place), choice.id)
    return (*place_path(place), "choices", place.choices.index(choice))
