"""What a typed line means: a choice by its number or name, a decision at a table, a number.

It only finds that out; what is then done and told is in `playing`.
"""

from __future__ import annotations

from negotiator.cells import cut
from negotiator.engine import NotOfferedError, Play
from negotiator.plain.table import Draft


def chosen(play: Play, said: str) -> str:
    """The choice that a number or a name means.

    Raises NotOfferedError if there is none, or it is closed.
    """
    options = play.options()
    if not options:
        raise NotOfferedError("the play has ended; type rewind N, new or quit")
    if not said.isascii() or not said.isdigit():
        return said
    if len(said) > 3 or not 1 <= int(said) <= len(options):
        raise NotOfferedError(f"there is no choice {cut(said, 9)}; type 1 to {len(options)}")
    option = options[int(said) - 1]
    if not option.open:
        raise NotOfferedError(f"this choice is closed: {option.reason.rstrip('.')}")
    return option.id


def decided(draft: Draft, word: str) -> str:
    """The decision at a table that is typed. Raises NotOfferedError if it can't be made."""
    session = draft.session
    if word in ("ask dearest", "ask cheapest"):
        return f"ask({word.partition(' ')[2]})"
    if word == "propose":
        refused = session.refused(draft.package)
        if refused:
            raise NotOfferedError(f"you can't propose that: {refused}")
        return session.proposal(draft.package)
    if word == "either":
        if draft.held is None:
            raise NotOfferedError("type hold for the first of two packages, then either")
        unlike = session.unlike(draft.held, draft.package)
        if unlike:
            raise NotOfferedError(f"you can't put these two side by side: {unlike}")
        return session.pair(draft.held, draft.package)
    return word


def is_number(text: str) -> bool:
    """Whether a text is a number that a player may mean."""
    return text.isascii() and text.isdigit() and len(text) < 6
