"""What many parts of a story have: texts, conditions, effects, votes, draws and ways on.

Each is read from its node, with every name looked up among those that the story is known to
have. Which names those are, and the parts themselves, are for `building` and `tables`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from negotiator.story import shape
from negotiator.story.bounds import AT_MOST, MOST_BRANCHES, MOST_PASSAGES, Bound
from negotiator.story.conditions import compared, joined
from negotiator.story.diagnostics import Place, Problems, TooManyError
from negotiator.story.expression_parser import ExpressionError, Names, parse
from negotiator.story.expressions import Expression, Literal, Operation, Type, constant
from negotiator.story.intervals import FAR, Ranges, value_range
from negotiator.story.keys import DRAW
from negotiator.story.model import (
    Branch,
    Cite,
    Counter,
    Draw,
    Effect,
    EffectKind,
    Flag,
    Gauge,
    Link,
    Passage,
    Segment,
    Shown,
    Source,
    Text,
    Words,
)
from negotiator.story.nodes import Mapping, Node, Scalar, Sequence
from negotiator.story.origins import stretch
from negotiator.story.reading import CUT_BY_COMMA, Reader, is_empty
from negotiator.story.suggestions import nearest
from negotiator.story.text import cut, marks, unmarked

_WHOLE = re.compile(r"[+-]?[0-9]{1,12}\Z", re.ASCII)
_PERCENT = re.compile(r"([0-9]{1,4})\s*%\Z", re.ASCII)
_ONE_TERM = re.compile(r"(?:[0-9]+|[A-Za-z_][A-Za-z0-9_]*)\Z", re.ASCII)
_ONE_CALL = re.compile(r"(?:[A-Za-z_][A-Za-z0-9_]*)?\(.*\)\Z", re.ASCII | re.DOTALL)
_FRACTION = re.compile(r"[0-9]*[.,][0-9]+\s*%?\Z", re.ASCII)
_AMOUNT_AND_WORDS = re.compile(r"([0-9]+(?:\s*%)?)\s*([A-Za-z]+)\b", re.ASCII)
_DASHES = "\u2212\u2010\u2011\u2012\u2013\u2014"
"""What looks like a minus sign: the typographic one, and dashes that some editors put for it."""
_BARE = re.compile(r"(?<!\[)\[([A-Za-z][A-Za-z0-9_]*)\](?!\])", re.ASCII)
_BECAUSE = re.compile(r"\s+because\s+", re.ASCII)


MOST_EXPRESSED = 300_000
"""Characters that the expressions of one file may have, those that are alike counted once."""


class PartReader(Reader):
    """Reads what parts share. Whoever builds a story sets the names, as they become known."""

    def __init__(self, problems: Problems) -> None:
        super().__init__(problems)
        self.gauges: dict[str, Gauge] = {}
        self.flags: dict[str, Flag] = {}
        self.counters: dict[str, Counter] = {}
        self.motions: set[str] = set()
        self.pools: set[str] = set()
        self.sources: dict[str, Source] = {}
        self.terms: dict[str, str] = {}
        """Of the glossary, by identifier, as they are shown."""
        self.ways: set[str] = set()
        """The scenes, tables and endings that one can be led to."""
        self.names = Names({}, (), {})
        # Of the guards and effects of a long story, most have stood there before.
        self.parsed_before: dict[tuple[str, Type | None], Expression] = {}
        self.effects_before: dict[tuple[str, str], Effect] = {}
        self.read_in: dict[str, int] = {}
        """Characters of the expressions of each file; those that are alike count once."""

    # Passages, conditions, expressions

    def passages(self, node: Node | None) -> tuple[Passage, ...]:
        """The passages of a part: one text, or a list of texts and conditions."""
        if node is None:
            return ()
        items = node.items if isinstance(node, Sequence) and _is_list(node) else [node]
        self.count_parts(node, len(items), MOST_PASSAGES, "passages")
        return tuple([self.passage(item) for item in items])

    def passage(self, node: Node) -> Passage:
        """One passage: a text, or a text with the condition it is told under."""
        if not isinstance(node, Mapping) or (node.flow and "text" not in node.entries):
            return Passage(self.text(node))
        if len(node.entries) == 1 and not node.entries.keys() <= shape.PASSAGE.names:
            message = "a colon stands inside a text without quotes"
            self.problems.add("N110", node.place, message)
            return Passage(())
        fields = self.fields(node, shape.PASSAGE)
        return Passage(self.wanted(fields, "text", self.text, ()), self.condition(fields))

    def condition(self, fields: dict[str, Node]) -> Expression | None:
        """What stands behind `when`, if anything does."""
        node = fields.get("when")
        return self.expression(node, Type.TRUTH) if node is not None else None

    def number(self, node: Node) -> Expression:
        """A number, or an expression that comes to one."""
        return self.expression(node, Type.NUMBER)

    def number_in(self, bound: Bound) -> Callable[[Node], Expression]:
        """What reads a number within a bound, or an expression that is kept there in play."""

        def read(node: Node) -> Expression:
            faults = len(self.problems.found)
            found = self.number(node)
            if len(self.problems.found) > faults:
                return found
            return self.bounded(node, found, bound)

        return read

    def bounded(self, node: Node, found: Expression, bound: Bound) -> Expression:
        """An expression that comes to nothing outside its bound: kept there by a `min` and a
        `max`, which the author needn't write, if a count could take it further.

        What gauges could take too far up is a fault; what is counted can be any number, and is
        taken to be 0 or 1 for that. Too far down is as far down as may be.
        """
        low, high = value_range(found.node, self.ranges(found, 1))
        if _WHOLE.match(found.source):
            self.check_bound(node, low, bound)
        elif high > bound.highest:
            most = bound.highest
            message = f"this can come to {high:,}; {most:,} is the most that may stand here"
            self.problems.add("N508", node.place, message, instead=f"Write min({most}, …).")
        low, high = value_range(found.node, self.ranges(found, FAR))
        if low >= bound.lowest and high <= bound.highest:
            return found
        ends = Literal(bound.lowest), Literal(bound.highest)
        kept_node = Operation("max", (ends[0], Operation("min", (ends[1], found.node))))
        return found._replace(node=kept_node)

    def ranges(self, found: Expression, most: int) -> Ranges:
        """What all that an expression reads can be, counts up to `most`."""
        return {
            name: (0, most)
            if "(" in name
            else (self.gauges[name].low, self.gauges[name].high)
            if name in self.gauges
            else (0, self.counters[name].high if name in self.counters else most)
            for name in found.reads
        }

    def expression(self, node: Node, wanted: Type | None) -> Expression:
        """An expression of that type; 0 if it is none."""
        source = self.line(node)
        return self.parsed(node, source, 0, wanted) if source else constant(0)

    def parsed(self, node: Node, source: str, offset: int, wanted: Type | None) -> Expression:
        """Parse an expression that stands `offset` characters into a scalar."""
        known = self.parsed_before.get((source, wanted))
        if known is not None:
            return known
        self.count(node, len(source))
        try:
            found = self.simple(source) if wanted is Type.TRUTH else None
            found = found or parse(source, self.names, wanted, self.problems.nearest)
        except ExpressionError as error:
            for fault in error.faults:
                place = self.inside(node, offset + fault.offset, fault.length)
                self.problems.add(fault.code, place, fault.message, suggestion=fault.suggestion)
            return constant(0)
        self.parsed_before[source, wanted] = found
        return found

    def count(self, node: Node, characters: int) -> None:
        """Count the characters of the different expressions of a file, which take their time.

        Raises TooManyError, with a fault noted, if there are more than it may have.
        """
        file = node.start.name
        self.read_in[file] = self.read_in.get(file, 0) + characters
        if self.read_in[file] > MOST_EXPRESSED:
            message = f"the expressions of this file have more than {MOST_EXPRESSED:,} characters"
            self.problems.add("N105", node.place, message)
            raise TooManyError

    def simple(self, source: str) -> Expression | None:
        """A condition of the kinds that most are of; None if it is another."""
        return joined(source, self.read_before) or compared(source, self.names)

    def read_before(self, part: str) -> Expression | None:
        """A condition that is part of others, read once; None if it is at fault."""
        found = self.parsed_before.get((part, Type.TRUTH))
        if found is None:
            try:
                found = compared(part, self.names)
                found = found or parse(part, self.names, Type.TRUTH, lambda _name, _known: "")
            except ExpressionError:
                return None
            self.parsed_before[part, Type.TRUTH] = found
        return found

    def inside(self, node: Node, offset: int, length: int) -> Place:
        """The place of a stretch within a text."""
        return stretch(node, offset, length, self.problems.lines.of(node.place.file))

    # Effects

    def effects(self, node: Node | None) -> tuple[Effect, ...]:
        """All effects of a part."""
        if node is None:
            return ()
        targets = self.entries(node)
        found = [self.effect(targets, name, inner) for name, inner in targets.entries.items()]
        return tuple([one for one in found if one is not None])

    def effect(self, targets: Mapping, name: str, node: Node) -> Effect | None:
        """The effect on one of the targets; None if there is no such thing, or no effect."""
        if name not in self.gauges and name not in self.flags and name not in self.counters:
            known, place = [*self.gauges, *self.flags, *self.counters], targets.key(name).place
            if targets.flow and is_empty(node):
                self.problems.add("N111", place, CUT_BY_COMMA)
                return None
            self.problems.unknown("N305", place, "gauge, flag or counter", name, known)
            return None
        written = self.line(node)
        if not written:
            return None
        known_effect = self.effects_before.get((name, written))
        if known_effect is not None:
            return known_effect
        faults = len(self.problems.found)
        effect = self.written_effect(name, node, written)
        if effect is not None and len(self.problems.found) == faults:
            self.effects_before[name, written] = effect
        return effect

    def written_effect(self, name: str, node: Node, written: str) -> Effect | None:
        """The effect on a gauge, a flag or a counter that the text of a node says."""
        amount, because = written, ""
        if "because" in written:
            amount, *reasons = _BECAUSE.split(f"{written} ", maxsplit=1)
            amount = amount.rstrip()
            because = reasons[0].strip() if reasons else ""
            if reasons and not because:
                message, instead = "behind `because` stands no reason", "Give one, or take it away."
                self.problems.add("N502", node.place, message, instead=instead)
                return None
        if amount.startswith("=="):
            message = f"`{amount[:40]}` compares; a single = sets"
            self.problems.add("N502", node.place, message, suggestion=amount[1:])
            return None
        if name in self.flags:
            value = self.flag_value(node, amount)
            return Effect(name, EffectKind.SET, value, because) if value else None
        kind, expression = self.gauge_amount(name, node, amount)
        return Effect(name, kind, expression, because) if expression else None

    def flag_value(self, node: Node, amount: str) -> Expression | None:
        """What a flag becomes; None if that is not true or false."""
        if amount in ("true", "false"):
            return constant(amount == "true")
        if amount.startswith("="):
            return self.parsed(node, amount[1:], 1, Type.TRUTH)
        if amount.lower() in ("yes", "no", "on", "off", "true", "false"):
            self.problems.add("N207", node.place, f"`{amount}` is not true or false here")
        else:
            self.problems.add("N503", node.place, f"a flag can't take `{amount[:40]}`")
        return None

    def gauge_amount(
        self, name: str, node: Node, amount: str
    ) -> tuple[EffectKind, Expression | None]:
        """How a gauge or a counter changes, by how much or to what; None if that is unclear."""
        gauge = self.gauges.get(name)
        low, high = (gauge.low, gauge.high) if gauge else (0, self.counters[name].high)
        if amount.startswith("="):
            value = self.parsed(node, amount[1:], 1, Type.NUMBER)
            fixed = value.constant
            if isinstance(fixed, int) and not low <= fixed <= high:
                place = self.inside(node, 0, len(amount))
                self.problems.add("N508", place, f"{fixed} is outside {low}..{high}")
            return EffectKind.SET, value
        sign, rest = amount[:1], amount[1:].strip()
        if sign not in ("+", "-"):
            place = self.inside(node, 0, len(amount))
            if _WHOLE.match(amount):
                message = (
                    f"a bare {amount} could mean that it changes by {amount} or becomes {amount}"
                )
                self.problems.add("N501", place, message, suggestion=f"+{amount}")
            elif amount in ("true", "false"):
                what = "gauge" if gauge else "counter"
                self.problems.add("N503", place, f"a {what} can't take `{amount}`")
            elif sign and sign in _DASHES:
                message = f"the dash `{sign}` is not the minus sign, which is the hyphen -"
                self.problems.add("N502", place, message, suggestion=f"-{amount[1:]}")
            else:
                self.problems.add("N502", place, f"`{amount[:40]}` is not an effect")
            return EffectKind.ADD, None
        if len(rest) < 9 and rest.isascii() and rest.isdigit():
            return EffectKind.ADD, constant(int(rest) if sign == "+" else -int(rest))
        share = _PERCENT.match(rest)
        if share:
            if not 1 <= int(share[1]) <= 100:
                self.problems.add("N514", node.place, f"{share[1]} % is not a share")
            return EffectKind.SHARE, constant(int(share[1]) * (1 if sign == "+" else -1))
        if not _ONE_TERM.match(rest) and not _ONE_CALL.match(rest):
            self.tell_amount(node, sign, rest)
            return EffectKind.ADD, None
        source = f"-({rest})" if sign == "-" else rest
        offset = amount.index(rest) - (2 if sign == "-" else 0)
        return EffectKind.ADD, self.parsed(node, source, offset, Type.NUMBER)

    def tell_amount(self, node: Node, sign: str, rest: str) -> None:
        """Say what is wrong with what stands behind the sign of an effect."""
        worded = _AMOUNT_AND_WORDS.match(rest)
        if _FRACTION.match(rest):
            self.problems.add("N205", node.place, f"`{sign}{rest}` is not a whole number")
        elif worded:
            amount, word = worded.groups()
            message = (
                f"behind {sign}{amount} stands `{word[:40]}`; a reason begins with ` because `"
            )
            near = nearest(word, ["because"]) if word != "because" else ""
            self.problems.add("N502", node.place, message, suggestion=near)
        else:
            message = f"after the {sign} stands one number, one name or an expression in brackets"
            self.problems.add("N502", node.place, message)

    # Votes, draws, ways on, former names

    def vote(self, fields: dict[str, Node]) -> str | None:
        """The motion that a part puts to the vote, if any."""
        motion = self.wanted(fields, "vote", self.line, None)
        if motion is not None and motion not in self.motions:
            self.problems.unknown("N312", fields["vote"].place, "motion", motion, self.motions)
        return motion

    def draw(self, node: Node) -> Draw:
        """A round of reactions."""
        fields = self.fields(node, DRAW)
        pool = self.wanted(fields, "pool", self.line, "")
        if pool and pool not in self.pools:
            self.problems.unknown("N313", fields["pool"].place, "pool", pool, self.pools)
        return Draw(pool, self.wanted(fields, "at_most", self.within(AT_MOST), 1))

    def branches(self, node: Node | None) -> tuple[Branch, ...]:
        """The ways on; faults if it may be that none is taken, or if one never is."""
        if node is None:
            return ()
        if isinstance(node, Scalar):
            return (Branch(self.way(node)),)
        self.count_parts(node, len(self.listed(node)), MOST_BRANCHES, "branches")
        found: list[Branch] = []
        total = 0
        certain = False
        for item in self.listed(node):
            if certain:
                self.problems.add("N506", item.place, "this branch is never read")
                break
            branch = Branch(self.way(item)) if isinstance(item, Scalar) else self.branch(item)
            found.append(branch)
            total += branch.chance or 0
            certain = branch.when is None and branch.chance is None
        if total > 100:
            self.problems.add("N505", node.place, f"the chances add up to {total} %")
        sure = total >= 100 and all(one.when is None for one in found if one.chance)
        if not certain and not sure:
            self.problems.add("N504", node.place, "it may be that none of these branches is taken")
        return tuple(found)

    def branch(self, node: Node) -> Branch:
        """One way on."""
        fields = self.fields(node, shape.BRANCH)
        return Branch(
            to=self.wanted(fields, "to", self.way, ""),
            when=self.condition(fields),
            chance=self.wanted(fields, "chance", self.chance, None),
        )

    def chance(self, node: Node) -> int:
        """A chance in per cent."""
        match = _PERCENT.match(self.line(node))
        number = int(match[1]) if match else 0
        if not 1 <= number <= 99:
            self.problems.add("N514", node.place, "this is not a chance in per cent")
        return number

    def way(self, node: Node) -> str:
        """The name of a scene or an ending."""
        name = self.line(node)
        if name and name not in self.ways:
            self.problems.unknown("N301", node.place, "scene or ending", name, self.ways)
        return name

    def was(self, fields: dict[str, Node]) -> tuple[str, ...]:
        """The names a part had before."""
        node = fields.get("was")
        if node is None:
            return ()
        items = node.items if isinstance(node, Sequence) else [node]
        return tuple(self.identifier(item) for item in items)

    # Texts

    def text(self, node: Node) -> Text:
        """A text with its marks, each checked."""
        written = self.line(node)
        plain = unmarked(written)
        if plain is not None:
            return plain
        segments, is_faulty = cut(written)
        for number, segment in enumerate(segments):
            if type(segment) is Words:
                is_faulty = is_faulty or ("[" in segment.words and self.has_bare(segment.words))
                continue
            if self.unknown(segment):
                is_faulty = True
            elif type(segment) is Link and not segment.words:
                segments[number] = Link(segment.term, self.terms[segment.term])
        if is_faulty:
            self.tell_marks(node, written)
        return tuple(segments)

    def has_bare(self, words: str) -> bool:
        """Whether a source stands in plain brackets, which don't cite it."""
        return any(name in self.sources for name in _BARE.findall(words))

    def tell_marks(self, node: Node, written: str) -> None:
        """Note what is wrong with the marks of a text."""
        for bare in _BARE.finditer(written):
            if bare[1] in self.sources:
                place = self.inside(node, bare.start(), len(bare[0]))
                message = f"`{bare[0]}` cites nothing: the mark of a citation has a ^"
                self.problems.add("N512", place, message, suggestion=f"[^{bare[1]}]")
        for offset, length, segment in marks(written):
            if segment is None:
                place = self.inside(node, offset, 1)
                self.problems.add("N512", place, "a mark is opened here and not closed")
            elif unknown := self.unknown(segment):
                code, what, known = unknown
                place = self.inside(node, offset, length)
                self.problems.unknown(code, place, what, segment[0], known)

    def unknown(self, mark: Segment) -> tuple[str, str, Iterable[str]] | None:
        """The code, the kind and the known names, if a mark names what isn't there."""
        if isinstance(mark, Cite) and mark.source not in self.sources:
            return "N302", "source", self.sources
        if isinstance(mark, Link) and mark.term not in self.terms:
            return "N303", "glossary term", self.terms
        if isinstance(mark, Shown) and mark.gauge not in self.gauges:
            words = self.names.words
            return None if mark.gauge in words else ("N304", "gauge", (*self.gauges, *words))
        return None


def _is_list(node: Sequence) -> bool:
    """Whether a list is meant, and not a text that begins with a bracket: between brackets a text
    of a list stands in quotes, or in a mapping."""
    return not node.flow or any(
        not item.plain if isinstance(item, Scalar) else "text" in item.entries
        for item in node.items
        if not isinstance(item, Sequence)
    )
