"""What a class leaves, written down: the picture of 500 pairs, and the report of 1,000 plays.

The plays are made at random from the beginning of the homework to an ending. A floor is what the
plays alone take when they are made again from their rows.
"""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from benchmarks.measuring import PACT, Scale, floor, in_turns, line, ratio, seconds
from negotiator.bargaining.decisions import settlement
from negotiator.checking.tables_in_pairs import left_open
from negotiator.classroom.class_report import report
from negotiator.classroom.pairs_picture import pairs_picture
from negotiator.classroom.plays import opening, replayed
from negotiator.classroom.records import gathered
from negotiator.classroom.rows import ClassRow, DecisionRow, PlayRow, SeatRow
from negotiator.classroom.sqlite_store import SqliteStore
from negotiator.classroom.store import SqlStore
from negotiator.engine import Play, options
from negotiator.story.choice_names import full_name
from negotiator.story.loading import load
from negotiator.story.model import Exercise, Story

PAIRS, MOST_PICTURE_S = 500, 1
PLAYS, MOST_REPORT_S, MOST_MB = 1_000, 5, 1
_LONGEST = 80


def run(scale: Scale) -> None:
    """Tell both."""
    story = load(PACT)
    _picture(story, story.exercises["one_period"], scale)
    exercise = story.exercises["homework"]
    how_many = scale.of(PLAYS, 20)
    with tempfile.TemporaryDirectory() as folder:
        with SqliteStore(Path(folder) / "classes.sqlite") as store:
            # Only the class's own plays are measured, not how fast they are kept.
            store.connection().execute("PRAGMA synchronous = OFF")
            _keep(store, story, exercise, how_many)
            record = gathered(store, "c1")
        floor(f"{how_many:,} plays made again from their rows")

        def again() -> None:
            for one in record.plays:
                replayed(story, exercise, one, record.decisions[one.play])

        again()
        page = report(story, exercise, record)
        plays, written = in_turns((again, lambda: report(story, exercise, record)), scale.rounds)
    spent = sorted(written)[len(written) // 2]
    megabytes = len(page.encode()) / 1_000_000
    line(
        f"the report of {how_many:,} plays",
        f"{ratio(written, plays)} times that, {spent:.2f} s, at most {MOST_REPORT_S}; "
        f"{megabytes:.2f} MB, at most {MOST_MB}",
    )


def _picture(story: Story, exercise: Exercise, scale: Scale) -> None:
    number, phase = next((at, one) for at, one in enumerate(exercise.phases) if one.fixed)
    table, chance = story.tables[phase.at], random.Random(1)
    packages = [*left_open(table, phase)]
    pairs = scale.of(PAIRS, 20)
    made = [full_name(table.id, settlement(table, chance.choice(packages))) for _ in range(pairs)]
    spent = seconds(lambda: pairs_picture(story, exercise, number, made))
    line(f"the picture of {pairs} pairs", f"{spent:.3f} s at first, at most {MOST_PICTURE_S}")


def _keep(store: SqlStore, story: Story, exercise: Exercise, how_many: int) -> None:
    """A class whose seats have played on their own."""
    store.add(ClassRow("c1", story.id, 1, "f", exercise.id, 7, "h", "t", 0))
    for seat in range(1, how_many + 1):
        chance = random.Random(seat)
        row = PlayRow("c1", 10_000 + seat, 0, seat, seat)
        play = opening(story, exercise, row)
        while play.ending is None and len(play.steps) < _LONGEST:
            play = _decided(play, chance)
        decisions = (
            DecisionRow("c1", row.play, number, name, 0)
            for number, name in enumerate(play.decisions, start=1)
        )
        store.add(SeatRow("c1", seat, f"quiet heron {seat}", "t", "r", 1), row, *decisions)


def _decided(play: Play, chance: random.Random) -> Play:
    found = [one.id for one in options(play.story, play.state) if one.open]
    at_table = [one for one in ("accept", "leave") if one in found]
    if play.state.scene in play.story.tables and at_table:
        return play.choose(at_table[0])
    return play.choose(chance.choice(found))
