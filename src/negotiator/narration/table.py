"""An open table in sentences: what it costs, how far both sides have come, what to try.

The screen and the plain play both take them from here, so that they say the same. What is on the
table, and how much it is worth, comes from a session of the engine; faces lay it out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import NamedTuple

from negotiator.bargaining.counterpart import Asked
from negotiator.bargaining.decisions import question_in
from negotiator.bargaining.voice import DEAREST
from negotiator.engine import Forecast, Package, Session
from negotiator.language import _, pgettext
from negotiator.narration.lines import Trend
from negotiator.narration.menu import menu
from negotiator.narration.refusals import reason
from negotiator.narration.sentences import finished, joined
from negotiator.narration.talks import them
from negotiator.narration.terms import moved
from negotiator.sentence_parts import apart, either, in_a_row, listed
from negotiator.story.model import Term


class About(Enum):
    """The subject of a sentence. If there is room for a picture, the sentence is shown beside
    it."""

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


class Remark(NamedTuple):
    """A sentence about a table, and its subject."""

    about: About
    words: str


OF_THE_PACKAGE = frozenset({About.YOURS, About.KEPT, About.HOME, About.REFUSED})
"""Subjects that concern the package being put together, not the state of the talks."""
_CHEAP = 2
"""How many terms are named as cheap to give."""


def remarks(session: Session, package: Package, kept: Package | None) -> tuple[Remark, ...]:
    """Everything to know while a package is put together, in the order in which it is shown.

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
        About.HOME: _home(session, package),
    }
    return tuple(Remark(about, words) for about, words in found.items() if words)


# Worths


def price(session: Session, term: int, option: int) -> int:
    """How much better an option makes the package the player stands by, or worse if negative.

    It is rounded by itself, so that it stays the same whatever else is changed.
    """
    points = session.bargaining.ours.points[term]
    return _rounded(session, points[option] - points[session.ours[term]])


def _rounded(session: Session, points: int) -> int:
    """The player's points as a worth, rounded to the nearest."""
    total = session.bargaining.ours.total
    worth = (2 * abs(points) + total) // (2 * total)
    return worth if points > 0 else -worth


def costs_nothing(session: Session, term: int, option: int) -> bool:
    """Whether an option is no worse for the player than the package the player stands by, not even
    by less than the display shows."""
    points = session.bargaining.ours.points[term]
    return points[option] >= points[session.ours[term]]


def _yours(session: Session, package: Package) -> str:
    worth = session.worth(package)
    if package == session.ours:
        return _("Yours is worth {worth} to you.", worth=worth)
    # The difference of the two worths as shown, as in the debrief.
    gain = worth - session.worth(session.ours)
    if not gain:
        return _("Yours is worth {worth} to you, as much as before.", worth=worth)
    if gain > 0:
        return _("Yours is worth {worth} to you, {gain} more than before.", worth=worth, gain=gain)
    return _("Yours is worth {worth} to you, {loss} less than before.", worth=worth, loss=-gain)


def _theirs(session: Session) -> str:
    worth = session.worth(session.theirs)
    if not session.exchanges:
        return _("Theirs is worth {worth} to you.", worth=worth)
    gain = worth - session.worth(session.bargaining.numbers.their_opening)
    if not gain:
        return _("Theirs is worth {worth} to you, as much as at first.", worth=worth)
    if gain > 0:
        return _(
            "Theirs is worth {worth} to you, {gain} more than at first.", worth=worth, gain=gain
        )
    return _("Theirs is worth {worth} to you, {loss} less than at first.", worth=worth, loss=-gain)


def _line(session: Session) -> str:
    line, without = session.reservation, session.table.ours.without
    if not without:
        return _("Below {line} no deal is better for you.", line=line)
    return _(
        "Below {line} no deal is better for you: {instead}.",
        line=line,
        instead=without.rstrip("."),
    )


# How far the talks have got


def given(session: Session) -> int | None:
    """What the player has given, in per cent of what they need to come all the way; None before the
    first proposal, after their last word, and in talks about what is agreed already."""
    binding = session.binding
    if binding is None or not session.rounds_left or session.bargaining.is_settled:
        return None
    return binding.per_cent


