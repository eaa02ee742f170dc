"""The votes of a class's play in its report: both rounds, hands, who moved, what was decided."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from negotiator.classroom.plays import opening, steps
from negotiator.classroom.printed_parts import bar, block, part_heading, row, table
from negotiator.classroom.records import ClassRecord
from negotiator.classroom.rows import DecisionRow, PlayRow
from negotiator.classroom.votes import Round, Switching, counted, switching
from negotiator.engine.machine import options, titled
from negotiator.engine.state import State
from negotiator.escaping import markup
from negotiator.narration import class_report as words
from negotiator.narration.menu import menu
from negotiator.story.choice_names import parted
from negotiator.story.model import Exercise, Story


class _Ballot(NamedTuple):
    """A decision that was voted on."""

    before: State
    decided: DecisionRow | None
    choices: dict[str, str]
    """What could be voted for, with its words."""


def ballots_of(
    story: Story, exercise: Exercise, record: ClassRecord, play: PlayRow
) -> Iterator[str]:
    """Each decision of a play that was voted on."""
    votes = [one for one in record.votes if one.play == play.play]
    hands = [one for one in record.hands if one.play == play.play]
    numbers = {one.number for one in votes} | {one.number for one in hands}
    for number in sorted(numbers):
        ballot = _ballot(story, exercise, record, play, number)
        here = [one for one in votes if one.number == number]
        by_hand = [one for one in hands if one.number == number]
        last = min(2, max([one.round for one in here] + [one.round for one in by_hand]))
        rounds = [counted([*ballot.choices], here, by_hand, turn) for turn in range(1, last + 1)]
        before = ballot.before
        title = titled(story, before.scene, before.values).title
        yield part_heading(words.ballot(title))
        yield _table(ballot, rounds)
        if last > 1:
            yield from _switching(ballot, switching([*ballot.choices], here))
        yield block(_decided(ballot))


def _ballot(
    story: Story, exercise: Exercise, record: ClassRecord, play: PlayRow, number: int
) -> _Ballot:
    made = record.decisions.get(play.play, [])
    found = steps(story, exercise, play, made)
    decided = next((one for one in made if one.number == number), None)
    earlier = [found[one] for one in sorted(found) if one < number]
    if number in found:
        before = found[number].before
    else:
        before = earlier[-1].state if earlier else opening(story, exercise, play).state
    offered = {one.id: one.text for one in menu(options(story, before)) if one.open}
    return _Ballot(before, decided, offered)


def _table(ballot: _Ballot, rounds: list[Round]) -> str:
    most = max(one.votes for one in rounds)
    rows = [
        row(
            (
                markup(said),
                *(f"{one.counts[choice]} {bar(one.counts[choice], most)}" for one in rounds),
            )
        )
        for choice, said in ballot.choices.items()
    ]
    totals = (
        words.with_hands(one.votes, one.votes - one.seats)
        if one.votes > one.seats
        else str(one.votes)
        for one in rounds
    )
    rows.append(row((markup(words.altogether()), *map(markup, totals))))
    return table(words.ballot_heads(len(rounds)), rows)


def _switching(ballot: _Ballot, found: Switching) -> Iterator[str]:
    both = sum(found.moves.values())
    if not both:
        return
    yield block(words.who_moved(found.changed, both))
    changed = [
        words.moved_from(ballot.choices[one], ballot.choices[other], seats)
        for (one, other), seats in sorted(found.moves.items(), key=lambda each: -each[1])
        if one != other
    ]
    if changed:
        yield f"<ul>{''.join(f'<li>{markup(one)}</li>' for one in changed)}</ul>"


def _decided(ballot: _Ballot) -> str:
    if ballot.decided is None:
        return words.not_decided()
    choice = parted(ballot.decided.name)[1]
    said = ballot.choices.get(choice, choice)
    return words.decided(said, overruled=bool(ballot.decided.overruled))
