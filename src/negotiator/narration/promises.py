"""Promises in words: as they are made, kept or broken, and the ledger of all of them."""

from __future__ import annotations

from negotiator.engine import Play, as_named
from negotiator.engine.layout import Values
from negotiator.engine.promises import Promised as Found
from negotiator.engine.promises import Standing, promised
from negotiator.language import _, pgettext
from negotiator.narration.lines import Promised
from negotiator.narration.sentences import Sentence, sentence
from negotiator.story.model import Story


def ledger(play: Play) -> tuple[Promised, ...]:
    """The promises made so far, and how each stands."""
    values = play.state.values
    return tuple(_line(play.story, one, values) for one in promised(play.story, values))


def decided_between(story: Story, before: Values, after: Values) -> tuple[Promised, ...]:
    """The promises that are kept or broken in a later state and weren't in an earlier one."""
    if not story.promises:
        return ()
    stood = {one.promise.id: one.standing for one in promised(story, before)}
    return tuple(
        _line(story, one, after)
        for one in promised(story, after)
        if one.standing is not Standing.OPEN and stood.get(one.promise.id) is not one.standing
    )


def made(story: Story, name: str, values: Values) -> Promised:
    """A promise as it is made, and whoever it is made to as they are named with these values."""
    return _line(story, Found(story.promises[name], Standing.OPEN), values)


def _line(story: Story, one: Found, values: Values) -> Promised:
    person = as_named(story, story.people[one.promise.to], values)
    return Promised(person.name, one.promise.words, one.standing)


def told(one: Promised) -> Sentence:
    """What has just come of a promise to a `person`, in its `words`."""
    match one.standing:
        case Standing.KEPT:
            said = _("You have kept your promise to {person}: “{words}”")
        case Standing.BROKEN:
            said = _("You have broken your promise to {person}: “{words}”")
        case _:
            said = _("You promise {person}: “{words}”")
    return sentence(said, person=one.person, words=one.words)


def entry(one: Promised) -> Sentence:
    """A promise in the ledger: to which `person`, in which `words`, and its `standing`."""
    return sentence(
        _("To {person}: “{words}” ({standing})"),
        person=one.person,
        words=one.words,
        standing=standing(one.standing),
    )


def standing(one: Standing) -> str:
    """The word for what has come of a promise."""
    return {
        Standing.OPEN: pgettext("of a promise", "open"),
        Standing.KEPT: pgettext("of a promise", "kept"),
        Standing.BROKEN: pgettext("of a promise", "broken"),
    }[one]


def glyph(one: Standing) -> str:
    """A sign for what has come of a promise."""
    return {Standing.OPEN: "…", Standing.KEPT: "=", Standing.BROKEN: "≠"}[one]


def caption() -> str:
    """The caption of the ledger."""
    return _("What you promised")
