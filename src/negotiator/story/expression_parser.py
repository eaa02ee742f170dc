"""Reading the text of an expression: what may stand in a `when`, a `= …` or a `+(…)`.

Text is parsed with Python's own `ast`, checked against a whitelist and the story's names and types,
and turned into a small tree of our own (`expressions`). The author's text is never run. The
simplest kinds of condition never get here: see `conditions`.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, islice

from negotiator.cells import cut
from negotiator.story.bounds import LARGEST
from negotiator.story.choice_names import choice_in
from negotiator.story.codes import CODES
from negotiator.story.expression_faults import ExpressionError, ExpressionFault
from negotiator.story.expression_syntax import Near, parsed, syntax_fault
from negotiator.story.expressions import (
    Comparison,
    Expression,
    Literal,
    Named,
    Node,
    Operation,
    Read,
    Type,
    names_read,
)
from negotiator.story.intervals import value_range
from negotiator.story.suggestions import nearest
from negotiator.story.value_names import (
    PromiseBroken,
    PromiseKept,
    PromiseMade,
    TimesChosen,
    Visits,
    family,
    shown_by,
    value_name,
)

LONGEST = 2_000
"""How many characters an expression may have."""
DEEPEST = 50
"""How many levels deep an expression may be nested."""
MOST_DIGITS = 600
"""How many digits its value may come to: Python writes numbers of at least 640 as text, wherever it
runs."""
MOST_NAMED = 8
"""How many choices are listed if a name could mean any of them."""


@dataclass(frozen=True)
class Names:
    """The names that an expression of a story may use."""

    types: Mapping[str, Type]
    scenes: Collection[str]
    choices: Mapping[str, Collection[str]]
    """Choice id to the full names (`scene.choice`) that end in it, in alphabetical order."""
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For a name that stands for a word (`terms.level`): its possible words, by the number stored
    for each."""
    standing_for: Mapping[str, Expression] = field(default_factory=dict)
    """For a name that no play stores a value for: the expression that it stands for."""

    @cached_property
    def dotted(self) -> tuple[str, ...]:
        """The names with a dot in them."""
        return tuple(one for one in self.types if family(one))

    @cached_property
    def heads(self) -> frozenset[str]:
        """What comes before the first dot of these."""
        return frozenset(map(family, self.dotted))


def parse(source: str, names: Names, wanted: Type | None, near: Near = nearest) -> Expression:
    """The expression that a text says, checked to give `wanted` (None: anything). `near` finds what
    an unknown name may have meant.

    Raises ExpressionError with every fault in it.
    """
    if len(source) > LONGEST:
        raise ExpressionError([ExpressionFault("N404", 0, 1, values={"number": len(source)})])
    flat = source.replace("\n", " ").replace("\t", " ")
    text = flat.lstrip(" ")
    indent = len(flat) - len(text)
    checker = _Checker(text, names, near)
    try:
        tree = parsed(text)
    except SyntaxError as error:
        offset = max(0, (error.offset or 1) - 1)
        fault = syntax_fault(text, offset, names.dotted, near)
        raise ExpressionError([fault._replace(offset=fault.offset + indent)]) from None
    except (RecursionError, MemoryError):
        raise ExpressionError([ExpressionFault("N406", indent, 1)]) from None
    except ValueError:
        raise ExpressionError([ExpressionFault("N401.character", indent, 1)]) from None
    node, found = checker.check(tree.body, 0)
    if not checker.faults and wanted is not None and found is not wanted:
        checker.mistyped(tree.body, found, wanted)
    if not checker.faults and max(map(abs, value_range(node, {}))) >= 10**MOST_DIGITS:
        checker.fault(tree.body, "N508.digits", instead="multiply", most=MOST_DIGITS)
    if checker.faults:
        raise ExpressionError(
            [fault._replace(offset=fault.offset + indent) for fault in checker.faults]
        )
    return Expression(source, node, found, frozenset(names_read(node)))


