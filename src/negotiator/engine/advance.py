"""The way from a decision to where the play stands next: interrupts, scene, reactions.

`transitions` defines it. Draws of events are interpreted here, one event after the other; what each
does and tells is done by printed functions. Where nothing can come, `takes` has shorter ways.
"""

from __future__ import annotations

from typing import NamedTuple

from negotiator.engine.chance import draw
from negotiator.engine.compiler import Program
from negotiator.engine.layout import Value
from negotiator.engine.state import Agenda, Came, Note, Option, State, Step, Titled, Told, Utterance
from negotiator.engine.transitions import Back


class Decision(NamedTuple):
    """A decision that was made: where, which, what was told of it, and how it closed a table or
    came back from a visit, as in a Step."""

    before: State
    option: Option
    outcome: tuple[Told | Utterance, ...]
    closing: str = ""
    back: str = ""


class Luck:
    """Chance on the way to the next state: draws by seed and number."""

    def __init__(self, seed: int, draws: int) -> None:
        self.seed = seed
        self.draws = draws

    def draw_by_weight(self, weights: list[int]) -> int:
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
            left = max(0, agenda.left - 1)
            agenda = Agenda(agenda.stage, agenda.to, left, (*agenda.came, came))
            if any(option.open for option in self.ready[came].options(self.values)):
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
        able = self.ready.pools[draw.pool].able(self.values, agenda.came)
        if not able:
            return None
        number = self.luck.draw_by_weight([weight for _, weight in able]) if len(able) > 1 else 0
        picked = able[number][0]
        place = self.ready[picked]
        if place.enter is not None:
            place.enter(self.values, self.notes)
        told.append(
            Came(picked, place.tell(self.values, self.luck.seed), place.titled(self.values))
        )
        return picked

    def enter(self, place_id: str) -> Agenda | None:
        """Enter a scene or an ending; its round of reactions is next, if it has one."""
        place = self.ready[place_id]
        if place.enter is not None:
            place.enter(self.values, self.notes)
        self.entered = place_id
        self.scene = place.tell(self.values, self.luck.seed)
        self.titled = place.titled(self.values)
        if place.front is not None:
            self.front = place.front(self.values, self.luck.seed)
        return place.round if place.draw is not None else None

    def step(self, decision: Decision, after: State) -> Step:
        """The step of a decision that has led on to this state."""
        return Step(
            decision.before,
            decision.option,
            after,
            decision.outcome,
            tuple(self.interrupts),
            self.entered,
            self.scene,
            tuple(self.reactions),
            tuple(self.notes),
            decision.closing,
            decision.back,
            self.titled,
            self.front,
        )
