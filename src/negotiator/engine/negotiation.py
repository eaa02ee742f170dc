"""A table while it is open: what can be decided, what follows from it, and what is said.

A view of one state, made on demand and never stored. `positions` says where the two sides stand,
`bargaining.decisions` how a decision is written; `bargaining.counterpart` works out who accepts
what. A decision here continues the talks, and changes nothing else, or closes the table: the
table's Bargain in `rules` says what that does, and `machine` does it.
"""

from __future__ import annotations

from typing import NamedTuple

from negotiator.bargaining import decisions
from negotiator.bargaining.counterpart import Asked, Exchange, Talks
from negotiator.bargaining.decisions import ACCEPT, ASK, EITHER, NO_DEAL, PROPOSE, SETTLE
from negotiator.bargaining.refusals import (
    AskedAlready,
    Closed,
    NotOfferedError,
    NoTwoPeople,
    Refusal,
    TwoPeople,
    UnknownQuestion,
)
from negotiator.bargaining.voice import QUESTIONS, Reason, answer_to, nearer, reasons
from negotiator.bargaining.worths import Package
from negotiator.engine import settlements
from negotiator.engine.forecasts import Forecast, Forecasts
from negotiator.engine.positions import Positions
from negotiator.engine.state import Bid, Option, Told, Utterance
from negotiator.story.model import DEAL, LEAVE, WALKOUT
from negotiator.story.suggestions import nearest


class TalksTurn(NamedTuple):
    """A decision at the table: what it is, what is said, and the talks after it.

    `closing` is how it closes the table, if it does; `package` is what is agreed on, if anything.
    """

    option: Option
    told: tuple[Told | Utterance, ...]
    talks: Talks
    closing: str = ""
    package: Package | None = None


