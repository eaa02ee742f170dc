"""Reading effects from nodes: what a decision does to a gauge, a flag, a counter or a promise, as
an author writes it (`+6`, `-20%`, `= 40`, `true`, `made`), and the reason behind it.

What an effect then does is a rule (`engine.rules`).
"""

from __future__ import annotations

import re
from itertools import pairwise

from negotiator.cells import cut
from negotiator.story import schema
from negotiator.story.bounds import MOST_EFFECTS
from negotiator.story.diagnostics import Problems
from negotiator.story.expressions import Expression, Type, constant
from negotiator.story.model import Effect, EffectKind, Flag, Promise
from negotiator.story.nodes import Mapping, Node, Sequence
from negotiator.story.reading.fields import CUT_BY_COMMA, WHOLE, is_empty
from negotiator.story.reading.phrases import PhraseReader
from negotiator.story.suggestions import nearest
from negotiator.story.value_names import PromiseMade

PERCENT = re.compile(r"([0-9]{1,4})\s*%\Z", re.ASCII)
_ONE_TERM = re.compile(r"(?:[0-9]+|[A-Za-z_][A-Za-z0-9_]*)\Z", re.ASCII)
_ONE_CALL = re.compile(r"(?:[A-Za-z_][A-Za-z0-9_]*)?\(.*\)\Z", re.ASCII | re.DOTALL)
_FRACTION = re.compile(r"[0-9]*[.,][0-9]+\s*%?\Z", re.ASCII)
_AMOUNT_AND_WORDS = re.compile(r"([0-9]+(?:\s*%)?)\s*([A-Za-z]+)\b", re.ASCII)
_DASHES = "\u2212\u2010\u2011\u2012\u2013\u2014"
"""Characters that look like a minus sign: the typographic one, and dashes that some editors put in
its place."""
_BECAUSE = re.compile(r"\s+because\s+", re.ASCII)


