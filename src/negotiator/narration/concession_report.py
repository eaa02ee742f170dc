"""What the moves at a table earned, in words: the part of the debrief about give and take.

Sentences a player can check against the list of offers; the numbers are from `concessions`.
"""

from __future__ import annotations

from collections.abc import Iterator

from negotiator.bargaining.concessions import Earned, Gain, Move, Question
from negotiator.bargaining.counterpart import Bargaining
from negotiator.bargaining.voice import CHEAPEST, DEAREST, answer_to
from negotiator.language import _, ngettext
from negotiator.narration.sentences import joined
from negotiator.sentence_parts import ordinal
from negotiator.story.model import Table


def moves(one: Earned, table: Table, bargaining: Bargaining) -> Iterator[str]:
    """What each move gave and got, what went unanswered, and whether the player asked any
    questions."""
    them = table.theirs.name
    for move in one.moves:
        yield f"- {_move(move, them)}"
    if one.accepted is not None:
        left = bargaining.rounds - len(one.moves)
        yield f"- {_took(left, _given(one.accepted, them))}"
    if one.moves:
        yield from _whole(one, them, bargaining)
    yield from _unanswered(one, them)
    yield from _asked(one, table, bargaining)


def _took(left: int, step: str) -> str:
    """That the player took their package, and what that meant."""
    if not left:
        return _("You took their package: from your last position {step}.", step=step)
    return ngettext(
        "You took their package with {number} proposal left: from your last position {step}.",
        "You took their package with {number} proposals left: from your last position {step}.",
        left,
        step=step,
    )


def _move(move: Move, them: str) -> str:
    what = _(
        "Your {ordinal} proposal: {step}.",
        ordinal=ordinal(move.number),
        step=_given(move.gave, them),
    )
    if move.got is not None:
        return joined(what, _("{them}'s answer: {step}.", them=them, step=_got(move.got)))
    if move.taken:
        return joined(what, _("{them} took it.", them=them))
    return joined(what, _("{them} left.", them=them))


def _given(gave: Gain, them: str) -> str:
    """What a step of the player's meant to both sides."""
    ours, theirs = gave
    values: dict[str, object] = {"ours": abs(ours), "theirs": abs(theirs), "them": them}
    if ours < 0 < theirs:
        return _("you gave up {ours}, worth {theirs} to {them}", **values)
    if ours < 0 and theirs:
        return _("you gave up {ours}, and it cost {them} {theirs} too", **values)
    if ours < 0:
        return _("you gave up {ours}, and it brought {them} nothing", **values)
    if theirs > 0 and ours:
        return _("it was {ours} better for you and {theirs} better for {them}", **values)
    if theirs > 0:
        return _("it cost you nothing, and was {theirs} better for {them}", **values)
    if ours and theirs:
        return _("you took {ours} back, which cost {them} {theirs}", **values)
    if ours:
        return _("you took {ours} back, which cost {them} nothing", **values)
    if theirs:
        return _("it cost {them} {theirs} and brought you nothing", **values)
    return _("you gave nothing")


def _got(got: Gain) -> str:
    """What an answer of theirs meant to both sides."""
    ours, theirs = got
    values: dict[str, object] = {"ours": abs(ours), "theirs": abs(theirs)}
    if ours > 0 and theirs > 0:
        return _("better for both, {ours} for you", **values)
    if ours > 0 and theirs:
        return _("{ours} more for you; it gave up {theirs} for that", **values)
    if ours > 0:
        return _("{ours} more for you; that cost it nothing", **values)
    if ours < 0:
        return _("{ours} less for you", **values)
    return _("nothing for you")


def _whole(one: Earned, them: str, bargaining: Bargaining) -> Iterator[str]:
    """How far each side came from its opening, and why no further."""
    yield _(
        "In all: from your opening {ours}; from {them}'s opening, {theirs}.",
        ours=_given(one.gave, them),
        them=them,
        theirs=_got(one.got),
    )
    if bargaining.is_settled:
        return
    if one.came <= 0:
        yield _(
            "Nothing that you proposed was better for {them} than what you opened with, so only "
            "time brought it down. It gives as much as it is given.",
            them=them,
        )
    elif one.came == 100:
        yield _(
            "Of what {them} needs to come down to {floor} of 100 for itself you had given all; "
            "less than that it never takes.",
            them=them,
            floor=one.floor,
        )
    else:
        yield _(
            "Of what {them} needs to come down to {floor} of 100 for itself you had given "
            "{share} %; so it kept more than that.",
            them=them,
            floor=one.floor,
            share=one.came,
        )


def _unanswered(one: Earned, them: str) -> Iterator[str]:
    gift = one.unanswered
    if gift is not None:
        yield _(
            "Your largest gift that brought you nothing was your {ordinal} proposal, "
            "worth {theirs} to {them}.",
            ordinal=ordinal(gift.number),
            theirs=gift.gave.theirs,
            them=them,
        )
    elif any(move.is_gift for move in one.moves):
        yield _("Nothing that you gave went unanswered.")


def _asked(one: Earned, table: Table, bargaining: Bargaining) -> Iterator[str]:
    for question in one.questions:
        yield _question(question, table)
    asked = {question.asked.question for question in one.questions}
    if len(table.terms) < 2 or {DEAREST, CHEAPEST} <= asked:
        return
    values: dict[str, object] = {
        what: table.terms[answer_to(bargaining, what)].label for what in (DEAREST, CHEAPEST)
    }
    values["them"] = table.theirs.name
    if CHEAPEST in asked:
        yield _("You didn't ask what is dearest to {them}: “{dearest}”.", **values)
    elif DEAREST in asked:
        yield _("You didn't ask what is cheapest to {them}: “{cheapest}”.", **values)
    else:
        yield _(
            "You didn't ask what is dearest to {them}: “{dearest}”, or what is cheapest to {them}: "
            "“{cheapest}”.",
            **values,
        )


def _question(question: Question, table: Table) -> str:
    asked, them = question.asked, table.theirs.name
    term = table.terms[asked.term].label
    if asked.question != DEAREST:
        return _("You asked what is cheapest to {them}: “{term}”.", them=them, term=term)
    told = _("You asked what is dearest to {them}: “{term}”.", them=them, term=term)
    if question.used is not None:
        used = ordinal(question.used)
        return joined(told, _("You came towards it in your {ordinal} proposal.", ordinal=used))
    if question.is_given:
        more = _("You stood there already, so there was nothing more to give on it.")
        return joined(told, more)
    return joined(told, _("You gave nothing on it after that."))
