"""A table: a scene in which terms are traded, with its sides, terms and options.

What a package is worth and who accepts it is the job of `engine`.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import NamedTuple

from negotiator.story.expressions import Expression, constant
from negotiator.story.model.places import Effect, Scene
from negotiator.story.model.texts import Passage, Text
from negotiator.story.model.values import called

DEAL, LEAVE, WALKOUT = "deal", "leave", "walkout"
"""The choices that close a table: a package is agreed on, the player leaves, or the counterpart
leaves."""


@dataclass(frozen=True, slots=True)
class TermOption:
    """One way a term may be settled, and what it is worth to each side, 0 to 100.

    `effects` are done if it is agreed. `article` says in plain words what the agreement then
    contains.
    """

    id: str
    text: str
    ours: int
    theirs: int
    effects: tuple[Effect, ...] = ()
    article: Text = ()


NO_OPTION = "none"
"""What a term is before it is agreed."""


class Pair(NamedTuple):
    """A value for each side: the player's, and the counterpart's."""

    ours: Expression
    theirs: Expression


class Opening(NamedTuple):
    """The options that each side asks for at first, by number."""

    ours: int = 0
    theirs: int = 0


class VoiceLines(NamedTuple):
    """What the counterpart says for a reason; each time the reason comes up again, the next line.

    For a term: `holds`, `gives`, `thanks`. For the whole table: `waits`, `warns`, `last`,
    `accepts`, `leaves`; and `advises`, which the player's own side says.
    """

    reason: str
    lines: tuple[Passage, ...]


class Profile(NamedTuple):
    """What the counterpart at a table may care about: `weights` are the weights of terms, by
    number, that differ from the table's own.

    The first profile whose condition holds applies. If none does, one of those without a condition
    is drawn by the play's seed, and stays the same throughout a play.
    """

    id: str
    text: str
    weights: tuple[tuple[int, Expression], ...]
    when: Expression | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that is bargained over. Its options stand in order, from one end to the other.

    `weight` is how much it matters to each side compared with the other terms. `opens` are the
    options that each side asks for at first, by number.
    """

    id: str
    label: str
    options: tuple[TermOption, ...]
    weight: Pair = Pair(constant(1), constant(1))
    opens: Opening = Opening()
    short: str = ""
    about: str = ""
    says: tuple[VoiceLines, ...] = ()

    @property
    def called(self) -> str:
        """Its name in a sentence."""
        return called(self.label, self.short)

    @property
    def words(self) -> tuple[str, ...]:
        """The words it can read as, by the number that a play stores: NO_OPTION, then its
        options."""
        return (NO_OPTION, *(option.id for option in self.options))

    @property
    def worths(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """What its options are worth to the player, and to the counterpart."""
        return (
            tuple([option.ours for option in self.options]),
            tuple([option.theirs for option in self.options]),
        )


@dataclass(frozen=True, slots=True)
class Side:
    """Who bargains, and what they have without a deal.

    `reservation` is the worth, 0 to 100, below which no deal is better for them; `without`
    says what that is (Fisher & Ury's best alternative to a negotiated agreement).
    """

    name: str
    reservation: Expression
    without: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Scene):
    """A scene in which terms are traded: a bargaining session.

    Its choices are the ways it closes: DEAL, LEAVE and WALKOUT, in this order. `rounds` is how
    often the player may propose. `pace` is how much of its room the counterpart has given up by
    half of the rounds, in per cent; `patience`, how many proposals worse than no deal it hears
    before it leaves; `firm`, the per cent of what it can hope for below which it never goes.
    `doubt` is by how many points the forecast at home may be off. `articles` is what the agreement
    contains in any case; `history` the package that was agreed on in history, by option numbers, if
    one was.
    """

    rounds: Expression
    ours: Side
    theirs: Side
    terms: tuple[Term, ...]
    voice: str = ""
    profiles: tuple[Profile, ...] = ()
    pace: Expression = constant(50)
    patience: Expression = constant(3)
    firm: Expression = constant(50)
    doubt: Expression = constant(0)
    says: tuple[VoiceLines, ...] = ()
    articles: tuple[Passage, ...] = ()
    history: tuple[int, ...] | None = None

    @property
    def packages(self) -> int:
        """How many packages there are."""
        return prod(len(term.options) for term in self.terms)

    def weights(self, side: int) -> tuple[tuple[Expression, ...], ...]:
        """For each term, everything that may be its weight for a side, 0 for the player's: its own,
        then those of the counterpart's profiles."""
        profiles = self.profiles if side else ()
        return tuple(
            (
                term.weight[side],
                *(weight for one in profiles for at, weight in one.weights if at == number),
            )
            for number, term in enumerate(self.terms)
        )

    @property
    def drawn(self) -> tuple[int, ...]:
        """The numbers, from 1, of the profiles that chance draws from."""
        return tuple(n for n, one in enumerate(self.profiles, 1) if one.when is None)
