"""The rule of front pages: in which act a play is, which one it leaves, and what is told of that.

A play is in the act of its last scene with a day. It leaves that act as it enters a scene of a
later one, or an ending; then those lines of the act's front page are told whose condition holds.
"""

from __future__ import annotations

from collections.abc import Iterator

from negotiator.engine.rules.wordings import ONCE, Wording, only_if, worded
from negotiator.engine.transitions import FRONT_PAGE, Assign, Do, Meet, Tell, both
from negotiator.story.expressions import Comparison, Literal, Node, Read
from negotiator.story.model import Act, Choice, Ending, Event, Scene, Story
from negotiator.story.value_names import ACT, ACT_LEFT


def turns(story: Story, place: Scene | Ending) -> Iterator[Do]:
    """What entering a place assigns: the act that the play was in, and the one that it is in."""
    was = Assign(ACT_LEFT, Read(ACT))
    if not story.has_front_pages:
        return
    if isinstance(place, Ending):
        yield Do((was,))
    elif place.date is not None:
        act = story.act_on(place.date)
        now = 0 if act is None else story.acts.index(act) + 1
        yield Do((was, Assign(ACT, Literal(now))))


def targets(story: Story, part: Scene | Event | Ending | Choice) -> list[str]:
    """The names that these assign in entering a place; none for a choice or an event."""
    found = turns(story, part) if isinstance(part, Scene | Ending) else ()
    return [one.target for do in found for one in do.assigns]


def printed(story: Story, place: Scene | Ending) -> Tell | None:
    """What may be told of the act that is over on entering a place; None if nothing can be."""
    lines = [*_lines(story, place)]
    names = tuple(one.name for one in lines)
    return Tell(tuple(one.told for one in lines), names=names) if lines else None


def _lines(story: Story, place: Scene | Ending) -> Iterator[Wording]:
    """The lines of front pages that may be told on entering a place, each with its condition."""
    for act in story.acts:
        if act.front_page and _may_end(story, act, place):
            is_over = left(story, act)
            for one in worded(act.front_page, ("acts", act.id, "front_page"), ONCE):
                when = both(is_over, one.when)
                source = one.told.when.source if one.told.when is not None else ""
                yield one._replace(told=only_if(when, one.told, source), when=when)


def left(story: Story, act: Act) -> Node:
    """The condition that this is the act that a play leaves as it enters where it is."""
    return Comparison(("==",), (Read(ACT_LEFT), Literal(story.acts.index(act) + 1)))


def met(story: Story, place: Scene | Ending) -> Iterator[Meet]:
    """What a play meets on entering a place where these lines are told."""
    for one in _lines(story, place):
        yield Meet(FRONT_PAGE, one.name, one.when, one.origin)


def _may_end(story: Story, act: Act, place: Scene | Ending) -> bool:
    """Whether an act is over once a play enters a place, if it was in that act."""
    if isinstance(place, Ending):
        return True
    begun = story.act_on(place.date)
    return begun is not None and begun.begins > act.begins
