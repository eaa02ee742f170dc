"""A package put together in a plain play, by typed numbers.

Terms and options are numbered from 1. `narration.standing` puts it into words. This module prints
nothing and decides nothing.
"""

from __future__ import annotations

from typing import NamedTuple

from negotiator.engine import Package, Session, State
from negotiator.narration import typed_commands
from negotiator.story.model import Term


class NotDoneError(ValueError):
    """What was typed can't be done; says why in a sentence."""


class Draft(NamedTuple):
    """The package that the player puts together before proposing it."""

    state: State
    """Where the play stands: a draft is for one moment of the talks."""
    session: Session
    package: Package
    held: Package | None = None
    """The first of two packages to put side by side."""

    def term(self, number: int) -> Term:
        """A term by its typed number. Raises NotDoneError if there is none."""
        terms = self.session.table.terms
        if not 1 <= number <= len(terms):
            raise NotDoneError(typed_commands.no_term(number, len(terms)))
        return terms[number - 1]

    def set(self, number: int, option: int) -> Draft:
        """The draft with another option for a term, both by typed number.

        Raises NotDoneError if there is no such term or option.
        """
        options = self.term(number).options
        if not 1 <= option <= len(options):
            raise NotDoneError(typed_commands.no_option(number, option, len(options)))
        package = list(self.package)
        package[number - 1] = option - 1
        return self._replace(package=tuple(package))
