"""Everything that is measured of a story at once: `negotiator measure`.

Each figure's own module says what it is; this only says of which plays.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from negotiator.simulation.findings import Share, by_date, wilson
from negotiator.simulation.measures.accounts import Account, accounts
from negotiator.simulation.measures.branching import Branching, branching
from negotiator.simulation.measures.consequence import (
    Flips,
    LuckAlone,
    Unlike,
    flips,
    luck_alone,
    unlike_packages,
)
from negotiator.simulation.measures.gauges_set import Pushes, pushes
from negotiator.simulation.measures.memory import Echo, Remembered, echoes, remembered
from negotiator.simulation.measures.words_read import Facts, Side, Words, facts, sides, words
from negotiator.simulation.players import Player, Who
from negotiator.simulation.simulate import simulate
from negotiator.statespace.array_expressions import TooWideError
from negotiator.story.model import Story

PUSHED = 5
"""How many times as many plays each gauge is set in: shares of endings need more than means do."""
FLIPPED = 4
"""Of one in how many plays every decision is flipped, and its packages are exchanged."""
COMMON = 0.5
"""In this share of plays a scene must come up for gauges to be set there, unless one is named."""


class Ends(NamedTuple):
    """How the plays of one player or strategy end: every ending with its share, the largest
    first."""

    who: Who
    shares: tuple[tuple[str, Share], ...]


@dataclass(frozen=True)
class Measures:
    """What was measured of a story, in plays of the human player unless something else is said."""

    story: Story
    plays: int
    seed: int
    scene: str
    """Where gauges are set, and before which early facts are met."""
    ends: Ends
    strategies: tuple[Ends, ...]
    luck: LuckAlone
    sides: tuple[Side, ...]
    words: Words
    facts: tuple[Facts, ...]
    branching: Branching
    remembered: Remembered
    flips: tuple[Flips, ...]
    pushes: Pushes | None
    """None without numpy, or if the story doesn't fit into arrays."""
    unlike: Unlike
    echoes: tuple[Echo, ...]


Progress = Callable[[], None]
STEPS = 6
"""How often `measure` calls its `progress`, besides once for each strategy."""


def measure(
    story: Story,
    plays: int,
    seed: int = 1,
    scene: str = "",
    progress: Progress = lambda: None,
) -> Measures:
    """Measure a story by so many plays; their number says how exact the figures are."""
    ends = ends_of(story, Player.HUMAN, seed, plays)
    progress()
    strategies = []
    for one in story.strategies.values():
        strategies.append(ends_of(story, one, seed, plays))
        progress()
    told = tuple(accounts(story, Player.HUMAN, seed, plays))
    progress()
    scene = scene or common_scene(story, told)
    luck = luck_alone(story, [one.playthrough for one in told])
    progress()
    flipped = flips(story, told[::FLIPPED])
    progress()
    unlike = unlike_packages(story, told[::FLIPPED])
    progress()
    try:
        pushed = pushes(story, scene, seed, PUSHED * plays)
    except (ImportError, TooWideError):
        pushed = None
    progress()
    return Measures(
        story,
        plays,
        seed,
        scene,
        ends,
        tuple(strategies),
        luck,
        sides(story, told),
        words(story, told),
        facts(story, told, scene),
        branching(story),
        remembered(story, told),
        flipped,
        pushed,
        unlike,
        echoes(story, told),
    )


def ends_of(story: Story, who: Who, seed: int, plays: int) -> Ends:
    """How so many plays end."""
    tally = simulate(story, plays, who, seed, processes=1)
    shares = ((name, wilson(tally.ends[name], tally.plays)) for name in story.endings)
    return Ends(who, tuple(sorted(shares, key=lambda one: -one[1].seen)))


def common_scene(story: Story, plays: Sequence[Account]) -> str:
    """The last scene, by its day, that at least half of the plays come to; no table."""
    found = story.start
    for name in by_date(story):
        came = sum(any(turn.place == name for turn in one.playthrough.turns) for one in plays)
        if name not in story.tables and came >= COMMON * len(plays):
            found = name
    return found
