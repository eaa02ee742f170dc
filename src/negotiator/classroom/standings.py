"""How the plays of a phase stand: where each is, how it ended, its gauges, what it decided.

Worked out from rows, and kept as long as a play has as many decisions as it had: a board that looks
at a thousand plays each second replays only those that went on. Nothing is lost with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import median_high
from typing import NamedTuple

from negotiator.classroom.plays import standing
from negotiator.classroom.room import Played, Room, is_stopped
from negotiator.classroom.rows import DecisionRow, PlayRow
from negotiator.engine import gauges
from negotiator.story.choice_names import parted


class PlayStanding(NamedTuple):
    """How a play stands."""

    row: PlayRow
    made: int
    """How many rows of decisions it has."""
    decisions: int
    """How many decisions count."""
    last: int
    """When the last one was made; 0 before."""
    scene: str
    ending: str
    is_stopped: bool
    """Whether it has come to where its phase stops."""
    gauges: tuple[tuple[str, int], ...]
    choices: tuple[tuple[str, str], ...]
    """What was chosen, in order: the scene, and the choice."""


class Split(NamedTuple):
    """How plays parted at a decision, the choice taken most often first."""

    scene: str
    counts: tuple[tuple[str, int], ...]


class Standings:
    """How plays stand, as far as it was worked out."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], PlayStanding] = {}
        """By the phase in which they stand so, and by the play."""

    def of(self, room: Room, rows: Sequence[PlayRow]) -> list[PlayStanding]:
        """How these plays stand now."""
        made = room.store.lengths(DecisionRow, room.class_id)
        return [self._of(room, one, made.get(one.play, 0)) for one in rows]

    def _of(self, room: Room, row: PlayRow, made: int) -> PlayStanding:
        where = room.number, row.play
        known = self._known.get(where)
        if known is None or known.made != made or known.row != row:
            known = self._known[where] = standing_of(room, room.made(row))
        return known


def standing_of(room: Room, played: Played) -> PlayStanding:
    """How a play stands in the phase that the class is in."""
    play = played.play
    counted = standing(played.decisions)
    return PlayStanding(
        played.row,
        len(played.decisions),
        len(counted),
        played.decisions[-1].at if played.decisions else 0,
        play.state.scene,
        play.ending.id if play.ending else "",
        is_stopped(room.story, room.phase, play),
        tuple(gauges(room.story, play.state).items()),
        tuple(parted(one.name) for one in counted),
    )


def splits_most(plays: Sequence[PlayStanding]) -> Split | None:
    """The decision at which the plays parted most: the one whose commonest choice has the smallest
    share, among those that at least half of the plays reached. None if they never parted."""
    found: dict[str, Counter[str]] = {}
    for one in plays:
        # Who comes to a scene twice has decided there first.
        for scene, choice in dict(reversed(one.choices)).items():
            found.setdefault(scene, Counter())[choice] += 1
    splits = [
        Split(scene, tuple(counts.most_common()))
        for scene, counts in found.items()
        if len(counts) > 1 and 2 * counts.total() >= len(plays)
    ]
    return min(
        splits,
        key=lambda one: one.counts[0][1] / sum(number for _, number in one.counts),
        default=None,
    )


def gauge_ranges(plays: Sequence[PlayStanding]) -> dict[str, tuple[int, int, int]]:
    """The lowest, the middle and the highest value of each gauge over all plays."""
    found: dict[str, list[int]] = {}
    for one in plays:
        for name, value in one.gauges:
            found.setdefault(name, []).append(value)
    return {
        name: (min(values), median_high(sorted(values)), max(values))
        for name, values in found.items()
    }