class EffectReader(PhraseReader):
    """Reads effects on gauges, flags, counters and promises."""

    def __init__(self, problems: Problems) -> None:
        super().__init__(problems)
        self.flags: dict[str, Flag] = {}
        self.promises: dict[str, Promise] = {}
        # Most effects of a long story repeat earlier ones.
        self.effects_before: dict[tuple[str, str], Effect] = {}

    def effects(self, written: Node) -> tuple[Effect, ...]:
        """All effects of a part."""
        targets = self.entries(written)
        if any(map(is_empty, targets.entries.values())):
            for (_, one), (name, node) in pairwise(targets.entries.items()):
                if self.is_cut_off(targets, name, node):
                    self.problems.cut_off(one.place, targets.key(name).place)
        found: list[Effect] = []
        for name, several in targets.entries.items():
            for inner in several.items if isinstance(several, Sequence) else (several,):
                effect = self.effect(targets, name, inner)
                if effect is not None:
                    found.append(effect)
        self.count_parts(written, len(found), MOST_EFFECTS, "effects")
        return tuple(found)

    def effect(self, targets: Mapping, name: str, node: Node) -> Effect | None:
        """An effect on one of the targets, which may hang on a condition; None if there is no such
        target, or no valid effect."""
        if not isinstance(node, Mapping):
            return self.sure_effect(targets, name, node)
        parts = self.fields(node, schema.EFFECT)
        when = self.condition(parts["when"]) if "when" in parts else None
        found = self.sure_effect(targets, name, parts["change"]) if "change" in parts else None
        return found and found._replace(when=when)

    def is_target(self, name: str) -> bool:
        """Whether a name is one of what an effect may change."""
        return (
            name in self.gauges
            or name in self.flags
            or name in self.counters
            or name in self.promises
        )

    def is_cut_off(self, targets: Mapping, name: str, node: Node) -> bool:
        """Whether a target is only the rest of the text before it, which a comma cuts."""
        return targets.flow and is_empty(node) and not self.is_target(name)

    def sure_effect(self, targets: Mapping, name: str, node: Node) -> Effect | None:
        """An effect without its condition."""
        if not self.is_target(name):
            place = targets.key(name).place
            if self.is_cut_off(targets, name, node):
                self.problems.add(CUT_BY_COMMA, place)
                return None
            known = [*self.gauges, *self.flags, *self.counters, *self.promises]
            self.problems.unknown("N305", place, name, known)
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
        """The effect on a gauge, a flag, a counter or a promise that a node's text describes."""
        amount, because = written, ""
        if "because" in written:
            amount, *reasons = _BECAUSE.split(f"{written} ", maxsplit=1)
            amount = amount.rstrip()
            because = reasons[0].strip() if reasons else ""
            because = self.phrased(node, because, written.find(because))
            if reasons and not because:
                self.problems.add("N502.no_reason", node.place, instead="give")
                return None
        if amount.startswith("=="):
            compared = cut(amount, 40)
            suggestion = amount[1:]
            self.problems.add("N502.compares", node.place, suggestion=suggestion, amount=compared)
            return None
        if name in self.promises:
            if amount == "made":
                return Effect(PromiseMade(name), EffectKind.SET, constant(True), because)
            self.problems.add("N539", node.place, amount=cut(amount, 40))
            return None
        if name in self.flags:
            value = self.flag_value(node, amount)
            return Effect(name, EffectKind.SET, value, because) if value else None
        kind, expression = self.gauge_amount(name, node, amount)
        return Effect(name, kind, expression, because) if expression else None

    def flag_value(self, node: Node, amount: str) -> Expression | None:
        """What a flag becomes; None if that is neither true nor false."""
        if amount in ("true", "false"):
            return constant(amount == "true")
        if amount.startswith("="):
            return self.parsed(node, amount[1:], 1, Type.TRUTH)
        if amount.lower() in ("yes", "no", "on", "off", "true", "false"):
            self.problems.add("N207", node.place, value=amount)
        else:
            self.problems.add("N503.flag", node.place, amount=cut(amount, 40))
        return None

    def gauge_amount(
        self, name: str, node: Node, amount: str
    ) -> tuple[EffectKind, Expression | None]:
        """How a gauge or a counter changes, and by how much or to what; None if that is unclear."""
        gauge = self.gauges.get(name)
        low, high = (gauge.low, gauge.high) if gauge else (0, self.counters[name].high)
        if amount.startswith("="):
            value = self.parsed(node, amount[1:], 1, Type.NUMBER)
            fixed = value.constant
            if isinstance(fixed, int) and not low <= fixed <= high:
                place = self.inside(node, 0, len(amount))
                self.problems.add("N508.outside", place, number=fixed, low=low, high=high)
            return EffectKind.SET, value
        sign, rest = amount[:1], amount[1:].strip()
        if sign not in ("+", "-"):
            place = self.inside(node, 0, len(amount))
            if WHOLE.match(amount):
                self.problems.add("N501", place, suggestion=f"+{amount}", amount=amount)
            elif amount in ("true", "false"):
                what = "N503.gauge" if gauge else "N503.counter"
                self.problems.add(what, place, amount=amount)
            elif sign and sign in _DASHES:
                self.problems.add("N502.dash", place, suggestion=f"-{amount[1:]}", dash=sign)
            else:
                self.problems.add("N502", place, amount=cut(amount, 40))
            return EffectKind.ADD, None
        if len(rest) < 9 and rest.isascii() and rest.isdigit():
            return EffectKind.ADD, constant(int(rest) if sign == "+" else -int(rest))
        share = PERCENT.match(rest)
        if share:
            if not 1 <= int(share[1]) <= 100:
                self.problems.add("N514.share", node.place, share=share[1])
            return EffectKind.SHARE, constant(int(share[1]) * (1 if sign == "+" else -1))
        if not _ONE_TERM.match(rest) and not _ONE_CALL.match(rest):
            self.tell_amount(node, sign, rest)
            return EffectKind.ADD, None
        source = f"-({rest})" if sign == "-" else rest
        offset = amount.index(rest) - (2 if sign == "-" else 0)
        return EffectKind.ADD, self.parsed(node, source, offset, Type.NUMBER)

    def tell_amount(self, node: Node, sign: str, rest: str) -> None:
        """Report what is wrong with the text after the sign of an effect."""
        worded = _AMOUNT_AND_WORDS.match(rest)
        if _FRACTION.match(rest):
            self.problems.add("N205", node.place, number=f"{sign}{rest}")
        elif worded:
            amount, word = worded.groups()
            near = nearest(word, ["because"]) if word != "because" else ""
            self.problems.add(
                "N502.word",
                node.place,
                suggestion=near,
                amount=f"{sign}{amount}",
                word=cut(word, 40),
            )
        else:
            self.problems.add("N502.several", node.place, sign=sign)
