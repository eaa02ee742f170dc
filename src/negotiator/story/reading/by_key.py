"""Parts read by the table of keys (`schema`): the value of each key, read by its kind into the
field of the model that it fills.

`parts` says how each kind of value is read, with one reader per kind. What a part's keys mean
together, and the values that are read separately, are left to the part's own reader, if it has one:
a function from a `Part` to a record of the model. A part without one needs none: its values are the
record's fields.
"""

from __future__ import annotations

from abc import abstractmethod
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple, TypeAlias, TypeVar

from negotiator.story.diagnostics import Diagnostic, Location, Problems
from negotiator.story.expressions import constant
from negotiator.story.keys import Entries, Items, Key, Kind, Shape
from negotiator.story.nodes import Mapping, Node, Scalar
from negotiator.story.reading.effects import EffectReader
from negotiator.story.reading.fields import is_identifier

_new = tuple.__new__
"""Makes a named tuple in half the time of its own `__new__`."""
_T = TypeVar("_T")
_D = TypeVar("_D")
Read: TypeAlias = Callable[[Node], Any]
Maker: TypeAlias = Callable[[Any, "Part"], object]
"""A part's own reader: takes the reader of its story and the part as read, and returns its
record."""


class _Step(NamedTuple):
    """How a key is read: into which field, and by which function."""

    key: str
    field: str
    read: Read


_Plan: TypeAlias = list[_Step]
"""How the keys of a part are read, in order."""


class Part(NamedTuple):
    """A part of a story as read, for the part's own reader to make a record from."""

    name: str
    """The identifier it stands under; empty if it stands in a list, or is the only one."""
    node: Node
    nodes: dict[str, Node]
    """The values of its keys, by name."""
    values: dict[str, Any]
    """What was read of it, by the fields of the model: from the keys that are there, and from
    missing ones where that is a fault."""
    found: list[Diagnostic]
    """All faults found so far, in any part."""
    before: int
    """How many of them were found before the values of its keys were read."""

    def apart(self, key: str, read: Callable[[Node], _T], default: _D) -> _T | _D:
        """What `read` returns for a key's value, or the default if the key isn't there."""
        return read(self.nodes[key]) if key in self.nodes else default

    def is_misread(self, key: str) -> bool:
        """Whether the value of a key isn't what it should be."""
        place = self.nodes[key].place if key in self.nodes else None
        return any(one.place == place for one in self.found[self.before :])

    def place(self, key: str) -> Location:
        """Where the value of a key begins; the part, if the key isn't there."""
        return self.nodes.get(key, self.node).place


