"""A play as typed lines: what is told at the beginning, the results of a step, and where it stands.

No face walks a step by itself. Votes and changes come with what caused them; what a deal moved is
summed, and shown one by one on request. Faces lay out the lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from negotiator.engine import (
    Came,
    Change,
    Play,
    Session,
    Step,
    Titled,
    Told,
    Utterance,
    VoteResult,
    as_named,
    talks,
    tell,
    titled,
)
from negotiator.engine.agreement import agreed_in
from negotiator.engine.layout import Values
from negotiator.narration.acts import numbered, turned
from negotiator.narration.aftermath import asks, headings, told_at
from negotiator.narration.changes import is_summed, summed
from negotiator.narration.dates import day
from negotiator.narration.lines import (
    Agreed,
    BlocVote,
    Chosen,
    Countered,
    CounterMove,
    Document,
    Heading,
    InSums,
    Line,
    Moved,
    Noted,
    PlaceKind,
    Promised,
    Returned,
    SettledTerm,
    ToldPassage,
    Voted,
)
from negotiator.narration.lines import Change as ChangeLine
from negotiator.narration.menu import words
from negotiator.narration.promises import decided_between, made
from negotiator.narration.sentences import capitalized
from negotiator.narration.talks import said
from negotiator.story.model import (
    DEAL,
    Ending,
    Event,
    Scene,
    Story,
    Table,
    Words,
)
from negotiator.story.value_names import PromiseMade, value_name


def passage(told: Told | Utterance) -> ToldPassage:
    """A passage with its citations and links, and who says it."""
    if isinstance(told, Utterance):
        return ToldPassage((Words(said(told)),))
    return ToldPassage(told.segments, speaker=told.speaker)


def passages(told: Iterable[Told]) -> Iterator[Heading | ToldPassage | Document]:
    """Passages in order; the epilogues under a caption, and each that doesn't begin with whom or
    what it tells of under that."""
    is_first = True
    for one in told:
        if one.under:
            yield from headings(one, is_first=is_first)
            is_first = False
        yield told_line(one)


def questions(play: Play) -> tuple[Document, ...]:
    """What an ended play leaves its players to ask themselves; none if it hasn't ended."""
    if play.ending is None:
        return ()
    lines = map(told_line, filter(asks, tell(play.story, play.state)))
    return tuple(one for one in lines if isinstance(one, Document))


def told_line(told: Told | Utterance) -> ToldPassage | Document:
    """A passage, or the document it is."""
    document = None if isinstance(told, Utterance) else told.document
    if document is None or isinstance(told, Utterance):
        return passage(told)
    return Document(
        document.kind,
        document.heading,
        document.date,
        told.segments,
        document.alt,
        told.speaker,
    )


def heading(place: Scene | Event | Ending, shown: Titled) -> Heading:
    """The title of a place as it is shown, with its day and site; an event has neither."""
    title, where = shown
    if isinstance(place, Event):
        return Heading(title, PlaceKind.EVENT)
    if isinstance(place, Ending):
        return Heading(title, PlaceKind.ENDING, place.date, where, place.time, place.outcome)
    return Heading(title, PlaceKind.SCENE, place.date, where, place.time)


def heading_with(story: Story, place: Scene | Event | Ending, values: Values) -> Heading:
    """The same as it is shown with these values."""
    return heading(place, titled(story, place.id, values))


def where_decided(story: Story, one: Step) -> Heading:
    """The title of the place where a decision was made."""
    return heading_with(story, story.places[one.before.scene], one.before.values)


def opening(play: Play) -> tuple[Line, ...]:
    """The lines before the first decision."""
    first = play.story.places[play.origin.scene]
    title = heading_with(play.story, first, play.origin.values)
    return (title, *passages(tell(play.story, play.origin)))


def here(play: Play) -> tuple[Line, ...]:
    """The lines about the place where the play is."""
    title = heading_with(play.story, play.event or play.place, play.state.values)
    return (title, *passages(told_at(play.place, tell(play.story, play.state))))


def spoken(session: Session) -> tuple[ToldPassage, ...]:
    """What the counterpart said last."""
    return tuple(map(passage, session.said()))


def step(play: Play, number: int) -> tuple[Line, ...]:
    """The lines for a decision, by its number from 0: what was chosen, its result, what changed,
    the act it ended, and where it led. What a deal moved is summed."""
    story, one = play.story, play.steps[number]
    return (
        *_what_came(story, one),
        *_totals(story, one),
        *_events(story, one, one.interrupts),
        *turned(play, number),
        *_where_it_led(play, number),
    )


