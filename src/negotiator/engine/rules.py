"""The rules of play: from a state and a decision to the next state.

Pure functions over immutable states. A decision is done in this order: the choice must be
open; it is counted; its effects are done from the top; its outcome is told; its way on is
found; the place it leads to is entered, counted and told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from negotiator.engine.bargaining import Exchanges, Package
from negotiator.engine.chance import draw
from negotiator.engine.program import (
    Change,
    Named,
    Note,
    Option,
    Program,
    ReadyTable,
    Told,
    Value,
    Values,
    Vote,
    program,
)
from negotiator.engine.talks import NotOfferedError, Session, Turn
from negotiator.story.diagnostics import nearest
from negotiator.story.model import Ending, Event, Scene, Story

_new = tuple.__new__


class Agenda(NamedTuple):
    """What is still to come while an event waits for its answer.

    At the `boundary` of the scene `to`, further interrupts and then the scene itself; within
    its `round` of reactions, at most `left` more. `came` names the events that came already.
    """

    stage: str
    to: str
    left: int
    came: tuple[str, ...]


class State(NamedTuple):
    """Everything that a play has decided. Compares and hashes by value.

    `scene` is the scene or ending the play is in, or the event that waits for an answer.
    `values` is laid out by the story's program; read it with `values(story, state)`.
    """

    scene: str
    values: Values
    seed: int
    draws: int
    agenda: Agenda | None = None
    talks: Exchanges = ()
    """The proposals made at the table where the play is, and how each was answered."""


class Came(NamedTuple):
    """An event that came, and what was told of it."""

    event: str
    told: tuple[Told, ...]


class Step(NamedTuple):
    """A decision and what came of it, in the order in which it is told."""

    before: State
    option: Option
    state: State
    outcome: tuple[Told, ...]
    interrupts: tuple[Came, ...]
    """Events at the boundary of the scene it leads to."""
    entered: str
    """The scene or ending it led into, even if that is the same one again; empty if none."""
    scene: tuple[Told, ...]
    reactions: tuple[Came, ...]
    """Events drawn in that scene's round of reactions."""
    notes: tuple[Note, ...]
    closing: str = ""
    """How it closed a table: `deal`, `leave` or `walkout`."""

    @property
    def changes(self) -> tuple[Change, ...]:
        """What moved, in order, and why."""
        return tuple(Change(*note) for note in self.notes if not isinstance(note, Vote))

    def moved_by(self, cause: str) -> tuple[Change, ...]:
        """What a choice, a scene or an event moved: in order, but for what moves more than once,
        which stands together."""
        changes = [change for change in self.changes if change.cause == cause]
        first = list(dict.fromkeys(change.name for change in changes))
        return tuple(sorted(changes, key=lambda change: first.index(change.name)))

    @property
    def votes(self) -> tuple[Vote, ...]:
        """The motions that were voted on."""
        return tuple(note for note in self.notes if isinstance(note, Vote))

    @property
    def told(self) -> tuple[Told, ...]:
        """All that is told, in order."""
        before = [told for came in self.interrupts for told in came.told]
        after = [told for came in self.reactions for told in came.told]
        return (*self.outcome, *before, *self.scene, *after)

    @property
    def decision(self) -> str:
        """Its name in saves: `scene.choice`, or `event.choice`."""
        return f"{self.before.scene}.{self.option.id}"

    @property
    def taken(self) -> str:
        """The choice that it comes to: of a table that it closed, how that closed."""
        return f"{self.before.scene}.{self.closing}" if self.closing else self.decision

    @property
    def moved(self) -> bool:
        """Whether it led into a place."""
        return bool(self.entered)


def start(story: Story, seed: int) -> State:
    """The state before the first decision. The first scene's effects are done, silently; its
    round of reactions waits until it is entered again."""
    ready = program(story)
    values = list(ready.layout.start)
    enter = ready[story.start].enter
    if enter is not None:
        enter(values, [])
    return State(story.start, tuple(values), seed, 0)


def tell(story: Story, state: State) -> tuple[Told, ...]:
    """The passages of the place where the state is."""
    return program(story)[state.scene].tell(state.values)


def options(story: Story, state: State) -> tuple[Option, ...]:
    """What the player sees to choose from, locked choices included; none in an ending."""
    here = program(story)[state.scene]
    if isinstance(here, ReadyTable):
        return Session(story, here, state).options()
    return here.options(state.values)


def talks(story: Story, state: State) -> Session | None:
    """The table at which the play sits, if it does."""
    here = program(story)[state.scene]
    return Session(story, here, state) if isinstance(here, ReadyTable) else None


