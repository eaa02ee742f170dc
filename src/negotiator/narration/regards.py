"""What each actor thought of the player in the end, and the decision that counted most for it.

An actor's mood is the band of their gauge. What counts is what the player decided, not what events
or places moved, and only what moved it the way it went.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from negotiator.engine import Change, Play
from negotiator.language import _
from negotiator.narration.lines import Heading
from negotiator.narration.lines_on_screen import signed
from negotiator.narration.play import where_decided
from negotiator.narration.sentences import Sentence, above_lines, sentence
from negotiator.narration.status import people, standings
from negotiator.narration.turning_points import what_was_chosen
from negotiator.sentence_parts import between_facts


class WeightiestDecision(NamedTuple):
    """A decision by its number from 0, where it was made and what was chosen; by how much it moved
    a gauge, and the author's reason for the most of that, which may be empty."""

    number: int
    place: Heading
    chosen: str
    by: int
    because: str


class _Move(NamedTuple):
    """By how much a decision, by its number, moved a gauge, and the reason for the most of that."""

    number: int
    by: int
    because: str


class Regard(NamedTuple):
    """Those whose mood one gauge is: the mood in the end, the gauge's value at the start and in the
    end, and the decision that counted most, if any moved it."""

    names: tuple[str, ...]
    mood: str
    first: int
    value: int
    weightiest: WeightiestDecision | None


def regards(play: Play) -> tuple[Regard, ...]:
    """Everyone in the story who has a mood, in the story's order; those who share a gauge
    together."""
    names: dict[str, list[str]] = {}
    for person in people(play):
        if person.gauge is not None:
            names.setdefault(person.gauge.id, []).append(person.actor.name)
    stands, moved = {one.gauge.id: one for one in standings(play)}, _moved(play)
    return tuple(
        Regard(
            tuple(called),
            stands[gauge].band,
            stands[gauge].first,
            stands[gauge].value,
            _weightiest(play, moved.get(gauge, []), stands[gauge].whole_move.by),
        )
        for gauge, called in names.items()
    )


def _moved(play: Play) -> dict[str, list[_Move]]:
    """For each gauge, the decisions that moved it, in order."""
    found: dict[str, list[_Move]] = {}
    for number, step in enumerate(play.steps):
        changes: dict[str, list[Change]] = {}
        for change in step.moved_by(step.taken):
            if change.name in play.story.gauges:
                changes.setdefault(change.name, []).append(change)
        for gauge, moves in changes.items():
            by = sum(map(_by, moves))
            if by:
                because = max(moves, key=lambda one: abs(_by(one))).because
                found.setdefault(gauge, []).append(_Move(number, by, because))
    return found


def _weightiest(play: Play, moves: list[_Move], way: int) -> WeightiestDecision | None:
    """The decision that moved a gauge farthest the way it went in the whole play, or, if none did,
    that moved it farthest at all; of several, the last."""
    along = [one for one in moves if one.by * way > 0]
    most = max(along or moves, key=lambda one: (abs(one.by), one.number), default=None)
    if most is None:
        return None
    place = where_decided(play.story, play.steps[most.number])
    chosen = what_was_chosen(play, most.number)
    return WeightiestDecision(most.number, place, chosen, most.by, most.because)


def _by(one: Change) -> int:
    return int(one.after) - int(one.before)


def caption() -> str:
    """The caption of what actors thought."""
    return _("What they made of you")


def spoken(play: Play) -> Iterator[str]:
    """All of it in lines of text; none if nobody has a mood."""
    found = regards(play)
    if found:
        yield above_lines(caption())
    for one in found:
        yield f"   {mood(one)}"
        yield f"   {weightiest(one)}"


def mood(one: Regard) -> Sentence:
    """The line for whose `mood` it is, and how far their gauge came."""
    return sentence(
        _("{names}: {mood}. It was {first} at the start, and {value} in the end."),
        names=between_facts().join(one.names),
        mood=one.mood,
        first=one.first,
        value=one.value,
    )


def weightiest(one: Regard) -> Sentence:
    """The line for what was `chosen` that counted most."""
    if one.weightiest is None:
        return sentence(_("Nothing that you decided moved it."))
    values: dict[str, object] = {
        "number": one.weightiest.number + 1,
        "scene": one.weightiest.place.title,
        "chosen": one.weightiest.chosen.rstrip("."),
        "change": signed(one.weightiest.by),
    }
    if not one.weightiest.because:
        said = _("What counted most: decision {number}, {scene}: {chosen}, {change}.")
        return sentence(said, **values)
    values["reason"] = one.weightiest.because
    said = _("What counted most: decision {number}, {scene}: {chosen}, {change}: {reason}.")
    return sentence(said, **values)