_ARITHMETIC = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.FloorDiv: "//", ast.Mod: "%"}
_COMPARE = {ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}
FUNCTIONS = ("visits", "seen", "chosen", "min", "max", "lower")
RESERVED = frozenset({*FUNCTIONS, "true", "false", "and", "or", "not", "if", "else", "in", "is"})
"""Names that a gauge or a flag can't have."""


_ORDER = (Type.NUMBER, Type.WORD, Type.TRUTH)
"""The order in which types are named."""


class _Checker:
    """Walks Python's tree once, building ours and noting every fault on the way."""

    def __init__(self, text: str, names: Names, near: Near) -> None:
        self.text = text
        self.encoded = text.encode()
        self.names = names
        self.near = near
        self.faults: list[ExpressionFault] = []

    def fault(
        self,
        tree: ast.expr,
        what: str,
        /,
        *,
        suggestion: str = "",
        instead: str = "",
        **values: object,
    ) -> None:
        """Note a fault in this part of the expression."""
        start = len(self.encoded[: tree.col_offset].decode(errors="replace"))
        stop = len(self.encoded[: tree.end_col_offset].decode(errors="replace"))
        length = max(1, stop - start)
        self.faults.append(ExpressionFault(what, start, length, suggestion, values, instead))

    def mistyped(self, tree: ast.expr, found: Type, wanted: Type) -> None:
        """Note that a part gives another type than the one needed."""
        said = CODES["N403"].said
        self.fault(tree, "N403", found=said(found.value), wanted=said(wanted.value))

    def refuse(self, tree: ast.expr, what: str = "N402") -> tuple[Node, Type]:
        self.fault(tree, what, part=self.part(tree))
        return Literal(0), Type.NUMBER

    def want(self, tree: ast.expr, wanted: Type, depth: int) -> Node:
        before = len(self.faults)
        node, found = self.check(tree, depth)
        if found is not wanted and len(self.faults) == before:
            self.mistyped(tree, found, wanted)
        return node

    def check(self, tree: ast.expr, depth: int) -> tuple[Node, Type]:
        """Our tree for this part, and the type it gives."""
        if depth > DEEPEST:
            self.fault(tree, "N406")
            return Literal(0), Type.NUMBER
        below = depth + 1
        match tree:
            case ast.Constant(value=value):
                return self.literal(tree, value)
            case ast.Name(id=name):
                return self.name(tree, name)
            case ast.Compare(left=left, ops=operators, comparators=rest):
                return self.comparison(tree, [left, *rest], operators, below)
            case ast.BoolOp(op=operator, values=parts):
                word = "and" if isinstance(operator, ast.And) else "or"
                nodes = tuple(self.want(part, Type.TRUTH, below) for part in parts)
                return Operation(word, nodes), Type.TRUTH
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return Operation("not", (self.want(operand, Type.TRUTH, below),)), Type.TRUTH
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return Operation("neg", (self.want(operand, Type.NUMBER, below),)), Type.NUMBER
            case ast.UnaryOp(op=ast.UAdd(), operand=operand):
                return self.want(operand, Type.NUMBER, below), Type.NUMBER
            case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _ARITHMETIC:
                return self.arithmetic(left, _ARITHMETIC[type(operator)], right, below)
            case ast.IfExp(test=test, body=body, orelse=other):
                return self.either(tree, test, body, other, below)
            case ast.BinOp(op=ast.Div()):
                return self.refuse(tree, "N402.division")
            case ast.Call(func=ast.Name(id=function), args=arguments, keywords=[]):
                return self.call(tree, function, arguments, below)
            case ast.Attribute():
                return self.dotted(tree)
            case _:
                return self.refuse(tree)

    def written(self, tree: ast.expr) -> str:
        """A part as it is written."""
        # Python's own `get_source_segment` goes through the whole text each time.
        return self.encoded[tree.col_offset : tree.end_col_offset].decode(errors="replace")

    def part(self, tree: ast.expr) -> str:
        """The same as a message shows it: never look this up."""
        return cut(self.written(tree) or "this", 40)

    def literal(self, tree: ast.expr, value: object) -> tuple[Node, Type]:
        if isinstance(value, bool):
            self.fault(tree, "N306", suggestion=str(value).lower(), name=value)
            return Literal(value), Type.TRUTH
        if isinstance(value, int):
            if value > LARGEST:
                self.fault(tree, "N205.too_large")
            return Literal(value), Type.NUMBER
        if isinstance(value, str):
            return Literal(value), Type.WORD
        if isinstance(value, float):
            self.fault(tree, "N205", number=self.part(tree))
            return Literal(0), Type.NUMBER
        return self.refuse(tree)

    def name(self, tree: ast.expr, name: str) -> tuple[Node, Type]:
        if name in ("true", "false"):
            return Literal(name == "true"), Type.TRUTH
        if name in self.names.types:
            return Read(name), self.names.types[name]
        if name in FUNCTIONS:
            self.fault(tree, "N402.function", name=name)
        elif any(name in options for options in self.names.words.values()):
            self.fault(tree, "N306.word", suggestion=f"'{name}'", name=name)
        else:
            near = self.near(name, chain(self.names.types, FUNCTIONS, ("true", "false")))
            self.fault(tree, "N306.value", suggestion=near, name=cut(name, 60))
        return Literal(0), Type.NUMBER

    def dotted(self, tree: ast.expr) -> tuple[Node, Type]:
        name = self.written(tree)
        if name in self.names.standing_for:
            return self.names.standing_for[name].node, Type.TRUTH
        known = value_name(name)
        kind = self.names.types.get(name)
        if kind is not None:
            read = Read(known) if kind is not Type.WORD else Named(shown_by(known))
            return read, kind
        if isinstance(known, PromiseKept | PromiseBroken):
            made = PromiseMade(known.of)
            if made in self.names.types:
                self.fault(tree, "N536", made=made)
                return Literal(False), Type.TRUTH
        near = self.near(name, self.names.dotted)
        if not near and family(name) not in self.names.heads:
            return self.refuse(tree, "N402.dotted")
        self.fault(tree, "N306", suggestion=near, name=cut(name, 60))
        return Literal(0), Type.NUMBER

    def either(
        self, tree: ast.expr, test: ast.expr, body: ast.expr, other: ast.expr, depth: int
    ) -> tuple[Node, Type]:
        """`a if b else c`, whose two values are of one type."""
        before = len(self.faults)
        when = self.want(test, Type.TRUTH, depth)
        one, kind = self.check(body, depth)
        otherwise, kind_otherwise = self.check(other, depth)
        if kind is not kind_otherwise and len(self.faults) == before:
            said = CODES["N403"].said
            values = {"one": said(kind.value), "other": said(kind_otherwise.value)}
            self.fault(tree, "N403.branches", **values)
        return Operation("if", (when, one, otherwise)), kind

    def arithmetic(
        self, left: ast.expr, operator: str, right: ast.expr, depth: int
    ) -> tuple[Node, Type]:
        parts = (self.want(left, Type.NUMBER, depth), self.want(right, Type.NUMBER, depth))
        if operator in ("//", "%") and (not isinstance(parts[1], Literal) or parts[1].value == 0):
            self.fault(right, "N405", part=self.part(right))
        return Operation(operator, parts), Type.NUMBER

    def comparison(
        self, tree: ast.expr, parts: list[ast.expr], operators: list[ast.cmpop], depth: int
    ) -> tuple[Node, Type]:
        before = len(self.faults)
        checked = [self.check(part, depth) for part in parts]
        nodes = tuple(node for node, _ in checked)
        kinds = {kind for _, kind in checked}
        signs: list[str] = []
        for operator in operators:
            if type(operator) not in _COMPARE:
                self.fault(tree, "N402.identity")
            signs.append(_COMPARE.get(type(operator), "=="))
        if len(self.faults) == before:
            if len(kinds) > 1:
                seen = [CODES["N403"].said(kind.value) for kind in _ORDER if kind in kinds]
                parts_of = dict(zip(("one", "other", "third"), seen, strict=False))
                self.fault(tree, "N403.two" if len(seen) == 2 else "N403.three", **parts_of)
            elif kinds != {Type.NUMBER} and any(sign not in ("==", "!=") for sign in signs):
                self.fault(tree, "N403.order")
            elif kinds == {Type.WORD}:
                nodes = self.in_numbers(parts, nodes)
        return Comparison(tuple(signs), nodes), Type.TRUTH

    def in_numbers(self, trees: list[ast.expr], nodes: tuple[Node, ...]) -> tuple[Node, ...]:
        """A comparison of a name with words, with each word replaced by the number stored for
        it."""
        names = {node.name for node in nodes if isinstance(node, Named)}
        if len(names) > 1:
            self.fault(trees[0], "N403.terms")
        for tree, node in zip(trees, nodes, strict=True):
            if not isinstance(node, Named | Literal):
                self.fault(tree, "N403.words")
            elif isinstance(node, Named) and node.name not in self.names.words:
                self.fault(tree, "N403.band", gauge=node.name)
        if len(names) != 1 or self.faults:
            return nodes
        (name,) = names
        known = self.names.words[name]
        found: list[Node] = []
        for tree, node in zip(trees, nodes, strict=True):
            if not isinstance(node, Literal):
                found.append(Read(name))
            elif node.value in known:
                found.append(Literal(known.index(str(node.value))))
            else:
                near = self.near(str(node.value), known)
                self.fault(tree, "N314.of_term", suggestion=near, term=name, name=node.value)
        return tuple(found)

    def call(
        self, tree: ast.expr, function: str, arguments: list[ast.expr], depth: int
    ) -> tuple[Node, Type]:
        if function in ("min", "max"):
            if len(arguments) < 2:
                self.fault(tree, "N402.two", name=function)
            nodes = tuple(self.want(part, Type.NUMBER, depth) for part in arguments)
            return Operation(function, nodes), Type.NUMBER
        if function not in FUNCTIONS:
            near = self.near(function, FUNCTIONS)
            self.fault(tree, "N306.function", suggestion=near, name=cut(function, 60))
            return Literal(0), Type.NUMBER
        if len(arguments) != 1:
            self.fault(tree, "N402.one", name=function)
            return Literal(0), Type.NUMBER
        if function == "lower":
            return Operation(function, (self.want(arguments[0], Type.WORD, depth),)), Type.WORD
        if function == "chosen":
            return Read(TimesChosen(self.choice(arguments[0]))), Type.NUMBER
        count = Read(Visits(self.scene(arguments[0])))
        if function == "seen":
            return Comparison((">",), (count, Literal(0))), Type.TRUTH
        return count, Type.NUMBER

    def scene(self, tree: ast.expr) -> str:
        name = tree.id if isinstance(tree, ast.Name) else self.written(tree)
        if name not in self.names.scenes:
            near = self.near(name, self.names.scenes)
            self.fault(tree, "N301.place", suggestion=near, name=cut(name, 60))
        return name

    def choice(self, tree: ast.expr) -> str:
        name = self.written(tree)
        last = choice_in(name)
        full = self.names.choices.get(last, ())
        if name in full:
            return name
        if name == last and len(full) == 1:
            return next(iter(full))
        if name == last and full:
            several, more = ", ".join(islice(full, MOST_NAMED)), len(full) - MOST_NAMED
            what = "N309.many" if more > 0 else "N309"
            self.fault(tree, what, name=cut(name, 60), choices=several, more=more)
        else:
            known = chain.from_iterable(self.names.choices.values())
            near = self.near(name, chain(known, self.names.choices))
            self.fault(tree, "N308", suggestion=near, name=cut(name, 60))
        return name
