"""How a decision at a table is written, and what is meant by one that was.

A decision names what differs from the player's last position, by ids, so that a play's file says
what was done and survives the editing of its story. Whether it can be made is said in
`engine.negotiation`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from negotiator.bargaining.worths import Package
from negotiator.cells import cut
from negotiator.story.model import LEAVE, Table
from negotiator.story.suggestions import nearest

PROPOSE = "propose"
EITHER = "either"
ACCEPT = "accept"
ASK = "ask"
_PROPOSAL = re.compile(r"propose(?:\((.*)\))?\Z", re.ASCII | re.DOTALL)
_PAIR = re.compile(r"either\(([^;]*);([^;]*)\)\Z", re.ASCII | re.DOTALL)
_QUESTION = re.compile(r"ask\((\w*)\)\Z", re.ASCII)


class NotOfferedError(ValueError):
    """A decision that can't be made in this state; says why."""


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
        raise NotOfferedError(
            f"two packages are put side by side as `{EITHER}(TERM=OPTION; TERM=OPTION)`"
        )
    return tuple(_named(table, one, last) for one in written.groups())


def package_in(table: Table, decision: str, last: Package) -> Package:
    """The package that a decision proposes.

    Raises NotOfferedError if it is no proposal, or names what isn't there.
    """
    written = _PROPOSAL.match(decision)
    if written is None:
        near = nearest(decision, (ACCEPT, PROPOSE, EITHER, ASK, LEAVE))
        hint = f" (did you mean `{near}`?)" if near else ""
        raise NotOfferedError(f"at a table nothing is called `{cut(decision, 60)}`{hint}")
    return _named(table, written[1] or "", last)


def differences(table: Table, package: Package, last: Package) -> str:
    """In words what is other in a package than in the player's last position."""
    return "; ".join(
        f"{term.label}: {term.options[new].text}"
        for term, old, new in zip(table.terms, last, package, strict=True)
        if old != new
    )


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """That there is no such thing, and what may be meant."""
    near = nearest(name, list(known))
    return f"there is no {what} `{cut(name, 60)}`" + (f" (did you mean `{near}`?)" if near else "")


def _changed(table: Table, package: Package, last: Package) -> str:
    return ", ".join(
        f"{term.id}={term.options[new].id}"
        for term, old, new in zip(table.terms, last, package, strict=True)
        if old != new
    )


def _named(table: Table, changes: str, last: Package) -> Package:
    """The player's last position with these changes, `TERM=OPTION` with commas between."""
    package = list(last)
    terms = {term.id: number for number, term in enumerate(table.terms)}
    for part in changes.split(",") if changes.strip() else ():
        name, _, wanted = (word.strip() for word in part.partition("="))
        if name not in terms:
            raise NotOfferedError(unknown("term", name, terms))
        options = [option.id for option in table.terms[terms[name]].options]
        if wanted not in options:
            raise NotOfferedError(unknown(f"option of `{name}`", wanted, options))
        package[terms[name]] = options.index(wanted)
    return tuple(package)
