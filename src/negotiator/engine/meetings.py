"""What a play meets where it is: epilogues told, promises made, kept or broken, arguments heard,
and which wordings are told.

The rules say where each is met and when (`transitions.Meet`). Play with words has no need of it; it
is for those who count and who ask what can be met at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from negotiator.engine.compiler import program
from negotiator.engine.layout import Value
from negotiator.engine.transitions import TRUE, Meet, Met, Rule
from negotiator.story.model import Story

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
