"""Uniform plays by the ten thousand at once, in arrays: what a million plays need.

Needs numpy (the extra `check`). All plays that stand in one place decide together; places are
taken in an order in which most plays have come to a place before it is their turn. The play of
each number is the one that `players.Arena` plays, decision for decision; a test holds the two
together. What a table comes to for many plays stands in `crowd_table`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from negotiator.analysis.arrays import WIDEST, TooWideError, array_source, check_width
from negotiator.analysis.chance_arrays import below, draws
from negotiator.analysis.crowd_table import CrowdTable
from negotiator.analysis.flow import Label, flow
from negotiator.analysis.players import CUT, LONGEST, PICKS_SEED
from negotiator.analysis.tally import Tally
from negotiator.engine.headless import PACKAGES_SEED, Headless, headless
from negotiator.engine.profiles import PROFILES_SEED, profile_draw
from negotiator.story.expressions import Expression
from negotiator.story.intervals import value_range
from negotiator.story.model import (
    DEAL,
    Choice,
    Effect,
    EffectKind,
    Ending,
    Event,
    Scene,
    Story,
    Table,
)

Array = Any
"""An array of numpy, or one value for all plays."""
Worth = Callable[["Group"], Array]
"""What an expression comes to for each play of a group."""
Do = Callable[["Group"], None]

LONG_SINCE = 100
"""Decisions for which a play that looks for what is new goes on without any."""
MOST_COUNT = 5 * LONGEST
"""No count of a play comes so far: one goes up by few with each decision."""
HEAVIEST = 2**32
"""Less than what a draw in arrays can be shared out among."""
MOST_CHOICES = 60
"""Choices of a place, and events that may come twice in a round: a bit for each in one number."""
CROWD = 32_768
"""Plays at a time: enough to make little of what each step costs beside them, a second's worth."""
BROADEST = 4_096
"""Values of a gauge that are counted in an array."""


class Group:
    """Some of the plays, by their places in the rows; a row is read but once.

    Reading gives a play's value for each, and writing keeps one for each.
    """

    __slots__ = ("at", "read", "rows")

    def __init__(self, rows: Array, at: Array) -> None:
        self.rows = rows
        self.at = at
        self.read: dict[int, Array] = {}

    def __len__(self) -> int:
        return len(self.at)

    def __getitem__(self, slot: int) -> Array:
        found = self.read.get(slot)
        if found is None:
            found = self.read[slot] = self.rows[slot].take(self.at)
        return found

    def __setitem__(self, slot: int, worth: Array) -> None:
        self.rows[slot][self.at] = worth
        self.read.pop(slot, None)

    def only(self, which: Array) -> Group:
        """Those for which this holds."""
        if getattr(which, "ndim", 0):
            return self if which.all() else Group(self.rows, self.at[which])
        return self if which else Group(self.rows, self.at[:0])


class Sighting(NamedTuple):
    """After how many decisions something is met, and the number of the play."""

    turns: int
    number: int


