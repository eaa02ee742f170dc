"""A table in lines of text: who is there, where the talks are, the terms, and a package being put
together.

Terms and options are numbered from 1, as a player types them. The sentences shared with a screen,
which shows them beside its bars, are in `table`.
"""

from __future__ import annotations

from collections.abc import Iterator

from negotiator.bargaining.decisions import PROPOSE
from negotiator.engine import Package, Session
from negotiator.language import _, ngettext
from negotiator.narration.lines_as_text import numbered
from negotiator.narration.menu import closed, menu, typed_line
from negotiator.narration.refusals import reason
from negotiator.narration.sentences import joined
from negotiator.narration.table import (
    OF_THE_PACKAGE,
    About,
    not_proposable,
    options,
    priced,
    remarks,
)
from negotiator.narration.talks import where
from negotiator.narration.typed_commands import how_to_set_terms, side_by_side, then_either
from negotiator.story.model import Table, Term


def arrived(session: Session) -> Iterator[str]:
    """Who is at the table, and what no deal means to the player."""
    ours, theirs = session.table.ours, session.table.theirs
    voice = session.table.voice
    there = _("You are at a table: {us}, you, and {them}.", us=ours.name, them=theirs.name)
    if voice and voice != theirs.name:
        there = joined(there, _("{voice} speaks for {them}.", voice=voice, them=theirs.name))
    yield there
    yield _(
        "What a package is worth to you is a number from 0 to 100. "
        "You can't propose or accept less than no deal is worth."
    )
    yield how_to_set_terms()


def standing(session: Session, package: Package | None = None) -> Iterator[str]:
    """How far the talks have got, and every term with both positions; with what there is to know of
    a package, or else of what the player stands by."""
    yield _("{situation}.", situation=where(session))
    for one in remarks(session, session.ours if package is None else package, None):
        yield one.words
    yield ngettext(
        "You are apart on {apart} of {number} term:",
        "You are apart on {apart} of {number} terms:",
        len(session.table.terms),
        apart=len(session.apart),
    )
    pairs = zip(session.table.terms, session.ours, session.theirs, strict=True)
    for number, (term, our, their) in enumerate(pairs, start=1):
        yield _position(session, number, term, our, their)


def _position(session: Session, number: int, term: Term, our: int, their: int) -> str:
    values: dict[str, object] = {
        "number": number,
        "term": named(term),
        "ours": term.options[our].text,
        "theirs": term.options[their].text,
    }
    if our == their:
        return _("{number}. {term}. Both: {ours}.", **values)
    values["cost"] = priced(session, number - 1, their)
    return _("{number}. {term}. You: {ours}. They: {theirs} ({cost}).", **values)


def named(term: Term) -> str:
    """A term by its short name and its full name."""
    if term.called == term.label:
        return term.label
    return _("{short}: {term}", short=term.called, term=term.label)


def commands(session: Session) -> Iterator[str]:
    """The lines about what can be typed; those that are closed say why."""
    for item in menu(session.options()):
        typed = item.id.replace("(", " ").removesuffix(")")
        yield typed_line(typed, item.text if item.open else closed(item))
        if item.id == PROPOSE and item.open and len(session.table.terms) > 1:
            yield side_by_side()


def term(session: Session, package: Package, number: int, one: Term) -> Iterator[str]:
    """A term's options, numbered: the package's worth with each, and the effect at home."""
    headed = _("{number}. {term}.", number=number, term=named(one))
    yield joined(headed, one.about)
    yield from options(session, package, number - 1)


def package(session: Session, chosen: Package, held: Package | None) -> Iterator[str]:
    """The whole package that is being put together."""
    yield _("Your package:")
    yield from listed(session.table, chosen)
    yield from weighed(session, chosen, held)


def weighed(session: Session, chosen: Package, held: Package | None) -> Iterator[str]:
    """The worth of a package, and why it can't be proposed, if so."""
    for one in remarks(session, chosen, held):
        if one.about in OF_THE_PACKAGE:
            yield one.words


def changed(session: Session, chosen: Package, held: Package | None, number: int) -> str:
    """The effect on the package of setting the term of a number."""
    one = session.table.terms[number - 1]
    told = _("{term}: {option}.", term=one.label, option=one.options[chosen[number - 1]].text)
    return joined(told, *weighed(session, chosen, held))


def listed(table: Table, chosen: Package) -> Iterator[str]:
    """A package, one line for each term."""
    for number, (one, option) in enumerate(zip(table.terms, chosen, strict=True), start=1):
        yield numbered(number, one.label, one.options[option].text)


# Why a decision can't be made


def not_proposed(session: Session, chosen: Package) -> str:
    """Why a package can't be proposed, as a sentence; empty if it can."""
    why = session.refused(chosen)
    return not_proposable(reason(why)) if why else ""


def not_beside(session: Session, first: Package, second: Package) -> str:
    """Why two packages can't be put side by side, as a sentence; empty if they can."""
    return kept(session, second, first) if session.unlike(first, second) else ""


def kept(session: Session, chosen: Package, held: Package) -> str:
    """What is still missing for putting a package beside the one that is kept."""
    found = remarks(session, chosen, held)
    return joined(*(one.words for one in found if one.about is About.KEPT))


def held(session: Session, chosen: Package) -> str:
    """The message that a package is kept as the first of two."""
    return joined(kept(session, chosen, chosen), then_either())
