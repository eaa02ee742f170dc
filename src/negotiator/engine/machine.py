"""The state machine: from a state and a decision to the next state.

Pure functions over immutable states. `transitions` defines what a decision is; here its parts are
called in order: the choice is taken, interrupts come, the place it leads to is entered, events are
drawn. Draws are interpreted here as data (`Advance`); everything else is done by printed functions.
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
from negotiator.engine.chance import draw
from negotiator.engine.compiler import Program, ReadyEvent, ReadyTable, program
from negotiator.engine.layout import Named, Value, Values
from negotiator.engine.negotiation import Session, TalksTurn
from negotiator.engine.profiles import drawn
from negotiator.engine.state import Agenda, Came, Note, Option, State, Step, Titled, Told
from negotiator.engine.transitions import Back
from negotiator.story.model import Ending, Story
from negotiator.story.suggestions import nearest

_new = tuple.__new__


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
    here = program(story)[state.scene]
    if isinstance(here, ReadyTable):
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
    scene, values, seed, draws, agenda, _ = state
    ready = program(story)
    here = ready[scene]
    if type(here) is ReadyTable:
        return _bargained(story, here, state, option_id)
    choice = here.choices.get(option_id)
    seen = choice.option(values) if choice is not None else ()
    if choice is None or not seen or not seen[0].open:
        raise NotOfferedError(_why_not(story, state, option_id, seen))
    (option,) = seen
    v = list(values)
    notes: list[Note] = []
    to, draws, outcome = choice.decide(v, seed, draws, notes)
    if type(to) is Back:
        # Nothing is drawn: what an event came into is given up with the event.
        to = str(to)
        after = _new(State, (to, tuple(v), seed, draws, None, ()))
        back = (tuple(notes), "", to, Titled(), ())
        return _new(Step, (state, option, after, outcome, (), "", (), (), *back))
    if ready.is_eventful:
        if to is not None:
            agenda = ready[to].arrival
        advance = Advance(ready, v, notes, Luck(seed, draws))
        after = advance.go(scene, agenda)
        came = (tuple(advance.interrupts), advance.entered, advance.scene, tuple(advance.reactions))
        noted = (tuple(notes), "", "", advance.titled, advance.front)
        return _new(Step, (state, option, after, outcome, *came, *noted))
    if to is None:
        after = _new(State, (scene, tuple(v), seed, draws, None, ()))
        noted = (tuple(notes), "", "", Titled(), ())
        return _new(Step, (state, option, after, outcome, (), "", (), (), *noted))
    # The same as Advance does, if nothing is ever drawn.
    there = ready[to]
    if there.enter is not None:
        there.enter(v, notes)
    values = tuple(v)
    after = _new(State, (to, values, seed, draws, None, ()))
    told = there.tell(values, seed)
    front = () if there.front is None else there.front(values, seed)
    noted = (tuple(notes), "", "", there.titled(values), front)
    return _new(Step, (state, option, after, outcome, (), to, told, (), *noted))


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
    came = (tuple(advance.interrupts), advance.entered, advance.scene, tuple(advance.reactions))
    told = (*turn.told, *outcome)
    back = str(to) if type(to) is Back else ""
    noted = (tuple(notes), turn.closing, back, advance.titled)
    return Step(state, turn.option, after, told, *came, *noted, advance.front)


class Luck:
    """Chance on the way to the next state: draws by seed and number."""

    def __init__(self, seed: int, draws: int) -> None:
        self.seed = seed
        self.draws = draws

    def pick(self, weights: list[int]) -> int:
        """The number of one of the weights, drawn in proportion to them."""
        thrown = (draw(self.seed, self.draws) * sum(weights)) >> 64
        self.draws += 1
        for number, weight in enumerate(weights):
            thrown -= weight
            if thrown < 0:
                return number
        raise AssertionError("the weights add up to more than what was thrown")


class Advance:
    """The way from a decision to where the play stands next: interrupts, scene, reactions.

    Its luck is passed in, so that the checker can try every outcome.
    """

    def __init__(self, ready: Program, values: list[Value], notes: list[Note], luck: Luck) -> None:
        self.ready = ready
        self.values = values
        self.notes = notes
        self.luck = luck
        self.interrupts: list[Came] = []
        self.entered = ""
        self.scene: tuple[Told, ...] = ()
        self.titled = Titled()
        self.front: tuple[Told, ...] = ()
        self.reactions: list[Came] = []

    def led(self, here: str, agenda: Agenda | None, to: str | None) -> State:
        """Go where a decision leads that was made here; None leads nowhere."""
        if type(to) is Back:
            return self.state(str(to), None)
        return self.go(here, agenda if to is None else self.ready[to].arrival)

    def go(self, here: str, agenda: Agenda | None) -> State:
        """Do what is on the agenda until it is empty or an event waits for an answer."""
        while agenda is not None:
            came = self.drawn(agenda)
            if came is None:
                here = agenda.to
                agenda = self.enter(here) if agenda.stage == "boundary" else None
                continue
            agenda = agenda._replace(left=max(0, agenda.left - 1), came=(*agenda.came, came))
            if any(option.open for option in self.ready[came].options(tuple(self.values))):
                return self.state(came, agenda)
        return self.state(here, None)

    def state(self, here: str, agenda: Agenda | None) -> State:
        """The state at this point of the way."""
        return State(here, tuple(self.values), self.luck.seed, self.luck.draws, agenda)

    def drawn(self, agenda: Agenda) -> str | None:
        """Let an event come, an interrupt before a scene or one of the scene's round; returns its
        id."""
        place = self.ready[agenda.to]
        draw, told = place.draw, self.reactions
        if agenda.stage == "boundary":
            draw, told = place.interrupts, self.interrupts
        if draw is None or (draw.at_most is not None and agenda.left <= 0):
            return None
        return self.come(self.ready.pools.get(draw.pool, ()), agenda.came, told)

    def come(
        self, tiers: Sequence[list[ReadyEvent]], came: tuple[str, ...], told: list[Came]
    ) -> str | None:
        """Let one event come, by weight from the first tier in which any can; returns its id."""
        for tier in tiers:
            able = [one for one in tier if one.id not in came and one.may_fire(self.values)]
            if able:
                break
        else:
            return None
        picked = able[0]
        if len(able) > 1:
            picked = able[self.luck.pick([one.weight(self.values) for one in able])]
        place = self.ready[picked.id]
        if place.enter is not None:
            place.enter(self.values, self.notes)
        now = tuple(self.values)
        told.append(Came(picked.id, place.tell(now, self.luck.seed), place.titled(now)))
        return picked.id

    def enter(self, place_id: str) -> Agenda | None:
        """Enter a scene or an ending; its round of reactions is next, if it has one."""
        place = self.ready[place_id]
        if place.enter is not None:
            place.enter(self.values, self.notes)
        self.entered = place_id
        now = tuple(self.values)
        self.scene = place.tell(now, self.luck.seed)
        self.titled = place.titled(now)
        if place.front is not None:
            self.front = place.front(now, self.luck.seed)
        return place.round if place.draw is not None else None


def ended(story: Story, state: State) -> Ending | None:
    """The ending that the play has reached, if it has."""
    return story.endings.get(state.scene)


def values(story: Story, state: State) -> dict[str, Named]:
    """Gauges, flags and the counts kept, by name; for a term the id of the option agreed on."""
    named: dict[str, Named] = dict(zip(program(story).layout.written, state.values, strict=True))
    for name, words in story.worded.items():
        named[name] = words[int(named[name])]
    return named


def gauges(story: Story, state: State) -> dict[str, int]:
    """The gauges alone, by name: all of them are in a state."""
    slots = program(story).layout.slots
    return {name: int(state.values[slots[name]]) for name in story.gauges}


def _why_not(story: Story, state: State, option_id: str, seen: tuple[Option, ...]) -> WhyNot:
    if ended(story, state):
        return HasEnded(option_id)
    choices = program(story)[state.scene].choices
    if option_id not in choices:
        return UnknownChoice(state.scene, option_id, nearest(option_id, choices) or "")
    return Closed(option_id, seen[0].reason if seen else "")