class Crowd:
    """Where the uniform plays of one story are played, many at a time.

    Raises ImportError without numpy, TooWideError if the story doesn't fit into arrays.
    """

    def __init__(self, story: Story, seed: int) -> None:
        import numpy

        self.np: Any = numpy
        self.story = story
        self.seed = seed
        self.stops: Headless = headless(story)
        self.slots = self.stops.layout.slots
        domains = flow(story).domains
        self.truths = {name for name, domain in domains.items() if domain.is_truth}
        self._check_width()
        self.ranks = {place: rank for rank, place in enumerate(_in_order(story))}
        self.motions = {
            motion.id: (
                [(bloc.seats, self._worth(bloc.ayes)) for bloc in motion.blocs],
                self._worth(motion.needs),
            )
            for motion in story.motions.values()
        }
        self.places: dict[str, _Place] = {}
        self.tables = {
            table.id: CrowdTable(
                table, self._worth, self.slots, self.slots.get(story.profile_name(table)), numpy
            )
            for table in story.tables.values()
        }
        self.rounds = {
            pool: _Round(events, self) for pool, events in self.stops.rules.pools.items()
        }

    def _check_width(self) -> None:
        ranges = dict(flow(self.story).ranges)
        for name, (low, high) in ranges.items():
            if name.startswith(("visits(", "chosen(")):
                ranges[name] = low, min(high, MOST_COUNT)

        def most(expression: Expression) -> int:
            return max(map(abs, value_range(expression.node, ranges)))

        check_width(self.story, ranges)
        for events in self.stops.rules.pools.values():
            if sum(most(event.weight) for event in events if event.weight) >= HEAVIEST:
                raise TooWideError("weights")
        for table in self.story.tables.values():
            weights = max(
                sum(max(map(most, term)) for term in table.weights(side)) for side in (0, 1)
            )
            limit = max(100, most(table.ours.reservation), most(table.theirs.reservation))
            rounds = max(1, value_range(table.rounds.node, ranges)[1])
            if weights * limit * 200 * rounds**2 > WIDEST:
                raise TooWideError(table.id)
        places: list[Scene | Event] = [*self.story.scenes.values(), *self.story.events.values()]
        if any(len(place.choices) > MOST_CHOICES for place in places):
            raise TooWideError("choices")
        if any(len(events) > MOST_CHOICES for events in self.stops.rules.pools.values()):
            raise TooWideError("events")

    # Plays

    def play(self, first: int, plays: int) -> Tally:
        """Play that many plays from this number on, and count."""
        run = _Run(self, first, plays)
        run.run()
        return run.counted()

    def sightings(self, first: int, plays: int) -> dict[Label, Sighting]:
        """Where each thing is met soonest in that many plays from this number on."""
        run = _Lookout(self, first, plays)
        run.run()
        return run.met

    # Expressions and effects

    def _worth(self, expression: Expression) -> Worth:
        def read(name: str) -> str:
            row = f"g[{self.slots[name]}]"
            return f"({row} != 0)" if name in self.truths else row

        source = f"lambda g: {array_source(expression.node, read)}"
        made: Worth = eval(source, {"__builtins__": {}, "np": self.np})
        return made

    def worth(self, expression: Expression | None) -> Worth | None:
        """A condition ready to be worked out for a group; None if it always holds."""
        return None if expression is None else self._worth(expression)

    def place(self, place_id: str) -> _Place:
        """A place ready for groups."""
        found = self.places.get(place_id)
        if found is None:
            found = self.places[place_id] = _Place(self.story.places[place_id], self)
        return found

    def entering(self, place: Scene | Event | Ending) -> Iterator[Do]:
        """What happens when a place is entered; `program.entering` says the same in Python."""
        yield from self.counting(f"visits({place.id})")
        if isinstance(place, Scene):
            for event in self.story.events.values():
                if event.cooldown:
                    yield self._resting(self.slots[f"cooldown({event.id})"])
        elif isinstance(place, Event) and place.cooldown:
            slot, rest = self.slots[f"cooldown({place.id})"], place.cooldown + 1
            yield lambda group: group.__setitem__(slot, rest)
        if not isinstance(place, Ending):
            yield from self.doing(place.effects, place.vote)

    def counting(self, name: str) -> Iterator[Do]:
        """Counts one up, if anything reads the count."""
        slot = self.slots.get(name)
        if slot is not None:
            yield lambda group: group.__setitem__(slot, group[slot] + 1)

    def _resting(self, slot: int) -> Do:
        least = self.np.maximum
        return lambda group: group.__setitem__(slot, least(group[slot] - 1, 0))

    def doing(self, effects: Iterable[Effect], vote: str | None = None) -> Iterator[Do]:
        """Effects from the top, and then a vote."""
        for effect in effects:
            yield self._effect(effect)
        if vote is not None:
            yield self._vote(vote)

    def _effect(self, effect: Effect) -> Do:
        np, story, slot = self.np, self.story, self.slots[effect.target]
        amount = self._worth(effect.amount)
        if effect.target in story.flags:
            return lambda group: group.__setitem__(slot, amount(group))
        gauge = story.gauges.get(effect.target)
        low, high = (gauge.low, gauge.high) if gauge else (0, story.counters[effect.target].high)
        if effect.kind is EffectKind.SHARE:
            share = effect.amount.constant
            assert isinstance(share, int)

            def by_share(group: Group) -> None:
                now = group[slot]
                # To the nearest whole number, halves upwards in size.
                if share > 0:
                    group[slot] = now + ((high - now) * share + 50) // 100
                else:
                    group[slot] = now - ((now - low) * -share + 50) // 100

            return by_share
        adds = effect.kind is EffectKind.ADD

        def by_number(group: Group) -> None:
            worth = group[slot] + amount(group) if adds else amount(group)
            group[slot] = np.minimum(np.maximum(worth, low), high)

        return by_number

    def _vote(self, motion: str) -> Do:
        np = self.np
        blocs, needs = self.motions[motion]
        ayes_slot, passed, held = (
            self.slots[f"motion.{motion}.{what}"] for what in ("ayes", "passed", "held")
        )

        def vote(group: Group) -> None:
            ayes = np.zeros(len(group), dtype=np.int64)
            for seats, worth in blocs:
                ayes = ayes + np.maximum(np.minimum(worth(group), seats), 0)
            # What is needed may read how the last vote went, so it is worked out first.
            passes = ayes >= needs(group)
            group[ayes_slot] = ayes
            group[passed] = passes
            group[held] = 1

        return vote


