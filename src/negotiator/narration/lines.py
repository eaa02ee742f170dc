"""The typed lines that tell a play: small records that each face only lays out.

They have what a screen, a text and a page need: the kind of each line, its words, its citations and
links, and numbers with their meaning. `play` and `debrief` turn a step or an ending into lines;
`text` says each in a line of text.
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import NamedTuple

from negotiator.engine.promises import Standing
from negotiator.language import pgettext
from negotiator.story.model import (
    Citation,
    DocumentKind,
    Gauge,
    GlossaryLink,
    Person,
    Stress,
    Words,
)

Part = Words | Stress | Citation | GlossaryLink
"""A piece of a passage: words, the stress from here on, a citation, or words that lead to the
glossary. A line break in words ends a line, two end a paragraph."""


class PlaceKind(Enum):
    """The kind of place that a heading is for."""

    SCENE = "scene"
    EVENT = "event"
    ENDING = "ending"
    EPILOGUE = "epilogue"
    """Whom or what an epilogue tells of."""


class Heading(NamedTuple):
    """The title of a scene, an event, an ending or an epilogue, with its day and place, if it has
    them."""

    title: str
    kind: PlaceKind = PlaceKind.SCENE
    date: date | None = None
    place: str = ""
    time: str = ""
    """The time of day, as HH:MM."""
    outcome: str = ""
    """For an ending, the author's word for how it came out."""


class Card(NamedTuple):
    """What stands by itself in a frame, with room around it: an act that begins, or the ending.

    `label` says what it is, `facts` when, where and the like, each in a line of its own.
    """

    label: str
    title: str
    facts: tuple[str, ...]


class ToldPassage(NamedTuple):
    """A paragraph with its citations and links. One without a citation is drama."""

    parts: tuple[Part, ...]
    is_answer: bool = False
    """Whether it is said in the middle of talks, where much is said in few words."""
    speaker: Person | None = None
    """Who says it; None if it is told."""

    @property
    def every_part(self) -> tuple[Part, ...]:
        """The parts of all that it says."""
        return self.parts

    @property
    def cites(self) -> tuple[str, ...]:
        """The sources it relies on."""
        return tuple(part.source for part in self.parts if isinstance(part, Citation))


class Document(NamedTuple):
    """A letter, a map, or another thing to be read by itself.

    `parts` are its prose, which reflows, or the lines of a drawing, which don't; `alt` says what a
    drawing shows.
    """

    kind: DocumentKind
    heading: tuple[Part, ...]
    date: date | None
    parts: tuple[Part, ...]
    alt: tuple[Part, ...] = ()
    speaker: Person | None = None
    """Whose words it has; None if that isn't said."""

    @property
    def every_part(self) -> tuple[Part, ...]:
        """The parts of all that it says."""
        return (*self.heading, *self.parts, *self.alt)

    @property
    def cites(self) -> tuple[str, ...]:
        """The sources it relies on."""
        return tuple(part.source for part in self.every_part if isinstance(part, Citation))


class Chosen(NamedTuple):
    """What was decided, in the words of the choice."""

    words: str


class Trend(Enum):
    """What a change of a gauge means for the player."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "neither"

    @property
    def word(self) -> str:
        """The word for it beside a number."""
        match self:
            case Trend.BETTER:
                return pgettext("of a change", "better")
            case Trend.WORSE:
                return pgettext("of a change", "worse")
            case Trend.SAME:
                return pgettext("of a change", "neither")


class Moved(NamedTuple):
    """A gauge that moved, with the author's reason, which may be empty."""

    gauge: Gauge
    before: int
    after: int
    because: str = ""

    @property
    def by(self) -> int:
        """How far it moved, negative if it fell."""
        return self.after - self.before

    @property
    def verdict(self) -> Trend:
        """Whether it moved towards its good end."""
        gain = self.gauge.gain(self.before, self.after)
        if gain == 0:
            return Trend.SAME
        return Trend.BETTER if gain > 0 else Trend.WORSE


class Noted(NamedTuple):
    """Anything else that changed, in the author's words as a sentence."""

    words: str


class Promised(NamedTuple):
    """A promise to somebody, by their name, that was made, kept or broken."""

    person: str
    words: str
    standing: Standing


class InSums(NamedTuple):
    """A note that changes are shown as sums, and can be shown one by one."""


class BlocVote(NamedTuple):
    """A bloc's vote: so many of its seats said aye."""

    bloc: str
    ayes: int
    seats: int


class Voted(NamedTuple):
    """A motion that was put to the vote."""

    title: str
    passed: bool
    ayes: int
    seats: int
    needs: int
    blocs: tuple[BlocVote, ...]


class CounterMove(NamedTuple):
    """A term on which the counterpart moved: what it asks for now and asked for before."""

    term: str
    now: str
    before: str


class Countered(NamedTuple):
    """The counterpart's moves in answer to a proposal."""

    terms: tuple[CounterMove, ...]


class SettledTerm(NamedTuple):
    """A term and the option agreed on."""

    term: str
    option: str


class Agreed(NamedTuple):
    """A deal with the other side, term by term."""

    them: str
    clauses: tuple[SettledTerm, ...]


class Returned(NamedTuple):
    """A visit is over, and the play is where it was before: the title of the scene."""

    title: str


class LeftOut(NamedTuple):
    """So many passages that were read in an earlier play stand here, and are left out on request.

    Only `read_before` makes one, from lines that have them all.
    """

    passages: int


class BeginsAfter(NamedTuple):
    """What was told before and with so many decisions is left out: a play is too long for one page
    or document."""

    decisions: int


class WinSets(NamedTuple):
    """What could be agreed to at a table that is ahead: packages that would hold at home, across
    the table, and in both places, now and before.

    `us` and `them` are the two sides, `packages` is how many there are.
    """

    us: str
    them: str
    packages: int
    now: tuple[int, int, int]
    before: tuple[int, int, int]


Change = Moved | Noted | Promised | InSums | Voted
"""What a decision or an event moved, and how the votes went."""
Line = (
    Heading
    | Card
    | ToldPassage
    | Document
    | Chosen
    | Change
    | Countered
    | Agreed
    | Returned
    | LeftOut
    | BeginsAfter
    | WinSets
)
