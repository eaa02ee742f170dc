"""Reading texts with their marks: every source, term and value that a text names is looked up."""

from __future__ import annotations

import re
from collections.abc import Iterable

from negotiator.cells import width
from negotiator.story.bounds import MOST_PICTURE_LINES, MOST_VALUES, WIDEST_DRAWING
from negotiator.story.diagnostics import Location, Problems
from negotiator.story.expressions import constant
from negotiator.story.keys import Shape
from negotiator.story.line_breaks import laid_out, wrapped_line
from negotiator.story.model import Citation, GlossaryLink, Segment, Shown, Source, Text, Words
from negotiator.story.nodes import Node, Scalar
from negotiator.story.reading.by_key import KeyReader, Maker
from negotiator.story.text_marks import (
    Cut,
    Interpolation,
    cut,
    cut_as_laid_out,
    is_bare,
    marks,
    star_runs,
    unmarked,
)

_new = tuple.__new__
"""Makes a named tuple in half the time of its own `__new__`."""
_BARE = re.compile(r"(?<!\[)\[([A-Za-z][A-Za-z0-9_]*)\](?!\])", re.ASCII)


class TextReader(KeyReader):
    """Reads texts. The builder of a story sets the names as they become known."""

    def __init__(self, problems: Problems, makers: dict[Shape, Maker]) -> None:
        super().__init__(problems, makers)
        self.sources: dict[str, Source] = {}
        self.terms: dict[str, str] = {}
        """Glossary terms by identifier, as they are shown."""
        self.letters = 0
        """How many characters the passages have that were read so far."""

    def text(self, node: Node) -> Text:
        """A text on one line with its marks, each checked."""
        if type(node) is Scalar and is_bare(node.value):
            return (_new(Words, (node.value,)),)
        written = self.told(node)
        plain = unmarked(written)
        return self.checked(node, written, cut(written)) if plain is None else plain

    def prose(self, node: Node) -> Text:
        """A text in its lines and paragraphs with its marks, each checked."""
        self.letters += len(node.value) if type(node) is Scalar else 0
        if type(node) is not Scalar or "\n" not in node.value:
            return self.text(node)
        written = self.told(node)
        is_on_one_line = node.length is not None and node.stop.line == node.place.line
        laid = laid_out(written, node.style, is_on_one_line=is_on_one_line)
        if node.style == "|" and (number := wrapped_line(written)) is not None:
            self.problems.add("N636", self.line_of(node, number))
        return self.checked(node, written, cut_as_laid_out(laid))

    def line_of(self, node: Scalar, number: int) -> Location:
        """A line of a text behind `|`, from 0, without the spaces around it."""
        start = node.place
        place = Location(start.file, start.line + 1 + number, 1)
        line = self.problems.lines.line(place)
        indent = len(line) - len(line.lstrip())
        return place._replace(column=indent + 1, length=max(1, len(line.strip())))

    def drawing(self, node: Node) -> str:
        """A drawing in its lines, as they are: a fault if YAML has run them together, or if one is
        too wide."""
        written = self.line(node)
        if not isinstance(node, Scalar) or not written:
            return ""
        if node.style != "|":
            self.problems.add("N533", node.place)
            return ""
        lines = [line.expandtabs().rstrip() for line in written.split("\n")]
        for number, line in enumerate(lines):
            if width(line) > WIDEST_DRAWING:
                place = self.line_of(node, number)
                self.problems.add("N532", place, number=width(line), most=WIDEST_DRAWING)
        return "\n".join(lines).strip("\n")

    def picture(self, node: Node) -> str:
        """A drawing that stands on the title screen, where there is room for a few lines."""
        lines = self.drawing(node)
        self.count_parts(node, lines.count("\n") + 1, MOST_PICTURE_LINES, "picture_lines")
        return lines

    def checked(self, node: Node, written: str, found: Cut) -> Text:
        """The parts of a text, with every mark checked."""
        pieces, is_faulty, loose = found
        if loose:
            runs = star_runs(written)
            for number in loose:
                offset, length = runs[number]
                place = self.inside(node, offset, length)
                self.problems.add("N635", place, stars="*" * length)
        segments: list[Segment] = []
        if len(pieces) > MOST_VALUES:
            told = sum(isinstance(one, Interpolation | GlossaryLink) for one in pieces)
            self.count_parts(node, told, MOST_VALUES, "values")
        for piece in pieces:
            if isinstance(piece, Interpolation):
                value = self.shown(node, piece.source)
                is_faulty = is_faulty or value is None
                segments.append(Shown(value or constant(0)))
            elif type(piece) is Words:
                is_faulty = is_faulty or ("[" in piece.words and self.has_bare(piece.words))
                segments.append(piece)
            elif self.unknown(piece):
                is_faulty = True
            elif isinstance(piece, GlossaryLink) and not piece.words:
                segments.append(GlossaryLink(piece.term, self.terms[piece.term]))
            else:
                segments.append(piece)
        if is_faulty:
            self.tell_marks(node, written)
        return tuple(segments)

    def has_bare(self, words: str) -> bool:
        """Whether a source stands in plain brackets, which doesn't cite it."""
        return any(name in self.sources for name in _BARE.findall(words))

    def tell_marks(self, node: Node, written: str) -> None:
        """Note what is wrong with the marks in a text."""
        for bare in _BARE.finditer(written):
            if bare[1] in self.sources:
                place = self.inside(node, bare.start(), len(bare[0]))
                meant = f"[^{bare[1]}]"
                self.problems.add("N512.bare", place, suggestion=meant, mark=bare[0])
        for offset, length, segment in marks(written):
            if segment is None:
                place = self.inside(node, offset, 1)
                self.problems.add("N512.open", place)
            elif isinstance(segment, Interpolation):
                self.tell_shown(node, offset + 1, segment.source)
            elif unknown := self.unknown(segment):
                code, known = unknown
                place = self.inside(node, offset, length)
                self.problems.unknown(code, place, segment[0], known)

    def unknown(self, mark: Segment) -> tuple[str, Iterable[str]] | None:
        """The fault's code and the known names, if a mark refers to something that doesn't
        exist."""
        if isinstance(mark, Citation) and mark.source not in self.sources:
            return "N302", self.sources
        if isinstance(mark, GlossaryLink) and mark.term not in self.terms:
            return "N303", self.terms
        return None
