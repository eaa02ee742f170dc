"""The paths of keys under which a story's places and choices stand in its files."""

from __future__ import annotations

from collections.abc import Iterator

from negotiator.story.model import Choice, Ending, Event, Scene, Story, Table
from negotiator.story.source_map import Path


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


def keys(path: Path) -> str:
    """A path as one name: that of a passage, a line or a way, which have no id."""
    return ".".join(map(str, path))


def choice_paths(place: Scene | Event) -> Iterator[tuple[Path, Choice]]:
    """The choices of a place, each with its path; for one that closes a table, the path of the
    closing."""
    path = place_path(place)
    for number, choice in enumerate(place.choices):
        yield (*path, choice.id) if isinstance(place, Table) else (*path, "choices", number), choice


def choice_path(story: Story, choice: Choice) -> Path:
    """The path of one choice."""
    place = story.scenes.get(choice.scene) or story.events[choice.scene]
    return next(path for path, one in choice_paths(place) if one is choice)
