"""The tallies of the record: what simulations count, and the reports made from that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from negotiator.checking.replay_command import command, of_playthrough
from negotiator.engine.headless import headless
from negotiator.simulation import text_report
from negotiator.simulation.findings import find
from negotiator.simulation.players import CUT, Arena, Player
from negotiator.simulation.probabilities import likelihood
from negotiator.simulation.simulate import one_by_one, simulate
from negotiator.simulation.tally import Tally
from negotiator.simulation.vectorized.crowd import Crowd
from negotiator.story.model import Story
from tests.golden.describing import hashed

SEED = 20161123
PLAYS = {"pact": 600, "tests": 300, "corpus": 100, "random": 100}
"""Plays of a simulation, by kind of story."""
REPORTED = 400
"""Plays of a report."""


RECORDED = (Player.UNIFORM, Player.GREEDY, Player.CAUTIOUS)
"""The players whose plays are counted."""


def tallies(story: Story, name: str) -> dict[str, Any]:
    """The tallies of each player's plays of a story."""
    return {player.value: tally(story, name, player) for player in RECORDED}


def tally(story: Story, name: str, player: Player) -> dict[str, Any]:
    """The tally of one player's plays of a story."""
    plays = PLAYS[name.partition("/")[0]]
    return described(story, simulate(story, plays, player, SEED, processes=1))


def without_arrays(story: Story, name: str) -> dict[str, Any]:
    """The uniform player's tally from plays made one after the other."""
    plays = PLAYS[name.partition("/")[0]]
    play = one_by_one(Arena(headless(story), Player.UNIFORM, SEED))
    return described(story, play(0, plays))


def in_arrays(story: Story, name: str) -> dict[str, Any]:
    """The same from plays made all at once.

    Raises TooWideError if the story's numbers are too large for that.
    """
    return described(story, Crowd(story, SEED).play(0, PLAYS[name.partition("/")[0]]))


def goes_on(story: Story, plays: int) -> bool:
    """Whether some play of a story only goes in circles: such plays are expensive to count."""
    for player in RECORDED:
        arena = Arena(headless(story), player, SEED)
        if any(arena.playthrough(number).end == CUT for number in range(plays)):
            return True
    return False


def described(story: Story, tally: Tally) -> dict[str, Any]:
    """A tally by names: small counts as they are, the many others as a hash of each kind."""
    gauges = list(story.gauges)
    menus: Counter[tuple[str, tuple[str, ...]]] = Counter()
    for (place, menu), count in tally.menus.items():
        choices = story.scenes[place] if place in story.scenes else story.events[place]
        open_ = [one.id for number, one in enumerate(choices.choices) if menu >> number & 1]
        menus[place, tuple(open_)] += count
    return {
        "plays": tally.plays,
        "decisions": tally.decisions,
        "ends": _sorted(tally.ends),
        "stuck": _sorted(tally.stuck),
        "first": dict(sorted(tally.first.items())),
        "shortest": list(tally.shortest or ()),
        "longest": list(tally.longest or ()),
        "lengths": _hash(tally.lengths.items()),
        "menus": _hash(menus.items()),
        "taken": _hash(tally.taken.items()),
        "events": _hash(tally.events.items()),
        "ways": _hash(tally.ways.items()),
        "gauges": _hash(
            ((where, gauges[gauge], value), count)
            for (where, gauge, value), count in tally.gauges.items()
        ),
    }


def _sorted(counts: Counter[str]) -> dict[str, int]:
    return {name: count for name, count in sorted(counts.items()) if count}


def _hash(items: Iterable[tuple[Any, int]]) -> str:
    return hashed(tuple(sorted((key, int(count)) for key, count in items if count)))


def reported(story: Story, name: str) -> dict[str, Any]:
    """The report of the uniform player's plays, as `simulate --format json` writes it.

    The pact's exact probabilities are left out: a search of all its states never finishes.
    """
    tally = simulate(story, REPORTED, Player.UNIFORM, SEED, processes=1)
    exact = None if name == "pact" else likelihood(story)
    found = find(story, Player.UNIFORM, SEED, REPORTED, tally, exact)
    data = text_report.data(
        found,
        lambda playthrough: command("STORY", playthrough.seed, of_playthrough(story, playthrough)),
    )
    del data["tellings"], data["not_reached"]["tellings"]  # the record is older
    if data["exact"] is not None:
        del data["exact"]["states"]  # how many there are is up to the search
    rounded: dict[str, Any] = _rounded(data)
    return rounded


def _rounded(data: Any) -> Any:
    """The same without the last digits, which a different order of addition may change."""
    if isinstance(data, float):
        return round(data, 7)
    if isinstance(data, dict):
        return {key: _rounded(one) for key, one in data.items()}
    if isinstance(data, list | tuple):
        return [_rounded(one) for one in data]
    return data
