"""What happens: the state machine that plays a story.

    state = start(story, seed=7)
    for option in options(story, state): ...
    step = choose(story, state, "announcement.announce_openly")
    step.state, step.told, step.changes

It is pure: a play is its seed and its decisions, on every machine.
"""

from negotiator.engine.debrief import Debrief, Parting, debrief
from negotiator.engine.play import Play, Replayed, ReplayError, replay
from negotiator.engine.program import Change, Option, Told, Value, Vote
from negotiator.engine.rules import (
    Agenda,
    Came,
    NotOfferedError,
    State,
    Step,
    choose,
    ended,
    options,
    start,
    state_from,
    tell,
    values,
)

__all__ = [
    "Agenda",
    "Came",
    "Change",
    "Debrief",
    "NotOfferedError",
    "Option",
    "Parting",
    "Play",
    "ReplayError",
    "Replayed",
    "State",
    "Step",
    "Told",
    "Value",
    "Vote",
    "choose",
    "debrief",
    "ended",
    "options",
    "replay",
    "start",
    "state_from",
    "tell",
    "values",
]