def step_with_reasons(play: Play, number: int) -> tuple[Line, ...]:
    """The same with every change and its reason."""
    story, one = play.story, play.steps[number]
    return (*decision(story, one), *turned(play, number), *_where_it_led(play, number))


def texts(play: Play, number: int) -> Iterator[ToldPassage | Document]:
    """The texts alone among those lines: in less than half the time."""
    one = play.steps[number]
    told = [*one.outcome, *(each for came in one.interrupts for each in came.told)]
    yield from map(told_line, told)
    if one.front:
        first = next(turned(play, number), None)  # what comes behind it takes long, and is no text
        if isinstance(first, Document):
            yield first
    yield from map(told_line, one.scene)
    yield from (told_line(each) for came in one.reactions for each in came.told)


def decision(story: Story, one: Step) -> Iterator[Line]:
    """The lines for a decision except where it led: what was chosen, its result, what changed."""
    yield from _what_came(story, one)
    yield from consequences(story, one, one.taken)
    yield from _events(story, one, one.interrupts)


def consequences(story: Story, one: Step, cause: str) -> Iterator[ChangeLine]:
    """What one cause moved, and how the votes went."""
    yield from moved(story, one.moved_by(cause), one.state.values)
    yield from _votes(story, one, cause)


def moved(
    story: Story, changes: Iterable[Change], values: Values
) -> Iterator[Moved | Noted | Promised]:
    """What moved, and what was promised, named with these values. Flags and counters that moved
    without a reason are left out: their effect shows in the story."""
    for one in changes:
        name = value_name(one.name)
        if isinstance(name, PromiseMade):
            yield made(story, name.of, values)
        gauge = story.gauges.get(one.name)
        if gauge is not None:
            gauge = as_named(story, gauge, values)
            yield Moved(gauge, int(one.before), int(one.after), one.because)
        elif one.because:
            yield Noted(capitalized(one.because))


def promised(story: Story, one: Step) -> tuple[Promised, ...]:
    """The promises that a decision made, kept or broke."""
    found = [
        line for line in moved(story, one.changes, one.state.values) if isinstance(line, Promised)
    ]
    return (*found, *decided_between(story, one.before.values, one.state.values))


def reasons(play: Play) -> tuple[ChangeLine, ...]:
    """What the last deal moved, one by one with the reasons; empty if everything was shown that
    way."""
    for one in reversed(play.steps):
        if is_summed(play.story, one):
            return tuple(consequences(play.story, one, one.taken))
    return ()


def _what_came(story: Story, one: Step) -> Iterator[Line]:
    """What was chosen, and its immediate result."""
    yield Chosen(words(one.option.text))
    is_answer = one.before.scene in story.tables and not one.closing
    for told in one.outcome:
        line = told_line(told)
        yield line._replace(is_answer=is_answer) if isinstance(line, ToldPassage) else line
    session = talks(story, one.state)
    if session is not None and session.countered:
        yield Countered(
            tuple(
                CounterMove(term.label, now.text, then.text)
                for term, now, then in session.countered
            )
        )
    if one.closing == DEAL:
        table = story.tables[one.before.scene]
        yield Agreed(
            as_named(story, table.theirs, one.before.values).name,
            tuple(
                SettledTerm(term.label, option.text if option else "")
                for term, option in agreed_in(story, one)
            ),
        )


def _totals(story: Story, one: Step) -> Iterator[Line]:
    """What a decision moved, each gauge once if it is shown as sums."""
    if not is_summed(story, one):
        yield from consequences(story, one, one.taken)
        return
    now = one.state.values
    yield from moved(story, summed(story, one.moved_by(one.taken)), now)
    promises = moved(story, one.moved_by(one.taken), now)
    yield from (line for line in promises if isinstance(line, Promised))
    yield InSums()
    yield from _votes(story, one, one.taken)


def _where_it_led(play: Play, number: int) -> Iterator[Line]:
    """Where a decision led, with the events that came there. What the scene says last leads to its
    choices, so it is told when no event stands between them any more."""
    story, one = play.story, play.steps[number]
    if one.entered:
        yield heading(story.places[one.entered], one.titled)
        there = one.scene[:-1] if _keeps_its_end(story, one) else one.scene
        yield from passages(told_at(story.places[one.entered], there))
        yield from consequences(story, one, one.entered)
    if one.back:
        yield Returned(titled(story, one.back, one.state.values).title)
    yield from _events(story, one, one.reactions)
    if one.state.agenda is None and (end := _kept_end(play, number)) is not None:
        yield Heading(titled(story, one.state.scene, one.state.values).title)
        yield from passages([end])
    yield from decided_between(story, one.before.values, one.state.values)


