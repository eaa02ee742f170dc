"""A table while it is open: what can be decided, what is said, and what a package would do at home.

A view of one state, made when it is asked for and never kept. Who accepts what is worked out in
`bargaining`. A decision here goes on with the talks, and changes nothing else, or closes the table:
what that does is said by the table's Bargain in `rules`, and done by `machine`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple, Protocol

from negotiator.engine.bargaining import Bargaining, Exchange, Exchanges, Package
from negotiator.engine.chance import draw
from negotiator.engine.compiler import ReadyTable, program
from negotiator.engine.layout import Values
from negotiator.engine.state import Option, Told
from negotiator.story.diagnostics import nearest
from negotiator.story.model import (
    DEAL,
    LEAVE,
    WALKOUT,
    Gauge,
    Story,
    Table,
    Term,
    TermOption,
    Words,
)

PROPOSE = "propose"
ACCEPT = "accept"
_PROPOSAL = re.compile(r"propose(?:\((.*)\))?\Z", re.ASCII | re.DOTALL)
_NEAR = 6
"""A proposal that lacks no more than this, of 100, of what they ask for is close to a yes."""
_DOUBTS = 0x7AB1E
"""Added to a play's seed for the errors of forecasts, which are no draws of the play's."""


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
    def talks(self) -> Exchanges:
        """The proposals so far, and how each was answered."""


class Reason(NamedTuple):
    """Why the counterpart answers as it does: a reason, and the term it is about, by number."""

    reason: str
    term: int | None = None


class Turn(NamedTuple):
    """A decision at the table: how it is called, what is said, and the talks after it.

    `closing` is how it closes the table, if it does; `package` what is agreed on, if anything.
    """

    option: Option
    told: tuple[Told, ...]
    talks: Exchanges
    closing: str = ""
    package: Package | None = None


class Forecast(NamedTuple):
    """What a package would do to a gauge: from `before` to somewhere in `low..high`."""

    gauge: Gauge
    before: int
    low: int
    high: int

    @property
    def improves(self) -> bool | None:
        """Whether it is for the better; None if the range leaves that open.

        That it moves is certain, so where it is now counts for nothing. How good a value is has
        its extremes at the ends of the range and, for a gauge that is best there, in the middle.
        """
        middle = (self.gauge.low + self.gauge.high) // 2
        looked_at = (self.low, self.high, self.before - 1, self.before + 1, middle, middle + 1)
        gains = [
            self.gauge.gain(self.before, value)
            for value in looked_at
            if self.low <= value <= self.high and value != self.before
        ]
        if all(gain > 0 for gain in gains):
            return True
        return False if all(gain < 0 for gain in gains) else None


class Session:
    """A table in one state of the play."""

    def __init__(self, story: Story, ready: ReadyTable, state: AtTable) -> None:
        self.story = story
        self.ready = ready
        self.values = state.values
        self.seed = state.seed
        self.exchanges = state.talks
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
        standing = self.bargaining.standing(tuple(one.proposal for one in self.exchanges))
        low = self.bargaining.theirs.of(self.ours) < self.bargaining.theirs.limit
        if self.rounds_left == 0:
            return "Has said the last word"
        if low and standing.low >= self.bargaining.patience - 1:
            return "Looking at the door"
        if not self._moved(len(self.exchanges) - 1):
            return f"Unmoved, no better for {self.table.theirs.name}"
        if low:
            return "Not convinced"
        lacks = self.bargaining.asks(standing.moves) - self.bargaining.theirs.of(self.ours)
        near = lacks <= _NEAR * self.bargaining.theirs.total
        return "Close to a yes" if near else "Listening closely"

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
        changed = ", ".join(
            f"{term.id}={term.options[new].id}"
            for term, old, new in zip(self.table.terms, last or self.ours, package, strict=True)
            if old != new
        )
        return f"{PROPOSE}({changed})" if changed else PROPOSE

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
        """What agreeing on a package would do to each gauge that it moves, before anyone reacts.

        The truth always lies in the range given. How far its middle is from the truth is drawn
        once for each gauge and play, up to the table's `doubt` either way.
        """
        after = list(self.values)
        self.ready.close(DEAL, package, after, self.seed, 0, [])
        return self._forecasts(after)

    def reading(self, term: int, option: int) -> tuple[Forecast, ...]:
        """The same for one term's option alone."""
        after = list(self.values)
        self.ready.settle_term(term, option, after, [])
        return self._forecasts(after)

    def _forecasts(self, after: list[int | bool]) -> tuple[Forecast, ...]:
        doubt = max(0, self.ready.doubt(self.values))
        slots = program(self.story).layout.slots
        found = []
        for name, gauge in self.story.gauges.items():
            slot = slots[name]
            before, now = int(self.values[slot]), int(after[slot])
            if before != now:
                thrown = draw(self.seed + _DOUBTS, slot) * (2 * doubt + 1) >> 64
                low = max(gauge.low, now + thrown - 2 * doubt)
                high = min(gauge.high, now + thrown)
                found.append(Forecast(gauge, before, low, high))
        return tuple(found)

    def described(self, package: Package) -> str:
        """A package in words: each term and its option."""
        return "; ".join(
            f"{term.label}: {term.options[option].text}"
            for term, option in zip(self.table.terms, package, strict=True)
        )

    # Decisions

    def options(self) -> tuple[Option, ...]:
        """What can be decided: to accept, to propose (`proposal` writes what), to leave."""
        closed, refused = self.unacceptable(), self.refused(self.ours)
        leave = self.ready.choices[LEAVE].option(self.values)
        return (
            self._accept(closed),
            Option(PROPOSE, "Propose a package", not refused, refused),
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
        return self._proposed(self.read(option_id))

    def _accept(self, closed: str) -> Option:
        return Option(ACCEPT, "Accept their package", not closed, closed)

    def _accepted(self) -> Turn:
        closed = self.unacceptable()
        if closed:
            raise NotOfferedError(f"`{ACCEPT}` is not open now: {closed}")
        return Turn(self._accept(""), self._said([Reason("accepts")]), (), DEAL, self.theirs)

    def _proposed(self, package: Package) -> Turn:
        decision = self.proposal(package)
        refused = self.refused(package)
        if refused:
            raise NotOfferedError(f"`{decision}` is not open now: {refused}")
        option = Option(decision, self._headline(package), True, "")
        answer = self.bargaining.answer(self.exchanges, package)
        if answer.what == "accepts":
            told = self._said([Reason("accepts")])
            return Turn(option, told, (), DEAL, package)
        if answer.what == "leaves":
            return Turn(option, self._said([Reason("leaves")]), (), WALKOUT)
        talks = (*self.exchanges, Exchange(package, answer.package))
        return Turn(option, self._said(self._reasons(talks)), talks)

    def _headline(self, package: Package) -> str:
        changed = [
            f"{term.label}: {term.options[new].text}"
            for term, old, new in zip(self.table.terms, self.ours, package, strict=True)
            if old != new
        ]
        if changed:
            return f"Propose {'; '.join(changed)}"
        return "Propose the same again" if self.exchanges else "Propose what you opened with"

    def read(self, option_id: str) -> Package:
        """The package that a decision proposes.

        Raises NotOfferedError if it is no proposal, or names what isn't there.
        """
        written = _PROPOSAL.match(option_id)
        if written is None:
            near = nearest(option_id, (ACCEPT, PROPOSE, LEAVE))
            hint = f" (did you mean `{near}`?)" if near else ""
            raise NotOfferedError(f"at a table nothing is called `{option_id[:60]}`{hint}")
        package = list(self.ours)
        terms = {term.id: number for number, term in enumerate(self.table.terms)}
        for part in (written[1] or "").split(",") if written[1] else ():
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
        if not self.exchanges:
            return ()
        earlier = self._earlier(len(self.exchanges) - 1)
        return earlier._said(earlier._reasons(self.exchanges))

    def _earlier(self, exchanges: int) -> Session:
        """The same table when there had been so many exchanges."""
        at = _At(self.values, self.seed, self.exchanges[:exchanges])
        return Session(self.story, self.ready, at)

    def _moved(self, number: int) -> bool:
        """Whether the proposal of that number was better for them than all before it."""
        proposals = tuple(one.proposal for one in self.exchanges[: number + 1])
        before, after = (self.bargaining.standing(proposals[:n]) for n in (number, number + 1))
        return after.moves > before.moves

    def _reasons(self, talks: Exchanges) -> list[Reason]:
        """Why they answer the last of these proposals as they do, in the order it is said."""
        bargaining = self.bargaining
        numbers, theirs = bargaining.numbers, bargaining.theirs
        proposal, counter = talks[-1]
        earlier = talks[:-1]
        asked = earlier[-1].proposal if earlier else numbers.our_opening
        stood = earlier[-1].counter if earlier else numbers.their_opening
        standing = bargaining.standing(tuple(one.proposal for one in talks))
        before = bargaining.standing(tuple(one.proposal for one in earlier))

        def dearest(first: Package, second: Package, among: list[int]) -> int | None:
            """The term on which the second package is the most better for them than the first."""
            gains = [(theirs.points[t][second[t]] - theirs.points[t][first[t]], -t) for t in among]
            gain, term = max(gains, default=(0, 0))
            return -term if gain > 0 else None

        terms = list(range(len(counter)))
        found: list[Reason] = []
        if standing.moves > before.moves:
            thanks = dearest(asked, proposal, terms)
            found += [Reason("thanks", thanks)] if thanks is not None else []
        else:
            found.append(Reason("waits"))
        gives = dearest(counter, stood, [t for t in terms if counter[t] == proposal[t]])
        found += [Reason("gives", gives)] if gives is not None else []
        holds = dearest(proposal, counter, terms)
        found += [Reason("holds", holds)] if holds is not None else []
        if len(talks) >= bargaining.rounds:
            found.append(Reason("last"))
        elif standing.low > before.low and standing.low == bargaining.patience - 1:
            found.append(Reason("warns"))
        return found

    def _said(self, reasons: list[Reason]) -> tuple[Told, ...]:
        """The author's lines for these reasons, or plain ones where there are none."""
        used: list[Reason] = []
        for number in range(len(self.exchanges)):
            used += self._earlier(number)._reasons(self.exchanges[: number + 1])
        return tuple(self._line(reason, used.count(reason)) for reason in reasons)

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
        words = _PLAIN[reason.reason].format(voice=self._voice, term=label)
        layout = program(self.story).layout
        return Told(words, (Words(words),), (), layout)


class _At(NamedTuple):
    values: Values
    seed: int
    talks: Exchanges


_PLAIN = {
    "thanks": "{voice} takes note of your move on “{term}”.",
    "gives": "{voice} comes to your side on “{term}”.",
    "holds": "{voice} can't come to your side on “{term}”.",
    "waits": "{voice} hears nothing new and waits.",
    "warns": "{voice} will not hear another proposal like this.",
    "last": "{voice} says that this is the last word.",
    "accepts": "{voice} accepts.",
    "leaves": "{voice} ends the talks.",
}
"""What is said for a reason where the author wrote no line."""


def _unknown(what: str, name: str, known: Iterable[str]) -> str:
    near = nearest(name, list(known))
    return f"there is no {what} `{name[:60]}`" + (f" (did you mean `{near}`?)" if near else "")


def named_talks(table: Table, talks: Exchanges) -> list[dict[str, dict[str, str]]]:
    """The exchanges with all packages by names, as a save keeps them."""

    def named(package: Package) -> dict[str, str]:
        pairs = zip(table.terms, package, strict=True)
        return {term.id: term.options[option].id for term, option in pairs}

    return [{"proposal": named(one.proposal), "counter": named(one.counter)} for one in talks]


def talks_from(table: Table, named: Iterable[Mapping[str, Mapping[str, str]]]) -> Exchanges:
    """The exchanges that these names stand for.

    Raises KeyError if the table has no such term or option any more.
    """

    def package(names: Mapping[str, str]) -> Package:
        if names.keys() != {term.id for term in table.terms}:
            raise KeyError(table.id)
        found = []
        for term in table.terms:
            options = {option.id: number for number, option in enumerate(term.options)}
            found.append(options[names[term.id]])
        return tuple(found)

    return tuple(Exchange(package(one["proposal"]), package(one["counter"])) for one in named)
