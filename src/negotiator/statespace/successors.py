"""Everything that can happen next: every outcome of every open choice, each with its chance.

The real engine decides; only its luck is replaced by one that follows a script. Seed and draw
number are no part of a state here: both stay 0, so that states compare.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from fractions import Fraction
from typing import NamedTuple

from negotiator.bargaining.worths import Package
from negotiator.engine.advance import Advance, Luck
from negotiator.engine.compiler import ReadyTable, program
from negotiator.engine.layout import Value
from negotiator.engine.machine import start, talks
from negotiator.engine.meetings import may_be_met
from negotiator.engine.negotiation import Session
from negotiator.engine.state import Note, State, Told, VoteResult
from negotiator.engine.transitions import ASKED, Back
from negotiator.statespace.tellings import tellings
from negotiator.statespace.transition_system import Label
from negotiator.story.choice_names import full_name
from negotiator.story.key_paths import keys
from negotiator.story.model import DEAL, LEAVE, WALKOUT, Story
from negotiator.story.value_names import BACK


class Successor(NamedTuple):
    """One outcome of one decision: where it leads, how likely, and what happened on the way.

    A table is one step here: `option` names how it ends, which `line` writes out as a line of
    proposals; if the drawn profile is left open, its number comes first.
    """

    option: str
    taken: str
    """The choice it amounts to, by id: `option`, or how a table closed."""
    state: State
    chance: Fraction
    came: tuple[str, ...]
    """The events that came, in order."""
    votes: tuple[tuple[str, bool], ...]
    """The motions that were voted on, and whether they passed."""
    entered: str
    """The scene or ending that was entered; empty if none was."""
    told: tuple[tuple[Told, ...], ...]
    """What was told: of the decision itself, of each event, of the act that was over then, of the
    place that was entered."""
    way: str
    """The way taken, by name; empty if none was."""


def initial(story: Story) -> State:
    """The state before the first decision. Which profiles a seed draws is left open until the play
    reaches a table that reads them."""
    state = start(story, 0)
    values = list(state.values)
    for name in story.profiles:
        values[program(story).layout.slots[name]] = 0
    return state._replace(values=tuple(values))


def drawn(story: Story, state: State) -> tuple[State, ...]:
    """The states that this one may be, all equally likely: at a table whose profile is left open,
    one for each profile that may be drawn."""
    here = program(story)[state.scene]
    if not isinstance(here, ReadyTable) or not here.table.drawn:
        return (state,)
    slot = program(story).layout.slots[story.profile_name(here.table)]
    if state.values[slot]:
        return (state,)
    before, after = state.values[:slot], state.values[slot + 1 :]
    return tuple(state._replace(values=(*before, one, *after)) for one in here.table.drawn)


def normal(state: State) -> State:
    """The state without its seed and draw number, and with the talks at a table not yet begun."""
    return state._replace(seed=0, draws=0, talks=())


def moves(story: Story, state: State) -> Iterator[Successor]:
    """Every outcome of every open choice, with what happened on the way.

    The chances of one choice's outcomes add up to 1. The same state may occur more than once.

    For a table: every package that a line of proposals can end in, all equally likely.
    """
    here = program(story)[state.scene]
    if isinstance(here, ReadyTable):
        may_be = drawn(story, state)
        for number, one in enumerate(may_be):
            for move in _ends(story, here, one):
                named = f"{number}/{move.option}" if len(may_be) > 1 else move.option
                yield move._replace(option=named, chance=move.chance / len(may_be))
        return
    for option in here.options(state.values):
        if option.open:
            yield from outcomes(story, state, option.id)


def outcomes(story: Story, state: State, option_id: str) -> Iterator[Successor]:
    """Every outcome of one choice, which must be open."""
    decided = list(state.values)
    noted: list[Note] = []
    choice = program(story)[state.scene].choices[option_id]
    _, _, outcome = choice.decide(decided, 0, 0, noted)
    move = Successor(option_id, option_id, state, Fraction(1), (), (), "", (outcome,), "")
    yield from _led(story, move, choice.offer.choice, decided, noted)


def line(story: Story, state: State, option: str) -> tuple[str, ...]:
    """The decisions, by id, that a move's `option` stands for: for a table, a line of proposals."""
    number, _, wanted = option.rpartition("/")
    session = talks(story, normal(drawn(story, state)[int(number or 0)]))
    if session is None:
        return (option,)
    if wanted in (LEAVE, WALKOUT):
        return session.line_to(wanted)
    return session.line_to(DEAL, session.read(wanted))


def _ends(story: Story, here: ReadyTable, state: State) -> Iterator[Successor]:
    """Every way a table can close, each as one step."""
    session = Session(story, here, normal(state))
    bargaining = session.bargaining
    share = Fraction(1, max(1, len(bargaining.ends)))
    ends: list[tuple[str, str, Package | None, Fraction]] = [
        (session.proposal(package), DEAL, package, share) for package in bargaining.agreeable
    ]
    ends += [(one, one, None, Fraction(1)) for one in bargaining.closings if one != DEAL]
    for option, closing, package, chance in ends:
        for move in closed(story, here, state, closing, package):
            yield move._replace(option=option, chance=move.chance * chance)