def _keeps_its_end(story: Story, one: Step) -> bool:
    """Whether a scene's last passage waits until the events of its round have come. One that leads
    elsewhere might never let the play come back to it."""
    came = (story.events[each.event] for each in one.reactions)
    leads_on = any(choice.goto for event in came for choice in event.choices)
    return len(one.scene) > 1 and bool(one.reactions) and not leads_on


def _kept_end(play: Play, number: int) -> Told | None:
    """The last passage of the scene that a step comes back to after the events of its round."""
    one = play.steps[number]
    answered = one.before.agenda
    if one.entered:
        return one.scene[-1] if _keeps_its_end(play.story, one) else None
    if answered is None or answered.stage == "boundary" or one.state.scene != answered.to:
        return None
    for before in reversed(play.steps[:number]):
        if before.entered:
            return before.scene[-1] if _keeps_its_end(play.story, before) else None
    return None


def _events(story: Story, one: Step, came: tuple[Came, ...]) -> Iterator[Line]:
    """Events in order: a heading each, their passages, and what they moved."""
    for each in came:
        yield heading(story.places[each.event], each.titled)
        yield from map(told_line, each.told)
        yield from consequences(story, one, each.event)


def _votes(story: Story, one: Step, cause: str) -> Iterator[Voted]:
    for held in one.votes:
        if held.cause == cause:
            yield vote(story, held)


def vote(story: Story, held: VoteResult) -> Voted:
    """A vote, bloc by bloc."""
    motion = story.motions[held.motion]
    title, *labels = held.shown or (motion.title, *(bloc.label for bloc in motion.blocs))
    blocs = tuple(
        BlocVote(label, ayes, bloc.seats)
        for label, bloc, (_id, ayes) in zip(labels, motion.blocs, held.ayes, strict=True)
    )
    return Voted(title, held.passed, held.total, motion.seats, held.needs, blocs)


# Where a play is


class Spot(NamedTuple):
    """Where a play is; missing parts are empty. `act` is the act's number."""

    title: str
    day: str = ""
    place: str = ""
    act: str = ""
    act_title: str = ""
    time: str = ""
    """The clock of the story; the scene's own, which the next need not have."""


def asked_by(play: Play) -> str:
    """The title of what asks for a decision now: of an event while it interrupts a scene."""
    return str(titled(play.story, (play.event or play.place).id, play.state.values).title)


def spot(play: Play) -> Spot:
    """Where the play is: the scene, its day and place, and the act."""
    place: Scene | Event | Ending = play.place
    agenda = play.state.agenda
    if play.event is not None and agenda is not None and agenda.stage == "boundary":
        place = play.event  # the scene isn't reached before the event is answered
    when = today(play)
    act = play.story.act_on(when)
    shown = titled(play.story, place.id, play.state.values)
    return Spot(
        shown.title,
        day(when) if when else "",
        shown.place,
        numbered(play.story, act) if act else "",
        as_named(play.story, act, play.state.values).title if act else "",
        heading(place, shown).time,
    )


def today(play: Play) -> date | None:
    """The date where the play is, or the last one it passed."""
    for each in reversed(play.steps):
        scene = each.entered or each.back
        when = _day_of(play.story, scene) if scene else None
        if when is not None:
            return when
    return _day_of(play.story, play.origin.scene)


def days(play: Play) -> list[date]:
    """The dates of the places passed through, in order."""
    scenes = [
        play.origin.scene,
        *(one for each in play.steps if (one := each.entered or each.back)),
    ]
    found = (_day_of(play.story, scene) for scene in scenes)
    return [when for when in found if when is not None]


def _day_of(story: Story, scene: str) -> date | None:
    place = story.places[scene]
    return None if isinstance(place, Event) else place.date


def tables_met(play: Play) -> list[Table]:
    """The tables that the play has reached, in order, each once."""
    came = dict.fromkeys([play.origin.scene, *(each.entered for each in play.steps)])
    return [play.story.tables[name] for name in came if name in play.story.tables]
