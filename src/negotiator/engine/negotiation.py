"""A table while it is open: what can be decided, what comes of it, and what is said.

A view of one state, made when it is asked for and never kept. How the two sides stand is said in
`positions`, how a decision is written in `bargaining.decisions`; who accepts what is worked out
in `bargaining.counterpart`. A decision here goes on with the talks, and changes nothing else, or
closes the table: what that does is said by the table's Bargain in `rules`, and done by `machine`.
"""

from __future__ import annotations

from typing import NamedTuple

from negotiator.bargaining import decisions
from negotiator.bargaining.counterpart import Asked, Exchange, Talks
from negotiator.bargaining.decisions import ACCEPT, PROPOSE, NotOfferedError
from negotiator.bargaining.voice import PLAIN, QUESTIONS, Reason, answer_to, nearer, reasons
from negotiator.bargaining.worths import Package
from negotiator.engine.compiler import program
from negotiator.engine.forecasts import Forecast, Forecasts
from negotiator.engine.positions import Positions
from negotiator.engine.state import Option, Told
from negotiator.story.model import DEAL, LEAVE, WALKOUT, Words


class Turn(NamedTuple):
    """A decision at the table: how it is called, what is said, and the talks after it.

    `closing` is how it closes the table, if it does; `package` what is agreed on, if anything.
    """

    option: Option
    told: tuple[Told, ...]
    talks: Talks
    closing: str = ""
    package: Package | None = None


