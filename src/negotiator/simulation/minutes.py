"""How long plays last, by act and in all: reading and deciding, by the human-like player.

An estimate for an author and a teacher, not a measurement: words at 150 a minute, 20 seconds a
decision, four minutes a table. The plays are always the same ones, so that a story's minutes are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from negotiator.engine.headless import headless
from negotiator.simulation.findings import percentile
from negotiator.simulation.players import Arena, Player, Playthrough
from negotiator.statespace.tellings import tellings
from negotiator.statespace.transition_system import Label
from negotiator.story.choice_names import full_name
from negotiator.story.model import Act, Event, Story
from negotiator.story.model.texts import words_in

PLAYS = 100
"""How many plays are made: about half a second's work for a long story."""
WORDS_A_MINUTE = 150
SECONDS_A_DECISION = 20
SECONDS_A_TABLE = 240
FAR = 0.5
"""The median is far off if it is more than this share of the author's `minutes` away from them."""
NEAR = 3
"""It isn't if it is no more than so many minutes away."""


class Span(NamedTuple):
    """How many minutes plays take: half of them at most the median, nine of ten at most
    `ninetieth`."""

    median: float
    ninetieth: float


class ActLasting(NamedTuple):
    """How long an act takes those plays that come to it; `act` is None for what is before the
    first."""

    act: Act | None
    span: Span
    plays: int


class Lasting(NamedTuple):
    """How long a story takes to play, over so many plays that reached an ending."""

    plays: int
    whole: Span
    acts: tuple[ActLasting, ...]
    """In the order of the story; none if it has no acts."""
    minutes: int
    """What the author says; 0 if nothing."""

    @property
    def is_far_off(self) -> bool:
        """Whether the median is far from what the author says."""
        apart = abs(self.whole.median - self.minutes)
        return self.minutes > 0 and apart > NEAR and apart > FAR * self.minutes


def lasting(story: Story, plays: int = PLAYS) -> Lasting | None:
    """How long plays last; None if none of them reached an ending."""
    clock = _Clock(story)
    arena = Arena(headless(story), Player.HUMAN, 0)
    whole: Counter[int] = Counter()
    acts: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for number in range(plays):
        playthrough = arena.playthrough(number)
        if playthrough.end in story.endings:
            spent = clock.spent(playthrough, arena.met_first(number))
            whole[round(sum(spent.values()))] += 1
            for act, seconds in spent.items():
                acts[act][round(seconds)] += 1
    if not whole:
        return None
    in_order: list[Act | None] = [None, *story.acts] if story.acts else []
    found = ((act, acts[act.id if act is not None else ""]) for act in in_order)
    by_act = (ActLasting(act, _span(spent), spent.total()) for act, spent in found if spent)
    return Lasting(whole.total(), _span(whole), tuple(by_act), story.minutes)


def _span(seconds: Counter[int]) -> Span:
    median, ninetieth = (percentile(seconds, share) / 60 for share in (0.5, 0.9))
    return Span(round(median, 1), round(ninetieth, 1))


class _Clock:
    """Counts what plays of one story spend their time on."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.words: Counter[Label] = Counter()
        """By label, the words told whenever that is met."""
        for one in tellings(story).all:
            if one.passage is not None and one.passage.variants is None:
                label = one.owner if one.is_always else one.label
                self.words[label] += sum(map(words_in, one.passage.texts))

    def spent(self, playthrough: Playthrough, first: Iterable[Label]) -> dict[str, float]:
        """The seconds that a play takes in each act, by id; empty for none. `first` is what it
        meets before its first decision."""
        spent: defaultdict[str, float] = defaultdict(float)
        act = ""
        for label, seconds in self._happens(playthrough, first):
            act = self._act(label, act)
            spent[act] += seconds + self.words[label] * 60 / WORDS_A_MINUTE
        return spent

    def _happens(
        self, playthrough: Playthrough, first: Iterable[Label]
    ) -> Iterator[tuple[Label, int]]:
        """What happens in a play, in order, with the seconds it takes besides reading."""
        yield from ((label, 0) for label in first)
        for turn in playthrough.turns:
            is_table = turn.place in self.story.tables
            taken = ("choice", full_name(turn.place, turn.choice))
            yield taken, SECONDS_A_TABLE if is_table else SECONDS_A_DECISION
            yield from ((label, 0) for label in turn.met)
        yield ("ending", playthrough.end), 0

    def _act(self, label: Label, present: str) -> str:
        """The act in which something happens, if the one before it happens in the present one."""
        place = self.story.places.get(label[1]) if label[0] in ("scene", "ending") else None
        day: date | None = None if place is None or isinstance(place, Event) else place.date
        act = self.story.act_on(day)
        return present if act is None else act.id
