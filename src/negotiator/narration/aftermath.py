"""What stands above the epilogues of an ending, and which of its passages wait for the end of its
debrief. Whoever tells it lays it out with the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from negotiator.engine import Told
from negotiator.language import _
from negotiator.narration.lines import Heading, PlaceKind
from negotiator.story.model import DocumentKind, Ending, Event, Scene

_BEGINNING = 6
"""The words of an epilogue in which a name is soon enough."""

_SHORT = 3
"""The letters of a small word, such as `of`, which names nobody unless it is written large."""
_ARTICLES = ("the", "a", "an")


def what_became_of_them() -> str:
    """The caption of the epilogues."""
    return _("What became of them")


def headings(one: Told, *, is_first: bool) -> Iterator[Heading]:
    """What stands above an epilogue: the caption above the first, and whom or what it tells of,
    unless it begins with the name itself or is said by that person."""
    if is_first:
        yield Heading(what_became_of_them(), PlaceKind.EPILOGUE)
    speaks = one.speaker is not None and one.speaker.name == one.under
    if not speaks and not _names(one.under, one.text):
        yield Heading(one.under, PlaceKind.EPILOGUE)


def _names(whom: str, words: str) -> bool:
    """Whether words soon name somebody, by any part of the name."""
    begun = [word.strip("\"'“”‘’(").casefold() for word in words.split()[:_BEGINNING]]
    parts = [part.casefold() for part in whom.split() if part[:1].isupper() or len(part) > _SHORT]
    if parts and parts[0] in _ARTICLES:
        del parts[0]
    return any(word.startswith(part) for word in begun for part in parts)


def asks(one: Told) -> bool:
    """Whether a passage is what an ending leaves its players to ask themselves."""
    return one.document is not None and one.document.kind is DocumentKind.QUESTIONS


def told_at(place: Scene | Event | Ending, told: Iterable[Told]) -> Iterator[Told]:
    """What is told where a play is: at an ending all but the questions."""
    return (one for one in told if not (isinstance(place, Ending) and asks(one)))
