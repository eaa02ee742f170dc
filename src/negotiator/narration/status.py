"""Where a play stands, in numbers and words: gauges, people's moods and wishes, and the act."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from negotiator.engine import Play, as_named, gauges
from negotiator.language import _
from negotiator.narration import win_sets
from negotiator.narration.acts import named
from negotiator.narration.gauge_curves import gauge_curves, in_words
from negotiator.narration.lines import Moved
from negotiator.narration.play import spot, today
from negotiator.narration.promises import entry, ledger
from negotiator.narration.sentences import Sentence, finished, joined, sentence
from negotiator.story.model import Actor, Better, Gauge, Person


class GaugeStanding(NamedTuple):
    """A gauge's values now, before the last decision, and at the start of the play."""

    gauge: Gauge
    value: int
    before: int
    first: int

    @property
    def band(self) -> str:
        """The author's word for its value."""
        return self.gauge.band(self.value)

    @property
    def changed(self) -> bool:
        """Whether the last decision moved it."""
        return self.value != self.before

    @property
    def last_move(self) -> Moved:
        """The last decision's effect on it."""
        return Moved(self.gauge, self.before, self.value)

    @property
    def whole_move(self) -> Moved:
        """The whole play's effect on it."""
        return Moved(self.gauge, self.first, self.value)


class Mooded(NamedTuple):
    """Someone in the story: the band of their gauge is their mood, given with its value, if they
    have one."""

    actor: Actor
    mood: str
    gauge: Gauge | None
    value: int


def standings(play: Play) -> tuple[GaugeStanding, ...]:
    """All gauges."""
    states = (play.state, play.steps[-1].before if play.steps else play.state, play.origin)
    now, before, first = (gauges(play.story, state) for state in states)
    return tuple(
        GaugeStanding(
            as_named(play.story, gauge, play.state.values), now[name], before[name], first[name]
        )
        for name, gauge in play.story.gauges.items()
    )


def people(play: Play) -> tuple[Mooded, ...]:
    """Everyone named in the story."""
    values = gauges(play.story, play.state)
    found = []
    for actor in play.story.actors.values():
        gauge = play.story.gauges.get(actor.gauge or "")
        value = values[gauge.id] if gauge else 0
        actor = as_named(play.story, actor, play.state.values)
        gauge = gauge and as_named(play.story, gauge, play.state.values)
        found.append(Mooded(actor, gauge.band(value) if gauge else "", gauge, value))
    return tuple(found)


def spoken(play: Play) -> Iterator[str]:
    """All gauges, people's moods, and what was promised, in lines of text."""
    act = act_of(play)
    if act:
        yield finished(act)
    for one, way in zip(standings(play), gauge_curves(play), strict=True):
        been = in_words(way)
        yield joined(_gauge(one), finished(been) if been else "")
    circles = win_sets.circles(play, today(play))
    if circles is not None:
        yield win_sets.spoken(circles)
    for person in people(play):
        yield _person(person)
    for promise in ledger(play):
        yield finished(str(entry(promise)))


def act_of(play: Play) -> str:
    """The number and title of the act; empty in a story without acts."""
    here = spot(play)
    return named(here.act, here.act_title)


def _gauge(one: GaugeStanding) -> str:
    values: dict[str, object] = {
        "gauge": one.gauge.label,
        "value": one.value,
        "low": one.gauge.low,
        "high": one.gauge.high,
        "band": one.band,
    }
    match one.gauge.better:
        case Better.HIGH | Better.LOW:
            values["end"] = good(one.gauge)
            return _("{gauge}: {value} of {low} to {high}, {band}; {end}.", **values)
        case _:
            return _("{gauge}: {value} of {low} to {high}, {band}.", **values)


def _person(person: Mooded) -> str:
    name = person.actor.name
    told = str(mood(person)) if person.mood else name
    return joined(finished(told), str(wants(person.actor)) if person.actor.wants else "")


# On the screen


def good(gauge: Gauge) -> str:
    """Which end of a gauge is good."""
    return {
        Better.HIGH: _("high is good"),
        Better.LOW: _("low is good"),
        Better.MIDDLE: _("the middle is good"),
    }[gauge.better]


def wants(actor: Actor | Person) -> Sentence:
    """The line for what someone `wants`."""
    return sentence(_("Wants: {wants}"), wants=actor.wants)


def mood(person: Mooded) -> Sentence:
    """The mood of someone called `name`."""
    return sentence(_("{name}: {mood}"), name=person.actor.name, mood=person.mood)
