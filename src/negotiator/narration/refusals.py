"""Why a decision can't be made, in words: at a table, from a menu, and in a replayed play.

Each is a clause that follows a colon or a bracket; `refusal` makes it a sentence of its own.
"""

from __future__ import annotations

from negotiator.bargaining.refusals import (
    AskedAlready,
    BeginningGone,
    Below,
    Closed,
    Elsewhere,
    EndedBefore,
    HasEnded,
    LastWord,
    NotAPackage,
    NotAPair,
    NothingOffered,
    NoTwoPeople,
    Refusal,
    SamePackages,
    TwoPeople,
    UnequalPackages,
    UnknownChoice,
    UnknownDecision,
    UnknownOption,
    UnknownQuestion,
    UnknownTerm,
    WhyNot,
)
from negotiator.cells import cut
from negotiator.language import _
from negotiator.narration.sentences import finished
from negotiator.story.codes import CODES

_LONGEST = 60
"""Cells shown of a typed name."""


def reason(why: Refusal | str | None) -> str:
    """Why something is closed, as a clause; empty if it isn't, or if the author gave no reason."""
    match why:
        case None:
            return ""
        case str():
            return why
        case LastWord(voice, True):
            return _("{voice} has said the last word: accept it, or leave", voice=voice)
        case LastWord(voice, False):
            return _("{voice} has said the last word: leave", voice=voice)
        case Below(_side, worth, reservation):
            return _(
                "it is worth {worth} to you, and no deal {reservation}",
                worth=worth,
                reservation=reservation,
            )
        case NothingOffered(voice):
            return _("{voice} has offered nothing yet", voice=voice)
        case SamePackages():
            return _("they are the same")
        case UnequalPackages(side, first, second, most):
            return _(
                "they are worth {first} and {second} to {side}; "
                "two that are put side by side differ by {most} at most",
                first=first,
                second=second,
                side=side.name,
                most=most,
            )
        case TwoPeople():
            return _("two people bargain at this table, and settle it or end it themselves")
        case NoTwoPeople():
            return _("that is for a table at which two people bargain")
        case AskedAlready():
            pass
    return _("you have asked that already")


def why_not(why: WhyNot) -> str:
    """Why a decision can't be made, as a clause."""
    match why:
        case Closed(decision, "") | Closed(decision, None):
            return _("`{decision}` is not open now", decision=decision)
        case Closed(decision, closed):
            return _(
                "`{decision}` is not open now: {reason}", decision=decision, reason=reason(closed)
            )
        case NotAPair():
            return _("two packages are put side by side as `either(TERM=OPTION; TERM=OPTION)`")
        case NotAPackage(term):
            return _("two people settle on an option for each term; `{term}` is open", term=term)
        case HasEnded(choice):
            return _("the play has ended, so `{choice}` can't be chosen", choice=choice)
        case EndedBefore(ending):
            return _("the play has ended in `{ending}` by then", ending=ending)
        case Elsewhere(place):
            return _("the play is in `{place}` by then", place=place)
        case BeginningGone(place):
            return _("the play began in `{place}`, which the story no longer has", place=place)
        case _:
            return _unknown(why)


def _unknown(
    why: UnknownChoice | UnknownDecision | UnknownQuestion | UnknownTerm | UnknownOption,
) -> str:
    """That there is no such thing, with what was probably meant."""
    match why:
        case UnknownChoice(scene, choice, _near):
            told = _("the scene `{scene}` has no choice `{choice}`", scene=scene, choice=choice)
        case UnknownDecision(decision, _near):
            told = _("at a table nothing is called `{name}`", name=cut(decision, _LONGEST))
        case UnknownQuestion(question, _near):
            told = _("there is no question `{name}`", name=cut(question, _LONGEST))
        case UnknownTerm(term, _near):
            told = CODES["N315"].said(name=cut(term, _LONGEST))
        case UnknownOption(term, option, _near):
            told = CODES["N314"].said("of_term", term=term, name=cut(option, _LONGEST))
    if not why.near:
        return told
    return _("{problem} (did you mean `{name}`?)", problem=told, name=why.near)


def refusal(why: WhyNot) -> str:
    """Why a decision can't be made, as a sentence."""
    return finished(why_not(why))
