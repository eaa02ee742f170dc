"""What happens: the state machine that plays a story.

    state = start(story, seed=7)
    for option in options(story, state): ...
    step = choose(story, state, "announce_openly")
    step.state, step.told, step.changes

It is pure: a play is its seed and its decisions, on every machine.

Who wants to know what a decision does reads `transitions`, the semantics of a few nodes, and
`rules`, which makes all of a story's nodes. `chance` has what is thrown, `bargaining.counterpart`
the one rule that no node holds: when the other side of a table accepts. The rest says nothing new
of it:

- `state` and `layout` are what a play is in; `machine` takes it from one state to the next,
  `negotiation` goes through a table's talks until they close, `play` keeps the steps;
- `printer` and `text_printer` write nodes and texts as Python, `codegen` makes functions of that,
  `compiler` the functions of each place, and `dump` shows all of it;
- `headless` and `rounds` are the same without words, for plays by the thousand;
- `restore` makes a state from what was saved; `agreement` and `debrief` read what a play came to.
"""

from negotiator.bargaining.counterpart import Asked, Bargaining, Exchange
from negotiator.bargaining.decisions import NotOfferedError
from negotiator.bargaining.worths import Package
from negotiator.engine.debrief import Debrief, Parting, debrief
from negotiator.engine.forecasts import Forecast
from negotiator.engine.layout import Value
from negotiator.engine.machine import choose, close, ended, options, start, talks, tell, values
from negotiator.engine.negotiation import Session
from negotiator.engine.play import Play, Replayed, ReplayError, replay
from negotiator.engine.restore import state_from
from negotiator.engine.state import Agenda, Came, Change, Option, State, Step, Told, Vote

__all__ = [
    "Agenda",
    "Asked",
    "Bargaining",
    "Came",
    "Change",
    "Debrief",
    "Exchange",
    "Forecast",
    "NotOfferedError",
    "Option",
    "Package",
    "Parting",
    "Play",
    "ReplayError",
    "Replayed",
    "Session",
    "State",
    "Step",
    "Told",
    "Value",
    "Vote",
    "choose",
    "close",
    "debrief",
    "ended",
    "options",
    "replay",
    "start",
    "state_from",
    "talks",
    "tell",
    "values",
]
