"""The counterpart in words: how it took what it heard, how often it will still listen, and what it
says where the author wrote no line."""

from __future__ import annotations

from negotiator.engine import Reception, Session, Utterance
from negotiator.language import _, ngettext
from negotiator.sentence_parts import within


def reception(session: Session) -> str:
    """How they took what they heard."""
    if session.reception is Reception.UNMOVED:
        return _("Unmoved, no better for {them}", them=session.table.theirs.name)
    return {
        Reception.HEARD_OPENING: _("Has heard your opening"),
        Reception.WOULD_SIGN: _("Would sign it as it stands"),
        Reception.LAST_WORD: _("Waiting for your answer"),
        Reception.LEAVING: _("Looking at the door"),
        Reception.CLOSE: _("Close to a yes"),
        Reception.EARLY: _("Could sign it, but it is early"),
        Reception.DOUBTFUL: _("Not convinced"),
        Reception.LISTENING: _("Listening closely"),
    }[session.reception]


def where(session: Session) -> str:
    """Who sits across the table, how they took what they heard, and how many more proposals they
    will hear."""
    left, voice, how = session.rounds_left, session.voice, reception(session)
    if not left:
        return _("{voice}: {mood}; no proposals left", voice=voice, mood=how)
    return ngettext(
        "{voice}: {mood}; {number} proposal left",
        "{voice}: {mood}; {number} proposals left",
        left,
        voice=voice,
        mood=how,
    )


def them(session: Session) -> str:
    """Their spokesperson, inside a sentence: the keeper, Kuroda."""
    return within(session.voice)


def said(one: Utterance) -> str:
    """What is said for a reason if the author wrote no line."""
    voice, term = one.voice, one.term
    match one.reason:
        case "thanks":
            return _("{voice} takes note of your move on “{term}”.", voice=voice, term=term)
        case "gives":
            return _("{voice} comes to your side on “{term}”.", voice=voice, term=term)
        case "holds":
            return _("{voice} can't come to your side on “{term}”.", voice=voice, term=term)
        case "dearest":
            return _(
                "Nothing on the table, says {voice}, matters more than “{term}”.",
                voice=voice,
                term=term,
            )
        case "cheapest":
            return _(
                "Nothing on the table, says {voice}, matters less than “{term}”.",
                voice=voice,
                term=term,
            )
        case "first":
            return _("Of the two, says {voice}, the first is nearer.", voice=voice)
        case "second":
            return _("Of the two, says {voice}, the second is nearer.", voice=voice)
        case "waits":
            return _("{voice} hears nothing new and waits.", voice=voice)
        case "early":
            return _("{voice} doesn't say no.", voice=voice)
        case "both":
            return _("{voice} knows a change that serves you both.", voice=voice)
        case "warns":
            return _("{voice} warns you.", voice=voice)
        case "last":
            return _("{voice} says that this is the last word.", voice=voice)
        case "accepts":
            return _("{voice} accepts.", voice=voice)
        case _:
            return _("{voice} ends the talks.", voice=voice)
