"""How wide the numbers are that the rules of a story work with: plays in arrays are faster in 16
bits than in 64, as four times as many stand in the processor's own memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from negotiator.engine.rules import Rules
from negotiator.engine.transitions import Bargain, Branch, Do, Draw, Meet, Pick, Rule, Vote
from negotiator.story.expressions import Comparison, Node, Operation
from negotiator.story.intervals import Range, Ranges, value_range

MOST_CHOICES = 10_000
"""In a story with more choices than this, looking takes longer than it saves."""

HOLDS = frozenset({"and", "or", "not"})
"""Operations on what holds or not."""


def width(rules: Rules, ranges: Ranges) -> int:
    """16, if no value and no part of an expression that plays in arrays work out leaves what 16
    bits hold, otherwise 64."""
    if len(rules.story.choices) > MOST_CHOICES:
        return 64
    worked_out = (
        node for *_, block in rules.blocks() for rule in block for node in _worked_out(rule)
    )
    spans = (value_range(part, ranges) for node in worked_out for part in _numbers(node))
    return 16 if all(map(_fits, chain(ranges.values(), spans))) else 64


def _fits(span: Range) -> bool:
    return span[0] > -(2**15) and span[1] < 2**15


def _worked_out(rule: Rule) -> Iterator[Node]:
    """The expressions of a node."""
    match rule:
        case Do(assigns, _, when):
            yield when
            yield from (one.value for one in assigns)
        case Vote():
            yield from (rule.ayes, rule.needs, rule.passing)
        case Pick(offers):
            yield from (guard for offer in offers for guard in offer.guards)
        case Branch(ways):
            yield from (way.when for way in ways)
        case Meet():
            yield rule.when
        case Draw():
            for one in rule.candidates:
                yield from (one.when, one.weight)
        case Bargain():
            yield from rule.numbers
            for settles in rule.settles:
                yield from (node for do in settles for node in _worked_out(do))


def _numbers(node: Node) -> Iterator[Node]:
    """An expression and all parts of it, but for those that can only hold or not."""
    if not (
        isinstance(node, Comparison) or (isinstance(node, Operation) and node.operator in HOLDS)
    ):
        yield node
    if isinstance(node, Comparison | Operation):
        for part in node.parts:
            yield from _numbers(part)
