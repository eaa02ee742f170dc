"""How often the reasons for lines at tables come up, and why some lines can never be said.

A line is said in turn each time its reason comes up while the table is open. Which reasons come up
is the counterpart's affair; how often one can, and which never can, is known from the numbers of
the table, whatever is proposed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from typing import NamedTuple

from negotiator.bargaining.voice import CHEAPEST, QUESTIONS
from negotiator.story.expressions import Expression
from negotiator.story.intervals import FALSE, Range, value_range
from negotiator.story.key_paths import place_path
from negotiator.story.model import Passage, Story, Table, Term, VoiceLines
from negotiator.story.source_map import Path

ONCE = {"accepts", "leaves", "last", *QUESTIONS}
"""The reasons that come up once while a table is open: it closes, or the question is asked."""
OF_A_TERM = {"holds", "gives", "thanks"}
"""The reasons about a term that is settled otherwise than before."""


class Turn(NamedTuple):
    """A line at a table: for which reason, how often that comes up at most, and how many lines
    above it are said in any case. `term` is the number of the term that it is about, if any."""

    table: Table
    path: Path
    line: Passage
    reason: str
    term: int | None
    most: float
    sure: int

    @property
    def never_comes(self) -> bool:
        """Whether the lines above it are enough for all times that the reason comes up."""
        return self.sure >= self.most


def turns(story: Story, ranges: Mapping[str, Range]) -> Iterator[Turn]:
    """Every line at the tables of a story, in order; `ranges` are those of its values."""
    for table in story.tables.values():
        _fewest, rounds = value_range(table.rounds.node, ranges)
        here = place_path(table)
        parts: list[tuple[Path, int | None, tuple[VoiceLines, ...]]] = [(here, None, table.says)]
        for number, term in enumerate(table.terms):
            parts.append(((*here, "terms", term.id), number, term.says))
        for path, about, says in parts:
            for said in says:
                most = 1 if said.reason in ONCE else max(1, rounds)
                sure = 0
                for number, line in enumerate(said.lines):
                    place = (*path, "says", said.reason, number)
                    yield Turn(table, place, line, said.reason, about, most, sure)
                    sure += line.when is None


class WhyNever(Enum):
    """Why a line can never be said; `reasons` has the words."""

    TURN = "turn"
    """Too many lines that are always said stand above it."""
    CONDITION = "condition"
    """The ranges of the values exclude its condition."""
    NO_WARNING = "no_warning"
    """They leave before they could warn, or the rounds are over before."""
    NO_ANSWER = "no_answer"
    """Another term is always the answer to a question."""
    ALL_THE_SAME = "all_the_same"
    """They don't mind how a term is settled."""


def why_never(turn: Turn, ranges: Mapping[str, Range]) -> WhyNever | None:
    """Why a line can never be said; None if no reason is known."""
    table = turn.table
    if turn.never_comes:
        return WhyNever.TURN
    if turn.line.when is not None and value_range(turn.line.when.node, ranges) == FALSE:
        return WhyNever.CONDITION
    if turn.reason == "warns" and not _may_warn(table, ranges):
        return WhyNever.NO_WARNING
    if turn.term is None:
        return None
    if turn.reason in QUESTIONS and not _may_answer(turn, ranges):
        return WhyNever.NO_ANSWER
    _, most = _stakes(table.terms[turn.term], table.weights(1)[turn.term], ranges)
    if turn.reason in OF_A_TERM and most == 0:
        return WhyNever.ALL_THE_SAME
    return None


def _may_warn(table: Table, ranges: Mapping[str, Range]) -> bool:
    """Whether there may be a proposal that uses up all patience but one, and isn't the last."""
    _, rounds = value_range(table.rounds.node, ranges)
    least, most = value_range(table.patience.node, ranges)
    return most >= 2 and max(2, least) <= rounds


def _may_answer(turn: Turn, ranges: Mapping[str, Range]) -> bool:
    """Whether a term may be the answer to a question: with none of the profiles that they may have
    is always more at stake for them on another one, or less. A table with one term isn't asked."""
    table, asked = turn.table, turn.term
    assert asked is not None
    if len(table.terms) < 2:
        return False
    # The first profile whose condition holds applies, or one of those drawn, if there are any.
    profiles = [one.weights for one in table.profiles]
    for weights in profiles if table.drawn else [(), *profiles]:
        each = {number: term.weight.theirs for number, term in enumerate(table.terms)}
        each |= dict(weights)
        stakes = [_stakes(table.terms[number], [each[number]], ranges) for number in sorted(each)]
        if turn.reason == CHEAPEST:
            stakes = [(-most, -least) for least, most in stakes]
        _, most = stakes[asked]
        # Of several terms on which as much is at stake, the first is the answer.
        above = any(least >= most for least, _ in stakes[:asked])
        if not above and not any(least > most for least, _ in stakes[asked + 1 :]):
            return True
    return False


def _stakes(term: Term, weights: Iterable[Expression], ranges: Mapping[str, Range]) -> Range:
    """How much may be at stake for them on a term, in points that compare with those of others."""
    worths = [option.theirs for option in term.options]
    each = [value_range(one.node, ranges) for one in weights]
    apart = max(worths) - min(worths)
    return max(0, min(low for low, _ in each)) * apart, max(0, *(high for _, high in each)) * apart
