"""How a decision at a table is written, and what a written one means.

A decision names what differs from the player's last position, by ids, so that the file of a play
says what was done and survives edits of its story. `engine.negotiation` says whether it can be
made.
"""

from __future__ import annotations

import re

from negotiator.bargaining.refusals import (
    NotAPackage,
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
SETTLE = "settle"
NO_DEAL = "no_deal"
_PROPOSAL = re.compile(r"propose(?:\((.*)\))?\Z", re.ASCII | re.DOTALL)
_PAIR = re.compile(r"either\(([^;]*);([^;]*)\)\Z", re.ASCII | re.DOTALL)
_SETTLEMENT = re.compile(r"settle(?:\((.*)\))?\Z", re.ASCII | re.DOTALL)
_NO_DEAL = re.compile(r"no_deal\(by=(\w*)\)\Z", re.ASCII)
_QUESTION = re.compile(r"ask\((\w*)\)\Z", re.ASCII)


Changes = tuple[tuple[Term, TermOption], ...]
"""The terms on which one package differs from another, with the option that each has in it."""


def proposal(table: Table, package: Package, last: Package) -> str:
    """The decision to propose a package, as written: what differs from the player's last
    position."""
    changed = _changed(table, package, last)
    return f"{PROPOSE}({changed})" if changed else PROPOSE


def pair(table: Table, packages: tuple[Package, Package], last: Package) -> str:
    """The decision to put two packages side by side, as written."""
    return f"{EITHER}({'; '.join(_changed(table, one, last) for one in packages)})"


def question(asked: str) -> str:
    """The decision to ask a question, as written."""
    return f"{ASK}({asked})"


def question_in(decision: str) -> str | None:
    """The question that a decision asks; None if it asks none."""
    written = _QUESTION.match(decision)
    return written[1] if written else None


def settlement(table: Table, package: Package) -> str:
    """The decision of two people to settle on a package, as written: every term with its option."""
    pairs = zip(table.terms, package, strict=True)
    return f"{SETTLE}({', '.join(f'{term.id}={term.options[one].id}' for term, one in pairs)})"


def settled(table: Table, decision: str) -> Package:
    """The package that two people settle on.

    Raises NotOfferedError if it isn't written so, names something that doesn't exist, or leaves a
    term open.
    """
    written = _SETTLEMENT.match(decision)
    parts = written[1] or "" if written else ""
    named = {part.partition("=")[0].strip() for part in parts.split(",")}
    for term in table.terms:
        if written is None or term.id not in named:
            raise NotOfferedError(NotAPackage(term.id))
    return _named(table, parts, (0,) * len(table.terms))


def no_deal(by: str) -> str:
    """The decision that ends the talks of two people without a deal, as written."""
    return f"{NO_DEAL}(by={by})"


def ended_by(decision: str) -> str | None:
    """Who ends the talks by a decision; None if it doesn't end them without a deal."""
    written = _NO_DEAL.match(decision)
    return written[1] if written else None


def proposes(decision: str) -> str | None:
    """PROPOSE for the proposal of a package, EITHER for two put side by side; None for anything
    else."""
    if _PAIR.match(decision):
        return EITHER
    return PROPOSE if _PROPOSAL.match(decision) else None


def packages_in(table: Table, decision: str, last: Package) -> tuple[Package, ...]:
    """The package that a decision proposes, or the two that it puts side by side.

    Raises NotOfferedError if it isn't a proposal, or names something that doesn't exist.
    """
    if not decision.startswith(EITHER):
        return (package_in(table, decision, last),)
    written = _PAIR.match(decision)
    if written is None:
        raise NotOfferedError(NotAPair())
    return tuple(_named(table, one, last) for one in written.groups())


def package_in(table: Table, decision: str, last: Package) -> Package:
    """The package that a decision proposes.

    Raises NotOfferedError if it isn't a proposal, or names something that doesn't exist.
    """
    written = _PROPOSAL.match(decision)
    if written is None:
        near = nearest(decision, (ACCEPT, PROPOSE, EITHER, ASK, LEAVE))
        raise NotOfferedError(UnknownDecision(decision, near or ""))
    return _named(table, written[1] or "", last)


def changes(table: Table, package: Package, last: Package) -> Changes:
    """How a package differs from the player's last position."""
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
