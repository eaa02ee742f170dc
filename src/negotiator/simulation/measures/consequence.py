"""What decisions, luck and gauges change in how plays come out.

Each is an experiment on the same plays: everything else is held as it was, as far as the story
allows (`following`). A flipped decision shifts the luck that comes after it, too; how much luck
alone changes is measured beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from negotiator.engine.chance import draw
from negotiator.simulation.measures.accounts import Account, account, acts_of, fate
from negotiator.simulation.measures.following import Flip, Following
from negotiator.simulation.players import CUT, Playthrough
from negotiator.story.model import Ending, Story

OTHER_LUCK = 1 << 60
"""Added to a play's seed for the same decisions with other luck."""
FLIPS_SEED = 3 << 60
"""Added to a play's seed to pick the choice that a decision is flipped to."""
FLIPS_A_PLAY = 100
"""How many decisions of one play are flipped, about: of a longer one, every so many-th."""


class LuckAlone(NamedTuple):
    """Plays that were made again with other luck: which share of them came to another ending.

    In `fixed` of them luck brought no other question, and all their decisions could be made again;
    `fixed_changed` is the share of these. In the rest, chance decided in the decisions' place.
    """

    plays: int
    changed: float
    fixed: int
    fixed_changed: float


class Flips(NamedTuple):
    """Decisions of one act that were flipped, one at a time: how many, and in which share the
    ending, or the ending or a line of an epilogue, then was another."""

    act: str
    flipped: int
    ending: float
    epilogues: float


class Unlike(NamedTuple):
    """Plays with a deal, made again with the package that differs most: how many, the share of
    later words that stay, and the share of endings that change."""

    plays: int
    alike: float
    ending: float


def luck_alone(story: Story, plays: Sequence[Playthrough]) -> LuckAlone:
    """What luck alone changes, with all decisions fixed."""
    following = Following(story)
    changed = fixed = fixed_changed = 0
    for one in plays:
        again = following.follow(one, seed=one.seed + OTHER_LUCK)
        is_other = again.playthrough.end != one.end
        changed += is_other
        if not again.others:
            fixed += 1
            fixed_changed += is_other
    return LuckAlone(len(plays), changed / max(1, len(plays)), fixed, fixed_changed / max(1, fixed))


def flips(story: Story, plays: Sequence[Account]) -> tuple[Flips, ...]:
    """What flipping one decision changes, by act, in plays that came to an end: those that were cut
    have no ending that could be another."""
    following = Following(story)
    counts: dict[str, list[int]] = {}
    for one in plays:
        playthrough = one.playthrough
        if playthrough.end == CUT:
            continue
        was = fate(story, playthrough)
        acts = acts_of(story, playthrough)
        every = len(acts) // FLIPS_A_PLAY + 1
        for number, act in list(enumerate(acts))[::every]:
            other = _other(story, one, number)
            if other is None:
                continue
            now = fate(story, following.follow(playthrough, flip=Flip(number, other)).playthrough)
            row = counts.setdefault(act, [0, 0, 0])
            row[0] += 1
            row[1] += now.ending != was.ending
            row[2] += now != was
    in_order = [act.id for act in story.acts if act.id in counts] or list(counts)
    return tuple(
        Flips(act, flipped, ending / flipped, either / flipped)
        for act in in_order
        for flipped, ending, either in [counts[act]]
    )


def _other(story: Story, one: Account, number: int) -> str | None:
    """Another choice that was open in a decision, by id; None if there was none."""
    turn = one.playthrough.turns[number]
    place = story.places[turn.place]
    assert not isinstance(place, Ending), "nothing is decided in an ending"
    able = [
        choice.id
        for bit, choice in enumerate(place.choices)
        if turn.menu >> bit & 1 and choice.id != turn.choice
    ]
    if not able:
        return None
    return able[draw(one.playthrough.seed + FLIPS_SEED, number) * len(able) >> 64]


def unlike_packages(story: Story, plays: Sequence[Account]) -> Unlike:
    """What is told alike after two packages that have least in common."""
    following = Following(story)
    shares = []
    changed = 0
    for one in plays:
        other = following.unlike(one.playthrough)
        if not other:
            continue
        playthrough = following.follow(one.playthrough, packages=other).playthrough
        again = account(story, playthrough)
        exchanged = {place for place, _ in other}
        turn = next(n for n, made in enumerate(one.playthrough.turns) if made.place in exchanged)
        shares.append(_alike(one, again, turn))
        changed += playthrough.end != one.playthrough.end
    number = max(1, len(shares))
    return Unlike(len(shares), sum(shares) / number, changed / number)


def _alike(one: Account, other: Account, turn: int) -> float:
    """The share of what two plays tell after a choice that both tell, word for word."""
    said: list[Counter[str]] = []
    for play in (one, other):
        counted: Counter[str] = Counter()
        for telling in play.after(turn):
            counted[telling.told.text] += telling.words
        said.append(counted)
    first, second = said
    every = first.total() + second.total()
    return 2 * (first & second).total() / every if every else 1.0


def total_variation(one: Mapping[str, int], other: Mapping[str, int]) -> float:
    """The total variation distance between two distributions given by counts, 0 to 1."""
    plays, others = sum(one.values()), sum(other.values())
    if not plays or not others:
        return 0.0
    names = one.keys() | other.keys()
    return sum(abs(one.get(name, 0) / plays - other.get(name, 0) / others) for name in names) / 2