def choose(story: Story, state: State, option_id: str) -> Step:
    """Make a decision.

    Raises NotOfferedError, and does nothing, if that choice isn't open in this state.
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
    if ready.is_eventful:
        if to is not None:
            agenda = Agenda("boundary", to, 0, ())
        way = Way(ready, v, notes, Luck(seed, draws))
        after = way.go(scene, agenda)
        came = (tuple(way.interrupts), way.entered, way.scene, tuple(way.reactions))
        return _new(Step, (state, option, after, outcome, *came, tuple(notes), ""))
    if to is None:
        after = _new(State, (scene, tuple(v), seed, draws, None, ()))
        return _new(Step, (state, option, after, outcome, (), "", (), (), tuple(notes), ""))
    there = ready[to]
    if there.enter is not None:
        there.enter(v, notes)
    values = tuple(v)
    after = _new(State, (to, values, seed, draws, None, ()))
    told = there.tell(values)
    return _new(Step, (state, option, after, outcome, (), to, told, (), tuple(notes), ""))


def _bargained(story: Story, here: ReadyTable, state: State, option_id: str) -> Step:
    """Make a decision at a table: talks go on, or they close and lead on."""
    session = Session(story, here, state)
    turn = session.turn(option_id)
    if turn.closing:
        return _close(story, here, state, turn)
    after = state._replace(talks=turn.talks)
    return Step(state, turn.option, after, turn.told, (), "", (), (), ())


def close(story: Story, state: State, closing: str, package: Package | None = None) -> Step:
    """Close the table where the play is: what the last decision of talks that end so comes to.

    The talks themselves are left out, and what is said in them. Only what `Session.line_to` has
    decisions for can come about in a play.
    """
    turn = Turn(Option(closing, "", True, ""), (), (), closing, package)
    return _close(story, program(story).table(state.scene), state, turn)


def _close(story: Story, here: ReadyTable, state: State, turn: Turn) -> Step:
    """Close a table: the terms are settled if there is a deal, and what follows is done."""
    values = list(state.values)
    notes: list[Note] = []
    if turn.package is not None:
        here.settle(turn.package, values, notes)
    decided = here.closings[turn.closing].decide(values, state.seed, state.draws, notes)
    to, draws, outcome = decided
    assert to is not None, "every closing of a table leads on"
    way = Way(program(story), values, notes, Luck(state.seed, draws))
    after = way.go(state.scene, Agenda("boundary", to, 0, ()))
    came = (tuple(way.interrupts), way.entered, way.scene, tuple(way.reactions))
    told = (*turn.told, *outcome)
    return Step(state, turn.option, after, told, *came, tuple(notes), turn.closing)


class Luck:
    """Chance on the way to the next state: draws by seed and number."""

    def __init__(self, seed: int, draws: int) -> None:
        self.seed = seed
        self.draws = draws

    def pick(self, weights: list[int]) -> int:
        """The number of one of the weights, each as likely as it is heavy."""
        thrown = (draw(self.seed, self.draws) * sum(weights)) >> 64
        self.draws += 1
        for number, weight in enumerate(weights):
            thrown -= weight
            if thrown < 0:
                return number
        raise AssertionError("the weights add up to more than what was thrown")


class Way:
    """The way from a decision to where the play stands next: interrupts, scene, reactions.

    What luck it has is given to it, so that the analysis can try every one.
    """

    def __init__(self, ready: Program, values: list[Value], notes: list[Note], luck: Luck) -> None:
        self.ready = ready
        self.values = values
        self.notes = notes
        self.luck = luck
        self.interrupts: list[Came] = []
        self.entered = ""
        self.scene: tuple[Told, ...] = ()
        self.reactions: list[Came] = []

    def go(self, here: str, agenda: Agenda | None) -> State:
        """Do what is on the agenda until it is empty or an event waits for an answer."""
        while agenda is not None:
            if agenda.stage == "boundary":
                came = self.boundary(agenda)
            else:
                came = self.round(agenda)
            if came is None:
                here = agenda.to
                agenda = self.enter(here) if agenda.stage == "boundary" else None
                continue
            agenda = agenda._replace(
                left=agenda.left - (agenda.stage == "round"), came=(*agenda.came, came)
            )
            if any(option.open for option in self.ready[came].options(tuple(self.values))):
                return self.state(came, agenda)
        return self.state(here, None)

    def state(self, here: str, agenda: Agenda | None) -> State:
        """The state as it is on the way now."""
        return State(here, tuple(self.values), self.luck.seed, self.luck.draws, agenda)

    def boundary(self, agenda: Agenda) -> str | None:
        """Let an interrupt come before the scene; none comes before an ending."""
        if agenda.to in self.ready.story.endings:
            return None
        return self.come("", agenda.came, self.interrupts)

    def round(self, agenda: Agenda) -> str | None:
        """Let an event of the scene's pool come."""
        draw = self.ready.story.scenes[agenda.to].draw
        if draw is None or agenda.left <= 0:
            return None
        return self.come(draw.pool, agenda.came, self.reactions)

    def come(self, pool: str, came: tuple[str, ...], told: list[Came]) -> str | None:
        """Let one event of a pool come: of the highest priority, and among those by weight."""
        able = [
            one
            for one in self.ready.pools.get(pool, ())
            if one.event.id not in came and one.can_come(self.values)
        ]
        able = [one for one in able if one.event.priority == able[0].event.priority]
        if not able:
            return None
        weights = [one.weight(self.values) for one in able]
        picked = able[self.luck.pick(weights) if len(able) > 1 else 0]
        if picked.enter is not None:
            picked.enter(self.values, self.notes)
        told.append(Came(picked.event.id, picked.tell(tuple(self.values))))
        return picked.event.id

    def enter(self, place_id: str) -> Agenda | None:
        """Enter a scene or an ending; its round of reactions is next, if it has one."""
        place = self.ready[place_id]
        if place.enter is not None:
            place.enter(self.values, self.notes)
        self.entered = place_id
        self.scene = place.tell(tuple(self.values))
        scene = self.ready.story.scenes.get(place_id)
        if scene is None or scene.draw is None:
            return None
        return Agenda("round", place_id, scene.draw.at_most, ())


