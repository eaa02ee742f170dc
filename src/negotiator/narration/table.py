"""A table while it is open, in sentences: what it costs, how far both have come, what to try.

The screen and the plain play both take them from here, so that they say the same. What stands
on the table, and what is worth how much, comes from a session of the engine; how it is laid out
is the faces' affair.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import NamedTuple

from negotiator.bargaining.counterpart import Asked
from negotiator.bargaining.decisions import question_in
from negotiator.engine import Forecast, Package, Session
from negotiator.story.model import Term
from negotiator.wording import listed


class About(Enum):
    """What a sentence is about. Where there is room for a picture, it stands beside that."""

    YOURS = "yours"
    THEIRS = "theirs"
    GIVEN = "given"
    LINE = "line"
    REFUSED = "refused"
    KEPT = "kept"
    ADVICE = "advice"
    ASKED = "asked"
    MOVED = "moved"
    HOME = "home"


class Sentence(NamedTuple):
    """What is said of a table, and what it is about."""

    about: About
    words: str


OF_THE_PACKAGE = frozenset({About.YOURS, About.KEPT, About.HOME, About.REFUSED})
"""What is said of the package that is put together, and not of where the talks stand."""
_CHEAP = 2
"""Terms that are named as cheap to give."""


def sentences(session: Session, package: Package, kept: Package | None) -> tuple[Sentence, ...]:
    """All that is to be known while a package is put together, in the order in which it is told.

    `kept` is the first of two packages, if one was kept.
    """
    found = {
        About.YOURS: _yours(session, package),
        About.THEIRS: _theirs(session),
        About.GIVEN: _given(session),
        About.LINE: _line(session),
        About.REFUSED: _refused(session, package),
        About.KEPT: _kept(session, package, kept),
        About.ADVICE: _advice(session),
        About.ASKED: _answers(session),
        About.MOVED: _moved(session),
        About.HOME: _home(session.forecast(package)),
    }
    return tuple(Sentence(about, words) for about, words in found.items() if words)


def where(session: Session) -> str:
    """Who sits across the table, in what mood, and how often they will hear a proposal yet."""
    left = session.rounds_left
    proposals = f"{left or 'no'} proposal{'' if left == 1 else 's'} left"
    return f"{session.voice}: {session.mood}; {proposals}"


# Worths


def price(session: Session, term: int, option: int) -> int:
    """By how much an option makes what the player stands by better, or worse if less than 0.

    Rounded by itself, so that it stays the same whatever else is changed.
    """
    points = session.bargaining.ours.points[term]
    return _rounded(session, points[option] - points[session.ours[term]])


def _rounded(session: Session, points: int) -> int:
    """Points of the player's as a worth, to the nearest."""
    total = session.bargaining.ours.total
    worth = (2 * abs(points) + total) // (2 * total)
    return worth if points > 0 else -worth


def _yours(session: Session, package: Package) -> str:
    worth = session.worth(package)
    if package == session.ours:
        return f"Yours is worth {worth} to you."
    ours = session.bargaining.ours
    than = _than(_rounded(session, ours.of(package) - ours.of(session.ours)), "before")
    return f"Yours is worth {worth} to you, {than}."


def _theirs(session: Session) -> str:
    worth = session.worth(session.theirs)
    if not session.exchanges:
        return f"Theirs is worth {worth} to you."
    # The difference of the two that were shown, as in the debrief: no price stands beside it.
    came = worth - session.worth(session.bargaining.numbers.their_opening)
    return f"Theirs is worth {worth} to you, {_than(came, 'at first')}."


def _than(more: int, when: str) -> str:
    if not more:
        return f"as much as {when}"
    return f"{abs(more)} {'more' if more > 0 else 'less'} than {when}"


def _line(session: Session) -> str:
    without = session.table.ours.without
    instead = f": {without.rstrip('.')}" if without else ""
    return f"Below {session.reservation} no deal is better for you{instead}."


# How far the talks have come


def given(session: Session) -> int | None:
    """How many per cent the player has given of what they need to come all the way; None before
    the first proposal, after their last word, and in talks about what is agreed already."""
    binding = session.binding
    if binding is None or not session.rounds_left or session.bargaining.is_settled:
        return None
    return binding.per_cent


def _given(session: Session) -> str:
    """Why they come no further, and whether they are about to leave."""
    binding, them = session.binding, _them(session)
    if binding is None or not (session.apart and session.rounds_left):
        return ""
    warned = f" One more like it, and {them} leaves." if session.is_warned else ""
    if binding.why == "early":
        why = f"{session.voice} could sign yours, but it is early."
    elif session.bargaining.is_settled:
        why = f"Yours takes back more of what is agreed than {them} can give up."
    elif not binding.per_cent:
        why = f"You have given {them} nothing yet that counts."
    elif binding.per_cent == 100:
        why = f"You offered {them} enough before. Yours gives less."
    else:
        why = f"You have given {binding.per_cent} % of what {them} needs."
    return f"{why}{warned}"


def moves(session: Session) -> Iterator[str]:
    """Where they moved with their last answer, term by term."""
    for term, now, then in session.countered:
        yield f"{term.called}: {now.text} (before: {then.text})"


