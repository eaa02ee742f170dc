"""The turning points of a class's plays: worked out one play after the other, kept as rows, and
summed by reports.

Working one play out takes a second or more, so this is never done while somebody waits for a
page: `turning_worker` does it as plays end, and the command that writes a report does what is still
missing. A play that was taken back and ended again is worked out again; what was kept of it before
no longer counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from negotiator.classroom.plays import replayed
from negotiator.classroom.rows import DecisionRow, PlayRow, TurnedRow
from negotiator.classroom.store import Store
from negotiator.engine.play import Play
from negotiator.simulation.turning_points import turning_points
from negotiator.story.model import Exercise, Story


class TurnedSum(NamedTuple):
    """A decision that made an ending: in how many plays, and how much it added to the chance of
    that ending on average, from -1 to 1."""

    decision: str
    ending: str
    plays: int
    added: float


class Pending:
    """The plays of a class that ended and weren't worked out yet.

    Which plays go on is remembered by the number of their decisions, so that asking again costs
    little.
    """

    def __init__(self, story: Story, exercise: Exercise, store: Store, class_id: str) -> None:
        self.story, self.exercise, self.store = story, exercise, store
        self.class_id = class_id
        self._seen: dict[int, int] = {}

    def plays(self) -> Iterator[tuple[PlayRow, int, Play]]:
        """Each of them with the number of its last decision."""
        decisions = by_play(self.store.rows(DecisionRow, class_id=self.class_id))
        kept = {
            one.play: one.of for one in self.store.rows(TurnedRow, class_id=self.class_id, rank=0)
        }
        for row in self.store.rows(PlayRow, class_id=self.class_id):
            made = decisions.get(row.play, [])
            last = made[-1].number if made else 0
            if not last or self._seen.get(row.play) == last:
                continue
            self._seen[row.play] = last
            if kept.get(row.play) != last:
                play = replayed(self.story, self.exercise, row, made)
                if play.ending is not None:
                    yield row, last, play

    def work(self) -> Iterator[int]:
        """Work them out and keep what was found; yields the number of each play that is done."""
        for row, last, play in self.plays():
            for one in worked_out(row, last, play):
                self.store.put(one)
            yield row.play


def worked_out(row: PlayRow, last: int, play: Play) -> Iterator[TurnedRow]:
    """The rows of a play that ended; that of rank 0 comes last, so that it says that all are
    there."""
    found = turning_points(play)
    for rank, one in enumerate(found.points, start=1):
        yield TurnedRow(
            row.class_id,
            row.play,
            rank,
            last,
            found.ending,
            play.steps[one.number].taken,
            round(1000 * one.taken.chance),
            round(1000 * (one.taken.chance - one.probability_added)),
        )
    yield TurnedRow(row.class_id, row.play, 0, last, found.ending, "", 0, 0)


def by_play(rows: Sequence[DecisionRow]) -> dict[int, list[DecisionRow]]:
    """Decisions by the number of their play."""
    found: defaultdict[int, list[DecisionRow]] = defaultdict(list)
    for one in rows:
        found[one.play].append(one)
    return dict(found)


def current(
    rows: Sequence[TurnedRow], decisions: Mapping[int, Sequence[DecisionRow]]
) -> list[TurnedRow]:
    """The rows that still hold: those of plays as they are now."""
    last = {play: made[-1].number for play, made in decisions.items() if made}
    whole = {one.play for one in rows if not one.rank and one.of == last.get(one.play)}
    return [one for one in rows if one.play in whole and one.of == last[one.play]]


def summed(rows: Sequence[TurnedRow]) -> tuple[TurnedSum, ...]:
    """Each decision with the ending that it made, those of most plays first."""
    added: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for one in rows:
        if one.rank:
            added[one.decision, one.ending].append(one.chance - one.otherwise)
    found = (
        TurnedSum(decision, ending, len(each), sum(each) / len(each) / 1000)
        for (decision, ending), each in added.items()
    )
    return tuple(sorted(found, key=lambda one: (-one.plays, -one.added, one.decision, one.ending)))
