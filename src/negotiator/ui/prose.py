"""A play put into words for the page: what was told, chosen and changed, as blocks.

It takes the engine's data and gives content with named inks; which colours these are stands
in the styles. Story text is never read as markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import Enum
from typing import NamedTuple, Protocol

from textual.content import Content
from textual.style import Style

from negotiator.engine import Change, Play, Step, Told, tell
from negotiator.story.model import (
    Better,
    Cite,
    Ending,
    Gauge,
    Link,
    Scene,
    Shown,
    Story,
    Text,
)
from negotiator.ui.widgets.page import Block, Kind

MINUS = "−"
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day(when: date) -> str:
    """A date with its weekday, in English whatever the machine's language: Thu 27 Oct 2016."""
    return f"{_DAYS[when.weekday()]} {when.day} {month(when)[:3]} {when.year}"


def month(when: date) -> str:
    """The name of the month."""
    return _MONTHS[when.month - 1]


class Verdict(Enum):
    """What a change of a gauge is for the player. The value is the word shown."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "neither"


def verdict(gauge: Gauge, before: int, after: int) -> Verdict:
    """Whether the gauge moved towards its good end."""
    if gauge.better is Better.MIDDLE:
        double = gauge.low + gauge.high
        gain = abs(2 * before - double) - abs(2 * after - double)
    else:
        gain = after - before if gauge.better is Better.HIGH else before - after
    if gain == 0:
        return Verdict.SAME
    return Verdict.BETTER if gain > 0 else Verdict.WORSE


INKS = {Verdict.BETTER: ".ink--good", Verdict.WORSE: ".ink--bad", Verdict.SAME: ".ink--muted"}


def signed(number: int) -> str:
    """A number with its sign."""
    return f"+{number}" if number >= 0 else f"{MINUS}{-number}"


def glyph(number: int) -> str:
    """An arrow for a rise or a fall."""
    return "▲" if number > 0 else "▼" if number < 0 else "="


def moved(gauge: Gauge, before: int, after: int) -> Content:
    """A change in brief, by glyph, sign, word and ink: `▲ +6 better`."""
    found = verdict(gauge, before, after)
    by = after - before
    return Content.assemble((f"{glyph(by)} {signed(by)} {found.value}", INKS[found]))


def entry_style(kind: str, name: str) -> Style:
    """A mark on text that a click can read: which codex entry it stands for."""
    return Style.from_meta({"entry": (kind, name)})


def line(told: Told) -> Content:
    """A passage with its links, and its citations as `[S14]`."""
    parts: list[Content] = []
    for part in told.segments:
        if isinstance(part, Cite):
            mark = Content.styled(f"[{part.source}]", ".ink--cite")
            parts += [Content(" "), mark.stylize(entry_style("source", part.source))]
        elif isinstance(part, Link):
            words = Content.styled(part.words, ".ink--link")
            parts.append(words.stylize(entry_style("term", part.term)))
        else:
            parts.append(Content(part.words))
    return Content("").join(parts)


def passages(told: Iterable[Told]) -> Iterator[Block]:
    """Passages, each in the manner of what it is: documented, or drama."""
    for one in told:
        yield Block(line(one), Kind.DOCUMENTED if one.cites else Kind.DRAMA)


class Titled(Protocol):
    """Anywhere a play can be: a scene, an ending, an event."""

    @property
    def title(self) -> str:
        """What it is called."""


def date_of(place: Titled) -> date | None:
    """The date of a scene or an ending, if it has one; an event has none of its own."""
    return place.date if isinstance(place, (Scene, Ending)) else None


def heading(place: Titled) -> Block:
    """The title of a scene, with its date; the place stands above the page."""
    when = date_of(place)
    date = f" · {day(when)}" if when else ""
    return Block(
        Content.assemble((place.title, ".ink--strong"), (date, ".ink--muted")), Kind.HEADING
    )


def opening(play: Play) -> tuple[Block, ...]:
    """What stands on the page before the first decision."""
    story = play.story
    return (
        heading(story.place(play.origin.scene)),
        *passages(tell(story, play.origin)),
    )


def change(story: Story, one: Change) -> Block | None:
    """A change with its reason; None for a flag that moved without a word."""
    gauge = story.gauges.get(one.name)
    if gauge is None:
        return Block(Content(_sentence(one.because)), Kind.NOTE, "· ", 0) if one.because else None
    before, after = int(one.before), int(one.after)
    found = verdict(gauge, before, after)
    by = after - before
    parts = [
        Content.styled(f"{gauge.label} {signed(by)} {found.value}", INKS[found]),
    ]
    if one.because:
        parts.append(Content(f": {one.because}"))
    return Block(Content("").join(parts), Kind.CHANGE, f"{glyph(by)} ", 0)


def step(story: Story, one: Step) -> tuple[Block, ...]:
    """A decision: what was chosen, what came of it, what changed, and where it led."""
    blocks = [
        Block(Content(one.option.text), Kind.CHOSEN, "› ", 2),
        *passages(one.outcome),
    ]
    changes = [block for block in (change(story, each) for each in one.changes) if block]
    if changes:
        blocks += [changes[0]._replace(gap=1), *changes[1:]]
    if one.scene:
        blocks += [heading(story.place(one.state.scene)), *passages(one.scene)]
    return tuple(blocks)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


class Met(NamedTuple):
    """Sources and terms by id, each with the titles of the scenes where it was met."""

    sources: dict[str, list[str]]
    terms: dict[str, list[str]]


def met(play: Play) -> Met:
    """What the player has met so far, in order."""
    story = play.story
    sources: dict[str, list[str]] = {}
    terms: dict[str, list[str]] = {}

    def note(told: Sequence[Told], title: str) -> None:
        for one in told:
            for part in one.segments:
                found, name = (
                    (sources, part.source)
                    if isinstance(part, Cite)
                    else (terms, part.term)
                    if isinstance(part, Link)
                    else (None, "")
                )
                if found is not None and title not in found.setdefault(name, []):
                    found[name].append(title)

    note(tell(story, play.origin), story.place(play.origin.scene).title)
    for each in play.steps:
        note(each.outcome, story.place(each.before.scene).title)
        note(each.scene, story.place(each.state.scene).title)
    return Met(sources, terms)


def today(play: Play) -> date | None:
    """The date where the play is, or the last one it passed."""
    dates = days(play)
    return dates[-1] if dates else None


def days(play: Play) -> list[date]:
    """The dates of the places passed through, in order."""
    scenes = [play.origin.scene, *(each.state.scene for each in play.steps)]
    found = (date_of(play.story.place(scene)) for scene in scenes)
    return [when for when in found if when is not None]


def plain(text: Text) -> str:
    """The words of a text alone, without what depends on a state."""
    return "".join(part.words for part in text if not isinstance(part, (Cite, Shown))).strip()
