"""The vote on the class's present decision, as pages show it: never a split before it is closed.

One description for the phones, the wall and the board; what each may press is in its template.
"""

from __future__ import annotations

from typing import NamedTuple

from negotiator.classroom import ballots
from negotiator.classroom.ballots import Ballot, Polling
from negotiator.classroom.room import Played, Room, is_stopped
from negotiator.classroom.votes import By, Decided
from negotiator.narration import class_ballots
from negotiator.narration.menu import menu, words


class CountShown(NamedTuple):
    """The votes for a choice in a closed round, and their share in per cent of all votes, of the
    round that had most: the rounds are drawn on one scale."""

    votes: int
    share: int


class ChoiceShown(NamedTuple):
    """A choice that is voted on."""

    id: str
    number: int
    text: str
    counts: tuple[CountShown, ...]
    """In each round that is closed."""
    is_mine: bool
    is_tied: bool
    """Whether it is among those that are tied."""


class BallotShown(NamedTuple):
    """A vote."""

    choices: tuple[ChoiceShown, ...]
    ballot: str
    """The open round, as forms name it; empty if none is open."""
    round: int
    """The number of the open round, or of the last one that was closed; 0 before the first."""
    closed: int
    """How many rounds are closed."""
    rounds: int
    """How many there are to be."""
    voted: int
    seats: int
    moved: tuple[str, ...]
    """Who moved between the rounds, in sentences."""
    came_to: Decided | None
    has_ballot: bool
    """Whether the exercise has a vote here."""
    next: str
    """The round that can be opened now, as forms name it; empty if none can."""
    mine: str
    """The text of what the reader has voted for in this round."""

    @property
    def is_argued(self) -> bool:
        """Whether the class argues now, between two rounds."""
        return self.closed == 1 and self.rounds == 2 and not self.ballot

    @property
    def is_done(self) -> bool:
        """Whether every round is closed."""
        return self.closed >= self.rounds


def ballot_shown(room: Room, played: Played, seat: int = 0) -> BallotShown:
    """The vote on the decision that the class's play waits for, as a seat may see it (0: as all
    may)."""
    vote = ballots.polling_on(room, played)
    scene = played.play.state.scene
    now = vote.open
    turn = now.round if now else len(vote.closed)
    came_to = ballots.outcome(room, vote, played.number)
    mine = vote.of(seat, turn) if seat and turn else ""
    choices = tuple(_choices(vote, played, mine, came_to))
    rounds = max(ballots.rounds_in(room, scene), len(vote.rounds))
    can_open = now is None and len(vote.rounds) < rounds
    stopped = is_stopped(room.story, room.phase, played.play)
    following = Ballot(played.row.play, played.number, len(vote.rounds) + 1)
    return BallotShown(
        choices,
        Ballot(now.play, now.number, now.round).written if now else "",
        turn,
        len(vote.closed),
        rounds,
        vote.turnout(turn) if turn else 0,
        len(room.seats()),
        tuple(_moved(vote, choices)),
        came_to,
        ballots.has_ballot(room, scene) and bool(choices) and scene not in room.story.tables,
        following.written if can_open and choices and not stopped else "",
        next((one.text for one in choices if one.id == mine), ""),
    )


def _choices(
    vote: Polling, played: Played, mine: str, came_to: Decided | None
) -> list[ChoiceShown]:
    rounds = [vote.counted(one.round) for one in vote.closed]
    most = max((one.votes for one in rounds), default=0) or 1
    found = []
    for item in menu(played.play.options()):
        if not item.open:
            continue
        counts = tuple(
            CountShown(one.counts.get(item.id, 0), 100 * one.counts.get(item.id, 0) // most)
            for one in rounds
        )
        is_tied = came_to is not None and item.id in came_to.tied
        found.append(ChoiceShown(item.id, item.number, item.text, counts, item.id == mine, is_tied))
    return found


def _moved(vote: Polling, choices: tuple[ChoiceShown, ...]) -> list[str]:
    found = vote.switching
    if found is None or not found.moves:
        return []
    texts = {one.id: one.text for one in choices}
    told = [class_ballots.who_moved(found.changed, sum(found.moves.values()))]
    for (before, after), number in sorted(found.moves.items(), key=lambda one: -one[1]):
        if before != after:
            told.append(class_ballots.moved_from(number, texts[before], texts[after]))
    return told


def what_decided(room: Room, played: Played) -> str:
    """How the last decision of the class's play was made, if by a vote; empty if there was none."""
    last, step = played.last, played.last_step
    if last is None or step is None:
        return ""
    if last.overruled:
        return class_ballots.overruled(words(step.option.text))
    vote = ballots.polling_on(room, played, last.number)
    if not vote.rounds:
        return ""
    return class_ballots.class_decided(words(step.option.text))


def is_tie_for_teacher(vote: BallotShown) -> bool:
    """Whether the vote is a tie that the teacher decides."""
    found = vote.came_to
    return found is not None and found.by is By.TEACHER and len(found.tied) > 1
