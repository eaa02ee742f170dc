"""Votes of a class on its play: opening and closing one, voting, and deciding by it.

What a vote comes to is worked out in `votes`. A ballot is on the decision that the class's play
waits for, and has a second round after the argument if the exercise says so. It is named by the
play, the number of the decision and the round, so that a form that is sent twice, or late, means
the same.
"""

from __future__ import annotations

from typing import NamedTuple

from negotiator.classroom.room import Played, Room
from negotiator.classroom.rows import (
    BallotRow,
    DecisionRow,
    HandsRow,
    ReasonRow,
    VoteRow,
)
from negotiator.classroom.votes import (
    Decided,
    Round,
    Switching,
    by_teacher,
    counted,
    decided,
    switching,
)
from negotiator.engine import NotOfferedError
from negotiator.engine.state import Option
from negotiator.escaping import typed_line
from negotiator.story.choice_names import parted

MOST_HANDS = 9_999
REASON = 240
"""The letters that a written reason may have."""


class Ballot(NamedTuple):
    """Which vote it is."""

    play: int
    number: int
    round: int

    @property
    def written(self) -> str:
        """As forms name it."""
        return f"{self.play}-{self.number}-{self.round}"

    @classmethod
    def read(cls, written: str) -> Ballot | None:
        """The vote that a form names; None if it names none."""
        parts = written.split("-")
        if len(parts) != 3 or not all(one.isdecimal() and len(one) < 10 for one in parts):
            return None
        return cls(*map(int, parts))


class Polling(NamedTuple):
    """The vote on a decision, as far as it has come."""

    choices: tuple[str, ...]
    """What is voted on, in the order of the story."""
    rounds: tuple[BallotRow, ...]
    """The rounds that were opened."""
    votes: list[VoteRow]
    hands: list[HandsRow]

    @property
    def open(self) -> BallotRow | None:
        """The round that is open, if one is."""
        return next((one for one in self.rounds if not one.closed), None)

    @property
    def closed(self) -> tuple[BallotRow, ...]:
        """The rounds that were closed."""
        return tuple(one for one in self.rounds if one.closed)

    def counted(self, number: int) -> Round:
        """A round, counted."""
        return counted(self.choices, self.votes, self.hands, number)

    def turnout(self, number: int) -> int:
        """How many seats have voted in a round."""
        return self.counted(number).seats

    def of(self, seat: int, number: int) -> str:
        """The choice that a seat has voted for in a round; empty if it hasn't."""
        found = [one.choice for one in self.votes if (one.seat, one.round) == (seat, number)]
        return found[0] if found else ""

    @property
    def switching(self) -> Switching | None:
        """Who moved between the rounds; None until both are closed."""
        return switching(self.choices, self.votes) if len(self.closed) == 2 else None


def open_choices(played: Played) -> tuple[Option, ...]:
    """What can be decided now in the class's play."""
    return tuple(one for one in played.play.options() if one.open)


def polling_on(room: Room, played: Played, number: int = 0) -> Polling:
    """The vote on the decision that the class's play waits for, or an earlier one by number."""
    which = {"class_id": room.class_id, "play": played.row.play, "number": number or played.number}
    choices = tuple(one.id for one in open_choices(played))
    votes = room.store.rows(VoteRow, **which)
    hands = room.store.rows(HandsRow, **which)
    if number and number != played.number:
        found = [*(one.choice for one in hands), *(one.choice for one in votes)]
        choices = tuple(dict.fromkeys(found))
    return Polling(choices, tuple(room.store.rows(BallotRow, **which)), votes, hands)


def has_ballot(room: Room, scene: str) -> bool:
    """Whether the exercise has the class vote in a scene."""
    return not room.phase.votes or scene in room.phase.votes


def rounds_in(room: Room, scene: str) -> int:
    """How many rounds a vote in a scene has."""
    return 2 if scene in room.phase.again else 1


