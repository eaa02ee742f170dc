"""Texts that a comment cuts off: in YAML, a # after a space ends an unquoted text.

Only texts that a player or a teacher reads are checked, and only where the # touches a word (`Berth
#3 is empty`): a comment after a number or a name, and one that begins with a space, is what it
looks like.
"""

from __future__ import annotations

from collections.abc import Iterable

from negotiator.story.diagnostics import Problems
from negotiator.story.keys import Entries, Items, Kind, Shape, Value
from negotiator.story.nodes import Mapping, Node, Scalar, Sequence
from negotiator.story.reading.yaml_errors import CUT_OFF
from negotiator.story.schema import PASSAGE, SPOKEN, STORY_FILE

_READ = (Kind.LINE, Kind.PHRASE, Kind.TEXT, Kind.PASSAGES, Kind.SPOKEN, Kind.SHORT)


def tell_cut_off(root: Mapping, problems: Problems) -> None:
    """Note every text of a story that a comment cuts off."""
    for node in _texts(root, STORY_FILE):
        if node.length is None or not node.plain:
            continue
        stop = node.stop
        if CUT_OFF.match(problems.lines.line(stop), stop.column - 1):
            place = stop._replace(column=stop.column + 1)
            problems.add("N118.ends", place, text=node.value[-40:])


def may_cut_off(text: str) -> bool:
    """Whether a file has anything that could be such a comment."""
    return CUT_OFF.search(text) is not None


def _texts(node: Node, value: Value) -> Iterable[Scalar]:
    """The texts in a node; `value` says what the node should be."""
    if isinstance(node, Scalar):
        if value in _READ or (value is Kind.EFFECTS and " because" in node.value):
            yield node
        return
    for inner, inner_value in _inside(node, value):
        yield from _texts(inner, inner_value)


def _inside(node: Mapping | Sequence, value: Value) -> Iterable[tuple[Node, Value]]:
    """The values in a mapping or a list, each with what it should be."""
    if isinstance(node, Sequence):
        each: Value = value.of if isinstance(value, Items) else value
        return [(item, each) for item in node.items]
    if isinstance(value, Shape):
        keys = [key for key in value.keys if key.name in node.entries]
        return [(node.entries[key.name], key.value) for key in keys]
    if value in (Kind.PASSAGES, Kind.SPOKEN):
        return _inside(node, PASSAGE if value is Kind.PASSAGES else SPOKEN)
    if isinstance(value, Entries):
        alone: Value = Kind.LINE if value.or_line else value.of
        return [
            (inner, alone if isinstance(inner, Scalar) else value.of)
            for inner in node.entries.values()
        ]
    within = _WITHIN.get(value, value) if isinstance(value, Kind) else value
    return [(inner, within) for inner in node.entries.values()]


_WITHIN: dict[Kind, Value] = {Kind.READINGS: Kind.SPOKEN, Kind.BANDS: Kind.LINE}
"""The values of the keys of such a part."""
