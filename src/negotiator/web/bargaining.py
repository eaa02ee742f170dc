"""A table as a form: the package that is being put together, what is to be said of it, and what its
buttons do.

The package is in the form, or in the address of the page; nothing holds it in between.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

from negotiator.bargaining.decisions import ACCEPT, EITHER, PROPOSE
from negotiator.engine import NotOfferedError, Package, Session, talks
from negotiator.narration import table_as_text, table_on_screen
from negotiator.narration.menu import menu, two_packages
from negotiator.narration.play import spoken
from negotiator.narration.saved_plays import Confirmation
from negotiator.narration.table import OF_THE_PACKAGE, options, priced, remarks
from negotiator.narration.talks import where
from negotiator.story.model import LEAVE, Term
from negotiator.web.exchange import Book, Request, Response
from negotiator.web.surroundings import NOW, asked, shown

_TERM = "t."
"""What the name of a term's field begins with."""
_LAID_OUT = "now?{}#weighed"


class OptionShown(NamedTuple):
    """An option in the field of its term."""

    id: str
    words: str
    is_chosen: bool


class TermRow(NamedTuple):
    """A term: its options for the player to pick from, and what the other side asks for."""

    term: Term
    name: str
    """Its short name, by which remarks call it, and its full one."""
    options: tuple[OptionShown, ...]
    theirs: str
    is_agreed: bool
    has_moved: bool


class Draft(NamedTuple):
    """The package that is being put together, and the first of two, if one is kept."""

    package: Package
    held: Package | None

    @classmethod
    def of(cls, session: Session, sent: Mapping[str, str]) -> Draft:
        """The draft in a form or an address; a term that isn't there is as the player stands by
        it."""
        package = list(session.ours)
        for number, term in enumerate(session.table.terms):
            ids = [option.id for option in term.options]
            wanted = sent.get(f"{_TERM}{term.id}")
            if wanted in ids:
                package[number] = ids.index(wanted)
        return cls(tuple(package), _held(session, sent.get("held", "")))

    def address(self, session: Session) -> str:
        """The address of the page with this draft."""
        fields = {
            f"{_TERM}{term.id}": term.options[option].id
            for term, option in zip(session.table.terms, self.package, strict=True)
        }
        if self.held is not None:
            fields["held"] = session.proposal(self.held)
        return _LAID_OUT.format(urlencode(fields))


def _held(session: Session, written: str) -> Package | None:
    try:
        return session.read(written) if written else None
    except NotOfferedError:
        return None


def laid_out(session: Session, sent: Mapping[str, str]) -> dict[str, Any]:
    """What the page shows of a table."""
    draft = Draft.of(session, sent)
    said = remarks(session, draft.package, draft.held)
    return {
        "spoken": spoken(session),
        "situation": where(session),
        "arrived": () if session.talks else tuple(table_as_text.arrived(session))[:2],
        "of_the_talks": [one.words for one in said if one.about not in OF_THE_PACKAGE],
        "of_the_package": [one.words for one in said if one.about in OF_THE_PACKAGE],
        "rows": tuple(_rows(session, draft.package)),
        "held": session.proposal(draft.held) if draft.held is not None else "",
        "items": [one for one in menu(session.options()) if one.id != PROPOSE],
        "two_packages": two_packages(),
    }


def _rows(session: Session, package: Package) -> Iterator[TermRow]:
    moved = {term.id for term, _now, _then in session.countered}
    for number, (term, chosen, theirs) in enumerate(
        zip(session.table.terms, package, session.theirs, strict=True)
    ):
        yield TermRow(
            term,
            table_as_text.named(term),
            tuple(
                OptionShown(
                    option.id,
                    table_on_screen.option_with_price(option.text, priced(session, number, place)),
                    place == chosen,
                )
                for place, option in enumerate(term.options)
            ),
            term.options[theirs].text,
            chosen == theirs,
            term.id in moved,
        )


def sheet(book: Book, request: Request) -> Response:  # noqa: ARG001 (as all pages)
    """Every term and option with what it is worth to the player and would do at home."""
    session = talks(book.play.story, book.play.state)
    if session is None:
        return Response(go_to=NOW)
    terms = [
        (table_as_text.named(term), term.about, options(session, session.ours, number))
        for number, term in enumerate(session.table.terms)
    ]
    return shown(
        book,
        "sheet.html",
        session.table.title,
        us=session.table.ours.name,
        terms_of_table=terms,
    )


def bargain(book: Book, form: dict[str, str]) -> Response:
    """Do what a button at the table says: put the package together, ask before it is decided, or
    decide."""
    session = talks(book.play.story, book.play.state)
    if session is None:
        return Response(go_to=NOW)
    draft, does = Draft.of(session, form), form.get("do", "")
    match does:
        case "hold":
            return _again(session, draft._replace(held=draft.package))
        case "alone":
            return _again(session, draft._replace(held=None))
        case "theirs":
            return _again(session, draft._replace(package=session.theirs))
        case "ours":
            return _again(session, draft._replace(package=session.ours))
        case "weigh":
            return _again(session, draft)
    question = _question(session, draft, does)
    if question is not None and form.get("sure") != "yes":
        sent = {name: value for name, value in form.items() if name not in ("at", "once")}
        return asked(book, question, "bargain", {**sent, "sure": "yes"})
    return _decided(book, session, draft, does)


def _again(session: Session, draft: Draft) -> Response:
    return Response(go_to=draft.address(session))


def _question(session: Session, draft: Draft, does: str) -> Confirmation | None:
    """What is asked before a decision; None if nothing is."""
    if does == ACCEPT and session.unacceptable() is None:
        return table_on_screen.accept(session)
    if does == LEAVE:
        (choice,) = (one.text for one in menu(session.options()) if one.id == LEAVE)
        return table_on_screen.leave(session, choice)
    if does == PROPOSE and draft.package == session.ours and session.refused(draft.package) is None:
        return table_on_screen.propose_again(session)
    return None


def _decided(book: Book, session: Session, draft: Draft, does: str) -> Response:
    if does == EITHER and draft.held is not None:
        unlike = table_as_text.not_beside(session, draft.held, draft.package)
        decision = session.pair(draft.held, draft.package)
        if unlike:
            return _again(session, draft)
    elif does in (PROPOSE, EITHER):
        decision = session.proposal(draft.package)
        if session.refused(draft.package) is not None:
            return _again(session, draft)
    else:
        decision = does
    try:
        return Response(play=book.play.choose(decision), go_to=NOW)
    except NotOfferedError:  # no button says that
        return _again(session, draft)
