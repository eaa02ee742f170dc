"""A decision as two printed functions: taking the choice, and arriving where it leads.

The first looks whether the choice is open, does what taking it does, and calls the second, which
enters the place and makes the Step. They are printed from the same blocks as the single functions
of `compiler`, in the order in which `transitions` says things happen. Only where an event can come,
or a play stays or comes back, do they leave the rest to `advance`.
"""

from __future__ import annotations

from collections.abc import Callable

from negotiator.engine.advance import Advance, Decision, Luck
from negotiator.engine.compiler import Program, ReadyTable, program
from negotiator.engine.layout import Value
from negotiator.engine.printer import Printer
from negotiator.engine.rules.front_pages import printed
from negotiator.engine.state import Note, Option, State, Step, Titled, Told
from negotiator.engine.text_printer import option_source, passages_source, title_source, told_by
from negotiator.engine.transitions import Draw, GuardedChoice, Way
from negotiator.story.model import Event, Story

Take = Callable[[State], Step | None]
"""Takes a choice; None if it isn't open."""
Arrive = Callable[[State, Option, tuple[Told, ...], list[Value], int, int, list[Note]], Step]
"""Arrives at a place after a decision: from the state before it, the option, what was told of it,
the values after it, the seed, the draws made so far and what changed."""
_PASSED = "before, option, told, v, seed, draws, log"
"""The parameters of all functions of that kind."""
_GOING_ON = "Decision(before, option, told), Advance(program, v, log, Luck(seed, draws))"
"""What goes on from there by the rules of `advance`, where an arrival alone won't do."""


class Takes(dict[str, "PlaceTakes"]):
    """What taking each choice does, by place and option, each made when it is first taken."""

    def __init__(self, story: Story) -> None:
        super().__init__()
        self.program: Program = program(story)
        self.arrivals = Arrivals(self.program)

    def __missing__(self, place_id: str) -> PlaceTakes:
        return self.setdefault(place_id, PlaceTakes(self, place_id))


class PlaceTakes(dict[str, Take]):
    """The same for one place, by option. At a table an option isn't what is taken: there, and for
    what isn't offered, nothing is."""

    def __init__(self, takes: Takes, place_id: str) -> None:
        super().__init__()
        self.takes = takes
        ready = takes.program[place_id]
        self.choices = {} if isinstance(ready, ReadyTable) else ready.choices

    def __missing__(self, option_id: str) -> Take:
        choice = self.choices.get(option_id)
        if choice is None:
            return _nothing
        return self.setdefault(option_id, self._take(choice.offer))

    def _take(self, offer: GuardedChoice) -> Take:
        """A function that takes a choice."""
        made, arrivals = self.takes.program, self.takes.arrivals
        printer = _StepPrinter(f"{made.story.id}: decide {offer.choice}", made.layout)
        printer.named |= _going_on(made) | {"arrivals": arrivals}
        shown = option_source(offer, printer)
        body = ["v = before.values"]
        if shown.condition:
            body.append(f"if not ({shown.condition}): return None")
        body += [
            "seed, draws = before.seed, before.draws",
            f"option = {shown.then}",
            "v = [*v]",
            "log = []",
            *printer.done(made.rules.take(offer.choice)),
            f"told = {passages_source(told_by(made.rules.take(offer.choice)), printer)}",
            *printer.branch(made.rules.branch(offer.choice)),
        ]
        take: Take = printer.function("before", body)
        return take


class Arrivals(dict[str, Arrive]):
    """What arriving at each place does, each made when it is first arrived at."""

    def __init__(self, program: Program) -> None:
        super().__init__()
        self.program = program

    def __missing__(self, place_id: str) -> Arrive:
        made = self.program
        ready = made[place_id]
        page = None if isinstance(ready.place, Event) else printed(made.story, ready.place)
        printer = _StepPrinter(f"{made.story.id}: arrive {place_id}", made.layout)
        printer.named |= _going_on(made) | {"State": State, "Step": Step}
        state = f"new(State, ({place_id!r}, tuple(v), seed, draws, None, ()))"
        step = f"before, option, {state}, told, (), {place_id!r}, text, (), tuple(log), '', '', "
        body = [
            *self._if_any(ready.interrupts, f"return advance({_GOING_ON}, {place_id!r})", printer),
            *printer.done(ready.block),
            f"text = {made.passages(ready.block, printer)}",
            f"titled = {title_source(ready.place, printer)}",
            f"front = {passages_source((page,), printer) if page else ()}",
            *self._if_any(
                ready.draw, f"return draw({_GOING_ON}, {place_id!r}, text, titled, front)", printer
            ),
            f"return new(Step, ({step}titled, front))",
        ]
        arrive: Arrive = printer.function(_PASSED, body)
        return self.setdefault(place_id, arrive)

    def _if_any(self, draw: Draw | None, then: str, printer: Printer) -> list[str]:
        """Lines for where any event of a draw can come."""
        if draw is None:
            return []
        may_come = printer.keep(self.program.pools[draw.pool].may_come)
        return [f"if {may_come}(v): {then}"]


def _advance(decision: Decision, advance: Advance, to: str) -> Step:
    """Arrive at a place before which an event can come."""
    after = advance.go(decision.before.scene, advance.ready[to].arrival)
    return advance.step(decision, after)


def _draw(
    decision: Decision,
    advance: Advance,
    to: str,
    text: tuple[Told, ...],
    titled: Titled,
    front: tuple[Told, ...],
) -> Step:
    """Go on from a place that was entered and where an event can come."""
    advance.entered, advance.scene, advance.titled, advance.front = to, text, titled, front
    after = advance.go(to, advance.ready[to].round)
    return advance.step(decision, after)


def _stay(decision: Decision, advance: Advance) -> Step:
    """Stay where a decision leads nowhere, or go on with what waited for it."""
    before = decision.before
    return advance.step(decision, advance.go(before.scene, before.agenda))


def _come_back(decision: Decision, advance: Advance, to: str) -> Step:
    """Come back to a place without entering it."""
    after = advance.state(to, None)
    return advance.step(decision._replace(back=to), after)


def _going_on(made: Program) -> dict[str, object]:
    """The names in printed source of what leaves the rest to `advance`."""
    return {
        "Advance": Advance,
        "Decision": Decision,
        "Luck": Luck,
        "program": made,
        "advance": _advance,
        "draw": _draw,
        "stay": _stay,
        "come_back": _come_back,
    }


class _StepPrinter(Printer):
    """Prints a Branch as a call of what follows."""

    def lead(self, to: str, way: Way | None) -> str:
        """Source that ends taking a choice with the step that it leads to."""
        if way is None:
            return f"return stay({_GOING_ON})"
        if not way.enters:
            return f"return come_back({_GOING_ON}, {way.to!r})"
        return f"return arrivals[{to}]({_PASSED})"


def _nothing(_state: State) -> None:
    """Take what isn't offered."""
