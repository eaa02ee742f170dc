"""The packages of a table drawn for a terminal, in braille dots with labels between them.

What is drawn is in `tradeoff_plot`, and what its parts are called in `narration.drawing`.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import count, groupby, pairwise
from typing import NamedTuple

from negotiator.cells import centred, cut
from negotiator.cells import width as wide
from negotiator.diagrams.tradeoff_plot import (
    LegendEntry,
    Plot,
    PlotMark,
    Point,
    Role,
    legend_of,
    marks_of,
)
from negotiator.narration import drawing


class Span(NamedTuple):
    """Text of one role, in one line."""

    text: str
    role: Role


Line = list[Span]

MARGIN = 4
"""Columns left of the field: the worths, and the axis."""
FEWEST_COLUMNS = 40
"""Below this nothing can be drawn."""
FEWEST_ROWS = 6
"""Rows of the field, at least, however small the drawing."""
UPRIGHT, LEVEL, CROSSING = "┊", "┄", "┼"
STAR, BETWEEN = "*", "·"
CROWD = "⢕"
"""Half of a cell's dots, for cells with more packages than that, so that marks stay legible on
it."""
CROWDED = 4
DOTS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
"""The bits of the braille patterns from U+2800 on, by column and row from the top left."""


def text(made: Iterable[Line]) -> list[str]:
    """A drawing's lines as plain text."""
    return ["".join(span.text for span in line) for line in made]


def lines(drawn: Plot, width: int, height: int) -> list[Line]:
    """The drawing for a terminal, in `height` lines of `width` columns at most.

    The legend takes what lines it needs; if fewer than FEWEST_ROWS would be left for the field,
    there are more lines than were asked for. Raises ValueError below FEWEST_COLUMNS.
    """
    if width < FEWEST_COLUMNS:
        raise ValueError(f"{width} columns are too few to draw in")
    marks = marks_of(drawn)
    # The number of rows decides which marks share a cell, which the legend reports.
    for room in count(1):
        field = _Canvas(width - MARGIN, max(FEWEST_ROWS, height - 3 - room))
        legend = _flowed(_terminal_legend(drawn, marks, field), width)
        if len(legend) <= room:
            break
    field.draw(drawn, marks)
    return [
        [Span(cut(drawing.axis_upwards(drawn.them), width), Role.WORDS)],
        *_framed(field),
        _ticks(drawing.axis_across(drawn.us), field.columns),
        *legend,
        *([] for _ in range(room - len(legend))),
    ]