def opened(room: Room, played: Played, ballot: Ballot) -> bool:
    """Open a vote, or its second round, and say whether it is open."""
    vote = polling_on(room, played)
    is_next = ballot.round == len(vote.rounds) + 1 and ballot.round <= 2 and vote.open is None
    if not _is_now(played, ballot) or not is_next:
        return any(not one.closed for one in vote.rounds if one.round == ballot.round)
    row = BallotRow(room.class_id, *ballot, room.now)
    return room.store.add(row) or True


def closed(room: Room, ballot: Ballot) -> None:
    """Close a vote; once it is closed it stays so."""
    for row in room.store.rows(BallotRow, class_id=room.class_id, **ballot._asdict()):
        if not row.closed:
            room.store.change(row, row._replace(closed=max(room.now, 1)))


def cast(
    room: Room, played: Played, ballot: Ballot, seat: int, choice: str, *more: ReasonRow
) -> bool:
    """Keep a seat's vote with its reason, in place of those before; whether the vote counts."""
    vote = polling_on(room, played)
    now = vote.open
    if not _is_now(played, ballot) or now is None or now.round != ballot.round:
        return False
    if choice not in vote.choices:
        return False
    row = VoteRow(room.class_id, *ballot, seat, choice, room.now)
    return room.store.put_while(now, row, *more)


def hands_raised(room: Room, played: Played, ballot: Ballot, hands: dict[str, int]) -> bool:
    """Keep how many hands went up for each choice, and say whether that counts. A round that nobody
    opened is opened by that, and closed."""
    vote = polling_on(room, played)
    if not _is_now(played, ballot) or not set(hands) <= set(vote.choices):
        return False
    if ballot.round > len(vote.rounds) and not opened(room, played, ballot):
        return False
    rows = [
        HandsRow(room.class_id, *ballot, choice, min(MOST_HANDS, max(0, number)))
        for choice, number in hands.items()
    ]
    if rows:
        room.store.put(*rows)
    return True


def outcome(room: Room, vote: Polling, number: int) -> Decided | None:
    """What the vote on the decision with a number comes to by its last closed round; None before
    one is closed."""
    if not vote.closed:
        return None
    last = vote.counted(vote.closed[-1].round)
    return decided(last, room.exercise.ties, room.row.seed, number)


def decide(room: Room, played: Played, number: int, choice: str) -> bool:
    """Make the decision with a number, as the class voted or otherwise, and say whether it was
    made."""
    if number != played.number:
        return False
    try:
        made = played.play.choose(choice).steps[-1].decision
    except NotOfferedError:
        return False
    vote = polling_on(room, played)
    came_to = outcome(room, vote, number)
    overruled = came_to is not None and by_teacher(came_to, choice).overruled
    for ballot in vote.rounds:
        closed(room, Ballot(ballot.play, ballot.number, ballot.round))
    row = DecisionRow(room.class_id, played.row.play, number, made, room.now, int(overruled))
    return room.store.add_next(row)


def reason_of(room: Room, play: int, number: int, seat: int) -> ReasonRow | None:
    """What a seat wrote about a decision."""
    found = room.store.rows(ReasonRow, class_id=room.class_id, play=play, number=number, seat=seat)
    return found[0] if found else None


def with_reason(room: Room, play: int, number: int, seat: int, text: str) -> bool:
    """Keep a reason, in place of the one before, and say whether it could be kept."""
    rows = as_reason(room, play, number, seat, text)
    if rows:
        room.store.put(*rows)
    return rows is not None


def as_reason(
    room: Room, play: int, number: int, seat: int, text: str
) -> tuple[ReasonRow, ...] | None:
    """A reason as it is kept, in place of the one before; no row if that says the same. None if it
    can't be kept: it has words, and not too many letters. What was shown to all is shown no longer
    once it is changed."""
    text = typed_line(text)
    if not text or len(text) > REASON:
        return None
    before = reason_of(room, play, number, seat)
    if before is not None and before.text == text:
        return ()
    return (ReasonRow(room.class_id, play, number, seat, text, room.now),)


def chosen(row: DecisionRow) -> str:
    """The choice of a decision, without its scene."""
    return parted(row.name)[1]


def _is_now(played: Played, ballot: Ballot) -> bool:
    return (ballot.play, ballot.number) == (played.row.play, played.number)
