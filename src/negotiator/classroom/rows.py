"""What is kept of a class: the rows of its tables, and which columns tell two rows apart.

A class is its rows and nothing else. A play is the decisions made in it, in order, so that whoever
answers a request replays it. Times are milliseconds since 1970, by the server's clock; everything
else about time is worked out from them (`clock`). No row has a name that a student brought along,
an address, or anything from which either could be had.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

NOBODY = 0
"""The seat that stands for none, where a row may have one; seats are numbered from 1."""
ENGINE = -1
"""The seat of the story's own counterpart, at a table where somebody is missing."""
HANDED_IN = 98
"""The phase of a play that was handed in and began at the start of its story, in no phase."""
NUMBERS = 1, 99_999_999
"""The least and the greatest number of what comes one after the other."""
UNDO = "undo"
"""The decision that takes back the one before it."""


class ClassRow(NamedTuple):
    """A class."""

    class_id: str
    story: str
    version: int
    fingerprint: str
    exercise: str
    seed: int
    code_hash: str
    """Of the code that students join by."""
    teacher_hash: str
    """Of the secret in the teacher's address."""
    opened: int
    phase: int = 0
    """The number of the phase that it is in."""
    began: int = 0
    """When that phase began; 0 before."""
    paused_since: int = 0
    """When it was paused; 0 while it runs."""
    paused: int = 0
    """How long it was paused before."""
    extended: int = 0
    """How much longer than written the phase takes."""
    ended: int = 0
    scripted: int = 0
    """1 if its students are scripted: a rehearsal."""


class SeatRow(NamedTuple):
    """A place in a class, taken by whoever has its token."""

    class_id: str
    seat: int
    pseudonym: str
    token_hash: str
    resume_hash: str
    joined: int
    office: str = ""


class PlayRow(NamedTuple):
    """A play in a phase: the class's own (nobody's), a seat's, or that of two seats."""

    class_id: str
    play: int
    phase: int
    seed: int
    ours: int = NOBODY
    """The seat that plays it, or sits on the player's side of its table."""
    theirs: int = NOBODY
    """The seat on the other side of its table."""

    @property
    def seats(self) -> tuple[int, ...]:
        """The seats of people that play it; none if it is the class's own."""
        return tuple(one for one in (self.ours, self.theirs) if one > NOBODY)

    @property
    def is_with_engine(self) -> bool:
        """Whether the story's counterpart sits at its table for somebody who is missing."""
        return ENGINE in (self.ours, self.theirs)


class DecisionRow(NamedTuple):
    """One decision of a play, as `scene.choice`, numbered from 1."""

    class_id: str
    play: int
    number: int
    name: str
    at: int
    overruled: int = 0
    """1 if the teacher decided otherwise than the class had voted."""


class ReasonRow(NamedTuple):
    """What a seat wrote about a decision."""

    class_id: str
    play: int
    number: int
    seat: int
    text: str
    at: int
    shown: int = 0
    """1 if the teacher has shown it to all."""


class VoteRow(NamedTuple):
    """A seat's vote on the decision with a number; the round is 1, or 2 after the argument."""

    class_id: str
    play: int
    number: int
    round: int
    seat: int
    choice: str
    at: int


class BallotRow(NamedTuple):
    """A vote that was opened on the decision with a number, or its second round."""

    class_id: str
    play: int
    number: int
    round: int
    opened: int
    closed: int = 0
    """When it was closed; 0 while it is open."""


class HandsRow(NamedTuple):
    """How many hands went up for a choice, as the teacher counted."""

    class_id: str
    play: int
    number: int
    round: int
    choice: str
    hands: int


class MoveRow(NamedTuple):
    """What was done at a table in pairs, numbered from 1 (`pairs.Move`)."""

    class_id: str
    play: int
    number: int
    side: str
    kind: str
    package: str
    of: int
    at: int


class ReplyRow(NamedTuple):
    """What a seat answered to an item of a form, `before` or `after` the class."""

    class_id: str
    seat: int
    form: str
    item: str
    answer: str
    at: int


class TurnedRow(NamedTuple):
    """What was worked out about the ending of a play (`turned`): rank 0 says for which ending, and
    ranks from 1 have the decisions that made it, the strongest first."""

    class_id: str
    play: int
    rank: int
    of: int
    """The number of the play's last decision then."""
    ending: str
    decision: str
    """The choice it amounts to, as `scene.choice`; empty at rank 0."""
    chance: int
    """Of a thousand plays that go on from it, how many come to that ending."""
    otherwise: int
    """The same on average after what else was open."""


class NoteRow(NamedTuple):
    """What the teacher told all, numbered from 1: the last one holds."""

    class_id: str
    number: int
    text: str
    at: int


class MoreTimeRow(NamedTuple):
    """How much longer than the others a seat has in a phase, in milliseconds."""

    class_id: str
    phase: int
    seat: int
    more: int


class RevealRow(NamedTuple):
    """That all may see what the pairs of a phase came to, and since when."""

    class_id: str
    phase: int
    at: int


Row = (
    ClassRow
    | SeatRow
    | PlayRow
    | DecisionRow
    | ReasonRow
    | BallotRow
    | VoteRow
    | HandsRow
    | MoveRow
    | ReplyRow
    | NoteRow
    | MoreTimeRow
    | RevealRow
    | TurnedRow
)


class Table(NamedTuple):
    """Where rows of a kind are kept: the table's name, and how many of their first columns are its
    key."""

    name: str
    key: int


TABLES: dict[type[tuple[Any, ...]], Table] = {
    ClassRow: Table("class", 1),
    SeatRow: Table("seat", 2),
    PlayRow: Table("play", 2),
    DecisionRow: Table("decision", 3),
    ReasonRow: Table("reason", 4),
    BallotRow: Table("ballot", 4),
    VoteRow: Table("vote", 5),
    HandsRow: Table("hands", 5),
    MoveRow: Table("move", 3),
    ReplyRow: Table("reply", 4),
    NoteRow: Table("note", 2),
    MoreTimeRow: Table("more_time", 3),
    RevealRow: Table("reveal", 2),
    TurnedRow: Table("turned", 3),
}
"""The table of each kind of row."""


def next_number(rows: Sequence[DecisionRow | MoveRow | NoteRow]) -> int:
    """The number of what comes after all of these, which are in their order; where some are damaged
    or gone, that is more than how many there are."""
    return rows[-1].number + 1 if rows else NUMBERS[0]
