"""How a decision at a table is written, and what is meant by one that was.

A decision names what differs from the player's last position, by ids, so that a play's file says
what was done and survives the editing of its story. Whether it can be made is said in
`engine.negotiation`.
"""

from __future__ import annotations

import re

from negotiator.bargaining.refusals import (
    NotAPair,
    NotOfferedError,
    UnknownDecision,
    UnknownOption,
    UnknownTerm,
)
from negotiator.bargaining.worths import Package
from negotiator.story.model import LEAVE, Table, Term, TermOption
from negotiator.story.suggestions import nearest

PROPOSE = "propose"
EITHER = "either"
ACCEPT = "accept"
ASK = "ask"
_PROPOSAL = re.compile(r"propose(?:\((.*)\))?\Z", re.ASCII | re.DOTALL)
_PAIR = re.compile(r"either\(([^;]*);([^;]*)\)\Z", re.ASCII | re.DOTALL)
_QUESTION = re.compile(r"ask\((\w*)\)\Z", re.ASCII)


Changes = tuple[tuple[Term, TermOption], ...]
"""What a package has in other ways than another one, with the option that each term has in it."""


def proposal(table: Table, package: Package, last: Package) -> str:
    """How the decision to propose a package is written: what differs from the player's last."""
    changed = _changed(table, package, last)
    return f"{PROPOSE}({changed})" if changed else PROPOSE


def pair(table: Table, packages: tuple[Package, Package], last: Package) -> str:
    """How the decision to put two packages side by side is written."""
    return f"{EITHER}({'; '.join(_changed(table, one, last) for one in packages)})"


def question(asked: str) -> str:
    """How the decision to ask a question is written."""
    return f"{ASK}({asked})"


def question_in(decision: str) -> str | None:
    """The question that a decision asks; None if it is none."""
    written = _QUESTION.match(decision)
    return written[1] if written else None


def packages_in(table: Table, decision: str, last: Package) -> tuple[Package, ...]:
    """The package that a decision proposes, or the two that it puts side by side.

    Raises NotOfferedError if it is no proposal, or names what isn't there.
    """
    if not decision.startswith(EITHER):
        return (package_in(table, decision, last),)
    written = _PAIR.match(decision)
    if written is None:
        raise NotOfferedError(NotAPair())
    return tuple(_named(table, one, last) for one in written.groups())


def package_in(table: Table, decision: str, last: Package) -> Package:
    """The package that a decision proposes.

    Raises NotOfferedError if it is no proposal, or names what isn't there.
    """
    written = _PROPOSAL.match(decision)
    if written is None:
        near = nearest(decision, (ACCEPT, PROPOSE, EITHER, ASK, LEAVE))
        raise NotOfferedError(UnknownDecision(decision, near or ""))
    return _named(table, written[1] or "", last)


def changes(table: Table, package: Package, last: Package) -> Changes:
    """What is other in a package than in the player's last position."""
    return tuple(
        (term, term.options[new])
        for term, old, new in zip(table.terms, last, package, strict=True)
        if old != new
    )


def _changed(table: Table, package: Package, last: Package) -> str:
    return ", ".join(f"{term.id}={new.id}" for term, new in changes(table, package, last))


def _named(table: Table, written: str, last: Package) -> Package:
    """The player's last position with these changes, `TERM=OPTION` with commas between."""
    package = list(last)
    terms = {term.id: number for number, term in enumerate(table.terms)}
    for part in written.split(",") if written.strip() else ():
        name, _, wanted = (word.strip() for word in part.partition("="))
        if name not in terms:
            raise NotOfferedError(UnknownTerm(name, nearest(name, list(terms)) or ""))
        options = [option.id for option in table.terms[terms[name]].options]
        if wanted not in options:
            near = nearest(wanted, options) or ""
            raise NotOfferedError(UnknownOption(name, wanted, near))
        package[terms[name]] = options.index(wanted)
    return tuple(package)
