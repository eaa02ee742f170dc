"""What a play meets where it is: what is told, promises made, kept or broken, arguments heard, and
the way that a decision takes.

The rules say where each is met and when (`transitions.Meet`, `transitions.Branch`). Play with words
has no need of it; it is for those who count and who ask what can be met at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from negotiator.engine.compiler import ReadyTable, program
from negotiator.engine.layout import Value
from negotiator.engine.printer import SilentPrinter
from negotiator.engine.state import Step
from negotiator.engine.transitions import TRUE, WAY, Meet, Met, Rule, Way
from negotiator.story.key_paths import keys
from negotiator.story.model import DEAL, Story
from negotiator.story.value_names import BACK

Meeting = Callable[[Sequence[Value], int], list[Met]]


class Meetings(dict[tuple[str, str], Meeting]):
    """For each block of a story, by kind and name, a function from the values after it and the seed
    to what is met in it."""

    def __init__(self, story: Story) -> None:
        super().__init__()
        self.program = program(story)

    def __missing__(self, block: tuple[str, str]) -> Meeting:
        printer = self.program.function(f"met {' '.join(block)}")
        lines = printer.met(self.met(block))
        made = printer.function("v, seed", ["met = []", *lines, "return met"])
        return self.setdefault(block, made)

    def met(self, block: tuple[str, str]) -> Iterable[Rule]:
        """The nodes of a block."""
        return self.program.rules.block(*block)


class Possible(Meetings):
    """The same with whatever seed: what may be met."""

    def met(self, block: tuple[str, str]) -> Iterable[Rule]:
        """The nodes of a block, none of which asks for luck."""
        met = (one for one in super().met(block) if isinstance(one, Meet))
        return [one._replace(luck=TRUE) for one in met]


def met_in(story: Story, kind: str, name: str, values: Sequence[Value], seed: int) -> list[Met]:
    """What is met in a block, given the values after it, in a play with this seed."""
    return story.once(Meetings)[kind, name](values, seed)


def may_be_met(story: Story, kind: str, name: str, values: Sequence[Value]) -> list[Met]:
    """What is met in a block with one seed or another, given the values after it."""
    return story.once(Possible)[kind, name](values, 0)


class _WayPrinter(SilentPrinter):
    """Prints a Branch as what is met in it."""

    def lead(self, to: str, way: Way | None) -> str:  # noqa: ARG002
        """Source that ends a decision with the way that it takes."""
        return f"return {((WAY, keys(way.origin)),) if way is not None else ()!r}"


Taken = Callable[[list[Value], int, int], tuple[Met, ...]]


class WaysTaken(dict[str, Taken]):
    """For each choice by name a function from the values after its effects, which it may change,
    from the seed and the draws so far to the way that is taken, as what is met."""

    def __init__(self, story: Story) -> None:
        super().__init__()
        self.program = program(story)
        self.slot = self.program.layout.slots.get(BACK)

    def __missing__(self, choice_name: str) -> Taken:
        what = f"{self.program.story.id}: way {choice_name}"
        printer = _WayPrinter(what, self.program.layout)
        body = ["return ()"]
        if not self.program.rules.is_only_way(choice_name):
            body = printer.branch(self.program.rules.branch(choice_name))
        made: Taken = printer.function("v, seed, draws", body)
        return self.setdefault(choice_name, made)


def way_taken(
    story: Story,
    choice_name: str,
    before: Sequence[Value],
    after: Sequence[Value],
    seed: int,
    draws: int,
) -> tuple[Met, ...]:
    """The way that a choice takes, if it isn't the only one, given the values before the choice and
    after its effects; `draws` are those before the choice."""
    ways = story.once(WaysTaken)
    values = list(after)
    if ways.slot is not None:
        # Taking the way may have changed what the ways are chosen by.
        values[ways.slot] = before[ways.slot]
    return ways[choice_name](values, seed, draws)


def way_of(story: Story, step: Step) -> tuple[Met, ...]:
    """The way that a step of a play took, if it isn't the only one."""
    state = step.before
    if step.taken not in story.choices or program(story).rules.is_only_way(step.taken):
        return ()
    here = program(story)[state.scene]
    decided = list(state.values)
    if isinstance(here, ReadyTable):
        if step.closing == DEAL:
            # What was agreed on stays as it is until the next table.
            package = tuple(int(step.state.values[slot]) - 1 for slot in here.slots)
            here.settle(package, decided, [])
        choice = here.closings[step.closing]
    else:
        choice = here.choices[step.option.id]
    choice.decide(decided, state.seed, state.draws, [])
    return way_taken(story, step.taken, state.values, decided, state.seed, state.draws)
