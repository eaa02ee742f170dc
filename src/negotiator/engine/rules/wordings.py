"""The rule of passages with several wordings: when each of them is told.

A passage with variants becomes as many passages whose conditions exclude each other: they ask how
often it has been told by now, and, for a shuffle, what `shuffled` gives for that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from negotiator.engine.transitions import ARGUMENT, SEED, TRUE, WORDING, Meet, both
from negotiator.engine.variants import variants_draw
from negotiator.story.expressions import (
    Comparison,
    Expression,
    Literal,
    Node,
    Operation,
    Read,
    Type,
    reads,
)
from negotiator.story.key_paths import keys
from negotiator.story.model import Passage, VariantOrder, Variants
from negotiator.story.source_map import Path

ONCE = Literal(1)
"""How often something has been told that is told once in a play."""


class Wording(NamedTuple):
    """A passage with one wording: one of its own, or one of several.

    It is told if `when` holds, and also `luck`, which hangs on the seed. `name` has the keys it
    stands under, and `origin` the same as a path; `passage` is the whole passage's name if it has
    several wordings, and otherwise empty.
    """

    told: Passage
    when: Node
    luck: Node
    name: str
    origin: Path
    passage: str = ""


def arguments(wordings: Iterable[Wording]) -> Iterator[Meet]:
    """What a play meets where these wordings argue for something, or against it."""
    for one in wordings:
        if one.told.argues is not None:
            yield Meet(ARGUMENT, one.name, one.when, one.origin, one.luck)


def variants_met(wordings: Iterable[Wording]) -> Iterator[Meet]:
    """What a play meets where one of several wordings is told."""
    for one in wordings:
        if is_one_of_several(one):
            yield Meet(WORDING, one.name, one.when, one.origin, one.luck)


def is_one_of_several(wording: Wording) -> bool:
    """Whether a wording's passage has others."""
    return bool(wording.passage)


def worded(passages: tuple[Passage, ...], path: Path, times: Node) -> Iterator[Wording]:
    """Every wording of these passages, in order; `times` is how often they have been told."""
    for number, one in enumerate(passages):
        origin = (*path, number)
        when = TRUE if one.when is None else one.when.node
        if one.variants is None:
            yield Wording(one, when, TRUE, keys(origin), origin)
        else:
            yield from _each(one, one.variants, when, origin, times)


def _each(
    one: Passage, variants: Variants, when: Node, origin: Path, times: Node
) -> Iterator[Wording]:
    name = keys(origin)
    source = one.when.source if one.when is not None else ""
    for number, text in enumerate(variants.texts):
        luck: Node = TRUE
        turn = when
        if variants.order is VariantOrder.SHUFFLE:
            luck = _shuffled(name, number, len(variants.texts), times)
        else:
            turn = both(when, _its_turn(variants, number, times))
        path = (*origin, variants.order.value, number)
        told = only_if(both(turn, luck), one._replace(text=text, variants=None), source)
        yield Wording(told, turn, luck, keys(path), path, name)


def _its_turn(variants: Variants, number: int, times: Node) -> Node:
    """The condition that it is a wording's turn, once a passage is told so often."""
    count = len(variants.texts)
    if isinstance(times, Literal):
        told = max(1, int(times.value)) - 1
        now = told % count if variants.order is VariantOrder.CYCLE else min(told, count - 1)
        return Literal(now == number)
    if variants.order is VariantOrder.CYCLE:
        turn = Operation("%", (times, Literal(count)))
        return Comparison(("==",), (turn, Literal((number + 1) % count)))
    # A play that goes on from a save of an older story may not have counted yet.
    sign = "<=" if number == 0 else ">=" if number == count - 1 else "=="
    return Comparison((sign,), (times, Literal(number + 1)))


def _shuffled(name: str, number: int, count: int, times: Node) -> Node:
    """The condition that the seed gives a wording its turn."""
    parts = (Read(SEED), Literal(variants_draw(name)), Literal(count), times)
    return Comparison(("==",), (Operation("shuffled", parts), Literal(number)))


def only_if(when: Node, line: Passage, source: str = "") -> Passage:
    """A passage with another condition, which was written as `source`."""
    if when == TRUE:
        return line._replace(when=None)
    return line._replace(when=Expression(source, when, Type.TRUTH, reads(when)))