class KeyReader(EffectReader):
    """Reads the parts of a story by their shapes."""

    def __init__(self, problems: Problems, makers: dict[Shape, Maker]) -> None:
        super().__init__(problems)
        self.makers = makers
        # Most parts have the same keys as others, in the same order.
        self._plans: defaultdict[Shape, dict[tuple[str, ...], _Plan]] = defaultdict(dict)
        self._readers: dict[Shape, dict[str, _Step | None]] = {}

    @abstractmethod
    def by_kind(self, kind: Kind) -> Read:
        """The function that reads a value of a kind."""

    def forget(self) -> None:
        """Drop what refers back to this reader; otherwise every node it has read stays in memory
        until the garbage collector looks for cycles."""
        self._plans.clear()
        self._readers.clear()

    def part(self, shape: Shape, node: Node, name: str = "") -> Part:
        """A part, with everything read but the values that are read separately."""
        if isinstance(node, Mapping):
            nodes = node.entries
            plan = self._plans[shape].get(tuple(nodes))
            if plan is not None:
                found = self.problems.found
                before = len(found)
                values = {}
                for key, field, read in plan:
                    values[field] = read(nodes[key])
                return _new(Part, (name, node, nodes, values, found, before))
        return self.of_fields(shape, node, self.fields(node, shape), name)

    def of_fields(self, shape: Shape, node: Node, nodes: dict[str, Node], name: str = "") -> Part:
        """The same, from its keys."""
        readers = self._readers.get(shape) or self._compiled(shape)
        plan = [step for key in nodes if (step := readers[key]) is not None]
        found = self.problems.found
        before = len(found)
        values = {field: read(nodes[key]) for key, field, read in plan}
        missing = [one for one in shape.keys if one.required and one.name not in nodes]
        for one in missing:
            if not one.apart:
                values |= dict.fromkeys(one.fields, _harmless(one))
        is_whole = shape.is_whole(nodes)
        if is_whole and isinstance(node, Mapping) and node.entries is nodes:
            self._plans[shape][tuple(nodes)] = plan
        return Part(name, node, nodes, values, found, before)

    def record(self, shape: Shape, node: Node, name: str = "") -> Any:
        """The model's record for a part; `name` if it stands under one."""
        part = self.part(shape, node, name)
        make = self.makers.get(shape)
        if make is not None:
            return make(self, part)
        if "id" in shape.given:
            part.values["id"] = name
        return shape.models[0](**part.values)

    def section(self, parts: dict[str, Node], key: Key) -> Any:
        """What one key of a part holds, as read; nothing if it isn't there."""
        return self.reader(key)(parts[key.name]) if key.name in parts else _harmless(key)

    def _compiled(self, shape: Shape) -> dict[str, _Step | None]:
        """How each key of a shape is read; None for one that is read separately, or fills no
        field."""
        found = {
            key.name: None
            if key.apart or not key.fields
            else _Step(key.name, key.fields[0], self.reader(key))
            for key in shape.keys
        }
        self._readers[shape] = found
        return found

    def reader(self, key: Key) -> Read:
        """The function that reads the value of a key."""
        match key.value:
            case Kind.WHOLE if key.bound is not None:
                return self.within(key.bound)
            case Kind.NUMBER if key.bound is not None:
                return self.number_in(key.bound)
            case Kind():
                return self.by_kind(key.value)
            case Shape():
                shape = key.value
                return lambda node: self.record(shape, node)
            case Entries():
                return self._of_entries(key.value, key.name)
            case Items():
                return self._of_items(key.value.of)

    def each(self, node: Node, read: Callable[[str, Node], _T]) -> dict[str, _T]:
        """Every part under an identifier, read."""
        parts = self.entries(node)
        found: dict[str, _T] = {}
        for name, inner in parts.entries.items():
            if not is_identifier(name):
                self.identifier(parts.key(name))
            found[name] = read(name, inner)
        return found

    def _of_entries(self, value: Entries, what: str) -> Read:
        of, most = value.of, value.most
        line = self.by_kind(Kind.LINE)

        def one(name: str, node: Node) -> Any:
            if value.or_line and isinstance(node, Scalar):
                return of.models[0](id=name, about=line(node))
            return self.record(of, node, name)

        def read(node: Node) -> Any:
            found = self.each(node, one)
            if most:
                self.count_parts(node, len(found), most, what)
            return tuple(found.values()) if value.ordered else found

        return read

    def _of_items(self, of: Shape | Kind) -> Read:
        one: Read = self.by_kind(of) if isinstance(of, Kind) else lambda node: self.record(of, node)
        return lambda node: tuple([one(item) for item in self.listed(node)])


def _harmless(key: Key) -> Any:
    """What stands in for a missing value, so that reading goes on."""
    match key.value:
        case Shape() as shape:
            return shape.models[0](
                **{inner.name: _harmless(inner) for inner in shape.keys if inner.required}
            )
        case Entries(ordered=False):
            return {}
        case Kind.WHOLE | Kind.WORTH:
            return 0
        case Kind.NUMBER | Kind.CONDITION:
            return constant(0)
        case Kind.DATE:
            return date.min
        case Entries() | Items() | Kind.TEXT | Kind.PASSAGES | Kind.SPOKEN | Kind.GOTO:
            return ()
    return ""