def _given(session: Session) -> str:
    """Why they come no further, and whether they are about to leave."""
    if session.binding is None or not (session.apart and session.rounds_left):
        return ""
    if session.is_warned:
        return joined(_why(session), _("One more like it, and {them} leaves.", them=them(session)))
    if session.is_on_edge and session.rounds_left == 1:
        last = _("This is your last proposal: to take something back in it may end the talks.")
        return joined(_why(session), last)
    return _why(session)


def _why(session: Session) -> str:
    binding = session.binding
    assert binding is not None, "they have answered"
    if binding.why == "early":
        return _("Only the clock holds {them} back: standing by yours can pay.", them=them(session))
    if session.bargaining.is_settled:
        return _(
            "Yours takes back more of what is agreed than {them} can give up.", them=them(session)
        )
    if not binding.per_cent:
        return _("You have given {them} nothing yet that counts.", them=them(session))
    if binding.per_cent == 100:
        return _("You offered {them} enough before. Yours gives less.", them=them(session))
    return _(
        "You have given {share} % of what {them} needs.",
        share=binding.per_cent,
        them=them(session),
    )


def moves(session: Session) -> Iterator[str]:
    """Where their last answer moved, term by term."""
    for term, now, then in session.countered:
        yield str(moved(term.called, now.text, then.text))


def _moved(session: Session) -> str:
    if not session.exchanges:
        return ""
    found = apart(moves(session))
    if not found:
        return _("{voice} didn't move.", voice=session.voice)
    return _("{voice} moved. {moves}.", voice=session.voice, moves=found)


def _answers(session: Session) -> str:
    """What the player learned by asking."""
    asked = [one for one in session.talks if isinstance(one, Asked)]
    if not asked:
        return ""
    values: dict[str, object] = {
        one.question: session.table.terms[one.term].called for one in asked
    }
    values["them"] = them(session)
    is_dearest_first = asked[0].question == DEAREST
    if len(asked) > 1:
        if is_dearest_first:
            return _("You asked: dearest to {them} is {dearest}; cheapest is {cheapest}.", **values)
        return _("You asked: cheapest to {them} is {cheapest}; dearest is {dearest}.", **values)
    if is_dearest_first:
        return _("You asked: dearest to {them} is {dearest}.", **values)
    return _("You asked: cheapest to {them} is {cheapest}.", **values)


# What to try


def cheapest(session: Session) -> tuple[tuple[Term, int], ...]:
    """The terms on which it costs the player least to take their option, with the cost."""
    if not session.rounds_left:
        return ()
    pairs = zip(session.table.terms, session.ours, session.theirs, strict=True)
    costs = [
        (-price(session, number, their), number, term)
        for number, (term, our, their) in enumerate(pairs)
        if our != their
    ]
    return tuple((term, cost) for cost, _number, term in sorted(costs)[:_CHEAP])


def _advice(session: Session) -> str:
    """A line from the player's own side, with the terms it means; empty without an adviser."""
    line, cheap = session.advice(), cheapest(session)
    if line is None or not cheap:
        return ""
    terms = [
        pgettext("a term and what it costs", "{term} ({cost})", term=term.called, cost=cost)
        if cost >= 0
        else pgettext(
            "a term and what it brings", "{term} (you gain {gain})", term=term.called, gain=-cost
        )
        for term, cost in cheap
    ]
    told = _("It costs you least to give way on {terms}.", terms=either(terms))
    return joined(line.text, told)


def _kept(session: Session, package: Package, kept: Package | None) -> str:
    """What is still missing for putting two packages side by side."""
    if kept is None:
        return ""
    worth = session.worth(kept)
    if kept == package:
        return _(
            "This one, worth {worth} to you, is kept. Now put a second one together.", worth=worth
        )
    unlike = session.unlike(kept, package)
    if unlike:
        return _("One package is kept. This can't go beside it: {reason}.", reason=reason(unlike))
    return _("One package is kept, worth {worth} to you. This can go beside it.", worth=worth)


