"""The decisions of a class as statements of xAPI 1.0.3, one for each, for a school's record store.

Pseudonymous: an actor is a seat of a class, by number. Ids are made of the class and the decision
(UUID 5), so that what is exported again is the same and counts once. No answer is right, so none
has a success. Written by hand: the format is small, and a schema in the tests checks it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from negotiator.classroom.clock import moment_of
from negotiator.classroom.plays import steps, taken_back
from negotiator.classroom.records import ClassRecord
from negotiator.classroom.rows import DecisionRow, PlayRow
from negotiator.distribution import VERSION
from negotiator.engine.machine import options, titled
from negotiator.engine.state import Step
from negotiator.narration.menu import menu, words
from negotiator.story.choice_names import parted
from negotiator.story.model import Exercise, Story

Statement = dict[str, Any]
ANSWERED = "http://adlnet.gov/expapi/verbs/answered"
INTERACTION = "http://adlnet.gov/expapi/activities/cmi.interaction"
_OURS = uuid.uuid5(uuid.NAMESPACE_DNS, "negotiator.invalid")
"""What ids are made under; no host can have a name that ends so (RFC 2606)."""


def statements(story: Story, exercise: Exercise, record: ClassRecord) -> Iterator[Statement]:
    """A statement for each decision, those taken back included, in the order of the plays."""
    for row in record.plays:
        made = record.decisions.get(row.play, [])
        undone = taken_back(made)
        found_steps = steps(story, exercise, row, made)
        for one in made:
            if one.number in found_steps:
                found = _statement(story, record, row, one, found_steps[one.number])
                if one.number in undone:
                    found["result"]["extensions"][_ours("taken-back")] = True
                yield found


def _statement(
    story: Story, record: ClassRecord, row: PlayRow, one: DecisionRow, step: Step
) -> Statement:
    language = story.language or "en"
    scene, choice = parted(one.name)
    reasons = [
        each.text
        for each in record.reasons
        if (each.play, each.number) == (row.play, one.number) and each.seat == row.ours
    ]
    extensions: dict[str, Any] = {_ours("number"): one.number}
    if reasons:
        extensions[_ours("reason")] = reasons[0]
    if one.overruled:
        extensions[_ours("overruled")] = True
    return {
        "id": _id(record, row.play, one.number),
        "timestamp": _moment(one.at),
        "actor": _actor(record, row),
        "verb": {"id": ANSWERED, "display": {"en": "answered"}},
        "object": {
            "objectType": "Activity",
            "id": _ours(f"story/{story.id}/{scene}"),
            "definition": _definition(story, step, language),
        },
        "result": {"response": choice, "extensions": extensions},
        "context": {
            "registration": _id(record, row.play),
            "platform": f"Negotiator {VERSION}",
            "language": language,
            "contextActivities": {
                "grouping": [{"objectType": "Activity", "id": _ours(f"class/{_id(record)}")}]
            },
        },
    }


def _definition(story: Story, step: Step, language: str) -> Statement:
    """What was asked: a choice among those that were open, or at a table something else."""
    before = step.before
    found: Statement = {
        "type": INTERACTION,
        "name": {language: titled(story, before.scene, before.values).title},
    }
    if before.scene in story.tables:
        return found | {
            "interactionType": "other",
            "description": {language: words(step.option.text)},
        }
    offered = [
        {"id": one.id, "description": {language: one.text}}
        for one in menu(options(story, before))
        if one.open
    ]
    return found | {"interactionType": "choice", "choices": offered}


def _actor(record: ClassRecord, row: PlayRow) -> Statement:
    """A seat, or the seats that played together: all of the class, or two at a table."""
    home = f"https://negotiator.invalid/class/{_id(record)}"
    if len(row.seats) == 1:
        (seat,) = row.seats
        return {"objectType": "Agent", "account": {"homePage": home, "name": f"seat-{seat}"}}
    name = "-".join(["seats", *map(str, row.seats)]) if row.seats else "class"
    return {"objectType": "Group", "account": {"homePage": home, "name": name}}


def _id(record: ClassRecord, *numbers: int) -> str:
    name = "/".join([record.row.class_id, *map(str, numbers)])
    return str(uuid.uuid5(_OURS, name))


def _ours(name: str) -> str:
    """A name of ours as an address, as xAPI wants one."""
    return f"https://negotiator.invalid/{name}"


def _moment(at: int) -> str:
    return moment_of(at).isoformat(timespec="milliseconds")
