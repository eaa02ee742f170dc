"""The acts of a play: the card of each as it begins, and the front page after each.

What a story doesn't write of an act isn't told. An act is over when the play comes to a scene of a
later one, or to its end.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from negotiator.engine import Play, Told, as_named
from negotiator.engine.layout import Values
from negotiator.language import _
from negotiator.narration.dates import day
from negotiator.narration.lines import Card, Document, Part, WinSets
from negotiator.narration.sentences import spoken
from negotiator.narration.win_sets import moved
from negotiator.story.model import Act, DocumentKind, Ending, Scene, Story, Words


def numbered(story: Story, act: Act) -> str:
    """Which act it is, of how many."""
    number = story.acts.index(act) + 1
    return _("Act {number} of {count}", number=number, count=len(story.acts))


def card(story: Story, act: Act, values: Values, when: date) -> Card:
    """The act as it begins on a day, with these values."""
    return Card(numbered(story, act), as_named(story, act, values).title, (day(when),))


def named(number: str, title: str) -> str:
    """An act's number and title, as far as it has either."""
    return _("{act}: {title}", act=number, title=title) if number and title else number or title


def last_day(play: Play, number: int) -> date | None:
    """The day of the last scene that has one, before a decision by its number from 0."""
    been = [one.entered or one.back for one in play.steps[:number]]
    for scene in (*reversed(been), play.origin.scene):
        when = _place(play.story, scene).date if scene else None
        if when is not None:
            return when
    return None


def turned(play: Play, number: int) -> Iterator[Document | WinSets | Card]:
    """The front page of the act that a decision leaves, what it moved of what can be agreed on, and
    the card of the act that begins."""
    story, step = play.story, play.steps[number]
    if not step.entered or not story.acts:
        return
    place = _place(story, step.entered)
    left, begun = story.act_on(last_day(play, number)), story.act_on(place.date)
    is_over = isinstance(place, Ending)
    is_next = begun is not None and (left is None or begun.begins > left.begins)
    if left is not None and (is_over or is_next):
        yield from front_page(play, number)
    if begun is not None and is_next and not is_over:
        circles = moved(play, _begun(play, number), number, place.date)
        if circles is not None:
            yield circles
        yield card(story, begun, step.state.values, place.date or begun.begins)


def _begun(play: Play, number: int) -> Values:
    """The values with which the act began that a decision leaves."""
    left = play.story.act_on(last_day(play, number))
    for at in range(number - 1, -1, -1):
        scene = play.steps[at].entered or play.steps[at].back
        when = _place(play.story, scene).date if scene else None
        if when is not None and play.story.act_on(when) != left:
            return play.steps[at + 1].state.values
    return play.origin.values


def _place(story: Story, name: str) -> Scene | Ending:
    return story.scenes.get(name) or story.endings[name]


def front_page(play: Play, number: int) -> Iterator[Document]:
    """The front page of the act that is over after a decision, if any of its lines is told then."""
    above = headline(play, number)
    if above is not None:
        below = play.steps[number].front[1:]
        when = last_day(play, number)
        parts = [part for one in below for part in _paragraph(one)]
        yield Document(DocumentKind.FRONT_PAGE, above.segments, when, tuple(parts[1:]))


def headline(play: Play, number: int) -> Told | None:
    """The headline of that front page: the first of its lines that is told."""
    return next(iter(play.steps[number].front), None)


def _paragraph(one: Told) -> Iterator[Part]:
    """A line below the headline, behind who says it, as a paragraph of its own."""
    yield Words("\n\n")
    if one.speaker is not None:
        yield Words(str(spoken(one.speaker.name, "")))
    yield from one.segments
