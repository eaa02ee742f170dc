"""Why a decision can't be made: plain records, which narration puts into words.

Each has what its sentence names and nothing more. The code that makes decisions works out which of
them applies.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from negotiator.story.model import Side


@dataclass(frozen=True, slots=True)
class LastWord:
    """They have said their last word; their package can still be accepted, or not even that."""

    voice: str
    can_accept: bool


@dataclass(frozen=True, slots=True)
class Below:
    """A package is worth less to a side than no deal."""

    side: Side
    worth: int
    reservation: int


@dataclass(frozen=True, slots=True)
class NothingOffered:
    """They have no package on the table that could be accepted."""

    voice: str


@dataclass(frozen=True, slots=True)
class SamePackages:
    """Two packages that were to stand side by side are the same."""


@dataclass(frozen=True, slots=True)
class UnequalPackages:
    """Two packages that were to stand side by side are not worth about the same to a side."""

    side: Side
    first: int
    second: int
    most: int
    """By how much they may differ."""


@dataclass(frozen=True, slots=True)
class AskedAlready:
    """Each question is asked once."""


@dataclass(frozen=True, slots=True)
class TwoPeople:
    """Two people bargain here, and settle or end it themselves."""


@dataclass(frozen=True, slots=True)
class NoTwoPeople:
    """It is a decision of two people, and here the program plays the other side."""


Refusal = (
    LastWord
    | Below
    | NothingOffered
    | SamePackages
    | UnequalPackages
    | AskedAlready
    | TwoPeople
    | NoTwoPeople
)
"""Why something at a table is closed."""


@dataclass(frozen=True, slots=True)
class Closed:
    """A decision that exists, but isn't open: with the table's reason, or the author's words, which
    may be empty."""

    decision: str
    reason: Refusal | str


@dataclass(frozen=True, slots=True)
class NotAPair:
    """It isn't written the way two packages side by side are."""


@dataclass(frozen=True, slots=True)
class NotAPackage:
    """Two people settle on an option for each term, and this one is left open."""

    term: str


@dataclass(frozen=True, slots=True)
class UnknownDecision:
    """A table has no decision with this name; `near` is the one that may be meant, or empty."""

    decision: str
    near: str


@dataclass(frozen=True, slots=True)
class UnknownQuestion:
    """There is no such question."""

    question: str
    near: str


@dataclass(frozen=True, slots=True)
class UnknownTerm:
    """There is no such term on the table."""

    term: str
    near: str


@dataclass(frozen=True, slots=True)
class UnknownOption:
    """A term has no such option."""

    term: str
    option: str
    near: str


@dataclass(frozen=True, slots=True)
class UnknownChoice:
    """A scene has no such choice."""

    scene: str
    choice: str
    near: str


@dataclass(frozen=True, slots=True)
class HasEnded:
    """The play has ended, so nothing can be chosen."""

    choice: str


@dataclass(frozen=True, slots=True)
class EndedBefore:
    """When decisions are made again, the play ends before this one."""

    ending: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """When decisions are made again, the play is in another place than the one this was made in."""

    place: str


@dataclass(frozen=True, slots=True)
class BeginningGone:
    """The place where the play began is no longer in the story."""

    place: str


WhyNot = (
    Closed
    | NotAPair
    | NotAPackage
    | UnknownDecision
    | UnknownQuestion
    | UnknownTerm
    | UnknownOption
    | UnknownChoice
    | HasEnded
    | EndedBefore
    | Elsewhere
    | BeginningGone
)
"""Why a decision can't be made."""


class NotOfferedError(ValueError):
    """A decision that can't be made in this state; `why` says what prevents it."""

    def __init__(self, why: WhyNot) -> None:
        super().__init__(why)
        self.why = why
