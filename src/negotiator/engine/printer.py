"""Nodes of the rules as lines of Python, for play with notes and for play without.

In a printed function `v` is the list of values, `log` the list of notes, `seed` and `draws` the
play's chance. `transitions` defines what a node means; this module only writes it down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from negotiator.engine.chance import draw, per_cent
from negotiator.engine.codegen import Builder, indented
from negotiator.engine.layout import Layout
from negotiator.engine.state import Option, Titled, called, filled
from negotiator.engine.state import VoteResult as Noted
from negotiator.engine.transitions import (
    AYES,
    NEEDS,
    PASSED,
    TRUE,
    Assign,
    Back,
    Branch,
    Candidate,
    Do,
    Meet,
    Pick,
    Rule,
    Vote,
    Way,
    total,
)
from negotiator.engine.variants import shuffled
from negotiator.story.expressions import (
    Literal,
    Node,
    Operation,
    Read,
    Type,
    lowered,
    python_source,
)
from negotiator.story.model import Citation, Phrase, Shown, Stress, Text
from negotiator.story.value_names import BACK

_NAMED: dict[str, object] = {
    "Back": Back,
    "called": called,
    "filled": filled,
    "lower": lowered,
    "Option": Option,
    "Titled": Titled,
    "Vote": Noted,
    "new": tuple.__new__,
    "per_cent": per_cent,
    "draw": draw,
    "shuffled": shuffled,
}


_COUNTED = {AYES: "y", NEEDS: "n", PASSED: "p"}
"""The variables used in counting a vote."""


class Printer(Builder):
    """Prints nodes for a play that notes what changed and why."""

    def __init__(self, file: str, layout: Layout) -> None:
        super().__init__(file, _NAMED)
        self.layout = layout
        self.worded: dict[str, str] = {}
        """The names of what gives the words of each term whose options' show values."""
        self.is_within = False
        """Whether an option's words are being written."""

    def test(self, node: Node) -> str:
        """Source of an expression."""
        return python_source(node, self.layout.read)

    def words(self, node: Node) -> str:
        """Source of an expression that a text shows."""
        return python_source(node, self.layout.read, self.words_for)

    def words_for(self, name: str) -> str:
        """Source of the words for the value of a gauge or a term."""
        among = self.layout.phrased.get(name, ())
        if not among or self.is_within:
            # What an option shows of another has `…` for values: options that show one another
            # would have no end, or be told in more words than there is room for.
            return f"{self.keep(self.layout.words(name))}[{self.layout.read(name)}]"
        if name not in self.worded:
            self.is_within = True
            each = tuple(self.expression("v", self.phrase(one)) for one in among)
            self.is_within = False
            self.worded[name] = self.keep(each)
        return f"{self.worded[name]}[{self.layout.read(name)}](v)"

    def shown(self, part: Shown) -> str:
        """Source of the words that a text shows for an expression."""
        source = self.words(part.value.node)
        if part.value.type is not Type.NUMBER:
            return source
        if isinstance(part.value.node, Read):
            return f"{self.keep(self.layout.digits)}[{source}]"
        return f"str({source})"

    def text(self, text: Text) -> str:
        """Source of the words of a text."""
        words: list[str] = []
        still = ""
        for part in text:
            if isinstance(part, Shown):
                words += [repr(still), self.shown(part)] if still else [self.shown(part)]
                still = ""
            elif not isinstance(part, Citation | Stress):
                still += part.words
        # One literal for all words between two values: Python's compiler has no room for thousands.
        words += [repr(still)] if still or not words else []
        return " + ".join(words)

    def phrase(self, words: str) -> str:
        """Source of words that may show values."""
        return self.text(words.parts) if isinstance(words, Phrase) else repr(words)

    def reading(self, known: dict[str, str]) -> Callable[[str], str]:
        """A function that gives the source to read a name; some names are in variables."""
        return lambda name: known[name] if name in known else self.layout.read(name)

    # What is done

    def done(self, rules: Iterable[Rule]) -> list[str]:
        """Lines that make changes and hold votes; what is only shown or decided is left out."""
        lines: list[str] = []
        for rule in rules:
            if isinstance(rule, Do):
                lines += self.do(rule)
            elif isinstance(rule, Vote):
                lines += self.vote(rule)
        return lines

    def do(self, rule: Do) -> list[str]:
        """Lines that assign; values that no play keeps are left out."""
        kept = [one for one in rule.assigns if one.target in self.layout.slots]
        lines = [line for one in kept for line in self.assign(one, rule.cause)]
        if rule.when == TRUE or not lines:
            return lines
        return [f"if {self.test(rule.when)}:", *indented(lines)]

    def assign(self, one: Assign, cause: str) -> list[str]:
        """Lines that give a name its value, and note that if it is to be noted."""
        if not one.noted:
            return self.silently(one)
        lines = [f"a = {self.layout.read(one.target)}", *self.worked(one)]
        slot = self.layout.read(one.target)
        note = f"log.append(({one.target!r}, a, b, {self.phrase(one.because)}, {cause!r}))"
        return [*lines, "if a != b:", f"    {slot} = b", f"    {note}"]

    def silently(self, one: Assign) -> list[str]:
        """Lines that give a name its value, and note nothing."""
        slot = self.layout.read(one.target)
        match one.value:
            case Operation("+", (Read(name), Literal(int(number)))) if name == one.target:
                return [f"{slot} += {number}"]
            case Operation("max", (Literal(0), Operation("-", (Read(name), Literal(1))))) if (
                name == one.target
            ):
                return [f"if {slot}: {slot} -= 1"]
            case Literal(value):
                return [f"{slot} = {value!r}"]
        return [f"a = {slot}", *self.worked(one), f"{slot} = b"]

    def worked(self, one: Assign) -> list[str]:
        """Lines that compute `b` from the target's present value, which is `a`."""
        read = self.reading({one.target: "a"})
        # Comparing costs a third of a call of min or max.
        match one.value:
            case Operation("max", (Literal(low), Operation("min", (Literal(high), inner)))):
                bounds = [f"if b > {high}: b = {high}", f"elif b < {low}: b = {low}"]
            case Operation("min", (Literal(high), inner)):
                bounds = [f"if b > {high}: b = {high}"]
            case Operation("max", (Literal(low), inner)):
                bounds = [f"if b < {low}: b = {low}"]
            case inner:
                bounds = []
        return [f"b = {python_source(inner, read)}", *bounds]

    def vote(self, rule: Vote) -> list[str]:
        """Lines that count a vote, note it, and assign the result."""
        each = "".join(f"({bloc!r}, y{number}), " for number, (bloc, _) in enumerate(rule.blocs))
        shown = self.motion_shown(rule.motion)
        note = f"log.append(new(Vote, ({rule.motion!r}, ({each}), n, {rule.cause!r}, p, {shown})))"
        return [*self.ayes(rule), note, *self.result(rule)]

    def motion_shown(self, name: str) -> str:
        """Source of what a vote notes of a motion's title and its blocs' labels."""
        motion = self.layout.motions[name]
        words = (motion.title, *(bloc.label for bloc in motion.blocs))
        if not any(isinstance(one, Phrase) for one in words):
            return "()"
        return f"({''.join(f'{self.phrase(one)}, ' for one in words)})"

    def ayes(self, rule: Vote) -> list[str]:
        """Lines that set `y0`, `y1` and so on to the ayes of each bloc, `y` to the sum, `n` to what
        is needed, and `p` to whether it passes."""
        each = {f"y{number}": ayes for number, (_, ayes) in enumerate(rule.blocs)}
        known = self.reading(_COUNTED | {name: name for name in each})
        return [
            *(f"{name} = {self.test(ayes)}" for name, ayes in each.items()),
            f"y = {python_source(total([Read(name) for name in each]), known)}",
            f"n = {self.test(rule.needs)}",
            f"p = {python_source(rule.passes, known)}",
        ]

    def result(self, rule: Vote) -> list[str]:
        """Lines that assign the result of a vote."""
        known = self.reading(_COUNTED)
        return [
            f"{self.layout.read(name)} = {python_source(value, known)}"
            for name, value in rule.assigns
        ]

    def met(self, block: Iterable[Rule]) -> list[str]:
        """Lines that add what is met at the end of a block to a list; `seed` is the play's."""
        lines = []
        for one in block:
            if isinstance(one, Meet):
                adds = f"met.append({(one.kind, one.name)!r})"
                lines.append(adds if one.holds == TRUE else f"if {self.test(one.holds)}: {adds}")
        return lines

    # Where it leads

    def lead(self, to: str, way: Way | None) -> str:  # noqa: ARG002
        """Source that ends a decision with where it leads, itself given as source; by which way, if
        by any."""
        return f"return {to}, draws, told"

    def branch(self, rule: Branch) -> list[str]:
        """Lines that return where a choice leads, depending on the state and on chance."""
        lucky = any(way.chance is not None for way in rule.ways)
        lines = ["throw = -1", "share = 0"] if lucky else []
        for way in rule.ways:
            indent = ""
            if way.when != TRUE:
                lines.append(f"if {self.test(way.when)}:")
                indent = "    "
            if way.chance is not None:
                lines += [
                    f"{indent}if throw < 0:",
                    f"{indent}    throw = per_cent(seed, draws)",
                    f"{indent}    draws += 1",
                    f"{indent}share += {way.chance}",
                    f"{indent}if throw < share:",
                ]
                indent += "    "
            if way.back is not None:
                lines.append(f"{indent}{self.layout.read(BACK)} = {way.back}")
            to = repr(way.to) if way.enters else f"Back({way.to!r})"
            lines.append(f"{indent}{self.lead(to, way)}")
        if not rule.ways or rule.ways[-1].when != TRUE or rule.ways[-1].chance is not None:
            lines.append(self.lead("None", None))
        return lines

    # What can be chosen

    def menu(self, rule: Pick) -> list[str]:
        """Lines that set `m` to which offers are open, a bit for each."""
        always = 0
        lines = []
        for number, offer in enumerate(rule.offers):
            condition = " and ".join(map(self.test, offer.guards))
            if condition:
                lines.append(f"if {condition}: m += {1 << number}")
            else:
                always += 1 << number
        return [f"m = {always}", *lines]

    # Events

    def comes(self, one: Candidate) -> str:
        """Source of whether an event can come; it leaves its weight in `w`, unless that is
        known."""
        conditions = [] if one.when == TRUE else [self.test(one.when)]
        if self.weight(one) == "w":
            conditions.append(f"(w := {self.test(one.weight)}) > 0")
        elif isinstance(one.weight, Literal) and int(one.weight.value) <= 0:
            conditions.append("False")
        return " and ".join(conditions) or "True"

    def weight(self, one: Candidate) -> str:
        """Source of the weight of an event that can come, after `comes`."""
        return repr(int(one.weight.value)) if isinstance(one.weight, Literal) else "w"


class SilentPrinter(Printer):
    """Prints the same nodes for a play that notes and shows nothing."""

    def assign(self, one: Assign, cause: str) -> list[str]:  # noqa: ARG002
        """Lines that give a name its value."""
        return self.silently(one)

    def vote(self, rule: Vote) -> list[str]:
        """Lines that count a vote and assign the result."""
        return [*self.ayes(rule), *self.result(rule)]

    def lead(self, to: str, way: Way | None) -> str:  # noqa: ARG002
        """Source that ends a decision with where it leads, itself given as source."""
        return f"return {to}, draws"
