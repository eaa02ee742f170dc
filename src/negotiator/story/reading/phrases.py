"""Reading titles, labels and reasons: words on one line that may show values, and what braces in
any text show.

They have no other marks; those are named, as they would be told letter by letter.
"""

from __future__ import annotations

from collections.abc import Iterable

from negotiator.story.bounds import MOST_VALUES
from negotiator.story.expression_faults import ExpressionError
from negotiator.story.expression_parser import parse
from negotiator.story.expressions import Expression, Type, constant
from negotiator.story.model import Phrase, Segment, Shown, Words
from negotiator.story.nodes import Node, Scalar
from negotiator.story.reading.bare_words import tell_marks
from negotiator.story.reading.expressions import ExpressionReader
from negotiator.story.text_marks import Interpolation, is_bare, marks


class PhraseReader(ExpressionReader):
    """Reads words that may show values. The builder of a story sets the names as they become
    known."""

    knows_names = False
    """Whether it is known by now which names an expression may use. What names itself before that
    is read again then."""

    def phrase(self, node: Node) -> str:
        """Words on one line, with the values they show."""
        if not self.knows_names:
            return self.told(node)
        if type(node) is Scalar and is_bare(node.value):
            return node.value
        return self.phrased(node, self.told(node), 0)

    def phrased(self, node: Node, written: str, offset: int) -> str:
        """Words that stand `offset` characters into a node, with the values they show."""
        tell_marks(node, written, self.problems, offset)
        if "{" not in written and "}" not in written:
            return written
        parts: list[Segment] = []
        read = 0
        for at, length, segment in marks(written):
            if isinstance(segment, Interpolation):
                parts += _words(written[read:at])
                value = self.shown(node, segment.source)
                if value is None:
                    self.tell_shown(node, offset + at + 1, segment.source)
                parts.append(Shown(value or constant(0)))
                read = at + length
            elif segment is None and written[at] == "{":
                self.problems.add("N512.open", self.inside(node, offset + at, 1))
        parts += _words(written[read:])
        if len(parts) > MOST_VALUES:
            shown = sum(isinstance(one, Shown) for one in parts)
            self.count_parts(node, shown, MOST_VALUES, "values")
        if not any(isinstance(one, Shown) for one in parts):
            return "".join(one.words for one in parts if isinstance(one, Words))
        return Phrase(tuple(parts))

    def shown(self, node: Node, source: str) -> Expression | None:
        """The expression in braces; None if it is faulty."""
        found = self.parsed_before.get((source, None))
        if found is None:
            self.count(node, len(source))
            try:
                found = parse(source, self.names, None, _nothing_near)
            except ExpressionError:
                return None
            self.parsed_before[source, None] = found
        return None if found.type is Type.TRUTH else found

    def tell_shown(self, node: Node, offset: int, source: str) -> None:
        """Note what is wrong with an expression in braces, if anything is."""
        if not source.strip():
            self.problems.add("N512.empty", self.inside(node, offset - 1, len(source) + 2))
            return
        try:
            found = parse(source, self.names, None, self.problems.nearest)
        except ExpressionError as error:
            for fault in error.faults:
                place = self.inside(node, offset + fault.offset, fault.length)
                instead = "brace" if fault.code == "N401" else fault.instead
                self.problems.add(
                    fault.what, place, suggestion=fault.suggestion, instead=instead, **fault.values
                )
            return
        if found.type is Type.TRUTH:
            self.problems.add("N403.shown", self.inside(node, offset, len(source)))


def _words(written: str) -> list[Segment]:
    """Words between values; two braces are one."""
    words = written.replace("{{", "{").replace("}}", "}")
    return [Words(words)] if words else []


def _nothing_near(_name: str, _known: Iterable[str]) -> str:
    """No suggestion, where a fault is only looked for."""
    return ""
