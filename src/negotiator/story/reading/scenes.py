"""What the keys of scenes, events, choices and epilogues mean together.

Tables, which are scenes too, are read in `tables`.
"""

from __future__ import annotations

from negotiator.story import schema
from negotiator.story.bounds import MOST_CHOICES
from negotiator.story.model import Choice, Epilogue, Event, Scene
from negotiator.story.nodes import Mapping, Node
from negotiator.story.reading.by_key import Part
from negotiator.story.reading.parts import PartReader


def scene(over: PartReader, part: Part) -> Scene:
    """A scene; it must have a choice."""
    choices = part.apart("choices", lambda node: read_choices(over, part.name, node), ())
    if "choices" in part.nodes and not choices:
        over.problems.add("N510", part.place("choices"), scene=part.name)
    return Scene(id=part.name, choices=choices, **part.values)


def event(over: PartReader, part: Part) -> Event:
    """An event; it must be clear when it comes."""
    values = part.values
    if isinstance(part.node, Mapping) and values.get("interrupt", False) == ("pool" in part.nodes):
        over.problems.add("N515", part.node.place, event=part.name)
    if "title" not in values:
        actor = over.actors.get(values.get("actor", ""))
        values["title"] = actor.name if actor else part.name
    choices = part.apart("choices", lambda node: read_choices(over, part.name, node), ())
    return Event(id=part.name, choices=choices, **values)


def read_choices(over: PartReader, place: str, node: Node) -> tuple[Choice, ...]:
    """The choices of a scene or an event; if two share a name, the first."""
    choices: dict[str, Choice] = {}
    items: dict[str, Node] = {}
    found = over.listed(node)
    over.count_parts(node, len(found), MOST_CHOICES, "choices")
    for item in found:
        choice = read_choice(over, place, over.part(schema.CHOICE, item))
        name = choice.id
        if name in choices:
            over.problems.add("N112.choice", item.place, also=items[name].place, name=name)
            continue
        choices[name] = choice
        items[name] = item
    return tuple(choices.values())


def read_choice(over: PartReader, place: str, part: Part) -> Choice:
    """A choice of a scene or an event; if it can be shown as closed, it must say why."""
    values = part.values
    if "locked" in values and "when" not in values and not values.get("once", False):
        over.problems.add("N513", part.place("locked"))
    return Choice(scene=place, **values)


def epilogue(over: PartReader, part: Part) -> Epilogue:
    """An epilogue; it must be clear whom or what it tells of."""
    if isinstance(part.node, Mapping) and ("person" in part.nodes) == ("place" in part.nodes):
        over.problems.add("N537", part.node.place, epilogue=part.name)
    return Epilogue(id=part.name, **part.values)
