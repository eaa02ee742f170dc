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

from negotiator.engine import Came, Change, Play, Step, Told, Vote, talks, tell
from negotiator.engine.agreement import articles, clauses
from negotiator.narration.changes import is_summed, summed
from negotiator.story.model import (
    DEAL,
    Cite,
    Ending,
    Event,
    Gauge,
    Link,
    Scene,
    Story,
    Table,
)
from negotiator.tui.widgets.heading import Spot
from negotiator.tui.widgets.story_log import Block, Kind

MINUS = "−"
THE_TEXT = "The text"
"""How the agreement as it stands is called."""
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


def day_written(iso: str) -> str:
    """The same of a date as a save has it; nothing if that is none."""
    try:
        return day(date.fromisoformat(iso))
    except ValueError:
        return ""


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
    gain = gauge.gain(before, after)
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
        heading(story.places[play.origin.scene]),
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
    """A decision: what was chosen, what came of it, what changed, and where it led. What a deal
    moved is summed."""
    head = [*_what_came(story, one), *_totals(story, one), *_events(story, one, one.interrupts)]
    return (*head, *_where_it_led(story, one))


def step_with_reasons(story: Story, one: Step) -> tuple[Block, ...]:
    """The same with every change and its reason."""
    return (*decision(story, one), *_where_it_led(story, one))


def _where_it_led(story: Story, one: Step) -> tuple[Block, ...]:
    blocks: list[Block] = []
    if one.entered:
        if one.scene:
            blocks += [heading(story.places[one.entered]), *passages(one.scene)]
        blocks += _consequences(story, one, one.entered)
    blocks += _events(story, one, one.reactions)
    return tuple(blocks)


def decision(story: Story, one: Step) -> Iterator[Block]:
    """A decision without where it led: what was chosen, what came of it, what changed."""
    yield from _what_came(story, one)
    yield from _consequences(story, one, one.taken)
    yield from _events(story, one, one.interrupts)


def _what_came(story: Story, one: Step) -> Iterator[Block]:
    """What was chosen, and what came of it at once."""
    yield Block(Content(one.option.text), Kind.CHOSEN, "› ", 2)
    yield from _outcome(story, one)
    yield from _countered(story, one)
    yield from _settled(story, one)


def _totals(story: Story, one: Step) -> Iterator[Block]:
    """What a decision moved, each gauge once if that is told in sums."""
    if not is_summed(story, one):
        yield from _consequences(story, one, one.taken)
        return
    moved = (change(story, each) for each in summed(story, one.moved_by(one.taken)))
    for number, block in enumerate(block for block in moved if block):
        yield block if number else block._replace(gap=1)
    yield Block(Content("r: what moved one by one, and why"), Kind.NOTE, "· ", 0)
    yield from _votes(story, one, one.taken)


def _outcome(story: Story, one: Step) -> Iterator[Block]:
    """What came of it. Talks that go on are told closely: much is said in few words."""
    talking = one.before.scene in story.tables and not one.closing
    for block in passages(one.outcome):
        yield block._replace(gap=0) if talking else block


def _countered(story: Story, one: Step) -> Iterator[Block]:
    """Where the counterpart moved in answer to a proposal: a line for each term."""
    session = talks(story, one.state)
    if session is None:
        return
    for number, (term, now, then) in enumerate(session.countered):
        if number == 0:
            yield Block(Content("They now ask for:"), Kind.NOTE)
        head = (f"{term.label}: ", ".ink--strong")
        words = Content.assemble(head, f"{now.text} (before: {then.text})")
        yield Block(words, Kind.NOTE, "· ", 0)


def _settled(story: Story, one: Step) -> Iterator[Block]:
    """The terms of a deal: a line for each."""
    if one.closing != DEAL:
        return
    table = story.tables[one.before.scene]
    yield Block(Content.styled("Agreed:", ".ink--strong"))
    for term, option, _ in clauses(table, story, one.state.values):
        words = option.text if option else ""
        yield Block(
            Content.assemble((f"{term.label}: ", ".ink--strong"), words), Kind.PLAIN, "= ", 0
        )


def spot(play: Play) -> Spot:
    """Where the play is: the scene, its day and place, and the act."""
    place: Scene | Event | Ending = play.place
    agenda = play.state.agenda
    if play.event is not None and agenda is not None and agenda.stage == "boundary":
        place = play.event  # the scene isn't come to before it is answered
    when = today(play)
    site = place.place if isinstance(place, (Scene, Ending)) else ""
    number, act = play.act or (0, None)
    return Spot(
        place.title,
        day(when) if when else "",
        site or "",
        f"Act {number} of {len(play.story.acts)}" if act else "",
        act.title if act else "",
    )


def _events(story: Story, one: Step, came: tuple[Came, ...]) -> Iterator[Block]:
    """Events as they came: a heading each, what is told, and what they moved."""
    for each in came:
        yield heading(story.places[each.event])
        yield from passages(each.told)
        yield from _consequences(story, one, each.event)


def _consequences(story: Story, one: Step, cause: str) -> Iterator[Block]:
    """What one cause moved, and how it was voted."""
    moved = (change(story, each) for each in one.moved_by(cause))
    for number, block in enumerate(block for block in moved if block):
        yield block if number else block._replace(gap=1)
    yield from _votes(story, one, cause)


def _votes(story: Story, one: Step, cause: str) -> Iterator[Block]:
    for held in one.votes:
        if held.cause == cause:
            yield from vote(story, held)


def vote(story: Story, held: Vote) -> Iterator[Block]:
    """A vote, bloc by bloc."""
    motion = story.motions[held.motion]
    result = "passed" if held.passed else "failed"
    counted = f": {held.total} ayes of {motion.seats}, {held.needs} needed. "
    yield Block(
        Content.assemble(
            (motion.title, ".ink--strong"), counted, (f"The motion {result}.", ".ink--strong")
        ),
        Kind.NOTE,
        "= ",
        1,
    )
    for bloc, (_, ayes) in zip(motion.blocs, held.ayes, strict=True):
        yield Block(Content(f"{bloc.label}: {ayes} of {bloc.seats}"), Kind.NOTE, "· ", 0)


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

    note(tell(story, play.origin), story.places[play.origin.scene].title)
    for each in play.steps:
        note(each.outcome, story.places[each.before.scene].title)
        for came in (*each.interrupts, *each.reactions):
            note(came.told, story.places[came.event].title)
        if each.entered:
            note(each.scene, story.places[each.entered].title)
    for table in tables_met(play):
        note(articles(table, story, play.state.values), THE_TEXT)
        found = clauses(table, story, play.state.values)
        note([one.article for one in found if one.article], THE_TEXT)
    return Met(sources, terms)


def tables_met(play: Play) -> list[Table]:
    """The tables that the play has come to, in order, each once."""
    came = dict.fromkeys([play.origin.scene, *(each.entered for each in play.steps)])
    return [play.story.tables[name] for name in came if name in play.story.tables]


def today(play: Play) -> date | None:
    """The date where the play is, or the last one it passed."""
    dates = days(play)
    return dates[-1] if dates else None


def days(play: Play) -> list[date]:
    """The dates of the places passed through, in order."""
    scenes = [play.origin.scene, *(each.entered for each in play.steps if each.entered)]
    found = (date_of(play.story.places[scene]) for scene in scenes)
    return [when for when in found if when is not None]
