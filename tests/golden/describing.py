"""States, options and steps in words that any engine could produce: names, numbers and texts.

A description covers everything that a player, a save or a check can tell apart. How an engine lays
values out, and which counts it keeps, is left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import Any

from negotiator.bargaining.counterpart import BetweenPeople
from negotiator.engine import (
    Asked,
    Change,
    Exchange,
    Package,
    Play,
    Session,
    State,
    Step,
    Told,
    Utterance,
    VoteResult,
    ended,
    options,
    talks,
    tell,
    values,
)
from negotiator.narration.menu import words
from negotiator.narration.refusals import reason
from negotiator.narration.talks import reception, said
from negotiator.story.model import Citation, GlossaryLink, Story, Stress, Table, Words

Description = tuple[Any, ...]


REWORDED = {
    " doesn't say no.": " doesn't say no, but it is early.",
    " warns you.": " will not hear another proposal like this.",
    "Waiting for your answer": "Has said the last word",
}
"""How what is said ended when the record was made, by how it ends now."""


def _recorded(words: str) -> str:
    """Words as they were when the record was made."""
    for now, then in REWORDED.items():
        if words.endswith(now):
            return words.removesuffix(now) + then
    return words


def hashed(description: Description) -> str:
    """Eight hexadecimal digits that change if anything in a description does."""
    return blake2b(repr(description).encode(), digest_size=4).hexdigest()


def state_described(story: Story, state: State) -> Description:
    """Where a play stands: its place, values, luck so far, and what waits."""
    table = story.tables.get(state.scene)
    agenda = state.agenda
    return (
        state.scene,
        state.draws,
        _values(story, values(story, state)),
        (agenda.stage, agenda.to, agenda.left, tuple(agenda.came)) if agenda else (),
        tuple(_said(table, one) for one in state.talks) if table else (),
        ended(story, state) is not None,
    )


def _said(table: Table, one: Exchange | Asked | BetweenPeople) -> Description:
    """What was said at a table: two packages, or a question and its answer."""
    if isinstance(one, BetweenPeople):
        return ("people",)
    if isinstance(one, Asked):
        return one.question, table.terms[one.term].id
    pair = tuple(_named(table, package) for package in one.pair or ())
    return (_named(table, one.proposal), _named(table, one.counter), *pair)


def start_described(story: Story, state: State) -> Description:
    """A state with what is shown there and what can be chosen, as a play begins."""
    told = _told(tell(story, state))
    return (*state_described(story, state), told, offered(story, state))


def offered(story: Story, state: State) -> Description:
    """What can be chosen in a state, with the reasons why not; at a table, also how the talks
    stand."""
    seen = tuple(
        (one.id, words(one.text), bool(one.open), reason(one.reason))
        for one in options(story, state)
    )
    session = talks(story, state)
    return (seen, _session(session) if session is not None else ())


def step_described(story: Story, step: Step) -> Description:
    """A decision and everything that resulted."""
    return (
        step.decision,
        step.taken,
        words(step.option.text),
        _told(step.outcome),
        tuple((came.event, _told(came.told)) for came in step.interrupts),
        step.entered,
        _told(step.scene),
        tuple((came.event, _told(came.told)) for came in step.reactions),
        tuple(_note(note) for note in step.notes),
        step.closing,
        state_described(story, step.state),
    )


def play_described(play: Play) -> Description:
    """A whole play: its counts of places and choices, and its text."""
    counts = {
        name: int(value)
        for name, value in play.values().items()
        if name.startswith(("visits(", "chosen(")) and value
    }
    return (tuple(sorted(counts.items())), play.decisions, _transcript(play))


def _values(story: Story, named: dict[str, Any]) -> Description:
    """Gauges, flags, counters, motions and terms; a yes or no as 1 or 0."""
    wanted = [*story.gauges, *story.flags, *story.counters]
    wanted += [f"motion.{name}.{what}" for name in story.motions for what in _OF_A_MOTION]
    terms = [(f"terms.{name}", named[f"terms.{name}"]) for name in story.terms]
    return (*((name, int(named[name])) for name in wanted), *terms)


_OF_A_MOTION = ("ayes", "passed", "held")


def _transcript(play: Play) -> str:
    """The play as text: what was shown and chosen, and the names of what changed."""
    lines = [told.text for told in tell(play.story, play.origin)]
    for step in play.steps:
        lines.append(f"> {words(step.option.text)}")
        lines += [
            f"  {one.name}: {one.before} to {one.after} ({one.because or one.cause})"
            for one in step.changes
        ]
        lines += [f"  {one.motion}: {one.total} of {one.needs}" for one in step.votes]
        lines += [one[0] for one in _told(step.told)]
    return "\n".join(lines) + "\n"


def _told(told: Iterable[Told | Utterance]) -> Description:
    return tuple(
        (_recorded(said(one)), ("words", _recorded(said(one))))
        if isinstance(one, Utterance)
        else (one.text, *map(_segment, one.segments))
        for one in told
    )


def _segment(segment: Words | Stress | Citation | GlossaryLink) -> Description:
    if isinstance(segment, Stress):
        return ("stars", segment.stars)
    if isinstance(segment, Words):
        return ("words", segment.words)
    if isinstance(segment, Citation):
        return ("cite", segment.source)
    return ("link", segment.term, segment.words)


def _note(note: Any) -> Description:
    if isinstance(note, VoteResult):
        ayes = tuple((bloc, int(count)) for bloc, count in note.ayes)
        return ("vote", note.motion, ayes, note.needs, note.cause)
    change = Change(*note)
    return (change.name, int(change.before), int(change.after), change.because, change.cause)


def _session(session: Session) -> Description:
    """How the talks at an open table stand, and what their package would do."""
    forecast = session.forecast(session.theirs)
    return (
        _named(session.table, session.ours),
        _named(session.table, session.theirs),
        session.rounds_left,
        _recorded(reception(session)),
        session.worth(session.theirs),
        session.reservation,
        reason(session.refused(session.theirs)),
        _told(session.said()),
        tuple((one.gauge.id, int(one.before), int(one.low), int(one.high)) for one in forecast),
    )


def _named(table: Table, package: Package) -> Description:
    pairs = zip(table.terms, package, strict=True)
    return tuple((term.id, term.options[option].id) for term, option in pairs)
