"""A play said in lines of text: scenes, choices, changes, status, the debrief.

Turns data into sentences that a screen reader can speak. Prints nothing and decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from negotiator.cells import wrapped as wrapped_in_cells
from negotiator.engine import Came, Change, Debrief, Option, Play, Step, Told, Vote
from negotiator.narration.changes import is_summed, summed
from negotiator.plain.table import settled
from negotiator.story.model import Better, Cite, Ending, Event, Gauge, Scene, Story

WIDEST = 80
"""Columns of a line that is easy to read, however wide the terminal is."""
HELP = """\
Type the number of a choice, or its name. Other words you can type:
status: all gauges and moods. again: this scene once more. history: what you decided.
sources: what the passages so far stand on. glossary, or glossary WORD: terms.
undo, or undo N: take decisions back. rewind N: go back to before decision N.
why: what the last deal moved, and the reasons.
debrief: a table that you have left, seen from above. debrief FILE.svg: draw it to that file.
save NAME: keep this play under a name. new: begin anew. quit: leave.
Every decision is saved as you make it; if it can't be, you are told.
A passage with a source in brackets, such as [S14], is documented. Others are drama."""
"""What can be typed."""
_LEAD = re.compile(r"\s*(?:\d+\. |[*-] )?")


def wrapped(line: str, columns: int) -> str:
    """A line broken between words to fit a terminal; what follows stands under its first word."""
    lead = _LEAD.match(line)
    hanging = " " * len(lead[0]) if lead else ""
    return "\n".join(wrapped_in_cells(line, min(columns, WIDEST), rest=hanging))


def heading(place: Scene | Event | Ending) -> Iterator[str]:
    """The title of a scene or an ending, with its day and place."""
    yield f"== {place.title} =="
    if isinstance(place, Event):
        return
    where = [day(place.date)] if place.date else []
    if place.place:
        where.append(place.place)
    if where:
        yield f"{', '.join(where)}."


def day(when: date) -> str:
    """A date as it is spoken: Thursday 27 October 2016."""
    return f"{when:%A} {when.day} {when:%B} {when.year}"


def passages(told: Iterable[Told]) -> Iterator[str]:
    """Each passage on one line, its sources in brackets; drama has none."""
    for one in told:
        yield "".join(
            f" [{part.source}]" if isinstance(part, Cite) else part.words for part in one.segments
        ).strip()


def paragraphs(told: Iterable[Told]) -> Iterator[list[str]]:
    """The passages as groups of one line."""
    yield from ([line] for line in passages(told))


def choices(options: Iterable[Option]) -> Iterator[str]:
    """The numbered choices; a closed one says so before it says what it is."""
    for number, option in enumerate(options, start=1):
        if option.open:
            yield f"{number}. {option.text}"
        else:
            yield f"{number}. (closed: {option.reason}) {option.text}"


def step(story: Story, taken: Step) -> Iterator[list[str]]:
    """What came of a decision, up to the place it led to: groups of lines."""
    yield from paragraphs(taken.outcome)
    yield list(settled(story, taken))
    if is_summed(story, taken):
        yield list(totals(story, taken))
    else:
        yield list(consequences(story, taken, taken.taken))
    yield from events(story, taken, taken.interrupts)


def events(story: Story, taken: Step, came: Iterable[Came]) -> Iterator[list[str]]:
    """Events as they came: title and passages, then what they moved."""
    for one in came:
        yield [f"== {story.places[one.event].title} =="]
        yield from paragraphs(one.told)
        yield list(consequences(story, taken, one.event))


def consequences(story: Story, taken: Step, cause: str) -> Iterator[str]:
    """What one cause moved and why, and how it was voted. Flags and counters are silent: what
    they do shows in the story."""
    yield from _moved(story, taken.moved_by(cause))
    yield from _votes(story, taken, cause)


def _votes(story: Story, taken: Step, cause: str) -> Iterator[str]:
    for vote in taken.votes:
        if vote.cause == cause:
            yield from _vote(story, vote)


def totals(story: Story, taken: Step) -> Iterator[str]:
    """What a deal moved, each gauge once."""
    yield from _moved(story, summed(story, taken.moved_by(taken.taken)))
    yield "Type why to hear what moved one by one, and why."
    yield from _votes(story, taken, taken.taken)


def why(play: Play) -> Iterator[str]:
    """What the last deal moved, one by one with the reasons."""
    for taken in reversed(play.steps):
        if is_summed(play.story, taken):
            yield from consequences(play.story, taken, taken.taken)
            return
    yield "There is nothing to add: every change so far was told with its reason."


def _moved(story: Story, changes: Iterable[Change]) -> Iterator[str]:
    for change in changes:
        gauge = story.gauges.get(change.name)
        if gauge is not None:
            yield f"* {_change(gauge, change)}"


def _vote(story: Story, vote: Vote) -> Iterator[str]:
    motion = story.motions[vote.motion]
    result = "passed" if vote.passed else "failed"
    yield (
        f"* {motion.title}: the motion {result}, with {vote.total} ayes of {motion.seats}, "
        f"{vote.needs} needed."
    )
    for bloc, (_, ayes) in zip(motion.blocs, vote.ayes, strict=True):
        yield f"  {bloc.label}: {ayes} of {bloc.seats}."


def _change(gauge: Gauge, change: Change) -> str:
    verb = "rises" if change.after > change.before else "falls"
    moved = abs(change.after - change.before)
    gain = gauge.gain(change.before, change.after)
    judged = "better" if gain > 0 else "worse" if gain else "neither better nor worse"
    because = f", because {change.because}" if change.because else ""
    return (
        f"{gauge.label} {verb} by {moved} to {change.after} "
        f"({gauge.band(change.after)}; {judged}){because}."
    )


def status(play: Play) -> Iterator[str]:
    """Where all gauges stand, and how the actors feel, in sentences."""
    story = play.story
    values = play.values()
    if play.act:
        number, act = play.act
        yield f"Act {number} of {len(story.acts)}: {act.title}."
    for name, gauge in story.gauges.items():
        good = "" if gauge.better is Better.MIDDLE else f"; {gauge.better.value} is better"
        yield (
            f"{gauge.label}: {values[name]} of {gauge.low} to {gauge.high}, "
            f"{gauge.band(int(values[name]))}{good}."
        )
    for actor in story.actors.values():
        mood = (
            f": {story.gauges[actor.gauge].band(int(values[actor.gauge]))}" if actor.gauge else ""
        )
        wants = f" Wants: {actor.wants}" if actor.wants else ""
        yield f"{actor.name}{mood}.{wants}"


def history(play: Play) -> Iterator[str]:
    """The decisions made so far and what each moved."""
    if not play.steps:
        yield "Nothing is decided yet."
    for number, taken in enumerate(play.steps, start=1):
        place = play.story.places[taken.before.scene]
        yield f"{number}. {place.title}: {taken.option.text}"
        yield from (f"   {line}" for line in _moved(play.story, taken.changes))


def sources(play: Play) -> Iterator[str]:
    """The sources of the passages met so far."""
    met = dict.fromkeys(source for told in play.told() for source in told.cites)
    if not met:
        yield "No source has been met yet."
    for name in met:
        source = play.story.sources[name]
        parts = [source.title, source.publisher, str(source.date or ""), source.url]
        said = f" {source.says}" if source.says else ""
        note = f" Note: {source.note}" if source.note else ""
        yield f"[{name}] {', '.join(part for part in parts if part)}.{said}{note}"


def glossary(story: Story, wanted: str) -> Iterator[str]:
    """The glossary, or the terms that have `wanted` in them."""
    found = [
        f"{term.term}: {term.text}"
        for term in story.glossary.values()
        if wanted.lower() in term.term.lower()
    ]
    yield from found or [f"The glossary has no term with `{wanted}` in it."]


def debriefed(result: Debrief) -> Iterator[str]:
    """What the play came to, and where it parted from history."""
    yield f"Outcome: {result.ending.outcome}."
    for axis, told in result.readings:
        yield f"{axis.label}: {' '.join(passages([told]))}"
    first = result.first_parting
    if first is not None and first.taken is not None and first.number is not None:
        yield f"Your play parted from the record at decision {first.number + 1}."
    elif result.partings:
        yield "Wherever your play met a decision of the record, you chose what is nearest to it."
    for parting in result.partings:
        said = " ".join(passages([parting.told]))
        yield f"{day(parting.entry.date)}: {said}"
        if parting.same:
            yield f"   You, nearest to the record: {parting.wanted}"
        elif parting.taken is not None:
            yield f"   You: {parting.chose}"
            yield f"   Nearest to the record: {parting.wanted}"
    for entry, told in result.later:
        yield f"{day(entry.date)}: {' '.join(passages([told]))}"
    if result.unmet:
        yield f"To {result.unmet} of these {len(result.partings)} decisions your play never came."
