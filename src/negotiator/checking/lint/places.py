"""Places that a play can't reach or can't leave: N609, N610, N611, N620, N626 and N629."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from negotiator.checking.lint.look import Look
from negotiator.story.codes import CODES
from negotiator.story.codes.advice import nor_behind
from negotiator.story.intervals import TRUE, answers, any_of
from negotiator.story.key_paths import place_path
from negotiator.story.model import RETURN, Choice, Event, Scene, Story, Table


def unreached(look: Look) -> None:
    """N609: scenes and endings that nothing leads to, unless that follows from another one."""
    for name, behind in look.causes.items():
        kind = "scene" if name in look.story.scenes else "ending"
        if name in look.story.events or (kind, name) in look.known:
            continue
        here = look.origins.key(*place_path(look.story.places[name]))
        fault = CODES["N609"].said(kind, name=name)
        look.problems.add("N609", here, with_behind(look.story, fault, behind))


def with_behind(story: Story, fault: str, behind: Iterable[str]) -> str:
    """The sentence about a place that isn't reached, with what comes only after it, if anything
    does."""
    names = list(behind)
    scenes, events, endings = (
        sum(one in places for one in names)
        for places in (story.scenes, story.events, story.endings)
    )
    return nor_behind(fault, scenes, events, endings) if names else fault


def traps(look: Look) -> None:
    """N611: scenes from which no ending can be reached: those entered from where one still can; if
    there are none, those where the play begins to go in circles."""
    links = look.links
    closed = links.reached - links.finishing
    if look.story.start in closed:
        closed = set(links.circles(closed))
    else:
        open_ = links.reached & links.finishing if closed else set()
        closed = {name for name in closed if links.places_before(name) & open_}
    for name in closed & look.story.scenes.keys():
        if ("endless", name) not in look.known:
            path = place_path(look.story.scenes[name])
            look.warn("N611", path, scene=name)


def ways_out(look: Look) -> None:
    """N610: scenes whose choices may all be closed at once."""
    for scene in look.story.scenes.values():
        if isinstance(scene, Table):
            continue
        # What the rules require beyond the author's condition may fail once a choice was taken.
        if any(one.when is None and _asks_no_more(look, scene, one) for one in scene.choices):
            continue
        open_ = [
            choice.when.node
            for choice in scene.choices
            if choice.when is not None and _asks_no_more(look, scene, choice)
        ]
        if answers(any_of(open_), look.ranges_in(scene.id)) != TRUE:
            look.warn("N610", look.path(scene, "choices"), scene=scene.id)


def _asks_no_more(look: Look, scene: Scene, choice: Choice) -> bool:
    """Whether nothing but the author's condition can keep a choice closed: nothing more is
    required, or the scene isn't entered again once it was taken."""
    if len(look.rules.guards(choice)) == (choice.when is not None):
        return True
    ahead = look.links.leading(choice)
    return bool(ahead) and scene.id not in ahead and scene.id not in look.links.in_circles


def back_in_time(look: Look) -> None:
    """N620: ways that lead to an earlier day, reported only once for a scene that plays return
    to."""
    places, told = look.story.places, set[str]()
    for choice in look.story.choices.values():
        here = places[choice.scene]
        if isinstance(here, Event) or here.date is None:
            continue
        for keys, to in _named(choice):
            there = places[to]
            if isinstance(there, Event) or there.date is None or there.date >= here.date:
                continue
            if {here.id, there.id} <= look.links.in_circles:
                if there.id in told:
                    continue
                told.add(there.id)
            path = look.path(choice, *keys)
            look.warn_value("N620.way", path, date=here.date, earlier=there.date)


def _named(choice: Choice) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The places that a choice's `goto` names, each under its keys."""
    for number, one in enumerate(choice.goto):
        if one.visit:
            yield ("goto", number, "visit"), one.visit
            if one.then:
                yield ("goto", number, "then"), one.then
        elif one.to != RETURN:
            yield ("goto", number, "to") if len(choice.goto) > 1 else ("goto",), one.to


def draws(look: Look) -> None:
    """N626, N629: rounds of events that ask for more events than there are, or are never drawn."""
    for scene in look.story.scenes.values():
        if scene.draw is None:
            continue
        there = sum(map(len, look.rules.tiers(scene.draw.pool)))
        if scene.draw.at_most > there:
            path = look.path(scene, "draw", "at_most")
            look.warn_value("N626", path, number=scene.draw.at_most, there=there)
        if scene.id == look.story.start and scene.id not in look.links.in_circles:
            look.warn("N629", look.path(scene, "draw"))
