"""Recreating a state from values by name: those in a save, or those an author asks for.

Names that places, choices and values had before (`was:`) are understood, and values that no longer
fit are adjusted. `negotiator.saves` reads the saves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from negotiator.bargaining.counterpart import Talks
from negotiator.engine.compiler import program, rules
from negotiator.engine.layout import Named, Value
from negotiator.engine.machine import start, unmoved, values
from negotiator.engine.state import Agenda, State
from negotiator.story.choice_names import full_name
from negotiator.story.intervals import FAR
from negotiator.story.model import Ending, Event, Scene, Story
from negotiator.story.value_names import ACT, BACK, Cooldown, PromiseMade, TimesChosen, Visits


def arrived(story: Story, place: str, seed: int) -> dict[str, Named]:
    """The values of a play that begins in a place: as if it had just been entered, but without what
    entering it does, so that whoever sets values can rely on them."""
    return there(story, place, values(story, unmoved(story, seed)))


def there(story: Story, place: str, named: Mapping[str, Named]) -> dict[str, Named]:
    """These values as they are in a play that is then put into a place: it counts as a visit, if
    visits there are counted, and the play is in the act of its day."""
    found = dict(named)
    visits = Visits(place)
    if visits in found:
        found[visits] = int(found[visits]) + 1
    if ACT in found:
        found |= _act_in(story, place)
    return found


def _act_in(story: Story, place: str) -> dict[str, str]:
    """The act of a place's day, by the value that says which it is; none if its day is in none."""
    act = story.act_on((story.scenes.get(place) or story.endings[place]).date)
    return {} if act is None else {ACT: act.id}


def begun(story: Story, at: str, written: Mapping[str, str], seed: int) -> State:
    """The state in which a phase of an exercise begins: in a scene (if empty, at the story's
    start), with these values as they are written, which fit the story."""
    if not at and not written:
        return start(story, seed)
    first = start(story, seed)
    state = unmoved(story, seed) if at else first
    found = list(state.values)
    slots, domains = program(story).layout.slots, rules(story).domains
    # Only what is written changes: going over every value took longer than a decision.
    entered = {Visits(at): "1", **_act_in(story, at)} if at else {}
    asked: dict[str, str] = {**entered, **written}
    for name, text in asked.items():
        slot = slots.get(name)
        if slot is None:
            continue
        if name in story.worded:
            value: Named = text
        else:
            value = text == "true" if domains[name].is_truth else int(text)
        found[slot] = _fitted(story, name, value, found[slot])
    return State(at or story.start, tuple(found), seed, first.draws)


def state_from(
    story: Story,
    scene: str,
    named: Mapping[str, Named],
    *,
    seed: int,
    draws: int,
    agenda: Agenda | None = None,
    talks: Talks = (),
) -> State:
    """The state in a place with these values; values that aren't given are as at the start.

    Names may be old ones (`was:`). Every value is kept within its range. Raises KeyError if there
    is no such scene, or no play can wait there with such an agenda.
    """
    place = place_by_former_name(story, scene)
    to = None
    if agenda is not None:
        to = place_by_former_name(story, agenda.to)
        agenda = agenda._replace(to=to.id)
    if not _can_wait(place, to, agenda.stage if agenda is not None else ""):
        raise KeyError(scene)
    found = list(unmoved(story, seed).values)
    for name, slot in program(story).layout.slots.items():
        for one in former_names(story, name):
            if one in named:
                found[slot] = _fitted(story, name, named[one], found[slot])
                break
    return State(place.id, tuple(found), seed, draws, agenda, talks)


def _can_wait(place: Scene | Event | Ending, to: Scene | Event | Ending | None, stage: str) -> bool:
    """Whether a play can be in a place: in an event only while it waits for its answer, ahead of
    what is on the agenda; in any other place only without an agenda."""
    if not isinstance(place, Event):
        return to is None
    comes = {"boundary": (Scene, Ending), "round": (Scene,)}.get(stage, ())
    return bool(place.choices) and isinstance(to, comes)


def place_by_former_name(story: Story, name: str) -> Scene | Event | Ending:
    """The place with that name now or formerly. Raises KeyError if there is none."""
    for place in story.places.values():
        if place.id == name or name in place.was:
            return place
    raise KeyError(name)


def former_names(story: Story, name: str) -> Iterator[str]:
    """The name of a value, then its former names."""
    yield name
    known = story.gauges.get(name) or story.flags.get(name) or story.counters.get(name)
    if known is not None:
        yield from known.was
    if isinstance(name, TimesChosen):
        choice = story.choices[name.of]
        place = story.places[choice.scene]
        for place_name in (place.id, *place.was):
            for last in (choice.id, *choice.was):
                yield TimesChosen(full_name(place_name, last))
    elif isinstance(name, PromiseMade):
        yield from map(PromiseMade, story.promises[name.of].was)
    elif isinstance(name, Visits | Cooldown):
        place = story.places[name.of]
        for place_name in (place.id, *place.was):
            yield type(name)(place_name)


def _fitted(story: Story, name: str, value: Named, first: Value) -> Value:
    """A value made to fit: in its range, and of its kind."""
    words = story.worded.get(name)
    if words is not None and name == BACK and value not in words:
        how, _, last = str(value).partition(" ")
        renamed = (f"{how} {one.id}" for one in story.places.values() if last in one.was)
        value = next(renamed, value)
    if words is not None:
        return words.index(value) if value in words else first
    domain = rules(story).domains[name]
    if domain.is_truth:
        return bool(value)
    # A count has no range of its own, and a save may name one that no play reaches.
    return min(FAR, domain.fitted(int(value)))