class _Canvas:
    """The cells between the axes, each with a character and its role."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self.cells = [[Span(" ", Role.WORDS)] * columns for _ in range(rows)]
        self.taken: set[tuple[int, int]] = set()

    def dot(self, point: Point) -> tuple[int, int]:
        """The column and the row of a point in dots, two by four to a cell, from the top left."""
        x, y = (min(100.0, max(0.0, worth)) / 100 for worth in point)
        across, down = self.columns * 2 - 1, self.rows * 4 - 1
        return math.floor(x * across + 0.5), down - math.floor(y * down + 0.5)

    def cell(self, point: Point) -> tuple[int, int]:
        """The row and the column of a point."""
        across, down = self.dot(point)
        return down // 4, across // 2

    def together(self, marks: Iterable[PlotMark]) -> list[list[PlotMark]]:
        """Marks by cell, those with the first claim first."""
        found: defaultdict[tuple[int, int], list[PlotMark]] = defaultdict(list)
        for mark in marks:
            found[self.cell(mark.point)].append(mark)
        return list(found.values())

    def draw(self, drawn: Plot, marks: Sequence[PlotMark]) -> None:
        """Draw everything, with what matters more over what matters less."""
        self._cloud(drawn.packages)
        self._limits(drawn)
        self._frontier(drawn.frontier)
        for group in self.together(marks):
            self._label(group)

    def _cloud(self, packages: Iterable[Point]) -> None:
        dots: defaultdict[tuple[int, int], int] = defaultdict(int)
        for across, down in {self.dot(point) for point in packages}:
            dots[down // 4, across // 2] |= DOTS[across % 2][down % 4]
        for (row, column), pattern in dots.items():
            crowded = pattern.bit_count() > CROWDED
            glyph = CROWD if crowded else chr(0x2800 + pattern)
            self.cells[row][column] = Span(glyph, Role.CLOUD)

    def _limits(self, drawn: Plot) -> None:
        at_row, at_column = self.cell(Point(drawn.our_limit, drawn.their_limit))
        if 0 <= drawn.our_limit <= 100:
            for row in range(self.rows):
                self.cells[row][at_column] = Span(UPRIGHT, Role.LIMIT)
        if 0 <= drawn.their_limit <= 100:
            for column in range(self.columns):
                crosses = self.cells[at_row][column].text == UPRIGHT
                self.cells[at_row][column] = Span(CROSSING if crosses else LEVEL, Role.LIMIT)

    def _frontier(self, frontier: Sequence[Point]) -> None:
        """A star at each package, and dots along straight lines from one to the next."""
        for start, end in pairwise(frontier):
            (row, column), (to_row, to_column) = self.cell(start), self.cell(end)
            steps = max(abs(to_row - row), abs(to_column - column), 1)
            for step in range(steps + 1):
                at_row = row + round((to_row - row) * step / steps)
                at_column = column + round((to_column - column) * step / steps)
                self.cells[at_row][at_column] = Span(BETWEEN, Role.FRONTIER)
        for point in frontier:
            row, column = self.cell(point)
            self.cells[row][column] = Span(STAR, Role.FRONTIER)

    def _label(self, group: Sequence[PlotMark]) -> None:
        """Put the marks of one cell side by side, as near to it as there is room."""
        spans = [Span(group[0].glyph, group[0].role)]
        for before, mark in pairwise(group):
            sign = "=" if mark.point == before.point else "≈"
            spans += [Span(sign, Role.WORDS), Span(mark.glyph, mark.role)]
        glyphs = [Span(letter, span.role) for span in spans for letter in span.text]
        row, column = self.cell(group[0].point)
        row, column = self._free(row, column, len(glyphs))
        for place, glyph in enumerate(glyphs, column):
            self.cells[row][place] = glyph
            self.taken.add((row, place))
        # A blank on both sides, so that a letter isn't lost among the dots.
        for place in (column - 1, column + len(glyphs)):
            if 0 <= place < self.columns and self.cells[row][place].role is Role.CLOUD:
                self.cells[row][place] = Span(" ", Role.WORDS)

    def _free(self, row: int, column: int, length: int) -> tuple[int, int]:
        """The nearest place to a cell where a label of some length may begin, a column off any
        other."""
        for reach in range(self.columns + 2 * self.rows):
            # A row is as high as two columns are wide.
            for up in range(reach // 2 + 1):
                aside = reach - 2 * up
                beside = (column + aside, column - length + 1 - aside)
                starts = beside if aside else range(column, column - length, -1)
                for at_row in (row - up, row + up):
                    for start in starts:
                        if self._is_free(at_row, start, length):
                            return at_row, start
        return row, max(0, min(column, self.columns - length))

    def _is_free(self, row: int, start: int, length: int) -> bool:
        if not (0 <= row < self.rows and 0 <= start <= self.columns - length):
            return False
        return not any((row, place) in self.taken for place in range(start - 1, start + length + 1))


def _framed(field: _Canvas) -> Iterator[Line]:
    """The field's rows with the axes, and the worths to their left."""
    told = {field.cell(Point(0, worth))[0]: worth for worth in (0, 50, 100)}
    for row, cells in enumerate(field.cells):
        axis = f"{told[row]:>3}┤" if row in told else f"{'│':>4}"
        runs = groupby(cells, key=lambda cell: cell.role)
        yield [
            Span(axis, Role.WORDS),
            *(Span("".join(cell.text for cell in run), role) for role, run in runs),
        ]
    ticks = {field.cell(Point(worth, 0))[1] for worth in (0, 50, 100)}
    axis = "".join("┴" if column in ticks else "─" for column in range(field.columns))
    yield [Span(f"{'└':>4}{axis}", Role.WORDS)]


def _ticks(title: str, columns: int) -> Line:
    """The worths below the axis, with its title between 50 and 100."""
    half = MARGIN + columns // 2
    room = columns - columns // 2 - 7
    before = f"{'0':>{MARGIN + 1}}".ljust(half - 1) + "50"
    free = MARGIN + columns - 3 - len(before)
    return [Span(f"{before}{centred(cut(title, room), free)}100", Role.WORDS)]


def _terminal_legend(
    drawn: Plot, marks: Sequence[PlotMark], field: _Canvas
) -> Iterator[LegendEntry]:
    yield from legend_of(drawn, marks)
    yield LegendEntry(f"{STAR}{BETWEEN}{STAR}", Role.FRONTIER, drawing.frontier())
    yield LegendEntry(UPRIGHT, Role.LIMIT, drawing.limit(drawn.us, drawn.our_limit))
    yield LegendEntry(LEVEL, Role.LIMIT, drawing.limit(drawn.them, drawn.their_limit))
    yield LegendEntry(f"⠂{CROWD}", Role.CLOUD, drawing.packages())
    pairs = [pair for group in field.together(marks) for pair in pairwise(group)]
    if any(one.point == other.point for one, other in pairs):
        yield LegendEntry("=", Role.WORDS, drawing.same_worths())
    if any(one.point != other.point for one, other in pairs):
        yield LegendEntry("≈", Role.WORDS, drawing.nearly_so())


def _flowed(entries: Iterable[LegendEntry], width: int) -> list[Line]:
    """Entries one after another, in lines that break none of them."""
    found: list[Line] = []
    used = width
    for glyph, role, words in entries:
        words = cut(f" {words}", width - wide(glyph))
        needed = wide(glyph) + wide(words)
        if used + 3 + needed > width:
            found.append([])
            used = 0
        else:
            found[-1].append(Span("   ", Role.WORDS))
            used += 3
        found[-1] += [Span(glyph, role), Span(words, Role.WORDS)]
        used += needed
    return found
