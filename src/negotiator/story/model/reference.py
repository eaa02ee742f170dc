"""What a story refers to: sources, the glossary, actors, people, axes, acts, and what really
happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from negotiator.story.model.texts import Passage, Text


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from. `says` is the fact in our words, `note` what is doubtful about it,
    and `known` the day from which it was known: a report is often printed later."""

    id: str
    title: str
    publisher: str = ""
    known: date | None = None
    date: date | None = None
    url: str = ""
    says: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class GlossaryTerm:
    """A glossary entry."""

    id: str
    term: str
    text: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who reacts; their mood is the band of their gauge."""

    id: str
    name: str
    wants: str = ""
    gauge: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a name who speaks. `side` says whose side they are on, and `real`, for one who
    really lived, who that was: their words then need a source."""

    id: str
    name: str
    role: str = ""
    side: str = ""
    wants: str = ""
    real: Text = ()


@dataclass(frozen=True, slots=True)
class Axis:
    """One of the aspects an ending is judged by."""

    id: str
    label: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """A part of the story by time: the days from `begins` on, until another act begins.

    Of the lines of its front page, those whose condition holds are told when it is over; the first
    of them is the headline.
    """

    id: str
    title: str
    begins: date
    front_page: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """What really happened, and the nearest choice (`scene.choice`), if there is one.

    The choice's wording is the story's own, and nobody is on record with it; `because` says why it
    is the nearest.
    """

    date: date
    text: Text
    choice: str | None = None
    because: str = ""
