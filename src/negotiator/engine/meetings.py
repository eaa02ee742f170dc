"""What a play meets where it is: epilogues told, promises made, kept or broken, arguments heard.

The rules say where each is met and when (`transitions.Meet`). Play with words has no need of it; it
is for those who count and who ask what can be met at all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from negotiator.engine.compiler import program
from negotiator.engine.layout import Value
from negotiator.engine.transitions import Met
from negotiator.story.model import Story


class Meetings(dict[tuple[str, str], Callable[[Sequence[Value]], list[Met]]]):
    """For each block of a story, by kind and name, a function from the values after it to what is
    met in it."""

    def __init__(self, story: Story) -> None:
        super().__init__()
        self.program = program(story)

    def __missing__(self, block: tuple[str, str]) -> Callable[[Sequence[Value]], list[Met]]:
        printer = self.program.function(f"met {' '.join(block)}")
        lines = printer.met(self.program.rules.block(*block))
        return self.setdefault(block, printer.function("v", ["met = []", *lines, "return met"]))


def met_in(story: Story, kind: str, name: str, values: Sequence[Value]) -> list[Met]:
    """What is met in a block, given the values after it."""
    return story.once(Meetings)[kind, name](values)
