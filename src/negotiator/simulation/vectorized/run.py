"""Running plays of one story in arrays, from their start to their ends.

All plays waiting in one place decide together. Places are handled in the order in which the graph
of scenes leads on, and within a circle the one where most plays wait comes first. The counts are
the same in any order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

from negotiator.engine.headless import PACKAGES_SEED
from negotiator.engine.profiles import PROFILES_SEED, profile_draw
from negotiator.engine.state import State
from negotiator.engine.variants import VARIANTS_SEED
from negotiator.simulation import players
from negotiator.simulation.players import CUT
from negotiator.simulation.vectorized.blocks import (
    Blocks,
    Deciding,
    Drawing,
    Meeting,
    Reacting,
    Shuffled,
    Step,
    Taking,
    Voting,
    settle,
)
from negotiator.simulation.vectorized.group import Array, Group
from negotiator.simulation.vectorized.judging import Judging
from negotiator.simulation.vectorized.picking import Asked, Picking
from negotiator.statespace.chance_arrays import below, draws
from negotiator.statespace.transition_system import Label
from negotiator.story.choice_names import choice_in
from negotiator.story.model import Story
from negotiator.story.value_names import BACK


class Ready(NamedTuple):
    """What every run of one story needs.

    `ranks` has a number for each scene and ending, which orders them; `begun` is the state in which
    plays begin, `seed` the seed of play number 0, `picking` says who plays, and `kind` is the type
    of number that values are kept in.
    """

    story: Story
    blocks: Blocks
    ranks: Mapping[str, int]
    begun: State
    seed: int
    picking: Picking | Judging
    kind: Any
    numpy: Any


class Run:
    """Some running plays, by their numbers."""

    def __init__(self, ready: Ready, plays: range) -> None:
        self.ready = ready
        np = self.np = ready.numpy
        begun = ready.begun
        self.blocks = ready.blocks
        self.first = plays.start
        count = len(plays)
        values = np.array([int(value) for value in begun.values], dtype=ready.kind)
        self.rows = np.repeat(values[:, None], count, axis=1)
        self.count = count
        self.seed = np.uint64(ready.seed + plays.start)
        seeds = self.seeds(np.arange(count))
        for name, table in ready.story.profiles.items():
            thrown = draws(seeds + np.uint64(PROFILES_SEED), np.array([profile_draw(table)]))
            drawn = np.array(table.drawn)
            self.rows[ready.blocks.slots[name]] = drawn[below(thrown, len(drawn))]
        self.draws = np.zeros(count, dtype=np.int32)
        self.turns = np.zeros(count, dtype=np.int32)
        self.came = np.zeros(count, dtype=np.int64)
        """A bit for each event that came in the draw under way and could come in it again."""
        self.thrown = np.zeros(count, dtype=np.int64)
        """What was thrown for the branch under way; below 0 if nothing was."""
        self.share = np.zeros(count, dtype=np.int64)
        """The per cents of that throw that are given away."""
        self.none = np.zeros(0, dtype=np.intp)
        self.ahead: dict[str, list[Array]] = {}
        """Plays on their way, by the place they lead to."""
        self.here: dict[str, list[Array]] = {begun.scene: [np.arange(count)]}
        """Plays that wait for a decision, by the place they are in."""
        self.waiting: dict[str, int] = {begun.scene: count}
        """How many plays are on their way to a place or wait there."""
        self.decisions = 0
        """How many were made."""
        self.visits = 0
        """How often plays decided in a place together."""
        self.over = 0
        """How many plays reached an end of any kind."""

    def seeds(self, at: Array) -> Array:
        """The seeds of these plays."""
        return at.astype(self.np.uint64) + self.seed

    # Plays

    def run(self, go_on: Callable[[], bool] = lambda: True) -> None:
        """Play on to the ends, as long as `go_on` says so; it is called before the plays of each
        place decide. A stopped run can be run again."""
        ranks, waiting = self.ready.ranks, self.waiting
        while go_on() and (waiting or self.resumed()):
            self.visit(min(waiting, key=lambda place: (ranks[place], -waiting[place])))

    def resumed(self) -> bool:
        """Whether plays that were left are resumed, now that no others are waiting."""
        return False

    def visit(self, place_id: str) -> None:
        """Enter a place with all plays that arrive there; all that are there decide once."""
        del self.waiting[place_id]
        waiting = self.here.pop(place_id, [])
        arriving = self.ahead.pop(place_id, [])
        if arriving:
            waiting.append(self.arrive(place_id, self.group(arriving)).at)
        group = self.group(waiting)
        deciding = self.blocks.decision(place_id)
        if deciding is None:
            self.end(place_id, group)
        elif len(group):
            self.wait(self.here, place_id, self.decide(place_id, deciding, group))

    def group(self, parts: list[Array]) -> Group:
        """One group of all these plays."""
        at = parts[0] if len(parts) == 1 else self.np.concatenate([self.none, *parts])
        return Group(self.rows, at)

    def wait(self, where: dict[str, list[Array]], place_id: str, group: Group) -> None:
        """Let plays wait for their turn."""
        if len(group):
            where.setdefault(place_id, []).append(group.at)
            self.waiting[place_id] = self.waiting.get(place_id, 0) + len(group)

    def arrive(self, place_id: str, group: Group) -> Group:
        """Arrive at a place: what comes before it, its entering, its events. Returns the plays that
        are then there."""
        group = self.go(self.blocks.steps("arrive", place_id), group)
        if len(group):
            kind = "ending" if place_id in self.ready.story.endings else "scene"
            self.met_in((kind, place_id), group)
            group = self.go(self.blocks.steps("enter", place_id), group)
        return group

    def go(self, steps: tuple[Step, ...], group: Group) -> Group:
        """Go along a block; returns the plays that reach its end."""
        for step in steps:
            match step:
                case Voting(motion, does):
                    does(group)
                    self.voted(motion, group)
                case Meeting(met, when, shuffled):
                    meeting = group if when is None else group.only(when(group))
                    if shuffled is not None and len(meeting):
                        meeting = meeting.only(self.shuffled(shuffled, meeting))
                    if len(meeting):
                        self.met_in(met, meeting)
                case Drawing():
                    group = self.draw(step, group)
                case does:
                    does(group)
        return group

    def begin(self) -> None:
        """Meet what all plays meet before their first decision."""
        place = self.ready.begun.scene
        meetings = [one for one in self.blocks.steps("enter", place) if isinstance(one, Meeting)]
        self.go(tuple(meetings), self.group([self.np.arange(self.count)]))

    def shuffled(self, one: Shuffled, group: Group) -> Array:
        """For which plays a shuffle gives a wording its turn."""
        np, seeds = self.np, self.seeds(group.at) + self.np.uint64(VARIANTS_SEED)
        rounds, place = np.divmod(np.asarray(one.times(group), dtype=np.int64) - 1, one.among)
        begin = one.first + rounds * one.among
        drawn = [draws(seeds, begin + number) for number in range(one.among)]
        own = drawn.pop(one.wording)
        return sum(other < own for other in drawn) == place

    # Events

    def draw(self, drawing: Drawing, group: Group) -> Group:
        """Let events come, as many as may; returns the plays that are still on their way after
        it."""
        self.came[group.at] = 0
        done: list[Array] = []
        left = drawing.most
        while len(group) and left != 0:
            left = None if left is None else left - 1
            free = self.np.ones(len(group), dtype=bool)
            on: list[Array] = []
            for tier in drawing.tiers:
                for one, which in self.drawn(tier, group, free):
                    free &= ~which
                    on.append(self.come(one, Group(self.rows, group.at[which])).at)
            done.append(group.at[free])
            group = self.group(on)
        return self.group([*done, group.at])

    def drawn(
        self, tier: tuple[Reacting, ...], group: Group, free: Array
    ) -> list[tuple[Reacting, Array]]:
        """Which event of a tier each free play gets."""
        np = self.np
        came: Array = self.came.take(group.at) if any(one.bit for one in tier) else 0
        able: list[tuple[Reacting, Array]] = []
        weights: list[Array] = []
        for one in tier:
            can = free if one.when is None else free & one.when(group)
            if one.bit:
                can = can & (came & one.bit == 0)
            weight = (
                one.heft if isinstance(one.heft, int) else np.asarray(one.heft(group), np.int64)
            )
            can = can & (weight > 0)
            if can.any():
                able.append((one, can))
                weights.append(can * weight)
        if not able[1:]:
            return able
        several = sum(can for _, can in able) > 1
        thrown = np.zeros(len(group), dtype=np.int64)
        if several.any():
            where = group.at[several]
            total: Array = sum(weights)
            luck = draws(self.seeds(where), self.draws[where])
            thrown[several] = below(luck, total[several])
            self.draws[where] += 1
        above: Array = 0
        rest = free.copy()
        found = []
        for (one, _), weight in zip(able, weights, strict=True):
            above = above + weight
            which = rest & (thrown < above)
            if which.any():
                rest &= ~which
                found.append((one, which))
        return found

    def come(self, one: Reacting, group: Group) -> Group:
        """Let an event come; returns the plays that it leaves on their way."""
        if one.bit:
            self.came[group.at] |= one.bit
        self.met_in(("event", one.event), group)
        group = self.go(self.blocks.steps("come", one.event), group)
        deciding = self.blocks.decision(one.event)
        assert deciding is not None, "an event is no ending"
        asked, passing = group.split(deciding.asks(group))
        if not len(asked):
            return passing
        return self.group([passing.at, self.decide(one.event, deciding, asked).at])

    # Decisions

    def decide(self, place_id: str, deciding: Deciding, group: Group) -> Group:
        """Let every play of the group take one of its open choices; those that stay come back."""
        np = self.np
        self.visits += 1
        group = self.in_time(place_id, group)
        count, number = len(group), len(deciding.takings)
        if not count:
            return group
        turns = self.turns.take(group.at)
        seeds = self.seeds(group.at)
        table, package = deciding.table, None
        opened: list[Array] = [True] * number
        if table is not None:
            bargained = table.bargained(group, draws(seeds + np.uint64(PACKAGES_SEED), turns))
            opened = [bargained.closes[choice_in(one.name)] for one in deciding.takings]
            package = bargained.package
        for which, one in zip(deciding.guarded, deciding.opens(group), strict=True):
            opened[which] = one
        self.offered(place_id, opened, count)
        picked = self.ready.picking.picked(Asked(deciding, opened, group, seeds, turns, package))
        self.turns[group.at] = turns + (picked < number)
        order = np.argsort(picked, kind="stable")
        taken_by = np.bincount(picked, minlength=number + 1)
        begins = [0, *np.cumsum(taken_by).tolist()]
        group = Group(self.rows, group.at[order])
        self.decided(place_id, deciding, group, taken_by)
        staying = []
        for taking, (begin, end) in zip(deciding.takings, pairwise(begins), strict=False):
            if begin < end:
                taken = group.part(begin, end)
                if package is not None and taking.settles:
                    settle(taking, taken, package(order[begin:end]))
                staying.append(self.take(taking, taken).at)
        able = begins[number]
        self.decisions += able
        if able < count:
            self.get_stuck(place_id, group.part(able, count))
        return self.group(staying)

    def take(self, taking: Taking, group: Group) -> Group:
        """Take a choice and go where it leads; returns the plays that stay where they are."""
        self.met_in(("choice", taking.name), group)
        group = self.go(taking.steps, group)
        self.took(taking, group)
        if any(way.luck is not None for way in taking.ways):
            self.thrown[group.at] = -1
            self.share[group.at] = 0
        for way in taking.ways:
            going, group = group.split(True if way.when is None else way.when(group))
            if way.luck is not None:
                going, unlucky = going.split(self.lucky(way.luck, going))
                group = self.group([group.at, unlucky.at])
            if len(going):
                self.led(taking, way.to, going)
                if way.met is not None:
                    self.met_in(way.met, going)
                if way.back is not None:
                    going[self.blocks.slots[BACK]] = way.back
                self.wait(self.ahead if way.enters else self.here, way.to, going)
            if not len(group):
                break
        return group

    def lucky(self, luck: int, group: Group) -> Array:
        """For which plays a throw falls into the share of a way with that percentage."""
        at = group.at
        new = at[self.thrown[at] < 0]
        self.thrown[new] = below(draws(self.seeds(new), self.draws[new]), 100)
        self.draws[new] += 1
        self.share[at] += luck
        return self.thrown[at] < self.share[at]

    # Ends

    def in_time(self, place_id: str, group: Group) -> Group:  # noqa: ARG002
        """The plays of a group that continue; the others are given up."""
        if self.visits < players.LONGEST:
            return group  # nobody can have decided so often
        late = self.turns.take(group.at) >= players.LONGEST
        if late.any():
            given_up, group = group.split(late)
            self.end(CUT, given_up)
        return group

    def end(self, end: str, group: Group) -> None:
        """End plays that reached an ending, or were given up."""
        self.over += len(group)
        self.ended(end, group)

    def get_stuck(self, place_id: str, group: Group) -> None:
        """End plays for which nothing is open."""
        self.over += len(group)
        self.met_in(("stuck", place_id), group)
        self.stuck(place_id, group)

    # Events for whoever counts

    def met_in(self, label: Label, group: Group) -> None:
        """Something happens in these plays."""

    def voted(self, motion: str, group: Group) -> None:
        """A motion was voted on."""

    def offered(self, place_id: str, opened: list[Array], count: int) -> None:
        """That many plays decide; each choice is open to those given for it."""

    def decided(self, place_id: str, deciding: Deciding, group: Group, taken_by: Array) -> None:
        """So many plays of a group, in their order, are about to take each choice; at last those
        for which nothing is open. Nothing is done yet."""

    def took(self, taking: Taking, group: Group) -> None:
        """A choice has had its effects."""

    def led(self, taking: Taking, to: str, group: Group) -> None:
        """A choice leads somewhere."""

    def ended(self, end: str, group: Group) -> None:
        """Plays reached an ending, or were given up."""

    def stuck(self, place_id: str, group: Group) -> None:
        """Nothing is open to these plays."""
