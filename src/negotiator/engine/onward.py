"""Plays of which only the end is wanted: from one decision to the next in one call.

Where `headless` has a function each for taking a choice, arriving and what is offered, so that
callers can look in between, here a choice's function calls that of the place it leads to, which
gives what can be chosen there. All are printed from the same blocks. Where an event can come, and
at tables, the functions of `headless` do it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from negotiator.engine.headless import Headless, Menu
from negotiator.engine.layout import Value
from negotiator.engine.printer import SilentPrinter
from negotiator.engine.rounds import Waiting
from negotiator.engine.transitions import Draw, Pick, Way


class Stand(NamedTuple):
    """Where a play stands: the place, what can be chosen there (None in an ending), and a function
    for each of these that takes it and goes on."""

    place: str
    menu: Menu | None
    onward: tuple[Onward, ...]


Going = tuple[Stand, int, Waiting | None]
"""Where a play stands, the number of draws, and what waits if that is an event."""
Onward = Callable[[list[Value], int, int, int, Waiting | None], Going]
"""Takes a choice and goes on, given values, seed, draws, decisions so far and what waits."""
Reach = Callable[[list[Value], int, int], Going]
"""Arrives at a place, given values, seed and draws."""


class Stands:
    """The places of a story for plays of which only the end is wanted."""

    def __init__(self, ready: Headless) -> None:
        self.ready = ready
        self.reaches = _Reaches(self)
        self.takes = _Takes(self)
        self._known: dict[str, dict[int, Stand]] = {}

    def stand(self, place_id: str, values: list[Value]) -> Stand:
        """How a play stands in a place with these values."""
        offered = self.ready[place_id].offered
        if offered is None:
            return Stand(place_id, None, ())
        return self.known(place_id)[offered(values).key]

    def known(self, place_id: str) -> dict[int, Stand]:
        """The stands in a place, by the keys of their menus."""
        found = self._known.get(place_id)
        if found is None:
            found = self._known.setdefault(place_id, _ByMenu(place_id, self))
        return found

    # Less simply

    def arrive(self, place_id: str, values: list[Value], seed: int, draws: int) -> Going:
        """Arrive at a place before which events can come."""
        return self._going(*self.ready[place_id].arrive(values, seed, draws, []), values)

    def draw(self, place_id: str, values: list[Value], seed: int, draws: int) -> Going:
        """Let events come in a place that was entered."""
        draw = self.ready.rules.draw(place_id)
        assert draw is not None, "events are drawn there"
        come = self.ready.rounds[draw.pool, draw.at_most is not None]
        came = come(values, seed, draws, [], draw.at_most or 0, 0, place_id)
        return self._going(*came, values)

    def go_on(
        self,
        place_id: str,
        to: str | None,
        waiting: Waiting | None,
        values: list[Value],
        seed: int,
        draws: int,
    ) -> Going:
        """Go on from a decision by any way, as `Headless.go_on` does."""
        reached = self.ready.go_on(place_id, to, waiting, values, seed, draws, [])
        return self._going(*reached, values)

    def _going(
        self, place_id: str, draws: int, waiting: Waiting | None, values: list[Value]
    ) -> Going:
        return self.stand(place_id, values), draws, waiting


class _ByMenu(dict[int, Stand]):
    """The stands in a place, by the keys of their menus."""

    def __init__(self, place_id: str, stands: Stands) -> None:
        super().__init__()
        self.place_id = place_id
        self.stands = stands

    def __missing__(self, key: int) -> Stand:
        menu = self.stands.ready.menu(self.place_id, key)
        onward = tuple([self._onward(number, menu) for number in range(len(menu.choices))])
        return self.setdefault(key, Stand(self.place_id, menu, onward))

    def _onward(self, number: int, menu: Menu) -> Onward:
        """A function that takes a choice of the menu."""
        stands, here = self.stands, self.place_id
        if isinstance(stands.ready.rules.decision(here), Pick):
            return stands.takes[menu.choices[number].name]

        def onward(
            values: list[Value], seed: int, draws: int, turn: int, waiting: Waiting | None
        ) -> Going:
            to, draws = menu.decides[number](values, seed, draws, turn)
            return stands.go_on(here, to, waiting, values, seed, draws)

        return onward


class _Takes(dict[str, Onward]):
    """What taking each choice does and leads to, by name."""

    def __init__(self, stands: Stands) -> None:
        super().__init__()
        self.stands = stands

    def __missing__(self, name: str) -> Onward:
        stands, rules = self.stands, self.stands.ready.rules
        here = rules.story.choices[name].scene
        printer = _OnwardPrinter(f"{rules.story.id}: go on {name}", stands.ready.layout)
        printer.named |= {"reaches": stands.reaches, "go_on": partial(stands.go_on, here)}
        body = [*printer.done(rules.take(name)), *printer.branch(rules.branch(name))]
        made: Onward = printer.function("v, seed, draws, turn, waiting", body)
        return self.setdefault(name, made)


class _Reaches(dict[str, Reach]):
    """What arriving at each place does."""

    def __init__(self, stands: Stands) -> None:
        super().__init__()
        self.stands = stands

    def __missing__(self, place_id: str) -> Reach:
        stands, rules = self.stands, self.stands.ready.rules
        printer = SilentPrinter(f"{rules.story.id}: reach {place_id}", stands.ready.layout)
        pick = rules.decision(place_id)
        last = [f"return stand({place_id!r}, v), draws, None"]
        if isinstance(pick, Pick):
            printer.named["stands"] = stands.known(place_id)
            last = [*printer.menu(pick), "return stands[m], draws, None"]
        printer.named["stand"] = stands.stand
        body = [
            *self._if_any(rules.interrupts(place_id), stands.arrive, place_id, printer),
            *printer.done(rules.enter(place_id)),
            *self._if_any(rules.draw(place_id), stands.draw, place_id, printer),
            *last,
        ]
        made: Reach = printer.function("v, seed, draws", body)
        return self.setdefault(place_id, made)

    def _if_any(
        self, draw: Draw | None, then: Callable[..., Going], place_id: str, printer: SilentPrinter
    ) -> list[str]:
        """Lines for where any event of a draw can come."""
        if draw is None:
            return []
        may_come = printer.keep(self.stands.ready.program.pools[draw.pool].may_come)
        return [f"if {may_come}(v): return {printer.keep(then)}({place_id!r}, v, seed, draws)"]


class _OnwardPrinter(SilentPrinter):
    """Prints a Branch as a call of what follows."""

    def lead(self, to: str, way: Way | None) -> str:
        """Source that ends a decision with where it leads."""
        if way is None or not way.enters:
            return f"return go_on({to}, waiting, v, seed, draws)"
        return f"return reaches[{to}](v, seed, draws)"
