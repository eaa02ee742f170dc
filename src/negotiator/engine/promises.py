"""How the promises of a play stand in a state: open, kept or broken, once they were made.

A promise's own conditions say that (`story.model.Promise`); this only asks them.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import NamedTuple

from negotiator.engine.compiler import program
from negotiator.engine.layout import Values
from negotiator.story.expressions import Read
from negotiator.story.model import Promise, Story
from negotiator.story.value_names import PromiseMade


class Standing(Enum):
    """What has come of a promise so far."""

    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"


class Promised(NamedTuple):
    """A promise that was made, and how it stands."""

    promise: Promise
    standing: Standing


Asked = Callable[[Values], tuple[tuple[bool, bool, bool], ...]]
"""Whether each promise was made, is kept, is broken."""


def promised(story: Story, values: Values) -> tuple[Promised, ...]:
    """The promises made so far, in the order of the story."""
    found = []
    held = story.once(_asked)(values)
    for promise, (made, kept, broken) in zip(story.promises.values(), held, strict=True):
        if made:
            standing = Standing.KEPT if kept else Standing.BROKEN if broken else Standing.OPEN
            found.append(Promised(promise, standing))
    return tuple(found)


def _asked(story: Story) -> Asked:
    printer = program(story).function("promises")
    each = (
        [Read(PromiseMade(one.id)), one.kept.node, one.broken.node]
        for one in story.promises.values()
    )
    rows = [f"({', '.join(map(printer.test, row))}), " for row in each]
    made: Asked = printer.expression("v", f"({''.join(rows)})")
    return made
