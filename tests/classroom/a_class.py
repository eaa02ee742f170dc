"""A class that held a period of The Pact, as its rows: what the tests of records look at."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from negotiator.bargaining.decisions import settlement
from negotiator.classroom.plays import opening
from negotiator.classroom.rows import (
    NOBODY,
    UNDO,
    ClassRow,
    DecisionRow,
    HandsRow,
    PlayRow,
    ReasonRow,
    ReplyRow,
    SeatRow,
    VoteRow,
)
from negotiator.classroom.store import Store
from negotiator.engine.machine import talks
from negotiator.story.choice_names import full_name
from negotiator.story.loading import load
from negotiator.story.model import Exercise, Story

PACT = Path(__file__).parents[2] / "story" / "gsomia_2016"
OPENED = 1_795_000_000_000
REASON = "=SUM(A1)<script>alert('x')</script>, \"because\"\nof the tide"


@cache
def pact() -> Story:
    return load(PACT)


def exercise() -> Exercise:
    return pact().exercises["double_period"]


def held(store: Store, class_id: str = "c1", students: int = 6) -> None:
    """Keep a class in which students voted, bargained in pairs, played alone, and took one decision
    back."""
    story, hour = pact(), exercise()
    store.add(
        ClassRow(
            class_id, story.id, story.version, story.fingerprint, hour.id, 7, "h", "t", OPENED, 6
        )
    )
    for seat in range(1, students + 1):
        named = f"quiet heron {seat}"
        store.add(SeatRow(class_id, seat, named, f"t{seat}", f"r{seat}", OPENED + seat * 1_000))
        right = {item: one.before.right for item, one in hour.forms.items()}
        for item, answer in right.items():
            given = answer if seat % 2 else "none"
            store.put(ReplyRow(class_id, seat, "before", item, given, OPENED))
            store.put(ReplyRow(class_id, seat, "after", item, hour.forms[item].after.right, OPENED))
        choice = "announce_short" if seat % 2 else "assembly_first"
        store.put(VoteRow(class_id, 1, 1, 1, seat, choice, OPENED + 60_000))
    store.put(HandsRow(class_id, 1, 1, 1, "announce_short", 3))
    store.add(PlayRow(class_id, 1, 1, 7))
    store.add_next(DecisionRow(class_id, 1, 1, "announcement.announce_short", OPENED + 90_000, 1))
    number = 2
    for first in range(1, students, 2):
        row = PlayRow(class_id, number, 3, 7, first, first + 1)
        store.add(row)
        session = talks(story, opening(story, hour, row).state)
        assert session is not None
        package = (1, first % 3, 0, 1, 1, 2, first % 2, 1)
        name = full_name(session.table.id, settlement(session.table, package))
        store.add_next(DecisionRow(class_id, number, 1, name, OPENED + 900_000))
        number += 1
    for seat in range(1, students + 1):
        store.add(PlayRow(class_id, number, 6, 7, seat, NOBODY))
        taken = ["crossroads.ask_assembly", UNDO, "crossroads.fly_to_initial"]
        for at, name in enumerate(taken if seat == 1 else taken[2:], start=1):
            store.add_next(
                DecisionRow(class_id, number, at, name, OPENED + 1_000_000 + at * 1_000),
                *([ReasonRow(class_id, number, at, seat, REASON, OPENED)] if at == 1 else []),
            )
        number += 1
