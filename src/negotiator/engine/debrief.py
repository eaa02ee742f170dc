"""The result of a play: its ending read on each axis, and where it parted from history.

Data only; screens and plain text show it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from negotiator.engine.agreement import agreed
from negotiator.engine.compiler import program
from negotiator.engine.named_parts import named_term
from negotiator.engine.play import Play
from negotiator.engine.state import Bid, Step, Told
from negotiator.story.model import (
    DEAL,
    Axis,
    Choice,
    Ending,
    HistoryEntry,
    Story,
    Table,
    Term,
)


class Parting(NamedTuple):
    """What history did, the nearest choice to it, and what the play decided there.

    `told` is the entry's text, `wanted` the words of the nearest choice, which are the story's and
    must never be presented as history's, and `because` says why it is the nearest. `number` is the
    decision's position in the play, from 0, and `taken` and `chose` are what was chosen and its
    words; None and empty if the play never got there. `apart` are the terms on which a deal at a
    table differed from history's.
    """

    entry: HistoryEntry
    told: Told
    history: Choice
    wanted: str
    because: str
    number: int | None = None
    taken: Choice | None = None
    chose: str | Bid = ""
    apart: tuple[Term, ...] = ()

    @property
    def same(self) -> bool:
        """Whether the player chose the option nearest to history."""
        return self.taken is self.history and not self.apart


class Debrief(NamedTuple):
    """The ending, its readings by axis, and each decision of history next to the play's."""

    ending: Ending
    readings: tuple[tuple[Axis, Told], ...]
    partings: tuple[Parting, ...]
    later: tuple[tuple[HistoryEntry, Told], ...]
    """What history says about the time after the last of these."""

    @property
    def unmet(self) -> int:
        """How many of history's decisions the play never got to."""
        return sum(one.taken is None for one in self.partings)

    @property
    def first_parting(self) -> Parting | None:
        """The earliest decision of the play that wasn't the nearest to history."""
        parted = [one for one in self.partings if one.taken and not one.same]
        return min(parted, key=lambda one: one.number or 0, default=None)


def debrief(play: Play) -> Debrief:
    """The result of an ended play.

    Raises ValueError if the play hasn't ended.
    """
    ending = play.ending
    if ending is None:
        raise ValueError("the play hasn't ended")
    ready = program(play.story)
    values = play.state.values
    readings = []
    for reading in ending.readings:
        for told in ready.reading(ending, reading)(values, play.seed):
            axis = play.story.axes[reading.axis]
            readings.append((replace(axis, label=ready.phrase(axis.label, values)), told))
    partings = tuple(
        _parting(play, entry, play.story.choices[entry.choice])
        for entry in play.story.history
        if entry.choice
    )
    last = max((one.entry.date for one in partings), default=date.max)
    later = tuple(
        (entry, ready.told(entry.text, values)) for entry in play.story.history if entry.date > last
    )
    return Debrief(ending, tuple(readings), partings, later)


def _parting(play: Play, entry: HistoryEntry, history: Choice) -> Parting:
    made = [
        (number, play.story.choices[step.taken])
        for number, step in enumerate(play.steps)
        if step.before.scene == history.scene and step.taken in play.story.choices
    ]
    same = [one for one in made if one[1] is history]
    # A scene entered more than once has several decisions: the one that led out counts.
    ready = program(play.story)
    text = ready.told(entry.text, play.state.values)
    because = ready.phrase(entry.because, play.state.values)
    for number, taken in same or made[-1:]:
        step = play.steps[number]
        apart = _apart(play.story, step) if taken is history else ()
        wanted = ready.told(history.text, step.before.values).text.strip()
        chose = step.option.text
        return Parting(entry, text, history, wanted, because, number, taken, chose, apart)
    wanted = ready.told(history.text, play.state.values).text.strip()
    return Parting(entry, text, history, wanted, because)


def _apart(story: Story, step: Step) -> tuple[Term, ...]:
    """The terms on which a deal differed from history's; none if this was no deal."""
    table = story.scenes.get(step.before.scene)
    if step.closing != DEAL or not isinstance(table, Table) or table.history is None:
        return ()
    settled = agreed(story, step.state.values)
    return tuple(
        named_term(story, term, step.before.values)
        for term, option in zip(table.terms, table.history, strict=True)
        if settled[term.id] != term.options[option]
    )
