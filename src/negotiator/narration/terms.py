"""A term of a table with one of its options, as lists of terms show it."""

from __future__ import annotations

from negotiator.language import _
from negotiator.narration.sentences import Sentence, sentence
from negotiator.sentence_parts import within


def agreed(them: str) -> str:
    """The caption above the terms of a deal with the other side."""
    return _("You and {them} have a deal", them=within(them))


def settled(term: str, option: str) -> Sentence:
    """A `term` with an option."""
    return sentence(_("{term}: {option}"), term=term, option=option)


def moved(term: str, option: str, before: str) -> Sentence:
    """A `term` on which they moved: what they ask for now and asked for before."""
    told = _("{term}: {option} (before: {before})")
    return sentence(told, term=term, option=option, before=before)
