"""What happens: the state machine that plays a story.

    state = start(story, seed=7)
    for option in options(story, state): ...
    step = choose(story, state, "announce_openly")
    step.state, step.told, step.changes

It is pure: a play is determined by its seed and its decisions, on every machine.

To see what a decision does, read `transitions`, which defines a few kinds of node, and `rules`,
which makes all of a story's nodes. `chance` has the random draws, `bargaining.counterpart` the one
rule that no node holds: when the other side of a table accepts. The other modules add no rules:

- `state` and `layout` describe the state of a play; `machine` takes it from one to the next, by
  `takes`, a function for each choice, and `advance`, where events come; `negotiation` goes through
  a table's talks until they close, `play` keeps the steps (`steps`);
- `printer` and `text_printer` write nodes and texts as Python, `codegen` makes functions of it,
  `compiler` and `pools` make the functions of each place and of the events, `dump` shows all of
  it;
- `headless` and `rounds` are the same without words, for plays by the thousand, and `onward` where
  only their ends are wanted;
- `named_parts` has what a gauge or a person is called in a state, if that shows values;
- `restore` makes a state from a save; `agreement` and `debrief` read the results of a play.
"""

from negotiator.bargaining.counterpart import Asked, Bargaining, Exchange
from negotiator.bargaining.refusals import NotOfferedError, Refusal
from negotiator.bargaining.worths import Package
from negotiator.engine.debrief import Debrief, Parting, debrief
from negotiator.engine.forecasts import Forecast
from negotiator.engine.layout import Value
from negotiator.engine.machine import (
    choose,
    close,
    ended,
    gauges,
    options,
    start,
    talks,
    tell,
    titled,
    values,
)
from negotiator.engine.named_parts import as_named
from negotiator.engine.negotiation import Session
from negotiator.engine.play import Play, Replayed, ReplayError, replay
from negotiator.engine.positions import Reception
from negotiator.engine.restore import state_from
from negotiator.engine.state import (
    Agenda,
    Bid,
    Came,
    Change,
    Option,
    State,
    Step,
    Titled,
    Told,
    Utterance,
    VoteResult,
)

__all__ = [
    "Agenda",
    "Asked",
    "Bargaining",
    "Bid",
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
    "Reception",
    "Refusal",
    "ReplayError",
    "Replayed",
    "Session",
    "State",
    "Step",
    "Titled",
    "Told",
    "Utterance",
    "Value",
    "VoteResult",
    "as_named",
    "choose",
    "close",
    "debrief",
    "ended",
    "gauges",
    "options",
    "replay",
    "start",
    "state_from",
    "talks",
    "tell",
    "titled",
    "values",
]