# At home


def improved(one: Forecast) -> str:
    """Whether a gauge would be better off: a word, empty if it can't be known."""
    if one.improves is None:
        return ""
    return (Trend.BETTER if one.improves else Trend.WORSE).word


def _home(session: Session, package: Package) -> str:
    """What agreeing would do at home, as far as that is known; empty if no option does anything
    there."""
    found = session.forecast(package)
    if not found:
        does_any = any(option.effects for term in session.table.terms for option in term.options)
        return _("At home nothing would move.") if does_any else ""
    sure = [_foretold(one) for one in found if one.improves is not None]
    unsure = listed([one.gauge.called for one in found if one.improves is None])
    if not sure:
        return _("At home {gauges} may go either way.", gauges=unsure)
    told = _("At home it would move {gauges}.", gauges=apart(sure))
    return joined(told, _("{gauges} may go either way.", gauges=unsure) if unsure else "")


def _foretold(one: Forecast) -> str:
    values: dict[str, object] = {
        "gauge": one.gauge.called,
        "before": one.before,
        "low": one.low,
        "high": one.high,
        "verdict": improved(one),
    }
    if one.low == one.high:
        return _("{gauge} from {before} to {low} ({verdict})", **values)
    return _("{gauge} from {before} to between {low} and {high} ({verdict})", **values)


# Asking


class Asking(NamedTuple):
    """The questions across the table: how they are introduced, and each by its decision, with the
    reason why it can't be asked any more, if so."""

    title: str
    text: str
    questions: tuple[tuple[str, str, str], ...]


def asking(session: Session) -> Asking:
    """The questions that the player may ask or has asked."""
    questions = [one for one in menu(session.options()) if question_in(one.id)]
    return Asking(
        _("Ask {them}", them=them(session)),
        asked_once() if questions else _("There is one term only, so there is nothing to ask."),
        tuple((one.id, one.text, one.reason) for one in questions),
    )


def asked_once() -> str:
    """What a question costs, and that its answer can be relied on."""
    return _("Each once. It takes none of your proposals, and the answer is true.")


# A term


def options(session: Session, package: Package, term: int) -> tuple[str, ...]:
    """The options of a term, numbered: what each costs the player, and its effect at home as far as
    that is known."""
    found = []
    for number, option in enumerate(session.table.terms[term].options):
        facts = [priced(session, term, number)]
        if number == package[term] != session.ours[term]:
            facts.append(_("in your package"))
        if number == session.theirs[term]:
            facts.append(pgettext("an option", "theirs"))
        facts += _sure(session.reading(term, number))
        found.append(
            _(
                "{number}. {option} ({facts}).",
                number=number + 1,
                option=option.text,
                facts=in_a_row(facts),
            )
        )
    return tuple(found)


def priced(session: Session, term: int, option: int) -> str:
    """What an option costs the player, in a word or two."""
    if option == session.ours[term]:
        return pgettext("an option", "yours")
    gain = price(session, term, option)
    if gain > 0:
        return _("gives you {points}", points=gain)
    if gain < 0:
        return _("costs you {points}", points=-gain)
    if costs_nothing(session, term, option):
        return _("costs you nothing")
    return _("costs you little")


def _sure(forecasts: Iterable[Forecast]) -> Iterator[str]:
    """Which gauges at home an option alone surely makes better, and which worse."""
    found = list(forecasts)
    better = listed([one.gauge.called for one in found if one.improves is True])
    worse = listed([one.gauge.called for one in found if one.improves is False])
    if better:
        yield _("better for {gauges}", gauges=better)
    if worse:
        yield _("worse for {gauges}", gauges=worse)


def _refused(session: Session, package: Package) -> str:
    why = reason(session.refused(package))
    if not why:
        return ""
    # After their last word this package isn't to blame.
    if not session.rounds_left:
        return finished(why)
    return not_proposable(why)


def not_proposable(why: str) -> str:
    """That a package can't be proposed, and why."""
    return _("You can't propose this: {reason}.", reason=why)