class _Place:
    """A scene, an event or an ending: what entering it does, and its choices."""

    def __init__(self, place: Scene | Event | Ending, crowd: Crowd) -> None:
        self.place = place
        self.enter = list(crowd.entering(place))
        choices = () if isinstance(place, Ending) else place.choices
        self.choices = [_Choice(choice, crowd) for choice in choices]
        self.table = crowd.tables.get(place.id) if isinstance(place, Table) else None


class _Choice:
    """A choice: when it is open, what it does, and where it leads."""

    def __init__(self, choice: Choice, crowd: Crowd) -> None:
        self.choice = choice
        self.when = crowd.worth(choice.when)
        self.once = crowd.slots[f"chosen({choice.name})"] if choice.once else None
        self.does = [
            *crowd.counting(f"chosen({choice.name})"),
            *crowd.doing(choice.effects, choice.vote),
        ]
        self.ways = [(crowd.worth(one.when), one.chance, one.to) for one in choice.goto]
        self.settles: list[tuple[int, list[list[Do]]]] = []
        table = crowd.story.tables.get(choice.scene) if choice.id == DEAL else None
        for term in table.terms if table else ():
            does = [list(crowd.doing(option.effects)) for option in term.options]
            self.settles.append((crowd.slots[f"terms.{term.id}"], does))

    def is_open(self, group: Group) -> Array:
        """For which of the plays it is open."""
        opened = True if self.when is None else self.when(group)
        return opened if self.once is None else opened & (group[self.once] == 0)


class _Round:
    """The events of a pool, by priority."""

    def __init__(self, events: list[Event], crowd: Crowd) -> None:
        bits = (1 << number for number in range(len(events)))
        ready = [_Event(event, crowd, bit) for event, bit in zip(events, bits, strict=True)]
        priorities = sorted({event.priority for event in events}, reverse=True)
        self.tiers = [[one for one in ready if one.event.priority == each] for each in priorities]


class _Event:
    """An event: when it can come, and how heavy it weighs then."""

    def __init__(self, event: Event, crowd: Crowd, bit: int) -> None:
        self.event = event
        self.bit = 0 if event.once or event.cooldown else bit
        self.when = crowd.worth(event.when)
        self.weight = crowd.worth(event.weight)
        self.gone = [crowd.slots[f"visits({event.id})"]] if event.once else []
        self.gone += [crowd.slots[f"cooldown({event.id})"]] if event.cooldown else []

    def weighs(self, group: Group, came: Array) -> Array:
        """Its weight for each play, 0 where it can't come."""
        can = came & self.bit == 0
        for slot in self.gone:
            can = can & (group[slot] == 0)
        if self.when is not None:
            can = can & self.when(group)
        weight = 1 if self.weight is None else self.weight(group)
        return can * (weight > 0) * weight


