"""Texts and what they refer to: N614, N615, N619, N621, N622, N630, N637 and N638."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from negotiator.checking.lint.effects import options
from negotiator.checking.lint.look import Look, Owner
from negotiator.story.expressions import Operation
from negotiator.story.intervals import FALSE, answers
from negotiator.story.model import (
    Choice,
    Citation,
    GlossaryLink,
    Scene,
    Segment,
    Story,
    Stress,
    Table,
    Text,
    Words,
)
from negotiator.story.model.texts import words_in
from negotiator.story.source_map import Path

_READ = (Words, GlossaryLink)
LONGEST_READ = 150
"""The most words of a passage or an outcome before a reader's eye begins to slide."""


def long(look: Look) -> None:
    """N622: passages, and outcomes of several passages, that are long to read in one go."""
    few = 2 * LONGEST_READ  # too few characters for that many words
    for passages, owner, keys in look.passages:
        length = 0
        for passage in passages:
            for text in passage.wordings:
                for one in text:
                    if isinstance(one, _READ):
                        length += len(one.words)
        if length < few:
            continue
        told = 0
        for number, passage in enumerate(passages):
            document = passage.document
            is_drawn = document is not None and document.kind.is_drawn
            words = 0 if is_drawn else max(map(words_in, passage.wordings))
            if passage.when is None:
                told += words
            if words > LONGEST_READ:
                path = look.path(owner, *keys, number)
                look.warn_value("N622.passage", path, number=words)
        if told > LONGEST_READ and len(passages) > 1 and keys == ("outcome",):
            look.warn("N622.outcome", look.path(owner, *keys), number=told)


def unnamed(look: Look) -> None:
    """N614, N615: sources and glossary terms that nothing refers to."""
    story = look.story
    cited = {source for term in story.glossary.values() for source in term.sources}
    linked: set[str] = set()
    for text in _texts(look):
        for segment in text:
            if isinstance(segment, Citation):
                cited.add(segment.source)
            elif isinstance(segment, GlossaryLink):
                linked.add(segment.term)
    for passages, _, _ in look.passages:
        linked.update(passage.argues.name for passage in passages if passage.argues is not None)
    for source in story.sources:
        if source not in cited:
            look.warn("N614", ("sources", source), source=source)
    for term in story.glossary:
        if term not in linked:
            look.warn("N615", ("glossary", term), term=term)


def _texts(look: Look) -> Iterator[Text]:
    """Every text that may contain marks."""
    for passages, _, _ in look.passages:
        for passage in passages:
            yield from passage.texts
    for person in look.story.people.values():
        yield person.real
    for choice in look.story.choices.values():
        yield choice.text
        if choice.locked is not None:
            yield choice.locked
    yield from _articles(look.story)
    for entry in look.story.history:
        yield entry.text


def stressed_choices(look: Look) -> None:
    """N637: stress in the words of a choice, or in why it is closed, where none is told."""
    for choice in look.story.choices.values():
        for key, text in (("text", choice.text), ("locked", choice.locked or ())):
            if Stress in map(type, text):
                look.warn_value("N637.stress", look.path(choice, key))


def same_words(look: Look) -> None:
    """N638: choices with the same words that can be open at once."""
    for place in look.places:
        if len(place.choices) < 2 or isinstance(place, Table):
            continue
        told: dict[tuple[Segment, ...], list[Choice]] = {}
        for choice in place.choices:
            told.setdefault(_as_told(choice.text), []).append(choice)
        for alike in told.values():
            for one, other in combinations(alike[:MOST_ALIKE], 2):
                if _can_both_be_open(look, one, other):
                    path = look.path(other, "text")
                    look.warn_value("N638", path, choice=one.id, other=other.id)
                    break


MOST_ALIKE = 8
"""How many choices with the same words are compared."""


_UNTOLD = (Citation, Stress)


def _as_told(text: Text) -> tuple[Segment, ...]:
    return tuple([one for one in text if not isinstance(one, _UNTOLD)])


def _can_both_be_open(look: Look, one: Choice, other: Choice) -> bool:
    whens = [choice.when.node for choice in (one, other) if choice.when is not None]
    return answers(Operation("and", tuple(whens)), look.ranges) != FALSE if whens else True


def _articles(story: Story) -> Iterator[Text]:
    for table in story.tables.values():
        for _, option in options(table):
            yield option.article


def history(look: Look) -> None:
    """N619, N620: entries of the history without a source, or out of order."""
    origins = look.origins
    items = range(origins.count("history"))
    # Entries are kept by date, but may be in any order in the file.
    order = sorted(items, key=lambda one: origins.text("history", one, "date"))
    dates = [origins.value("history", one, "date") for one in items]
    for number in items[1:]:
        before, here = dates[number - 1], dates[number]
        earlier = origins.text("history", number - 1, "date")
        later = origins.text("history", number, "date")
        if before.file == here.file and later < earlier:
            path = ("history", number, "date")
            look.warn_value("N620.history", path, date=later, earlier=earlier)
    for number, entry in zip(order, look.story.history, strict=False):
        if not any(isinstance(segment, Citation) for segment in entry.text):
            look.warn_value("N619", ("history", number, "text"), date=entry.date)


def unread_endings(look: Look) -> None:
    """N621: endings that an axis doesn't read."""
    for ending in look.story.endings.values():
        read = {reading.axis for reading in ending.readings}
        for axis in look.story.axes:
            if axis not in read:
                look.warn("N621", ("endings", ending.id), ending=ending.id, axis=axis)


def before_known(look: Look) -> None:
    """N630: sources cited in a scene on a day when nobody could know them.

    An ending may describe what came after it, and an event has no day of its own.
    """
    if all(one.known is None for one in look.story.sources.values()):
        return
    for passages, owner, keys in look.passages:
        day = _day(look.story, owner)
        for number, passage in enumerate(passages):
            for source in passage.cites:
                _known_later(look, source, day, look.path(owner, *keys, number))
    for table in look.story.tables.values():
        for keys, option in options(table):
            for source in [one.source for one in option.article if isinstance(one, Citation)]:
                _known_later(look, source, table.date, look.path(table, *keys, "article"))


def _day(story: Story, owner: Owner) -> date | None:
    """The day of the scene that contains a part, if it is in one that has a day."""
    scene = story.scenes.get(owner.scene) if isinstance(owner, Choice) else owner
    return scene.date if isinstance(scene, Scene) else None


def _known_later(look: Look, source: str, day: date | None, path: Path) -> None:
    known = look.story.sources[source].known
    if day is not None and known is not None and day < known:
        look.warn_value("N630", path, day=day, source=source, known=known)
