"""The state machine: from a state and a decision to the next state.

Pure functions over immutable states. `transitions` defines what a decision is; here its parts are
called: a choice is taken by the functions of `takes`, and what a table closes with leads on by
`advance`.
"""

from __future__ import annotations

from collections.abc import Sequence

from negotiator.bargaining.refusals import (
    Closed,
    HasEnded,
    NotOfferedError,
    UnknownChoice,
    WhyNot,
)
from negotiator.bargaining.worths import Package
from negotiator.engine.advance import Advance, Decision, Luck
from negotiator.engine.compiler import Program, ReadyTable, program
from negotiator.engine.layout import Named, Values
from negotiator.engine.negotiation import Session, TalksTurn
from negotiator.engine.profiles import drawn
from negotiator.engine.state import Note, Option, State, Step, Titled, Told
from negotiator.engine.takes import Takes
from negotiator.engine.transitions import Back
from negotiator.story.model import Ending, Story
from negotiator.story.suggestions import nearest


def start(story: Story, seed: int) -> State:
    """The state before the first decision. All chance in the play follows from the seed, a whole
    number from 0 to 2**63 - 1.

    The first scene's effects are done, silently; its round of reactions waits until it is
    entered again.
    """
    begun = unmoved(story, seed)
    ready = program(story)
    if ready.begin is None:
        return begun
    values = list(begun.values)
    ready.begin(values, [])
    return begun._replace(values=tuple(values))


def unmoved(story: Story, seed: int) -> State:
    """The state before even the first scene has done anything; the seed has already drawn the
    counterparts' profiles by then."""
    layout = program(story).layout
    values = list(layout.start)
    for name, profile in drawn(story, seed):
        values[layout.slots[name]] = profile
    return State(story.start, tuple(values), seed, 0)


def tell(story: Story, state: State) -> tuple[Told, ...]:
    """The passages of the place where the play is."""
    return program(story)[state.scene].tell(state.values, state.seed)


def titled(story: Story, place_id: str, values: Values) -> Titled:
    """The title of a place or an event with these values, and where it plays."""
    return program(story)[place_id].titled(values)


def options(story: Story, state: State) -> tuple[Option, ...]:
    """What the player is shown to choose from, locked choices included; none in an ending."""
    here = story.once(Program)[state.scene]
    if type(here) is ReadyTable:
        return Session(story, here, state).options()
    return here.options(state.values)


def talks(story: Story, state: State) -> Session | None:
    """The table where the play is, if it is at one."""
    here = program(story)[state.scene]
    return Session(story, here, state) if isinstance(here, ReadyTable) else None


def choose(story: Story, state: State, option_id: str) -> Step:
    """The next state, and everything a decision led to on the way there.

    `option_id` is the `id` of one of the state's options. Raises NotOfferedError, which says why,
    if that option isn't open in this state; in that case nothing is half done.
    """
    step = story.once(Takes)[state.scene][option_id](state)
    if step is not None:
        return step
    here = program(story)[state.scene]
    if isinstance(here, ReadyTable):
        return _bargained(story, here, state, option_id)
    choice = here.choices.get(option_id)
    seen = choice.option(state.values) if choice is not None else ()
    raise NotOfferedError(_why_not(story, state, option_id, seen))


def _bargained(story: Story, here: ReadyTable, state: State, option_id: str) -> Step:
    """Make a decision at a table: the talks go on, or they close and lead on."""
    session = Session(story, here, state)
    turn = session.turn(option_id)
    if turn.closing:
        return _close(story, here, state, turn)
    after = state._replace(talks=turn.talks)
    return Step(state, turn.option, after, turn.told, (), "", (), (), ())


def close(story: Story, state: State, closing: str, package: Package | None = None) -> Step:
    """Close the table where the play is: the result of the last decision of talks that end this
    way.

    The talks themselves, and what is said in them, are left out. In a play, only closings for which
    `Session.line_to` has decisions can happen.
    """
    turn = TalksTurn(Option(closing, "", True, ""), (), (), closing, package)
    return _close(story, program(story).table(state.scene), state, turn)


def _close(story: Story, here: ReadyTable, state: State, turn: TalksTurn) -> Step:
    """Close a table, and go where that leads."""
    values = list(state.values)
    notes: list[Note] = []
    to, draws, outcome = here.close(
        turn.closing, turn.package, values, state.seed, state.draws, notes
    )
    assert to is not None, "every closing of a table leads on"
    ready = program(story)
    advance = Advance(ready, values, notes, Luck(state.seed, draws))
    after = advance.led(state.scene, state.agenda, to)
    back = str(to) if type(to) is Back else ""
    told = (*turn.told, *outcome)
    return advance.step(Decision(state, turn.option, told, turn.closing, back), after)


def ended(story: Story, state: State) -> Ending | None:
    """The ending that the play has reached, if it has."""
    return story.endings.get(state.scene)


def values(story: Story, state: State) -> dict[str, Named]:
    """Gauges, flags and the counts kept, by name; for a term the id of the option agreed on."""
    layout = program(story).layout
    named: dict[str, Named] = dict(zip(layout.written, state.values, strict=True))
    for name, slot, words in layout.worded:
        named[name] = words[state.values[slot]]
    return named


def gauges(story: Story, state: State) -> dict[str, int]:
    """The gauges alone, by name: all of them are in a state."""
    slots = program(story).layout.slots
    return {name: int(state.values[slots[name]]) for name in story.gauges}


def gauge_ways(story: Story, states: Sequence[State]) -> dict[str, tuple[int, ...]]:
    """The values of each gauge in several states, by name."""
    slots = program(story).layout.slots
    each = [state.values for state in states]
    return {name: tuple([int(one[slots[name]]) for one in each]) for name in story.gauges}


def _why_not(story: Story, state: State, option_id: str, seen: tuple[Option, ...]) -> WhyNot:
    if ended(story, state):
        return HasEnded(option_id)
    choices = program(story)[state.scene].choices
    if option_id not in choices:
        return UnknownChoice(state.scene, option_id, nearest(option_id, choices) or "")
    return Closed(option_id, seen[0].reason if seen else "")