class Session(Positions):
    """A table in one state of the play, to bargain at."""

    # How a decision is written

    def proposal(self, package: Package, last: Package | None = None) -> str:
        """How the decision to propose a package is written: what differs from the player's last
        position, which is that of the talks so far unless it is given."""
        return decisions.proposal(self.table, package, last or self.ours)

    def pair(self, first: Package, second: Package) -> str:
        """How the decision to put two packages side by side is written."""
        return decisions.pair(self.table, (first, second), self.ours)

    def line(self, packages: tuple[Package, ...]) -> tuple[str, ...]:
        """How the decisions to propose these packages, one after the other, are written."""
        lasts = (self.ours, *packages)
        return tuple(
            self.proposal(package, last) for package, last in zip(packages, lasts, strict=False)
        )

    def line_to(self, closing: str, package: Package | None = None) -> tuple[str, ...]:
        """As few decisions, by id, as close the table so; with DEAL, on this package.

        Raises ValueError if nothing the player can do comes to that.
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

        Raises NotOfferedError if it is no proposal, or names what isn't there.
        """
        return decisions.package_in(self.table, decision, self.ours)

    def put(self, decision: str) -> tuple[Package, tuple[Package, Package] | None]:
        """The package that a decision proposes; of two, that which is nearer for them, and both.

        Raises NotOfferedError if it is no proposal, or names what isn't there.
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
        """What can be decided: to accept, to propose (`proposal` writes what, and `pair` two
        packages side by side), to ask, to leave."""
        closed, refused = self.unacceptable(), self.refused(self.ours)
        leave = self.ready.choices[LEAVE].option(self.values)
        return (
            self._accept(closed),
            Option(PROPOSE, "Propose a package", not refused, refused),
            *(self._question(one) for one in QUESTIONS if len(self.table.terms) > 1),
            *leave,
        )

    def turn(self, decision: str) -> Turn:
        """Make a decision.

        Raises NotOfferedError if it can't be made, or can't be read.
        """
        if decision == ACCEPT:
            return self._accepted()
        if decision == LEAVE:
            (option,) = self.ready.choices[LEAVE].option(self.values)
            return Turn(option, (), (), closing=LEAVE)
        question = decisions.question_in(decision)
        if question is not None:
            return self._asked(question)
        return self._proposed(*self.put(decision))

    def _accept(self, closed: str) -> Option:
        return Option(ACCEPT, "Accept their package", not closed, closed)

    def _accepted(self) -> Turn:
        closed = self.unacceptable()
        if closed:
            raise NotOfferedError(f"`{ACCEPT}` is not open now: {closed}")
        return Turn(self._accept(""), self._said([Reason("accepts")]), (), DEAL, self.theirs)

    def _question(self, question: str) -> Option:
        asked = question in [one.question for one in self.talks if isinstance(one, Asked)]
        closed = "you have asked that already" if asked else ""
        return Option(decisions.question(question), QUESTIONS[question], not closed, closed)

    def _asked(self, question: str) -> Turn:
        decision = decisions.question(question)
        option = next((one for one in self.options() if one.id == decision), None)
        if option is None:
            known = [decisions.question(one) for one in QUESTIONS]
            raise NotOfferedError(decisions.unknown("question", decision, known))
        if not option.open:
            raise NotOfferedError(f"`{decision}` is not open now: {option.reason}")
        talks = (*self.talks, Asked(question, answer_to(self.bargaining, question)))
        return Turn(option, self._said(reasons(self.bargaining, talks)), talks)

    def _proposed(self, package: Package, pair: tuple[Package, Package] | None) -> Turn:
        decision = self.pair(*pair) if pair else self.proposal(package)
        refused = self.unlike(*pair) if pair else self.refused(package)
        if refused:
            raise NotOfferedError(f"`{decision}` is not open now: {refused}")
        headline = self._side_by_side(pair) if pair else self._headline(package)
        option = Option(decision, headline, True, "")
        answer = self.bargaining.answer(self.exchanges, package)
        exchange = Exchange(package, answer.package, pair)
        if answer.what == "accepts":
            told = self._said([*nearer(exchange), Reason("accepts")])
            return Turn(option, told, (), DEAL, package)
        if answer.what == "leaves":
            return Turn(option, self._said([Reason("leaves")]), (), WALKOUT)
        talks = (*self.talks, exchange)
        return Turn(option, self._said(reasons(self.bargaining, talks)), talks)

    def _headline(self, package: Package) -> str:
        changed = decisions.differences(self.table, package, self.ours)
        if changed:
            return f"Propose {changed}"
        return "Propose the same again" if self.exchanges else "Propose what you opened with"

    def _side_by_side(self, pair: tuple[Package, Package]) -> str:
        first, second = (
            decisions.differences(self.table, one, self.ours) or "what you stand by" for one in pair
        )
        return f"Put side by side {first}, or {second}"

    # What is said

    def said(self) -> tuple[Told, ...]:
        """What the counterpart said last; nothing before the first proposal."""
        if not self.talks:
            return ()
        if isinstance(self.talks[-1], Asked):
            return self._said(reasons(self.bargaining, self.talks))
        earlier = self.earlier(len(self.exchanges) - 1)
        return earlier._said(reasons(self.bargaining, self.exchanges))

    def advice(self) -> Told | None:
        """What the player's own side says before the next proposal, if the author wrote that."""
        told = self._told("advises", None)
        return told[min(len(self.exchanges), len(told) - 1)] if told else None

    def _said(self, why: list[Reason]) -> tuple[Told, ...]:
        """The author's lines for these reasons, or plain ones where there are none."""
        used: list[Reason] = []
        for number in range(len(self.exchanges)):
            used += reasons(self.bargaining, self.exchanges[: number + 1])
        return tuple(self._line(reason, used.count(reason)) for reason in why)

    def _line(self, reason: Reason, times: int) -> Told:
        """The line for a reason that came up so many times before."""
        told = self._told(*reason)
        if told:
            return told[min(times, len(told) - 1)]
        label = self.table.terms[reason.term].label if reason.term is not None else ""
        words = PLAIN[reason.reason].format(voice=self.voice, term=label)
        layout = program(self.story).layout
        return Told(words, (Words(words),), (), layout)

    def _told(self, reason: str, term: int | None) -> list[Told]:
        """The author's lines for a reason, as far as they are told now."""
        ready = self.ready.says.get((reason, term), ())
        return [one for tell in ready for one in tell(self.values)]
