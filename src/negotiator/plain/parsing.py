"""What a typed line means: a choice by its number or name, a decision at a table, a number.

It only finds that out; `playing` acts on it and answers.
"""

from __future__ import annotations

from negotiator.engine import Play
from negotiator.narration import table_as_text, typed_commands
from negotiator.narration.menu import not_open
from negotiator.narration.refusals import reason
from negotiator.plain.table import Draft, NotDoneError


def chosen(play: Play, said: str) -> str:
    """The choice that a number or a name means.

    Raises NotDoneError if there is none, or if it is closed.
    """
    options = play.options()
    if not options:
        raise NotDoneError(typed_commands.no_choice_left())
    if not said.isascii() or not said.isdigit():
        return said
    if len(said) > 3 or not 1 <= int(said) <= len(options):
        raise NotDoneError(typed_commands.no_choice(said, len(options)))
    option = options[int(said) - 1]
    if not option.open:
        raise NotDoneError(not_open(reason(option.reason)))
    return option.id


def decided(draft: Draft, word: str) -> str:
    """The decision that was typed at a table. Raises NotDoneError if it can't be made."""
    session = draft.session
    if word in ("ask dearest", "ask cheapest"):
        return f"ask({word.partition(' ')[2]})"
    if word == "propose":
        refused = table_as_text.not_proposed(session, draft.package)
        if refused:
            raise NotDoneError(refused)
        return session.proposal(draft.package)
    if word == "either":
        if draft.held is None:
            raise NotDoneError(typed_commands.nothing_held())
        unlike = table_as_text.not_beside(session, draft.held, draft.package)
        if unlike:
            raise NotDoneError(unlike)
        return session.pair(draft.held, draft.package)
    return word


def held(draft: Draft) -> Draft:
    """The draft with its package kept as the first of two. Raises NotDoneError if it can't be
    proposed, neither alone nor beside another."""
    refused = table_as_text.not_proposed(draft.session, draft.package)
    if refused:
        raise NotDoneError(refused)
    return draft._replace(held=draft.package)


def is_number(text: str) -> bool:
    """Whether a text is a number that a player may mean."""
    return text.isascii() and text.isdigit() and len(text) < 6