def _moved(session: Session) -> str:
    if not session.exchanges:
        return ""
    moved = "; ".join(moves(session))
    return f"{session.voice} moved. {moved}." if moved else f"{session.voice} didn't move."


def _answers(session: Session) -> str:
    """What was learned by asking."""
    found = [
        (one.question, session.table.terms[one.term].called)
        for one in session.talks
        if isinstance(one, Asked)
    ]
    if not found:
        return ""
    (question, label), *others = found
    more = "".join(f"; {question} is {label}" for question, label in others)
    return f"You asked: {question} to {_them(session)} is {label}{more}."


# What to try


def cheapest(session: Session) -> tuple[tuple[Term, int], ...]:
    """The terms apart on which it costs the player least to take their option, with the cost."""
    if not session.rounds_left:
        return ()
    pairs = zip(session.table.terms, session.ours, session.theirs, strict=True)
    costs = [
        (-price(session, number, their), number, term)
        for number, (term, our, their) in enumerate(pairs)
        if our != their
    ]
    return tuple((term, cost) for cost, _, term in sorted(costs)[:_CHEAP])


def _advice(session: Session) -> str:
    """A line of the player's own side, with the terms that it means; empty without an adviser."""
    line, cheap = session.advice(), cheapest(session)
    if line is None or not cheap:
        return ""
    named = " or ".join(f"{term.called} ({max(0, cost)})" for term, cost in cheap)
    return f"{line.text} It costs you least to give way on {named}."


def _kept(session: Session, package: Package, kept: Package | None) -> str:
    """What is still to do for two packages side by side."""
    if kept is None:
        return ""
    worth = session.worth(kept)
    if kept == package:
        return f"This one, worth {worth} to you, is kept. Now put a second one together."
    unlike = session.unlike(kept, package)
    if unlike:
        return f"One package is kept. This can't go beside it: {unlike}."
    return f"One package is kept, worth {worth} to you. This can go beside it."


# At home


def improved(one: Forecast) -> str:
    """Whether a gauge would be better off: in a word, empty where nobody can say."""
    return {True: "better", False: "worse", None: ""}[one.improves]


def _home(forecasts: Iterable[Forecast]) -> str:
    """What agreeing would do at home, as far as it can be told."""
    found = list(forecasts)
    sure = [
        f"{one.gauge.called} from {one.before} to {_range(one)} ({improved(one)})"
        for one in found
        if improved(one)
    ]
    unsure = [one.gauge.called for one in found if not improved(one)]
    if not found:
        return "At home nothing would move."
    told = f"At home it would move {'; '.join(sure)}." if sure else ""
    open_ = f"{'' if sure else 'At home '}{listed(unsure)} may go either way." if unsure else ""
    return " ".join(filter(None, (told, open_)))


def _range(one: Forecast) -> str:
    return f"{one.low}" if one.low == one.high else f"between {one.low} and {one.high}"


# Asking


class Asking(NamedTuple):
    """What can be asked across the table: how that is put, and each question by its decision,
    with the reason why it can't be asked any more, if it can't."""

    title: str
    text: str
    questions: tuple[tuple[str, str, str], ...]


def asking(session: Session) -> Asking:
    """The questions that the player may ask, or has asked."""
    questions = [one for one in session.options() if question_in(one.id)]
    return Asking(
        f"Ask {_them(session)}",
        "Each once. It takes none of your proposals, and the answer is true."
        if questions
        else "There is one term only, so there is nothing to ask.",
        tuple((one.id, one.text, one.reason) for one in questions),
    )


# A term


def options(session: Session, package: Package, term: int) -> tuple[str, ...]:
    """The options of a term, numbered: what each costs the player, and what it does at home as
    far as that can be told."""
    found = []
    for number, option in enumerate(session.table.terms[term].options):
        parts = [priced(session, term, number)]
        if number == package[term] != session.ours[term]:
            parts.append("in your package")
        if number == session.theirs[term]:
            parts.append("theirs")
        parts += _sure(session.reading(term, number))
        found.append(f"{number + 1}. {option.text} ({', '.join(parts)}).")
    return tuple(found)


def priced(session: Session, term: int, option: int) -> str:
    """What an option costs the player, in words that follow it: `costs you 8`."""
    if option == session.ours[term]:
        return "yours"
    gain = price(session, term, option)
    if gain:
        return f"gives you {gain}" if gain > 0 else f"costs you {-gain}"
    points = session.bargaining.ours.points[term]
    return (
        "costs you nothing" if points[option] >= points[session.ours[term]] else "costs you little"
    )


def _sure(forecasts: Iterable[Forecast]) -> Iterator[str]:
    """For what an option alone is better at home, and for what worse, where that is sure."""
    found = list(forecasts)
    for word in ("better", "worse"):
        names = [one.gauge.called for one in found if improved(one) == word]
        if names:
            yield f"{word} for {listed(names)}"


def _refused(session: Session, package: Package) -> str:
    refused = session.refused(package)
    if not refused:
        return ""
    # After their last word it isn't this package that is at fault.
    return f"You can't propose this: {refused}." if session.rounds_left else f"{refused}."


def _them(session: Session) -> str:
    """Who speaks for them, within a sentence: the keeper, Kuroda."""
    voice = session.voice
    return f"t{voice[1:]}" if voice.startswith("The ") else voice
