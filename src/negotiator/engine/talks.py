"""A table while it is open: what can be decided, what is said, and what a package would do at home.

A view of one state, made when it is asked for and never kept. Who accepts what is worked out in
`bargaining`; closing a table and what follows is in `rules`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple, Protocol

from negotiator.engine.bargaining import (
    Asked,
    Bargaining,
    Exchange,
    Exchanges,
    Standing,
    Talks,
)
from negotiator.engine.compiler import ReadyTable, program
from negotiator.engine.forecasts import Forecast, Forecasts
from negotiator.engine.layout import Values
from negotiator.engine.state import Option, Told
from negotiator.engine.voice import PLAIN, QUESTIONS, Reason, answer_to, nearer, reasons
from negotiator.engine.worths import Package
from negotiator.story.diagnostics import nearest
from negotiator.story.model import (
    DEAL,
    LEAVE,
    WALKOUT,
    Profile,
    Story,
    Table,
    Term,
    TermOption,
    Words,
)

PROPOSE = "propose"
EITHER = "either"
ACCEPT = "accept"
ASK = "ask"
_PROPOSAL = re.compile(r"propose(?:\((.*)\))?\Z", re.ASCII | re.DOTALL)
_PAIR = re.compile(r"either\(([^;]*);([^;]*)\)\Z", re.ASCII | re.DOTALL)
_QUESTION = re.compile(r"ask\((\w*)\)\Z", re.ASCII)
_NEAR = 6
"""A proposal that lacks no more than this, of 100, of what they ask for is close to a yes."""
_ALIKE = 5
"""Two packages that are put side by side differ by no more than this, of 100, to the player."""


class NotOfferedError(ValueError):
    """A decision that can't be made in this state; says why."""


class AtTable(Protocol):
    """What a state of the play is to a table."""

    @property
    def values(self) -> Values:
        """The values of the play."""

    @property
    def seed(self) -> int:
        """The seed of its chance."""

    @property
    def talks(self) -> Talks:
        """The proposals and questions so far, and how each was answered."""


class Turn(NamedTuple):
    """A decision at the table: how it is called, what is said, and the talks after it.

    `closing` is how it closes the table, if it does; `package` what is agreed on, if anything.
    """

    option: Option
    told: tuple[Told, ...]
    talks: Talks
    closing: str = ""
    package: Package | None = None


