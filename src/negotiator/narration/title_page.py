"""The opening screen in words, and what is said of a story before it is opened. Light to load,
because it is shown first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from negotiator.language import _, pgettext
from negotiator.narration.sentences import Sentence, sentence
from negotiator.narration.stories import beforehand, same_id


def name() -> str:
    """The name of the game, letter-spaced."""
    return pgettext("the name of the game", "N E G O T I A T O R")


def motto() -> str:
    """What the game is about, whatever the story."""
    return _("What you agree to at the table has to hold at home.")


def about(
    words: str, facts: str, notes: str, story_id: str, also: Sequence[object]
) -> Iterator[str]:
    """What is said of a story: what it is about, and then the rest of its title page."""
    yield words
    yield from filter(None, (facts, beforehand(notes), same_id(story_id, also)))


def all_about() -> str:
    """The note that more is said of a story than there is room for."""
    return _("… (a: all about this story)")


def pictured(alt: str) -> str:
    """The picture of a story in words."""
    return _("Picture: {shown}", shown=alt)


def go_on() -> str:
    """The row that continues the newest play."""
    return _("Continue")


def looking() -> str:
    """The text in that row until the play is found."""
    return _("Looking for your last play…")


def new_game(title: str) -> Sentence:
    """The row of a story, by its `title`."""
    return sentence(_("New game: {title}"), title=title)


def no_stories() -> str:
    """The message that there is nothing to play."""
    return _("There are no stories here.")


def load() -> str:
    """The row that lists kept plays."""
    return _("Load a saved play…")


def gallery() -> str:
    """The row that leads to the endings found, and the name of that screen."""
    return _("Gallery of endings")


def leave() -> str:
    """The row that leaves the game."""
    return _("Quit")