class _Run:
    """Some plays under way."""

    def __init__(self, crowd: Crowd, first: int, plays: int) -> None:
        np = self.np = crowd.np
        self.crowd = crowd
        self.first = first
        begun = np.array([int(value) for value in crowd.stops.begun], dtype=np.int64)
        self.rows = np.repeat(begun[:, None], plays, axis=1)
        self.seeds = np.arange(plays, dtype=np.uint64) + np.uint64(crowd.seed + first)
        for name, table in crowd.story.profiles.items():
            thrown = draws(self.seeds + np.uint64(PROFILES_SEED), np.array([profile_draw(table)]))
            drawn = np.array(table.drawn)
            self.rows[crowd.slots[name]] = drawn[below(thrown, len(drawn))]
        self.draws = np.zeros(plays, dtype=np.int64)
        self.turns = np.zeros(plays, dtype=np.int64)
        self.came = np.zeros(plays, dtype=np.int64)
        """A bit for each event that came in the round under way and could come in it again."""
        self.none = np.zeros(0, dtype=np.intp)
        self.ahead: dict[str, list[Array]] = {}
        """Plays on their way, by the place they lead to."""
        self.tally = Tally()
        self.gauges = [
            (number, crowd.slots[name], gauge.low, gauge.high - gauge.low + 1)
            for number, (name, gauge) in enumerate(crowd.story.gauges.items())
        ]
        self.seen: dict[tuple[str, int], Array] = {}

    def run(self) -> None:
        """Play them all to their ends."""
        every = Group(self.rows, self.np.arange(len(self.seeds)))
        self.stay(self.crowd.stops.first, every)
        while self.ahead:
            place = min(self.ahead, key=self.crowd.ranks.__getitem__)
            self.arrive(place, self.group(self.ahead.pop(place)))

    def counted(self) -> Tally:
        """All that was counted."""
        for (where, gauge), counts in self.seen.items():
            low = self.gauges[gauge][2]
            for value in self.np.flatnonzero(counts).tolist():
                self.tally.gauges[where, gauge, value + low] += int(counts[value])
        return self.tally

    def group(self, parts: list[Array]) -> Group:
        """One group of all these plays."""
        at = parts[0] if len(parts) == 1 else self.np.concatenate([self.none, *parts])
        return Group(self.rows, at)

    def arrive(self, place_id: str, group: Group) -> None:
        """Come to a place: the interrupts before it, its entering, its round of events."""
        place = self.crowd.place(place_id)
        if isinstance(place.place, Scene):
            group = self.round("", group, None)
        if not len(group):
            return
        for do in place.enter:
            do(group)
        if isinstance(place.place, Ending):
            self.met_in(("ending", place_id), group)
            self.end(place_id, group)
            return
        self.met_in(("scene", place_id), group)
        self.voted(place.place.vote, group)
        if isinstance(place.place, Scene) and place.place.draw is not None:
            group = self.round(place.place.draw.pool, group, place.place.draw.at_most)
        self.stay(place_id, group)

    def stay(self, place_id: str, group: Group) -> None:
        """Decide until all have left the place."""
        while len(group):
            group = self.decide(place_id, group)

    def round(self, pool: str, group: Group, most: int | None) -> Group:
        """Let events come, as many as may be; the plays that are still on their way after it."""
        tiers = self.crowd.rounds[pool].tiers if pool in self.crowd.rounds else []
        self.came[group.at] = 0
        done: list[Array] = []
        left = most
        while tiers and len(group) and left != 0:
            left = None if left is None else left - 1
            free = self.np.ones(len(group), dtype=bool)
            on: list[Array] = []
            for tier in tiers:
                for event, which in self.drawn(tier, group, free):
                    free &= ~which
                    on.append(self.come(event, Group(self.rows, group.at[which])).at)
            done.append(group.at[free])
            group = self.group(on)
        return self.group([*done, group.at])

    def drawn(
        self, tier: list[_Event], group: Group, free: Array
    ) -> Iterator[tuple[_Event, Array]]:
        """Which event of a tier comes to which of the plays that are free."""
        np = self.np
        came = self.came[group.at]
        weights = [event.weighs(group, came) * free for event in tier]
        if len(tier) == 1:
            which = weights[0] > 0
            if which.any():
                yield tier[0], which
            return
        total = sum(weights)
        if not total.any():
            return
        several = sum(weight > 0 for weight in weights) > 1
        thrown = np.zeros(len(group), dtype=np.int64)
        if several.any():
            where = group.at[several]
            thrown[several] = below(draws(self.seeds[where], self.draws[where]), total[several])
            self.draws[where] += 1
        above = np.zeros(len(group), dtype=np.int64)
        rest = total > 0
        for event, weight in zip(tier, weights, strict=True):
            above = above + weight
            which = rest & (thrown < above)
            if which.any():
                rest &= ~which
                yield event, which

    def come(self, event: _Event, group: Group) -> Group:
        """Let an event come; the plays that it leaves on their way."""
        self.tally.events[event.event.id] += len(group)
        self.came[group.at] |= event.bit
        place = self.crowd.place(event.event.id)
        for do in place.enter:
            do(group)
        self.met_in(("event", event.event.id), group)
        self.voted(event.event.vote, group)
        if not place.choices:
            return group
        asks = self.np.zeros(len(group), dtype=bool)
        for choice in place.choices:
            asks = asks | choice.is_open(group)
        passing = group.at[~asks]
        return self.group([passing, self.decide(event.event.id, group.only(asks)).at])

    def longest(self) -> int:
        """Decisions after which a play is given up."""
        return LONGEST

    def decide(self, place_id: str, group: Group) -> Group:
        """Every play of the group takes one of what is open to it; those that stay come back."""
        np, place = self.np, self.crowd.place(place_id)
        late = self.turns[group.at] >= self.longest()
        if late.any():
            self.end(CUT, group.only(late))
            group = group.only(~late)
            if not len(group):
                return group
        self.look(place_id, group)
        bargained = None
        if place.table is None:
            opened = [choice.is_open(group) for choice in place.choices]
        else:
            thrown = draws(self.seeds[group.at] + np.uint64(PACKAGES_SEED), self.turns[group.at])
            bargained = place.table.bargained(group, thrown)
            opened = [bargained.closes[choice.choice.id] for choice in place.choices]
        opened = [np.broadcast_to(one, len(group)) for one in opened]
        sizes = sum((one.astype(np.int64) for one in opened), np.zeros(len(group), np.int64))
        keys = sum((one.astype(np.int64) << n for n, one in enumerate(opened)), 0 * sizes)
        stuck = sizes == 0
        if stuck.any():
            self.stuck(place_id, group.only(stuck))
        for key, times in zip(*np.unique(keys[~stuck], return_counts=True), strict=True):
            self.tally.menus[place_id, int(key)] += int(times)
        seeds = self.seeds[group.at] + np.uint64(PICKS_SEED)
        picked = below(draws(seeds, self.turns[group.at]), sizes)
        self.turns[group.at] += 1
        staying: list[Array] = []
        for choice, one in zip(place.choices, opened, strict=True):
            which = one & (picked == 0)
            picked = picked - one
            if which.any():
                taking = group.only(which)
                if bargained is not None and choice.choice.id == DEAL:
                    self.settle(choice, taking, bargained.package(which))
                staying.append(self.take(choice, taking).at)
        return self.group(staying)

    def settle(self, choice: _Choice, group: Group, package: list[Array]) -> None:
        """Settle the terms of a package; what stood so already does nothing again."""
        for (slot, does), option in zip(choice.settles, package, strict=True):
            before = group[slot]
            for number, doing in enumerate(does):
                which = (option == number) & (before != number + 1)
                if which.any():
                    settling = Group(self.rows, group.at[which])
                    settling[slot] = number + 1
                    for do in doing:
                        do(settling)
        group.read.clear()

    def take(self, choice: _Choice, group: Group) -> Group:
        """Take a choice and go where it leads; the plays that stay where they are."""
        name = choice.choice.name
        self.tally.taken[name] += len(group)
        for do in choice.does:
            do(group)
        self.met_in(("choice", name), group)
        self.voted(choice.choice.vote, group)
        self.look(name, group)
        thrown = self.np.full(len(group), -1, dtype=self.np.int64)
        share = self.np.zeros(len(group), dtype=self.np.int64)
        free = self.np.ones(len(group), dtype=bool)
        for when, chance, to in choice.ways:
            which = free if when is None else free & when(group)
            if chance is not None:
                new = which & (thrown < 0)
                at = group.at[new]
                thrown[new] = below(draws(self.seeds[at], self.draws[at]), 100)
                self.draws[at] += 1
                share[which] += chance
                which = which & (thrown < share)
            if which.any():
                free = free & ~which
                going = group.only(which)
                self.tally.ways[name, to] += len(going)
                self.ahead.setdefault(to, []).append(going.at)
        return group.only(free)

    # What is counted

    def met_in(self, label: Label, group: Group) -> None:
        """Something happens in these plays; who counts has other ways to know."""

    def voted(self, motion: str | None, group: Group) -> None:
        """A motion, if any, was voted on."""
        if motion is not None:
            passed = group[self.crowd.slots[f"motion.{motion}.passed"]] != 0
            for word, which in (("passes", passed), ("fails", ~passed)):
                if which.any():
                    self.met_in((word, motion), group.only(which))

    def look(self, where: str, group: Group) -> None:
        """Count the gauges."""
        for number, slot, low, size in self.gauges:
            if size > BROADEST:
                for value, times in zip(
                    *self.np.unique(group[slot], return_counts=True), strict=True
                ):
                    self.tally.gauges[where, number, int(value)] += int(times)
                continue
            counts = self.np.bincount(group[slot] - low, minlength=size)
            known = self.seen.get((where, number))
            self.seen[where, number] = counts if known is None else known + counts

    def end(self, end: str, group: Group) -> None:
        """Count plays that came to an end."""
        self.look(end, group)
        self.ended(end, group)

    def stuck(self, place_id: str, group: Group) -> None:
        """Count plays to which nothing is open."""
        self.met_in(("stuck", place_id), group)
        self.tally.stuck[place_id] += len(group)
        key = f"?{place_id}"
        first = self.first + int(group.at.min())
        self.tally.first[key] = min(first, self.tally.first.get(key, first))
        self.ended("", group)

    def ended(self, end: str, group: Group) -> None:
        """Count plays by their end and their number of decisions."""
        at = self.np.sort(group.at)
        found = self.np.unique(self.turns[at], return_index=True, return_counts=True)
        for turns, first, times in zip(*(one.tolist() for one in found), strict=True):
            self.tally.ended(end, turns, self.first + int(at[first]), times)