class Session:
    """A table in one state of the play."""

    def __init__(self, story: Story, ready: ReadyTable, state: AtTable) -> None:
        self.story = story
        self.ready = ready
        self.values = state.values
        self.seed = state.seed
        self.talks = state.talks
        self.exchanges: Exchanges = tuple(one for one in state.talks if isinstance(one, Exchange))
        self.bargaining: Bargaining = ready.bargaining(state.values)

    # Where the talks stand

    @property
    def table(self) -> Table:
        """The table as the author wrote it."""
        return self.ready.table

    @property
    def ours(self) -> Package:
        """The player's last proposal; before the first, the opening position."""
        if self.exchanges:
            return self.exchanges[-1].proposal
        return self.bargaining.numbers.our_opening

    @property
    def theirs(self) -> Package:
        """The counterpart's standing position."""
        if self.exchanges:
            return self.exchanges[-1].counter
        return self.bargaining.numbers.their_opening

    @property
    def rounds_left(self) -> int:
        """How many more proposals the player may make."""
        return self.bargaining.rounds - len(self.exchanges)

    @property
    def apart(self) -> tuple[Term, ...]:
        """The terms on which the two positions differ."""
        return tuple(
            term
            for term, our, their in zip(self.table.terms, self.ours, self.theirs, strict=True)
            if our != their
        )

    @property
    def countered(self) -> tuple[tuple[Term, TermOption, TermOption], ...]:
        """Where the counterpart moved in its last answer: the term, what it asks for there now, and
        what it asked for before."""
        if not self.exchanges:
            return ()
        stood = self._earlier(len(self.exchanges) - 1).theirs
        return tuple(
            (term, term.options[now], term.options[then])
            for term, now, then in zip(self.table.terms, self.theirs, stood, strict=True)
            if now != then
        )

    @property
    def gap(self) -> int:
        """By how much the player's position is worth more to the player than theirs is."""
        return self.worth(self.ours) - self.worth(self.theirs)

    @property
    def mood(self) -> str:
        """The counterpart's mood in a few words."""
        if not self.exchanges:
            return "Has heard your opening" if self.apart else "Would sign it as it stands"
        bargaining = self.bargaining
        standing = self._standing
        points = bargaining.theirs.of(self.ours)
        if self.rounds_left == 0:
            return "Has said the last word"
        if standing.low >= bargaining.patience - 1 and self._used_patience:
            return "Looking at the door"
        if bargaining.asks(standing) - points <= _NEAR * bargaining.theirs.total:
            return "Close to a yes"
        if bargaining.binding(standing, self.ours).why == "early":
            return "Could sign it, but it is early"
        if not self._moved(len(self.exchanges) - 1):
            return f"Unmoved, no better for {self.table.theirs.name}"
        return "Not convinced" if points < bargaining.theirs.limit else "Listening closely"

    @property
    def held_back(self) -> str:
        """Why they came no further in their last answer, in a sentence; empty before it."""
        if not self.exchanges:
            return ""
        binding = self.bargaining.binding(self._standing, self.ours)
        if binding.why == "early":
            return f"{self._voice} could sign it in the end; what holds back is the clock"
        if self.bargaining.is_settled:
            return f"It takes back more of what is agreed than {self._voice} can give up"
        return f"You have come {binding.per_cent} % of the way to what {self._voice} needs"

    @property
    def profile(self) -> Profile | None:
        """What they care about in this play, if the author wrote several."""
        number = self.ready.profile(self.values)
        return self.table.profiles[number - 1] if number else None

    @property
    def _standing(self) -> Standing:
        return self.bargaining.standing([one.proposal for one in self.exchanges])

    @property
    def _used_patience(self) -> bool:
        """Whether the last proposal was one of those that use up patience."""
        earlier = [one.proposal for one in self.exchanges[:-1]]
        return self._standing.low > self.bargaining.standing(earlier).low

    # Packages

    def worth(self, package: Package) -> int:
        """What a package is worth to the player, 0 to 100."""
        return self.bargaining.ours.shown(self.bargaining.ours.of(package))

    @property
    def reservation(self) -> int:
        """The worth below which no deal is better for the player."""
        return self.bargaining.ours.reservation

    def refused(self, package: Package) -> str:
        """Why the player can't propose a package now; empty if that can be done."""
        if self.rounds_left <= 0:
            left = "leave" if self.unacceptable() else "accept it, or leave"
            return f"{self._voice} has said the last word: {left}"
        return self._below(package)

    def _below(self, package: Package) -> str:
        if self.bargaining.ours.of(package) >= self.bargaining.ours.limit:
            return ""
        side = self.table.ours
        instead = f" ({side.without})" if side.without else ""
        return (
            f"it is worth {self.worth(package)} to {side.name}, "
            f"less than no deal{instead}, which is worth {self.reservation}"
        )

    def unacceptable(self) -> str:
        """Why the player can't accept their standing package; empty if that can be done."""
        if not self.exchanges and not self.bargaining.opening_stands:
            return f"{self._voice} has offered nothing yet"
        return self._below(self.theirs)

    def proposal(self, package: Package, last: Package | None = None) -> str:
        """How the decision to propose a package is written: what differs from the player's last
        position, which is that of the talks so far unless it is given."""
        changed = self._changed(package, last or self.ours)
        return f"{PROPOSE}({changed})" if changed else PROPOSE

    def pair(self, first: Package, second: Package) -> str:
        """How the decision to put two packages side by side is written."""
        changed = (self._changed(one, self.ours) for one in (first, second))
        return f"{EITHER}({'; '.join(changed)})"

    def _changed(self, package: Package, last: Package) -> str:
        return ", ".join(
            f"{term.id}={term.options[new].id}"
            for term, old, new in zip(self.table.terms, last, package, strict=True)
            if old != new
        )

    def unlike(self, first: Package, second: Package) -> str:
        """Why the player can't put two packages side by side now; empty if that can be done."""
        worths = [self.bargaining.ours.of(one) for one in (first, second)]
        if first == second:
            return "they are the same"
        if abs(worths[0] - worths[1]) > _ALIKE * self.bargaining.ours.total:
            shown = [self.worth(one) for one in (first, second)]
            return (
                f"they are worth {shown[0]} and {shown[1]} to {self.table.ours.name}; "
                f"two that are put side by side differ by {_ALIKE} at most"
            )
        return self.refused(first) or self.refused(second)

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

    def forecast(self, package: Package) -> tuple[Forecast, ...]:
        """What agreeing on a package would do to each gauge that it moves."""
        return Forecasts(self.story, self.ready, self.values, self.seed).package(package)

    def reading(self, term: int, option: int) -> tuple[Forecast, ...]:
        """The same for one term's option alone."""
        return Forecasts(self.story, self.ready, self.values, self.seed).option(term, option)

    def described(self, package: Package) -> str:
        """A package in words: each term and its option."""
        return "; ".join(
            f"{term.label}: {term.options[option].text}"
            for term, option in zip(self.table.terms, package, strict=True)
        )

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

    def turn(self, option_id: str) -> Turn:
        """Make a decision.

        Raises NotOfferedError if it can't be made, or can't be read.
        """
        if option_id == ACCEPT:
            return self._accepted()
        if option_id == LEAVE:
            (option,) = self.ready.choices[LEAVE].option(self.values)
            return Turn(option, (), (), closing=LEAVE)
        question = _QUESTION.match(option_id)
        if question is not None:
            return self._asked(question[1])
        return self._proposed(*self.put(option_id))

    def put(self, option_id: str) -> tuple[Package, tuple[Package, Package] | None]:
        """The package that a decision proposes; of two, that which is nearer for them, and both.

        Raises NotOfferedError if it is no proposal, or names what isn't there.
        """
        if not option_id.startswith(EITHER):
            return self.read(option_id), None
        written = _PAIR.match(option_id)
        if written is None:
            raise NotOfferedError(
                f"two packages are put side by side as `{EITHER}(TERM=OPTION; TERM=OPTION)`"
            )
        first, second = (self._named(one) for one in (written[1], written[2]))
        theirs = self.bargaining.theirs
        chosen = second if theirs.of(second) > theirs.of(first) else first
        return chosen, (first, second)

    def _question(self, question: str) -> Option:
        asked = question in [one.question for one in self.talks if isinstance(one, Asked)]
        closed = "you have asked that already" if asked else ""
        return Option(f"{ASK}({question})", QUESTIONS[question], not closed, closed)

    def _asked(self, question: str) -> Turn:
        decision = f"{ASK}({question})"
        option = next((one for one in self.options() if one.id == decision), None)
        if option is None:
            known = [f"{ASK}({one})" for one in QUESTIONS]
            raise NotOfferedError(_unknown("question", decision, known))
        if not option.open:
            raise NotOfferedError(f"`{decision}` is not open now: {option.reason}")
        talks = (*self.talks, Asked(question, answer_to(self.bargaining, question)))
        return Turn(option, self._said(reasons(self.bargaining, talks)), talks)

    def _accept(self, closed: str) -> Option:
        return Option(ACCEPT, "Accept their package", not closed, closed)

    def _accepted(self) -> Turn:
        closed = self.unacceptable()
        if closed:
            raise NotOfferedError(f"`{ACCEPT}` is not open now: {closed}")
        return Turn(self._accept(""), self._said([Reason("accepts")]), (), DEAL, self.theirs)

    def _proposed(self, package: Package, pair: tuple[Package, Package] | None) -> Turn:
        decision = self.pair(*pair) if pair else self.proposal(package)
        refused = self.unlike(*pair) if pair else self.refused(package)
        if refused:
            raise NotOfferedError(f"`{decision}` is not open now: {refused}")
        if pair:
            first, second = (self._differences(one) or "what you stand by" for one in pair)
            option = Option(decision, f"Put side by side {first}, or {second}", True, "")
        else:
            option = Option(decision, self._headline(package), True, "")
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
        changed = self._differences(package)
        if changed:
            return f"Propose {changed}"
        return "Propose the same again" if self.exchanges else "Propose what you opened with"

    def _differences(self, package: Package) -> str:
        """In words what is other in a package than in the player's last position."""
        return "; ".join(
            f"{term.label}: {term.options[new].text}"
            for term, old, new in zip(self.table.terms, self.ours, package, strict=True)
            if old != new
        )

    def read(self, option_id: str) -> Package:
        """The package that a decision proposes.

        Raises NotOfferedError if it is no proposal, or names what isn't there.
        """
        written = _PROPOSAL.match(option_id)
        if written is None:
            near = nearest(option_id, (ACCEPT, PROPOSE, EITHER, ASK, LEAVE))
            hint = f" (did you mean `{near}`?)" if near else ""
            raise NotOfferedError(f"at a table nothing is called `{option_id[:60]}`{hint}")
        return self._named(written[1] or "")

    def _named(self, changes: str) -> Package:
        """The player's last position with these changes, `TERM=OPTION` with commas between."""
        package = list(self.ours)
        terms = {term.id: number for number, term in enumerate(self.table.terms)}
        for part in changes.split(",") if changes.strip() else ():
            name, _, wanted = (word.strip() for word in part.partition("="))
            if name not in terms:
                raise NotOfferedError(_unknown("term", name, terms))
            options = [option.id for option in self.table.terms[terms[name]].options]
            if wanted not in options:
                raise NotOfferedError(_unknown(f"option of `{name}`", wanted, options))
            package[terms[name]] = options.index(wanted)
        return tuple(package)

    # What is said

    @property
    def _voice(self) -> str:
        return self.table.voice or self.table.theirs.name

    def said(self) -> tuple[Told, ...]:
        """What the counterpart said last; nothing before the first proposal."""
        if not self.talks:
            return ()
        if isinstance(self.talks[-1], Asked):
            return self._said(reasons(self.bargaining, self.talks))
        earlier = self._earlier(len(self.exchanges) - 1)
        return earlier._said(reasons(self.bargaining, self.exchanges))

    def _earlier(self, exchanges: int) -> Session:
        """The same table when there had been so many exchanges."""
        at = _At(self.values, self.seed, self.exchanges[:exchanges])
        return Session(self.story, self.ready, at)

    def _moved(self, number: int) -> bool:
        """Whether the proposal of that number was better for them than all before it."""
        proposals = [one.proposal for one in self.exchanges[: number + 1]]
        before, after = (self.bargaining.standing(proposals[:n]) for n in (number, number + 1))
        return after.best > before.best

    def _said(self, why: list[Reason]) -> tuple[Told, ...]:
        """The author's lines for these reasons, or plain ones where there are none."""
        used: list[Reason] = []
        for number in range(len(self.exchanges)):
            used += reasons(self.bargaining, self.exchanges[: number + 1])
        return tuple(self._line(reason, used.count(reason)) for reason in why)

    def _line(self, reason: Reason, times: int) -> Told:
        """The line for a reason that came up so many times before."""
        told = [
            one
            for tell in self.ready.says.get((reason.reason, reason.term), ())
            for one in tell(self.values)
        ]
        if told:
            return told[min(times, len(told) - 1)]
        label = self.table.terms[reason.term].label if reason.term is not None else ""
        words = PLAIN[reason.reason].format(voice=self._voice, term=label)
        layout = program(self.story).layout
        return Told(words, (Words(words),), (), layout)


class _At(NamedTuple):
    values: Values
    seed: int
    talks: Talks


def _unknown(what: str, name: str, known: Iterable[str]) -> str:
    near = nearest(name, list(known))
    return f"there is no {what} `{name[:60]}`" + (f" (did you mean `{near}`?)" if near else "")
