"""The page: blocks of text in a column of readable width that grows and scrolls.

One widget draws all of it line by line: a long play costs no more than the lines in view. Rules in
the margin tell the documented from drama; no frame that has room on a view of its own is cut.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style

from negotiator.tui.widgets.blocks import (
    MARGINS,
    BlockKind,
    Group,
    PageLine,
    first_of,
    headings,
    in_view,
)
from negotiator.tui.widgets.entry_places import EntryPlace, entry_places
from negotiator.tui.widgets.framed import framed, start_of

MEASURE = 76
"""The maximum width of a line with its margin: wider lines are hard to read."""

_MARKED = Style(bold=True, reverse=True)
"""How a marked entry stands out, in any colours or none."""


class Page(ScrollView, can_focus=True):
    """Groups of blocks, the last of them fresh and the others old."""

    ALLOW_SELECT = True
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"page--{kind.value}" for kind in BlockKind} | {
        "page--frame",
        "page--margin",
        "page--old",
    }

    class EntryPicked(Message):
        """A citation (`source`) or a link (`term`) was picked."""

        def __init__(self, kind: str, name: str) -> None:
            super().__init__()
            self.kind = kind
            self.name = name

    class Moved(Message):
        """The view moved; `more` says whether there is text below it."""

        def __init__(self, more: bool) -> None:
            super().__init__()
            self.more = more

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id)
        self._groups: list[Group] = []
        self._lines: list[PageLine] = []
        self._starts: list[int] = []
        self._layouts: dict[int, tuple[list[PageLine], list[int]]] = {}
        """The lines and the starts of the groups by width, for the last two: where the terms of a
        table take the width of the gauges, a page goes from one to the other and back."""
        self._width = 0
        self._drawn: dict[int, Strip] = {}
        self._inks: dict[str, Style] = {}
        self._styles: dict[tuple[BlockKind | None, bool], Style] = {}
        self._reading_from: int | None = None
        self._sent_to: BlockKind | None = None
        self._marked: int | None = None
        """Which of the citations and links that can be marked is."""
        self._shown = range(0)
        self.auto_links = False

    def show(self, groups: Sequence[Group]) -> None:
        """Put these groups on the page, and read from the start of the last."""
        self._marked = self._sent_to = None
        self._groups = list(groups)
        self._lay_out_again()
        self._read_from_last()

    def add(self, group: Group) -> None:
        """Put one more group on the page and read from its start."""
        self._marked = self._sent_to = None
        self._groups.append(group)
        self._catch_up()
        self._read_from_last()

    def amend(self, group: Group) -> None:
        """Put another group in place of the last, and stay where the reader is."""
        self._groups[-1] = group
        self._lay_out_again()
        self.virtual_size = Size(self._width, len(self._lines))
        self._say_where()
        self.refresh()

    def drop(self) -> None:
        """Take the last group off the page."""
        self._marked = self._sent_to = None
        self._groups.pop()
        for lines, starts in self._layouts.values():
            if len(starts) > len(self._groups):
                del lines[starts.pop() :]
        self._read_from_last()

    def go_to(self, kind: BlockKind | None) -> None:
        """Scroll to the first block of that kind in the last group, if it has one; behind an act,
        whose card has been shown, to what it opens with."""
        self._sent_to = kind
        start = self._starts[-1] if self._starts else len(self._lines)
        at = first_of(self._lines, start, kind)
        if at is not None:
            self._reading_from = max(0, at - 1)
            self._go_there()

    @property
    def text(self) -> str:
        """All the words on the page."""
        return "\n".join(block.content.plain for group in self._groups for block in group)

    @property
    def fresh(self) -> int:
        """How many lines the last group has; 0 while nothing has been laid out."""
        return len(self._lines) - self._starts[-1] if self._starts else 0

    @property
    def more(self) -> bool:
        """Whether there is text below the view."""
        return self.scroll_offset.y < self.max_scroll_y

    def _lay_out_again(self) -> None:
        self._layouts.clear()
        self._lines, self._starts = [], []
        self._catch_up()

    def _catch_up(self) -> None:
        """Lay out the groups that aren't yet for this width; without any, nothing can be."""
        self._drawn.clear()
        if not self._width:
            return
        self._lines, self._starts = self._layouts.pop(self._width, ([], []))
        self._layouts = dict([*self._layouts.items()][-1:])
        self._layouts[self._width] = self._lines, self._starts
        for number in range(len(self._starts), len(self._groups)):
            self._lay_out(number)

    def _lay_out(self, number: int) -> None:
        self._starts.append(len(self._lines))
        blank = Content("")
        for block in self._groups[number]:
            if self._lines:
                self._lines += [PageLine(blank, "", block.kind, number)] * block.gap
            margin = MARGINS.get(block.kind, "")
            first = block.mark or margin
            indent = Content(first).cell_length
            rest = margin or " " * indent
            if block.frame is not None:
                room = max(8, self._width - indent)
                self._lines += [
                    PageLine(text, margin, block.kind, number, sides)
                    for text, sides in framed(block.content, block.frame, room)
                ]
                continue
            for row, text in enumerate(block.content.wrap(max(8, self._width - indent))):
                self._lines.append(PageLine(text, rest if row else first, block.kind, number))

    def _read_from_last(self) -> None:
        self._drawn.clear()
        if not self._starts:
            self.refresh()
            return
        start = self._starts[-1]
        # A gap above the group is skipped, unless there is nothing else above.
        while start < len(self._lines) and not self._lines[start].text.plain:
            start += 1
        self.virtual_size = Size(self._width, len(self._lines))
        self._reading_from = max(0, start - 1)
        self._go_there()
        self.refresh()

    def _go_there(self) -> None:
        if self._reading_from is not None:
            self.scroll_to(y=self._reading_from, animate=False, immediate=True, force=True)
        self._say_where()

    def _say_where(self) -> None:
        self.post_message(self.Moved(self.more))

    def on_resize(self) -> None:
        """Wrap again for the new width, and stay where the reader was sent."""
        self._fit()
        self._go_there()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines in view. A paint may come before the message that the width has changed."""
        self._fit()
        self._shown = self._whole()
        return super().render_lines(crop)

    def _fit(self) -> None:
        width = min(MEASURE, self.scrollable_content_region.width)
        # Without any width nothing can be seen: what was laid out stays, and so does the reader.
        if width and width != self._width:
            old, at = self._lines, round(self.scroll_y)
            group = old[min(at, len(old) - 1)].group if old else None
            self._width = width
            self._catch_up()
            self.virtual_size = Size(width, len(self._lines))
            if self._reading_from is not None or group is None:
                self._read_from_last()
                self.go_to(self._sent_to)
            else:
                self.scroll_to(y=self._starts[group], animate=False, immediate=True, force=True)
            self.refresh()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Report that the view has moved."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self._say_where()

    def _whole(self) -> range:
        """The lines that the view shows."""
        return in_view(self._lines, self.scroll_offset.y, self.size.height)

    def read_on(self) -> None:
        """Scroll down nearly a page, or to a frame that wasn't whole."""
        self._reading_from = None
        height, shown = self.size.height, self._whole().stop - self.scroll_offset.y
        is_cut = self.more and shown < height
        self.scroll_relative(y=max(1, shown if is_cut else height - 2), duration=0.15)

    def read_back(self) -> None:
        """Scroll up nearly a page."""
        self._reading_from = None
        self.scroll_relative(y=-max(1, self.size.height - 2), duration=0.15)

    def to_heading(self, by: int) -> None:
        """Scroll to the next heading, or the one before if `by` is -1; with none, stay."""
        at = self.scroll_offset.y
        tops = [max(0, number - 1) for number in headings(self._lines)]
        found = [top for top in tops if (top > at if by > 0 else top < at)]
        if found:
            self._reading_from = None
            top = found[0] if by > 0 else found[-1]
            self.scroll_to(y=top, animate=False, immediate=True, force=True)

    # Marks

    @property
    def is_marking(self) -> bool:
        """Whether a citation or a link is marked."""
        return self._marked is not None

    def mark(self, by: int) -> bool:
        """Mark the next citation or link of the last group, or the previous one if `by` is -1.

        The first time, that is the nearest in view. Returns whether there was one; after the last,
        none is marked.
        """
        places = self._places()
        if self._marked is not None:
            at = self._marked + by
        else:
            top = self.scroll_offset.y
            above = sum(one.pieces[0][0] < top for one in places)
            below = sum(one.pieces[0][0] < top + self.size.height for one in places)
            at = min(above, len(places) - 1) if by > 0 else below - 1
        self._marked = at if 0 <= at < len(places) else None
        self._drawn.clear()
        self.refresh()
        if self._marked is None:
            return False
        line = places[at].pieces[0][0]
        if line not in self._whole():
            self._reading_from = None
            start = start_of([one.sides for one in self._lines], line)
            self.scroll_to(y=start, animate=False, immediate=True, force=True)
        return True

    def unmark(self) -> None:
        """Remove the mark."""
        self._marked = None
        self._drawn.clear()
        self.refresh()

    def pick_marked(self) -> None:
        """Pick the marked entry, as if it had been clicked."""
        if self._marked is not None:
            self.post_message(self.EntryPicked(*self._places()[self._marked].entry))

    def _places(self) -> list[EntryPlace]:
        """The citations and links of the last group; of all if it has none."""
        last = self._starts[-1] if self._starts else 0
        texts = [line.text for line in self._lines]
        return entry_places(texts, last) or entry_places(texts, 0)

    def on_mouse_scroll_down(self) -> None:
        """Note that the reader has taken control of the view."""
        self._reading_from = None

    on_mouse_scroll_up = on_mouse_scroll_down

    def on_click(self, event: events.Click) -> None:
        """Report which entry was clicked, if any."""
        found = event.style.meta.get("entry")
        if found:
            event.stop()
            self.post_message(self.EntryPicked(*found))

    def notify_style_update(self) -> None:
        """Draw again in the new colours."""
        self._drawn.clear()
        self._styles.clear()
        self._inks.clear()
        super().notify_style_update()

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw again with the new selection."""
        self._drawn.clear()
        super().selection_updated(selection)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected words."""
        return selection.extract("\n".join(line.text.plain for line in self._lines)), "\n"

    def render_line(self, y: int) -> Strip:
        """One line in view."""
        number = y + self.scroll_offset.y
        if number not in self._shown:
            return self._draw(len(self._lines))
        strip = self._drawn.get(number)
        if strip is None:
            strip = self._drawn[number] = self._draw(number)
        return strip

    def _draw(self, number: int) -> Strip:
        width = self.scrollable_content_region.width
        style = self.visual_style
        if number >= len(self._lines):
            return Strip.blank(width, style.rich_style)
        text, mark, kind, group, (left, right) = self._lines[number]
        style = self._style(kind, group < len(self._groups) - 1)
        selection = self.text_selection
        if selection is not None and (span := selection.get_span(number)) is not None:
            start, end = span
            chosen = self.screen.get_visual_style("screen--selection")
            text = text.stylize(chosen, start, len(text.plain) if end == -1 else end)
        if self._marked is not None:
            for line, start, end in self._places()[self._marked].pieces:
                if line == number:
                    text = text.stylize(_MARKED, start, end)
        parts = [Segment(words, ink.rich_style) for words, ink in text.render(style, "", self._ink)]
        words = Strip(parts, text.cell_length).apply_offsets(0, number)
        rule = self._style(None, False) if kind in MARGINS else style
        margin = Strip([Segment(mark, rule.rich_style)])
        if left:
            edge = self.get_visual_style("page--frame").rich_style
            words = Strip.join([Strip([Segment(left, edge)]), words, Strip([Segment(right, edge)])])
        return Strip.join([margin, words]).extend_cell_length(width, style.rich_style)

    def _ink(self, name: str | Style) -> Style:
        """The screen's style for an ink, such as `.ink--good`."""
        if isinstance(name, Style):
            return name
        style = self._inks.get(name)
        if style is None:
            style = self.screen.get_visual_style(name.removeprefix("."), partial=True)
            self._inks[name] = style
        return style

    def _style(self, kind: BlockKind | None, old: bool) -> Style:
        """The style of a kind of block, fresh or old; that of margins if there is no kind."""
        style = self._styles.get((kind, old))
        if style is None:
            names = [f"page--{kind.value}"] if kind else ["page--margin"]
            style = self.get_visual_style(*names, *(["page--old"] if old else []))
            self._styles[kind, old] = style
        return style