class Session(Positions):
    """A table in one state of the play, to bargain at."""

    # How a decision is written

    def proposal(self, package: Package, last: Package | None = None) -> str:
        """The decision to propose a package, as written: what differs from the player's last
        position, which is that of the talks so far unless it is given."""
        return decisions.proposal(self.table, package, last or self.ours)

    def pair(self, first: Package, second: Package) -> str:
        """The decision to put two packages side by side, as written."""
        return decisions.pair(self.table, (first, second), self.ours)

    def line(self, packages: tuple[Package, ...]) -> tuple[str, ...]:
        """The decisions to propose these packages one after the other, as written."""
        lasts = (self.ours, *packages)
        return tuple(
            self.proposal(package, last) for package, last in zip(packages, lasts, strict=False)
        )

    def line_to(self, closing: str, package: Package | None = None) -> tuple[str, ...]:
        """The shortest list of decision ids that closes the table this way; with DEAL, on this
        package.

        Raises ValueError if nothing the player can do leads to that.
        """
        if closing == LEAVE:
            return (LEAVE,)
        bargaining = self.bargaining
        line = bargaining.line_to_walkout() if package is None else bargaining.line_to(package)
        if line is None:
            raise ValueError(f"`{self.table.id}` can't close with `{closing}` on {package}")
        return self.line(line)

    def read(self, decision: str) -> Package:
        """The package that a decision proposes.

        Raises NotOfferedError if it isn't a proposal, or names something that doesn't exist.
        """
        return decisions.package_in(self.table, decision, self.ours)

    def proposed_in(self, decision: str) -> tuple[Package, tuple[Package, Package] | None]:
        """The package that a decision proposes, and, if it puts two side by side, both: then the
        first item is the one they find nearer, and otherwise the second item is None.

        Raises NotOfferedError if it isn't a proposal, or names something that doesn't exist.
        """
        first, *others = decisions.packages_in(self.table, decision, self.ours)
        if not others:
            return first, None
        (second,) = others
        theirs = self.bargaining.theirs
        chosen = second if theirs.of(second) > theirs.of(first) else first
        return chosen, (first, second)

    # What a package would do at home

    def forecast(self, package: Package) -> tuple[Forecast, ...]:
        """What agreeing on a package would do to each gauge that it moves."""
        return Forecasts(self.story, self.ready, self.values, self.seed).package(package)

    def reading(self, term: int, option: int) -> tuple[Forecast, ...]:
        """The same for one term's option alone."""
        return Forecasts(self.story, self.ready, self.values, self.seed).option(term, option)

    # Decisions

    def options(self) -> tuple[Option, ...]:
        """What can be decided: to accept, to propose (`proposal` writes which package, and `pair`
        two packages side by side), to ask, to leave."""
        if self.is_between_people:
            return settlements.options()
        closed, refused = self.unacceptable(), self.refused(self.ours)
        leave = self.ready.choices[LEAVE].option(self.values)
        return (
            self._accept(closed),
            Option(PROPOSE, Bid(PROPOSE), refused is None, refused or ""),
            *self._questions(),
            *leave,
        )

    def turn(self, decision: str) -> TalksTurn:
        """What comes of making a decision.

        Raises NotOfferedError if it can't be made, or can't be read.
        """
        if self.is_between_people:
            return self._settled(decision)
        if decision.startswith((SETTLE, NO_DEAL)):
            raise NotOfferedError(Closed(decision, NoTwoPeople()))
        if decision == ACCEPT:
            return self._accepted()
        if decision == LEAVE:
            (option,) = self.ready.choices[LEAVE].option(self.values)
            return TalksTurn(option, (), (), closing=LEAVE)
        question = decisions.question_in(decision)
        if question is not None:
            return self._asked(question)
        return self._proposed(*self.proposed_in(decision))

    @property
    def is_between_people(self) -> bool:
        """Whether two people bargain here, and no counterpart answers."""
        return settlements.is_between_people(self.talks)

    def _settled(self, decision: str) -> TalksTurn:
        if decision.startswith((ACCEPT, PROPOSE, EITHER, ASK)) or decision == LEAVE:
            raise NotOfferedError(Closed(decision, TwoPeople()))
        option, closing, package = settlements.decided(self.table, decision)
        return TalksTurn(option, (), (), closing, package)

    def _accept(self, closed: Refusal | None) -> Option:
        return Option(ACCEPT, Bid(ACCEPT), closed is None, closed or "")

    def _accepted(self) -> TalksTurn:
        closed = self.unacceptable()
        if closed is not None:
            raise NotOfferedError(Closed(ACCEPT, closed))
        return TalksTurn(self._accept(None), self._said([Reason("accepts")]), (), DEAL, self.theirs)

    def _questions(self) -> list[Option]:
        return [self._question(one) for one in QUESTIONS] if len(self.table.terms) > 1 else []

    def _question(self, question: str) -> Option:
        asked = question in [one.question for one in self.talks if isinstance(one, Asked)]
        closed = AskedAlready() if asked else ""
        return Option(decisions.question(question), Bid(ASK, question), not asked, closed)

    def _asked(self, question: str) -> TalksTurn:
        decision = decisions.question(question)
        option = next((one for one in self._questions() if one.id == decision), None)
        if option is None:
            near = nearest(decision, [decisions.question(one) for one in QUESTIONS])
            raise NotOfferedError(UnknownQuestion(decision, near or ""))
        if not option.open:
            raise NotOfferedError(Closed(decision, option.reason))
        talks = (*self.talks, Asked(question, answer_to(self.bargaining, question)))
        return TalksTurn(option, self._said(reasons(self.bargaining, talks)), talks)

    def _proposed(self, package: Package, pair: tuple[Package, Package] | None) -> TalksTurn:
        decision = self.pair(*pair) if pair else self.proposal(package)
        refused = self.unlike(*pair) if pair else self.refused(package)
        if refused is not None:
            raise NotOfferedError(Closed(decision, refused))
        option = Option(decision, self._bid(pair or (package,)), True, "")
        answer = self.bargaining.answer(self.exchanges, package)
        exchange = Exchange(package, answer.package, pair)
        if answer.what == "accepts":
            told = self._said([*nearer(exchange), Reason("accepts")])
            return TalksTurn(option, told, (), DEAL, package)
        if answer.what == "leaves":
            return TalksTurn(option, self._said([Reason("leaves")]), (), WALKOUT)
        talks = (*self.talks, exchange)
        return TalksTurn(option, self._said(reasons(self.bargaining, talks)), talks)

    def _bid(self, packages: tuple[Package, ...]) -> Bid:
        changed = tuple(decisions.changes(self.table, one, self.ours) for one in packages)
        what = PROPOSE if len(packages) == 1 else EITHER
        return Bid(what, packages=changed, is_again=bool(self.exchanges))

    # What is said

    def said(self) -> tuple[Told | Utterance, ...]:
        """What the counterpart said last; nothing before the first proposal."""
        if not self.talks or self.is_between_people:
            return ()
        if isinstance(self.talks[-1], Asked):
            return self._said(reasons(self.bargaining, self.talks))
        earlier = self.earlier(len(self.exchanges) - 1)
        return earlier._said(reasons(self.bargaining, self.exchanges))

    def advice(self) -> Told | None:
        """What the player's own side says before the next proposal, if the author wrote that and
        there is something left to propose."""
        if not self.rounds_left or not self.apart:
            return None
        told = self._told("advises", None)
        return told[min(len(self.exchanges), len(told) - 1)] if told else None

    def _said(self, why: list[Reason]) -> tuple[Told | Utterance, ...]:
        """The author's lines for these reasons, or the reasons themselves where no line exists."""
        used: list[Reason] = []
        for number in range(len(self.exchanges)):
            used += reasons(self.bargaining, self.exchanges[: number + 1])
        return tuple(self._line(reason, used.count(reason)) for reason in why)

    def _line(self, reason: Reason, times: int) -> Told | Utterance:
        """The line for a reason that has already come up this many times."""
        told = self._told(*reason)
        if told:
            return told[min(times, len(told) - 1)]
        label = self.table.terms[reason.term].label if reason.term is not None else ""
        return Utterance(reason.reason, self.voice, label)

    def _told(self, reason: str, term: int | None) -> list[Told]:
        """The author's lines for a reason that hold now."""
        ready = self.ready.says.get((reason, term), ())
        return [one for tell in ready for one in tell(self.values, self.seed)]