def ended(story: Story, state: State) -> Ending | None:
    """The ending that the play has come to, if it has."""
    return story.endings.get(state.scene)


def values(story: Story, state: State) -> dict[str, Named]:
    """Gauges, flags and the counts kept, by name; of a term the id of the option agreed on."""
    named: dict[str, Named] = dict(zip(program(story).layout.slots, state.values, strict=True))
    for term in story.terms.values():
        named[f"terms.{term.id}"] = term.words[int(named[f"terms.{term.id}"])]
    return named


def state_from(
    story: Story,
    scene: str,
    named: Mapping[str, Named],
    *,
    seed: int,
    draws: int,
    agenda: Agenda | None = None,
    talks: Exchanges = (),
) -> State:
    """The state in a place with these values; what isn't named is as at the start.

    Names may be old ones (`was:`). Gauges are kept in their range. Raises KeyError if there
    is no such scene.
    """
    place = _place_ever(story, scene)
    if agenda is not None:
        agenda = agenda._replace(to=_place_ever(story, agenda.to).id)
    elif isinstance(place, Event):
        raise KeyError(scene)
    layout = program(story).layout
    found = list(layout.start)
    for name, slot in layout.slots.items():
        for one in _names_ever(story, name):
            if one in named:
                found[slot] = _fitted(story, name, named[one], layout.start[slot])
                break
    return State(place.id, tuple(found), seed, draws, agenda, talks)


def _place_ever(story: Story, name: str) -> Scene | Event | Ending:
    """The place of that name, or that had it before. Raises KeyError if there is none."""
    for place in story.places.values():
        if place.id == name or name in place.was:
            return place
    raise KeyError(name)


def _names_ever(story: Story, name: str) -> Iterator[str]:
    """The name of a value, then those it had before."""
    yield name
    known = story.gauges.get(name) or story.flags.get(name) or story.counters.get(name)
    if known is not None:
        yield from known.was
    if "(" not in name:
        return
    function, _, counted = name.removesuffix(")").partition("(")
    choice = story.choices.get(counted)
    place = story.places[choice.scene if choice else counted]
    for place_name in (place.id, *place.was):
        for last in (choice.id, *choice.was) if choice else ("",):
            yield f"{function}({place_name}{'.' if choice else ''}{last})"


def _fitted(story: Story, name: str, value: Named, first: Value) -> Value:
    """A value as it can stand there: in its range, and of its kind."""
    term = story.terms.get(name.removeprefix("terms.")) if name.startswith("terms.") else None
    if term is not None:
        words = term.words
        return words.index(value) if value in words else 0
    if isinstance(first, bool):
        return bool(value)
    gauge = story.gauges.get(name)
    return max(gauge.low, min(gauge.high, int(value))) if gauge else int(value)


def _why_not(story: Story, state: State, option_id: str, seen: tuple[Option, ...]) -> str:
    if ended(story, state):
        return f"the play has ended, so `{option_id}` can't be chosen"
    choices = program(story)[state.scene].choices
    if option_id not in choices:
        near = nearest(option_id, choices)
        hint = f" (did you mean `{near}`?)" if near else ""
        return f"the scene `{state.scene}` has no choice `{option_id}`{hint}"
    reason = f": {seen[0].reason}" if seen else ""
    return f"`{option_id}` is not open now{reason}"