class _Lookout(_Run):
    """Plays under way in which it is noted where each thing is met soonest."""

    def __init__(self, crowd: Crowd, first: int, plays: int) -> None:
        super().__init__(crowd, first, plays)
        self.met: dict[Label, Sighting] = {}
        self.latest = 0
        """After so many decisions something was met that no play had met before."""

    def met_in(self, label: Label, group: Group) -> None:
        turns = self.turns[group.at]
        least = turns.min()
        number = group.at[turns == least].min()
        sighting = Sighting(int(least), self.first + int(number))
        if label not in self.met:
            self.latest = max(self.latest, sighting.turns)
        self.met[label] = min(sighting, self.met.get(label, sighting))

    def look(self, where: str, group: Group) -> None:
        """Gauges count for nothing here."""

    def longest(self) -> int:
        """A play is given up sooner, once it only shows what others have shown long before."""
        return min(LONGEST, self.latest + LONG_SINCE)


def _in_order(story: Story) -> list[str]:
    """All scenes and endings, each behind most of those that lead to it: the reverse of the
    order in which a search in depth leaves them."""
    ahead = {
        scene.id: [branch.to for choice in scene.choices for branch in choice.goto]
        for scene in story.scenes.values()
    }
    left: list[str] = []
    seen: set[str] = set()
    for root in (story.start, *story.scenes, *story.endings):
        if root in seen:
            continue
        seen.add(root)
        work = [(root, iter(ahead.get(root, ())))]
        while work:
            place, inner = work[-1]
            for one in inner:
                if one not in seen:
                    seen.add(one)
                    work.append((one, iter(ahead.get(one, ()))))
                    break
            else:
                work.pop()
                left.append(place)
    return left[::-1]
