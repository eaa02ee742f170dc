"""Reading where a play can be: scenes, events and endings, with their choices.

What many parts share (texts, effects, ways on) is read by the reader that is handed in, which
knows the names. Tables, which are scenes too, are read in `tables`.
"""

from __future__ import annotations

from negotiator.story import schema
from negotiator.story.bounds import COOLDOWN, MOST_CHOICES, PRIORITY, WEIGHT
from negotiator.story.model import Choice, Ending, Event, Reading, Scene
from negotiator.story.nodes import Mapping, Node, Scalar
from negotiator.story.reading.parts import PartReader


class SceneReader:
    """Reads the scenes, events and endings of one story."""

    def __init__(self, over: PartReader) -> None:
        self.over = over

    def event(self, name: str, node: Node) -> Event:
        """One event."""
        over = self.over
        fields = over.fields(node, schema.EVENT)
        actor = over.wanted(fields, "actor", over.line, None)
        if actor is not None and actor not in over.actors:
            over.problems.unknown("N311", fields["actor"].place, "actor", actor, over.actors)
        interrupt = over.wanted(fields, "interrupt", over.truth, False)
        if isinstance(node, Mapping) and interrupt == ("pool" in fields):
            over.problems.add("N515", node.place, f"it isn't clear when the event `{name}` comes")
        called = over.actors[actor].name if actor in over.actors else name
        return Event(
            id=name,
            title=over.wanted(fields, "title", over.line, called),
            text=over.passages(fields.get("text")),
            actor=actor,
            pool=over.wanted(fields, "pool", over.identifier, ""),
            interrupt=interrupt,
            when=over.condition(fields),
            priority=over.wanted(fields, "priority", over.within(PRIORITY), 0),
            weight=over.wanted(fields, "weight", over.number_in(WEIGHT), None),
            once=over.wanted(fields, "once", over.truth, False),
            cooldown=over.wanted(fields, "cooldown", over.within(COOLDOWN), 0),
            effects=over.effects(fields.get("effects")),
            vote=over.vote(fields),
            choices=self.choices(name, fields),
            was=over.was(fields),
        )

    def choices(self, name: str, fields: dict[str, Node]) -> tuple[Choice, ...]:
        """The choices of a scene or an event; of two of one name the first."""
        over = self.over
        choices: dict[str, Choice] = {}
        items: dict[str, Node] = {}
        if "choices" in fields:
            count = len(over.listed(fields["choices"]))
            over.count_parts(fields["choices"], count, MOST_CHOICES, "choices")
        for item in over.listed(fields.get("choices")):
            choice = self.choice(name, item)
            if choice.id in choices:
                message = f"the choice `{choice.id}` is here for the second time"
                over.problems.add("N112", item.place, message, also=items[choice.id].place)
                continue
            choices[choice.id] = choice
            items[choice.id] = item
        return tuple(choices.values())

    def scene(self, name: str, node: Node) -> Scene:
        """One scene."""
        over = self.over
        fields = over.fields(node, schema.SCENE)
        choices = self.choices(name, fields)
        if "choices" in fields and not choices:
            over.problems.add("N510", fields["choices"].place, f"the scene `{name}` has no choice")
        return Scene(
            id=name,
            title=over.wanted(fields, "title", over.line, name),
            text=over.passages(fields.get("text")),
            choices=choices,
            date=over.wanted(fields, "date", over.day, None),
            place=over.wanted(fields, "place", over.line, ""),
            effects=over.effects(fields.get("effects")),
            vote=over.vote(fields),
            draw=over.wanted(fields, "draw", over.draw, None),
            was=over.was(fields),
        )

    def choice(self, scene: str, node: Node) -> Choice:
        """One choice of a scene or an event."""
        over = self.over
        fields = over.fields(node, schema.CHOICE)
        when = over.condition(fields)
        once = over.wanted(fields, "once", over.truth, False)
        locked = over.wanted(fields, "locked", over.text, None)
        if locked is not None and when is None and not once:
            over.problems.add("N513", fields["locked"].place, "this choice is never closed")
        return Choice(
            id=over.wanted(fields, "id", over.identifier, ""),
            scene=scene,
            text=over.wanted(fields, "text", over.text, ()),
            when=when,
            locked=locked,
            once=once,
            effects=over.effects(fields.get("effects")),
            vote=over.vote(fields),
            outcome=over.passages(fields.get("outcome")),
            goto=over.branches(fields.get("goto")),
            was=over.was(fields),
        )

    def ending(self, name: str, node: Node) -> Ending:
        """One ending."""
        over = self.over
        fields = over.fields(node, schema.ENDING)
        readings = over.entries(fields.get("readings"))
        return Ending(
            id=name,
            title=over.wanted(fields, "title", over.line, name),
            outcome=over.wanted(fields, "outcome", over.identifier, ""),
            text=over.passages(fields.get("text")),
            readings=tuple(self.reading(key, inner) for key, inner in readings.items()),
            date=over.wanted(fields, "date", over.day, None),
            place=over.wanted(fields, "place", over.line, ""),
            was=over.was(fields),
        )

    def reading(self, axis: Scalar, node: Node) -> Reading:
        """How an ending reads on one axis."""
        over = self.over
        if axis.value not in over.axes:
            over.problems.unknown("N310", axis.place, "axis", axis.value, over.axes)
        lines = over.passages(node)
        if lines and lines[-1].when is not None:
            over.problems.add("N511", node.place, "it may be that none of these lines holds")
        return Reading(axis.value, lines)