def closed(
    story: Story, here: ReadyTable, state: State, closing: str, package: Package | None
) -> Iterator[Successor]:
    """Every outcome of closing a table this way; with DEAL, on this package."""
    decided = list(state.values)
    noted: list[Note] = []
    _, _, outcome = here.close(closing, package, decided, 0, 0, noted)
    move = Successor(closing, closing, state, Fraction(1), (), (), "", (outcome,), "")
    yield from _led(story, move, full_name(state.scene, closing), decided, noted)


def _led(
    story: Story, move: Successor, choice_name: str, decided: list[Value], noted: list[Note]
) -> Iterator[Successor]:
    """Every continuation after a decision is made; `move` has the state before it."""
    ready, state = program(story), move.state
    slot = ready.layout.slots.get(BACK)
    if slot is not None:
        # Making the decision has also taken one of its ways; here every way is.
        decided[slot] = state.values[slot]
    for (to, back, enters, way), per_cent in story.once(_Ways)[choice_name](decided):
        share = move.chance * Fraction(per_cent, 100)
        led = to if to is None or enters else Back(to)
        script: list[int] | None = []
        while script is not None:
            luck = _ScriptedLuck(script)
            values, notes = decided.copy(), noted.copy()
            if slot is not None and back is not None:
                values[slot] = back
            advance = Advance(ready, values, notes, luck)
            after = advance.led(state.scene, state.agenda, led)
            came = (*advance.interrupts, *advance.reactions)
            yield move._replace(
                state=after,
                chance=share * luck.chance,
                came=tuple(one.event for one in came),
                votes=tuple(
                    (one.motion, one.passed) for one in notes if isinstance(one, VoteResult)
                ),
                entered=advance.entered,
                told=(*move.told, *(one.told for one in came), advance.front, advance.scene),
                way=way,
            )
            script = luck.next_script()


class _ScriptedLuck(Luck):
    """Luck that draws what a script says, and then always the first with any weight."""

    def __init__(self, script: list[int]) -> None:
        super().__init__(0, 0)
        self.script = script
        self.thrown: list[list[int]] = []
        self.chance = Fraction(1)

    def draw_by_weight(self, weights: list[int]) -> int:
        if len(self.thrown) == len(self.script):
            self.script.append(0)
        picked = self.script[len(self.thrown)]
        self.thrown.append(weights)
        self.chance *= Fraction(weights[picked], sum(weights))
        return picked

    def next_script(self) -> list[int] | None:
        """The script after this one, in order; None if this was the last."""
        script = self.script[: len(self.thrown)]
        while script:
            if script[-1] + 1 < len(self.thrown[len(script) - 1]):
                return [*script[:-1], script[-1] + 1]
            script.pop()
        return None


Led = tuple[str | None, int | None, bool, str]
"""Where a choice leads (None: it stays), the number that `visit.back` is then given, if any,
whether that place is entered, and the way's name."""
Ways = Callable[[list[Value]], list[tuple[Led, int]]]


class _Ways(dict[str, Ways]):
    """For each choice by name a function from values to every place it may lead to and its per
    cent: the results of its Branch over all throws."""

    def __init__(self, story: Story) -> None:
        super().__init__()
        self.program = program(story)

    def __missing__(self, choice_name: str) -> Ways:
        led = self.program.rules.branch(choice_name).ways
        branches = [
            (
                (way.to, way.back, way.enters, keys(way.origin)),
                way.chance,
                self.program.worth(way.when, "way"),
            )
            for way in led
        ]

        def ways(values: list[Value]) -> list[tuple[Led, int]]:
            found: dict[Led, int] = {}
            left = 100
            for to, chance, holds in branches:
                if not holds(values):
                    continue
                share = left if chance is None else min(left, chance)
                if share:
                    found[to] = found.get(to, 0) + share
                left -= share
                if not left:
                    return list(found.items())
            found[None, None, True, ""] = left
            return list(found.items())

        return self.setdefault(choice_name, ways)


def met(story: Story, state: State, move: Successor, asks: Container[Label] = ()) -> list[Label]:
    """Everything that a move from a state does, with the tellings that are asked about; whether
    anything is open afterwards is not checked."""
    found: list[Label] = [("choice", full_name(state.scene, move.taken))]
    found += [("event", one) for one in move.came]
    found += [("passes" if passed else "fails", one) for one, passed in move.votes]
    if move.entered:
        found.append(("ending" if move.entered in story.endings else "scene", move.entered))
    if asks:
        told = (one for several in move.told for one in several)
        found += tellings(story).with_any_seed(told, (move.way,), asks)
    return [*found, *_met_at_the_end(story, move.state, asks)]


def _met_at_the_end(story: Story, state: State, asks: Container[Label]) -> list[Label]:
    if state.scene not in story.endings:
        return []
    met = may_be_met(story, "enter", state.scene, state.values)
    return [one for one in met if one[0] in ASKED or one in asks]
