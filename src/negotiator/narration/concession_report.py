"""What the moves at a table earned, in words: the part of its debrief about giving and taking.

Sentences a player can check against the list of offers; the numbers are from `concessions`.
"""

from __future__ import annotations

from collections.abc import Iterator

from negotiator.bargaining.concessions import Earned, Gain, Move, Question
from negotiator.bargaining.counterpart import Bargaining
from negotiator.bargaining.voice import CHEAPEST, DEAREST, answer_to
from negotiator.story.model import Table
from negotiator.wording import ordinal


def moves(one: Earned, table: Table, bargaining: Bargaining) -> Iterator[str]:
    """What each move gave and got, what went unanswered, and whether the player asked."""
    them = table.theirs.name
    for move in one.moves:
        yield f"- {_move(move, them)}"
    if one.accepted is not None:
        left = bargaining.rounds - len(one.moves)
        yield (
            f"- You took their package{_with_left(left)}: "
            f"from your last position {_given(one.accepted, them)}."
        )
    if one.moves:
        yield from _whole(one, them, bargaining)
    yield from _unanswered(one, them)
    yield from _asked(one, table, bargaining)


def _with_left(proposals: int) -> str:
    if not proposals:
        return ""
    return f" with {proposals} proposal{'' if proposals == 1 else 's'} left"


def _move(move: Move, them: str) -> str:
    what = f"Your {ordinal(move.number)} proposal: {_given(move.gave, them)}."
    if move.got is None:
        return f"{what} {them} took it." if move.taken else f"{what} {them} left."
    return f"{what} {them}'s answer: {_got(move.got)}."


def _given(gave: Gain, them: str) -> str:
    """What a step of the player's meant to both."""
    ours, theirs = gave
    if ours < 0 < theirs:
        return f"you gave up {-ours}, worth {theirs} to {them}"
    if ours < 0:
        lost = f"cost {them} {-theirs} too" if theirs else f"brought {them} nothing"
        return f"you gave up {-ours}, and it {lost}"
    if theirs > 0:
        more = f"was {ours} better for you and" if ours else "cost you nothing, and was"
        return f"it {more} {theirs} better for {them}"
    if ours > 0:
        return f"you took {ours} back, which cost {them} {-theirs if theirs else 'nothing'}"
    return f"it cost {them} {-theirs} and brought you nothing" if theirs else "you gave nothing"


def _got(got: Gain) -> str:
    """What an answer of theirs meant to both."""
    ours, theirs = got
    if ours > 0:
        cost = f"it gave up {-theirs} for that" if theirs < 0 else "that cost it nothing"
        return f"{ours} more for you; {cost}" if theirs <= 0 else f"better for both, {ours} for you"
    if ours < 0:
        return f"{-ours} less for you"
    return "nothing for you"


def _whole(one: Earned, them: str, bargaining: Bargaining) -> Iterator[str]:
    """Both ways from the openings, and why they came no further."""
    yield (
        f"In all: from your opening {_given(one.gave, them)}; "
        f"from {them}'s opening, {_got(one.got)}."
    )
    if bargaining.is_settled:
        return
    if one.came <= 0:
        yield (
            f"Nothing that you proposed was better for {them} than what you opened with, so only "
            f"time brought it down. It gives as much as it is given."
        )
        return
    given = "all" if one.came == 100 else f"{one.came} %"
    so = "less than that it never takes" if one.came == 100 else "so it kept more than that"
    yield (
        f"Of what {them} needs to come down to {one.floor} of 100 for itself you had given "
        f"{given}; {so}."
    )


def _unanswered(one: Earned, them: str) -> Iterator[str]:
    gift = one.unanswered
    if gift is not None:
        yield (
            f"Your largest gift that brought you nothing was your {ordinal(gift.number)} proposal, "
            f"worth {gift.gave.theirs} to {them}."
        )
    elif any(move.is_gift for move in one.moves):
        yield "Nothing that you gave went unanswered."


def _asked(one: Earned, table: Table, bargaining: Bargaining) -> Iterator[str]:
    them = table.theirs.name
    for question in one.questions:
        yield _question(question, table)
    asked = {question.asked.question for question in one.questions}
    missed = [what for what in (DEAREST, CHEAPEST) if what not in asked]
    if missed and len(table.terms) > 1:
        answers = [
            f"what is {what} to {them}: “{table.terms[answer_to(bargaining, what)].label}”"
            for what in missed
        ]
        yield f"You didn't ask {', or '.join(answers)}."


def _question(question: Question, table: Table) -> str:
    asked, them = question.asked, table.theirs.name
    told = f"You asked what is {asked.question} to {them}: “{table.terms[asked.term].label}”."
    if asked.question != DEAREST:
        return told
    if question.used is None and question.is_given:
        return f"{told} You stood there already, so there was nothing more to give on it."
    if question.used is None:
        return f"{told} You gave nothing on it after that."
    return f"{told} You came towards it in your {ordinal(question.used)} proposal."
