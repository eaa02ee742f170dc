"""Which way the plays of a class went: what was chosen where, and how it goes on from there.

Of a place that a play decided at more than once, the decision that is nearest to history counts, or
else the last; all talks at a table are one decision, by how they ended.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from statistics import median
from typing import NamedTuple

from negotiator.engine.compiler import Program, program
from negotiator.engine.machine import start
from negotiator.engine.play import Play
from negotiator.engine.state import Step
from negotiator.narration.play import where_decided
from negotiator.story.choice_names import full_name, parted
from negotiator.story.model import Choice, Story

NOWHERE = ""
"""What a play that didn't decide at a place has chosen there."""


class Split(NamedTuple):
    """What plays chose at a place."""

    place: str
    title: str
    words: dict[str, str]
    """Each choice in the author's words, as it was offered when it was first taken."""
    chosen: dict[str, int]
    """How many plays took each choice, by its id: the one nearest to history first, if there is
    one, then by falling number."""
    nearest: str
    """The choice nearest to history; empty if history has none here."""

    @property
    def plays(self) -> int:
        """How many plays decided here."""
        return sum(self.chosen.values())

    @property
    def evenness(self) -> float:
        """How evenly they parted, from 0: the chance that two of them chose otherwise (Gini and
        Simpson)."""
        return 1 - sum(one * one for one in self.chosen.values()) / max(1, self.plays) ** 2


class Paths(NamedTuple):
    """The ways of some plays."""

    plays: int
    splits: tuple[Split, ...]
    """In the order in which plays come to them."""
    ways: tuple[Mapping[str, str], ...]
    """For each play, what it chose at each place."""
    ends: tuple[str, ...]
    """The ending that each came to; empty for one that came to none."""

    @property
    def parted_most(self) -> Split | None:
        """The place where plays parted most, among those at which at least half of them decided;
        None if nobody chose otherwise anywhere."""
        often = [one for one in self.splits if 2 * one.plays >= self.plays]
        most = max(often, key=lambda one: one.evenness, default=None)
        return most if most is not None and most.evenness else None

    def column(self, place: str) -> tuple[str, ...]:
        """What each play chose at a place."""
        return tuple(one.get(place, NOWHERE) for one in self.ways)


def paths(story: Story, plays: Sequence[Play]) -> Paths:
    """The ways of these plays."""
    history = dict(parted(one.choice) for one in story.history if one.choice)
    ways: list[dict[str, str]] = []
    places: defaultdict[str, list[int]] = defaultdict(list)
    titles: dict[str, str] = {}
    words: defaultdict[str, dict[str, str]] = defaultdict(dict)
    ready = program(story)
    for play in plays:
        way: dict[str, str] = {}
        for number, step in enumerate(play.steps):
            place, choice = parted(step.taken)
            if step.taken not in story.choices:
                continue
            if place not in way:
                places[place].append(number)
            if place not in way or way[place] != history.get(place):
                way[place] = choice
            if place not in titles:
                titles[place] = where_decided(story, step).title
                if place in history:
                    nearest = story.choices[full_name(place, history[place])]
                    words[place][nearest.id] = _told(ready, nearest, step)
            if choice not in words[place]:
                words[place][choice] = _told(ready, story.choices[step.taken], step)
        ways.append(way)
    in_order = sorted(places, key=lambda place: (median(places[place]), place))
    return Paths(
        len(plays),
        tuple(
            _split(place, titles[place], words[place], ways, history.get(place, ""))
            for place in in_order
        ),
        tuple(ways),
        tuple(play.ending.id if play.ending is not None else "" for play in plays),
    )


def _told(ready: Program, choice: Choice, step: Step) -> str:
    return ready.told(choice.text, step.before.values).text.strip()


def _split(
    place: str,
    title: str,
    words: dict[str, str],
    ways: Sequence[Mapping[str, str]],
    nearest: str,
) -> Split:
    counts = Counter(way[place] for way in ways if place in way)
    names = sorted(counts, key=lambda one: (one != nearest, -counts[one], one))
    # History's choice is shown even where nobody took it.
    first = {nearest: counts[nearest]} if nearest else {}
    return Split(place, title, words, {**first, **{one: counts[one] for one in names}}, nearest)


def named(story: Story, name: str) -> tuple[str, str]:
    """The place of a choice and its words, as they are without a play; the name itself where the
    story has no such choice, as at a table of two people."""
    place, choice = parted(name)
    found = story.places.get(place)
    title = str(found.title) if found is not None else place
    if name not in story.choices:
        return title, choice
    values = start(story, 0).values
    return title, program(story).told(story.choices[name].text, values).text.strip()
