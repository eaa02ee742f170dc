"""The opening screen in words. Light to load, because it is shown first."""

from __future__ import annotations

from negotiator.language import _, pgettext
from negotiator.narration.sentences import Sentence, sentence


def name() -> str:
    """The name of the game, letter-spaced."""
    return pgettext("the name of the game", "N E G O T I A T O R")


def motto() -> str:
    """What the game is about."""
    return _("Two boards, one table: sign the pact, or drop it.")


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


def leave() -> str:
    """The row that leaves the game."""
    return _("Quit")
