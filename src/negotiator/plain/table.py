"""A table said in lines of text: where the talks stand, the terms, and a package put together.

Turns a session of the engine into sentences that a screen reader can speak. Terms and options
are numbered from 1, as a player types them. Prints nothing and decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from negotiator.analysis.table_debrief import agreed
from negotiator.engine import Forecast, NotOfferedError, Package, Session, State, Step
from negotiator.engine.decisions import PROPOSE
from negotiator.story.model import Story, Table, Term

HINT = (
    "Type 1 to hear the options of term 1, 1 2 to put its option 2 into your package, show to hear "
    "the package, propose to put it to them."
)

HELP = """\
At a table, type 3 to hear the options of term 3, and 3 2 to put its option 2 into your package.
show: your package. propose: put it to them. accept: take theirs. leave: end the talks.
ask dearest, ask cheapest: ask what matters most to them, or least; each once.
hold: keep your package aside as the first of two; put another together, worth about as much to
you, and type either: they answer the one that is nearer, and say which.
again: everything about the table once more."""


class Draft(NamedTuple):
    """The package that the player puts together, before it is proposed."""

    state: State
    """Where the play stands: a draft is for one moment of the talks."""
    session: Session
    package: Package
    held: Package | None = None
    """The first of two packages that are put side by side."""

    def term(self, number: int) -> Term:
        """A term by the number that is typed. Raises NotOfferedError if there is none."""
        terms = self.session.table.terms
        if not 1 <= number <= len(terms):
            raise NotOfferedError(f"there is no term {number}; type 1 to {len(terms)}")
        return terms[number - 1]

    def set(self, number: int, option: int) -> Draft:
        """The draft with another option for a term, both by the numbers that are typed.

        Raises NotOfferedError if there is no such term or option.
        """
        options = self.term(number).options
        if not 1 <= option <= len(options):
            raise NotOfferedError(
                f"term {number} has no option {option}; type {number} 1 to {number} {len(options)}"
            )
        package = list(self.package)
        package[number - 1] = option - 1
        return self._replace(package=tuple(package))


def arrived(session: Session) -> Iterator[str]:
    """Who is at the table, and what no deal means to the player."""
    ours, theirs = session.table.ours, session.table.theirs
    voice = session.table.voice
    speaks = f" {voice} speaks for {theirs.name}." if voice and voice != theirs.name else ""
    yield f"You are at a table: {ours.name}, you, and {theirs.name}.{speaks}"
    means = f": {ours.without}" if ours.without else ""
    yield (
        f"Your line is {session.reservation} of 100, what no deal is worth to you{means}. "
        "You can't propose or accept less."
    )
    yield HINT


def standing(session: Session) -> Iterator[str]:
    """How far the talks have come: rounds, mood, worths, and every term with both positions."""
    theirs = session.table.theirs.name
    yield f"{_count(session.rounds_left, 'proposal')} left to you. {theirs}: {session.mood}."
    if session.held_back:
        yield f"{session.held_back}."
    yield (
        f"Your position is worth {session.worth(session.ours)} to you, "
        f"theirs {session.worth(session.theirs)}. Your line is {session.reservation}."
    )
    apart = len(session.apart)
    yield f"You are apart on {apart} of {_count(len(session.table.terms), 'term')}:"
    moved = {
        term.id: f" Before, they asked for: {then.text}." for term, _, then in session.countered
    }
    pairs = zip(session.table.terms, session.ours, session.theirs, strict=True)
    for number, (term, our, their) in enumerate(pairs, start=1):
        before = moved.get(term.id, "")
        if our == their:
            yield f"{number}. {term.label}. Both: {term.options[our].text}.{before}"
        else:
            yield (
                f"{number}. {term.label}. You: {term.options[our].text}. "
                f"They: {term.options[their].text}.{before}"
            )


def commands(session: Session) -> Iterator[str]:
    """What can be typed; what is closed says why."""
    for option in session.options():
        closed = "" if option.open else f"(closed: {option.reason}) "
        typed = option.id.replace("(", " ").removesuffix(")")
        yield f"{typed}: {closed}{option.text}."
        if option.id == PROPOSE and option.open:
            yield "hold, then either: Put two packages side by side."


def term(draft: Draft, number: int) -> Iterator[str]:
    """A term's options, numbered: what the package would be worth with each, and at home.

    Raises NotOfferedError if there is no such term.
    """
    one = draft.term(number)
    session = draft.session
    yield f"{number}. {one.label}.{f' {one.about}' if one.about else ''}"
    for place, option in enumerate(one.options, start=1):
        worth = session.worth(draft.set(number, place).package)
        marks = "".join(
            mark
            for mark, package in (
                (", your position", session.ours),
                (", their position", session.theirs),
                (", in your package", draft.package),
            )
            if package[number - 1] == place - 1
        )
        yield (
            f"{number} {place}: {option.text}{marks}. It makes your package worth {worth}. "
            f"By itself: {_home(session.reading(number - 1, place - 1))}"
        )


def package(draft: Draft) -> Iterator[str]:
    """The whole package that is being put together."""
    yield "Your package:"
    yield from numbered(draft.session.table, draft.package)
    yield weighed(draft)


def weighed(draft: Draft) -> str:
    """What the package comes to, in a sentence or two, and why it can't be proposed if so."""
    session = draft.session
    refused = session.refused(draft.package)
    told = (
        f"Your package is worth {session.worth(draft.package)} to you; "
        f"your line is {session.reservation}. At home: {_home(session.forecast(draft.package))}"
    )
    return f"{told} You can't propose it: {refused}." if refused else told


def changed(draft: Draft, number: int) -> Iterator[str]:
    """What it did to the package to set a term."""
    one = draft.term(number)
    yield f"{one.label}: {one.options[draft.package[number - 1]].text}. {weighed(draft)}"


def numbered(table: Table, chosen: Package) -> Iterator[str]:
    """A package, a line for each term."""
    for number, (term, option) in enumerate(zip(table.terms, chosen, strict=True), start=1):
        yield f"{number}. {term.label}: {term.options[option].text}."


def settled(story: Story, step: Step) -> Iterator[str]:
    """The terms of a deal, when a step makes one."""
    chosen = agreed(story, step)
    if chosen is not None:
        table = story.tables[step.before.scene]
        yield f"You and {table.theirs.name} have a deal:"
        yield from numbered(table, chosen)


def _home(forecasts: Iterable[Forecast]) -> str:
    """What it would do to the gauges at home."""
    return f"{'; '.join(_forecast(one) for one in forecasts) or 'no gauge would move'}."


def _forecast(one: Forecast) -> str:
    judged = {True: "better", False: "worse", None: "unclear"}[one.improves]
    there = f"{one.low}" if one.low == one.high else f"between {one.low} and {one.high}"
    return f"{one.gauge.label} from {one.before} to {there} ({judged})"


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
