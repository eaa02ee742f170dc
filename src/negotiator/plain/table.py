"""A table laid out in lines of text: where the talks stand, the terms, a package put together.

Takes the sentences from `narration.table`, as the screen does, and puts them in an order that a
screen reader can speak. Terms and options are numbered from 1, as a player types them. Prints
nothing and decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from negotiator.bargaining.decisions import PROPOSE
from negotiator.engine import NotOfferedError, Package, Session, State, Step
from negotiator.engine.table_debrief import agreed
from negotiator.narration.table import OF_THE_PACKAGE, options, priced, sentences, where
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
    yield (
        "What a package is worth to you is a number from 0 to 100. "
        "You can't propose or accept less than no deal is worth."
    )
    yield HINT


def standing(session: Session) -> Iterator[str]:
    """How far the talks have come, and every term with both positions."""
    yield f"{where(session)}."
    for one in sentences(session, session.ours, None):
        yield one.words
    apart = len(session.apart)
    yield f"You are apart on {apart} of {_count(len(session.table.terms), 'term')}:"
    pairs = zip(session.table.terms, session.ours, session.theirs, strict=True)
    for number, (term, our, their) in enumerate(pairs, start=1):
        name = named(term)
        if our == their:
            yield f"{number}. {name}. Both: {term.options[our].text}."
        else:
            yield (
                f"{number}. {name}. You: {term.options[our].text}. "
                f"They: {term.options[their].text}, which {priced(session, number - 1, their)}."
            )


def named(term: Term) -> str:
    """A term by its short name and in full."""
    return term.label if term.called == term.label else f"{term.called}: {term.label}"


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
    yield f"{number}. {named(one)}.{f' {one.about}' if one.about else ''}"
    yield from options(draft.session, draft.package, number - 1)


def package(draft: Draft) -> Iterator[str]:
    """The whole package that is being put together."""
    yield "Your package:"
    yield from numbered(draft.session.table, draft.package)
    yield from weighed(draft)


def weighed(draft: Draft) -> Iterator[str]:
    """What the package comes to, and why it can't be proposed if so."""
    for one in sentences(draft.session, draft.package, draft.held):
        if one.about in OF_THE_PACKAGE:
            yield one.words


def changed(draft: Draft, number: int) -> Iterator[str]:
    """What it did to the package to set a term."""
    one = draft.term(number)
    told = " ".join(weighed(draft))
    yield f"{one.label}: {one.options[draft.package[number - 1]].text}. {told}"


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


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
