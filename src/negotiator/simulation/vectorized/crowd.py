"""Plays of who only leans to some choices, ten thousand at a time, in arrays: what a million plays
need.

Needs numpy (the extra `check`). The play of each number is the one that `players.Arena` plays,
decision for decision; a test compares the two. Both are made from the engine's rules: `printer` and
`blocks` turn their nodes into functions for many plays, `run` takes plays along them, `counts` and
`lookout` note the results, and `tables` has the arithmetic of a table.
"""

from __future__ import annotations

from collections.abc import Iterable

from negotiator.engine.compiler import program
from negotiator.engine.machine import start
from negotiator.engine.rules import Rules
from negotiator.engine.transitions import Bargain, Pick
from negotiator.simulation.players import LONGEST, Leaning, Player, Who, leaning, wanted_in
from negotiator.simulation.tally import Tally
from negotiator.simulation.vectorized.blocks import Blocks
from negotiator.simulation.vectorized.counts import Counting, GaugeCounts
from negotiator.simulation.vectorized.judging import Judging
from negotiator.simulation.vectorized.lookout import Lookout
from negotiator.simulation.vectorized.picking import Picking
from negotiator.simulation.vectorized.printer import ArrayPrinter, Worth
from negotiator.simulation.vectorized.run import Ready
from negotiator.simulation.vectorized.tables import CrowdTable
from negotiator.simulation.vectorized.width import width
from negotiator.statespace.array_expressions import WIDEST, TooWideError, check_width
from negotiator.statespace.components import components
from negotiator.story.expressions import Node
from negotiator.story.intervals import Ranges, value_range
from negotiator.story.model import Story, Table

UNIFORM = Leaning()
"""What somebody leans to who takes any choice."""
MOST_COUNT = 5 * LONGEST
"""No count of a play gets this far: it goes up by little with each decision."""
HEAVIEST = 2**32
"""An upper limit, below what a draw in arrays can be divided among."""
MOST_CHOICES = 60
"""The most choices of a place, and events that may come twice in a draw: a bit for each in one
number."""
CROWD = 32_768
"""Plays at a time: enough to make the fixed cost of each step small."""
CROWDS = 4 * CROWD
"""Plays whose counts are told together: about a second's worth."""


class Crowd:
    """Plays plays of one story, many at a time, those of the uniform player unless told otherwise.

    Raises ImportError without numpy, TooWideError if the story doesn't fit into arrays.
    """

    def __init__(self, story: Story, seed: int, who: Who | Leaning = UNIFORM) -> None:
        import numpy

        made = program(story)
        leans = who if isinstance(who, Leaning) else leaning(who)
        ranges = _ranges(made.rules)
        check_fits(story, made.rules, ranges)
        printer = ArrayPrinter(made, numpy)
        slots = made.layout.slots
        tables = {
            table.id: CrowdTable(
                table,
                _numbers(made.rules, table, printer),
                slots,
                numpy,
                numpy.array(list(wanted_in(table, leans.prefers)))
                if leans and leans.prefers
                else None,
            )
            for table in story.tables.values()
        }
        blocks = Blocks(made, printer, tables)
        ranks = _ranks(story, blocks)
        picking: Picking | Judging
        if leans is not None:
            picking = Picking(story, leans, numpy)
        else:
            assert isinstance(who, Player), "a strategy leans"
            picking = Judging(story, who, slots, numpy)
        kind = numpy.dtype(f"int{story.once(_bits)}")
        self.ready = Ready(story, blocks, ranks, start(story, 0), seed, picking, kind, numpy)

    def play(self, first: int, plays: int) -> Tally:
        """Make that many plays from this number on, and count."""
        ready, tally = self.ready, Tally()
        gauges = GaugeCounts(ready.story, ready.blocks.slots, ready.numpy)
        # In equal parts: a small rest takes nearly as many steps as a whole crowd.
        size = max(1, -(-plays // max(1, round(plays / CROWD))))
        for begin in range(first, first + plays, size):
            run = Counting(ready, range(begin, min(begin + size, first + plays)), gauges)
            run.run()
            tally.add(run.tally)
        gauges.into(tally)
        return tally

    def lookout(self, first: int, plays: int) -> Lookout:
        """That many plays from this number on, to be run as far as time allows: what they have met
        is known at any moment."""
        return Lookout(self.ready, range(first, first + plays))


def _numbers(rules: Rules, table: Table, printer: ArrayPrinter) -> list[Worth]:
    """The values that the arithmetic of a table reads, for groups of plays."""
    bargain = rules.decision(table.id)
    assert isinstance(bargain, Bargain), "one bargains at a table"
    return [printer.worth(number) for number in bargain.numbers]


def _ranks(story: Story, blocks: Blocks) -> dict[str, int]:
    """A number for each scene and ending that puts it after most of those leading to it, the same
    for all in a circle. Where events lead doesn't count."""
    root = ""

    def ahead(place_id: str) -> Iterable[str]:
        if place_id == root:
            return (story.start, *story.scenes, *story.endings)
        return blocks.ahead(place_id)

    circles = components(root, ahead)
    return {place: rank for rank, circle in enumerate(circles) for place in circle}


def _bits(story: Story) -> int:
    """How wide the numbers are, which is the same whoever plays."""
    rules = program(story).rules
    return width(rules, _ranges(rules))


def _ranges(rules: Rules) -> Ranges:
    """The values that each name may have in a play."""
    return {
        name: (domain.low, MOST_COUNT if domain.high is None else domain.high)
        for name, domain in rules.domains.items()
    }


def check_fits(story: Story, rules: Rules, ranges: Ranges) -> None:
    """Raise TooWideError if a story doesn't fit into arrays."""

    def most(node: Node) -> int:
        return max(map(abs, value_range(node, ranges)))

    check_width(story, ranges)
    for pool in rules.pools:
        reactions = [one for tier in rules.tiers(pool) for one in tier]
        if sum(most(weight) for _, _, weight, _ in reactions) >= HEAVIEST:
            raise TooWideError("weights")
        if len(reactions) > MOST_CHOICES:
            raise TooWideError("events")
    for place_id in (*story.scenes, *story.events):
        match rules.decision(place_id):
            case Pick(offers) if len(offers) > MOST_CHOICES:
                raise TooWideError("choices")
            case Bargain(table, numbers=numbers):
                # As in `counterpart`: points, and what is asked for as the rounds go by.
                *weights, ours, theirs, rounds, _, _, _ = numbers
                heaviest = max(sum(map(most, weights[side::2])) for side in (0, 1))
                limit = max(100, most(ours), most(theirs))
                last = max(1, value_range(rounds, ranges)[1])
                if heaviest * limit * 200 * last**2 > WIDEST:
                    raise TooWideError(table)
