"""The codex: the sources and people met in this play, the glossary, the actors, and the text agreed
on.

A filterable list on the left, the marked entry on the right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option as Row

from negotiator.narration import codex, status
from negotiator.narration.codex import Article
from negotiator.narration.play import tables_met
from negotiator.tui import prose
from negotiator.tui.actions import bindings
from negotiator.tui.screens.base import Frame
from negotiator.tui.widgets.blocks import Block, BlockKind, Group
from negotiator.tui.widgets.chrome import Chrome
from negotiator.tui.widgets.hanging_indent import Hung
from negotiator.tui.widgets.line_field import LineField
from negotiator.tui.widgets.listing import MarkedList
from negotiator.tui.widgets.shortcuts import KeyFooter
from negotiator.tui.widgets.story_log import Page

if TYPE_CHECKING:
    from negotiator.engine import Play
    from negotiator.story.model import Source, Story

_LISTED = 40
"""Cells of a source that the list shows."""


class _Entry(NamedTuple):
    name: str
    mark: str
    title: str
    group: Group

    def has(self, words: str) -> bool:
        text = " ".join([self.mark, self.title, *(one.content.plain for one in self.group)])
        return all(word in text.casefold() for word in words.casefold().split())


class CodexScreen(Frame[None]):
    """Opens at the requested entry."""

    SCOPE = "codex"
    CSS_PATH = "codex.tcss"
    AUTO_FOCUS = "#entries"
    BINDINGS: ClassVar[list[BindingType]] = bindings("codex")

    def __init__(self, play: Play, kind: str = "source", name: str = "") -> None:
        super().__init__()
        self._tabs = {
            "source": _sources(play),
            "term": _terms(play),
            "actor": _actors(play),
        }
        if play.story.people:
            self._tabs["person"] = _people(play)
        if tables_met(play):  # before that there is no text
            self._tabs["text"] = _text(play)
        # A list in which nothing stands yet is no place to begin; what was asked for is.
        with_entries = (one for one, entries in self._tabs.items() if entries)
        self._kind = kind if name or self._tabs[kind] else next(with_entries, kind)
        self._name = name
        self._shown: list[_Entry] = []

    def compose(self) -> ComposeResult:
        """Tabs, filter, list and entry."""
        yield Chrome(id="tabs")
        with Horizontal(id="body"):
            with Vertical(id="left"):
                field = LineField(placeholder=codex.to_filter(), id="filter", compact=True)
                field.cursor_blink = False
                yield field
                yield MarkedList(id="entries")
            yield Page(id="page")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Show the requested tab."""
        self._fill()

    def _fill(self) -> None:
        words = self.query_one(Input).value
        found = {
            kind: [one for one in entries if one.has(words)] for kind, entries in self._tabs.items()
        }
        self._shown = found[self._kind]
        tabs: list[Content | tuple[str, str]] = [(f"{codex.title()}  ", ".ink--strong")]
        for kind in self._tabs:
            label = codex.tab_with_count(kind, len(found[kind]))
            here = kind == self._kind
            shown = f"[{label}]" if here else f" {label} "
            tabs.append((shown, ".ink--accent" if here else ".ink--muted"))
            tabs.append(("  ", ""))
        self.query_one("#tabs", Chrome).update(Content.assemble(*tabs))
        entries = self.query_one("#entries", OptionList)
        self.game.shifted()
        entries.clear_options()
        rows = [
            Row(Hung(Content.styled(f" {one.mark}", ".ink--cite"), Content(one.title)))
            for one in self._shown
        ]
        entries.add_options(rows or [Row(Content(f" {codex.nothing_here()}"), disabled=True)])
        names = [one.name for one in self._shown]
        first = 0 if names else None
        entries.highlighted = names.index(self._name) if self._name in names else first
        self._show_marked()

    @on(OptionList.OptionHighlighted)
    def _highlighted(self) -> None:
        self._show_marked()

    def _show_marked(self) -> None:
        marked = self.query_one("#entries", OptionList).highlighted
        page = self.query_one(Page)
        if self._shown and marked is not None:
            self._name = self._shown[marked].name
            page.show([self._shown[marked].group])
        else:
            page.show([(Block(Content(codex.nothing_to_show())),)])

    @on(Page.EntryPicked)
    def _picked(self, event: Page.EntryPicked) -> None:
        self._kind, self._name = event.kind, event.name
        self.query_one(Input).value = ""
        self._fill()

    @on(Input.Changed)
    def _filtered(self) -> None:
        self._fill()

    @on(Input.Submitted)
    def _filter_done(self) -> None:
        self.query_one("#entries").focus()

    def action_turn(self, by: int) -> None:
        """Go that many tabs on."""
        kinds = list(self._tabs)
        self._kind = kinds[(kinds.index(self._kind) + by) % len(kinds)]
        self._fill()

    def action_filter(self) -> None:
        """Go to the filter."""
        self.query_one(Input).focus()

    def action_back(self) -> None:
        """Leave the filter, or the codex."""
        field = self.query_one(Input)
        if field.has_focus or field.value:
            field.value = ""
            self.query_one("#entries").focus()
        else:
            self.dismiss()

    def action_read_on(self) -> None:
        """Scroll on."""
        self.query_one(Page).read_on()

    def action_read_back(self) -> None:
        """Scroll back."""
        self.query_one(Page).read_back()


def _sources(play: Play) -> list[_Entry]:
    found = []
    for name, scenes in codex.met(play).sources.items():
        source = play.story.sources[name]
        group = source_blocks(source, scenes)
        found.append(_Entry(name, f"{name:<4} ", _short(source.says or source.title), group))
    return found


def _short(text: str) -> str:
    """At most two lines for the list: many sources share a title, so it shows what they say."""
    if Content(text).cell_length <= _LISTED:
        return text
    cut = Content(text).truncate(_LISTED).plain
    return (cut.rpartition(" ")[0] or cut) + "…"


def source_blocks(source: Source, scenes: list[str]) -> Group:
    """A source: what it is, what it says, what to doubt, where it was met."""
    where = codex.published(source)
    head = [Content.styled(codex.headed(source), ".ink--strong")]
    if where:
        head.append(Content(where))
    if source.url:
        head.append(Content.styled(source.url, ".ink--cite"))
    blocks = [Block(Content("\n").join(head), BlockKind.HEADING)]
    if source.says:
        blocks.append(Block(Content(source.says), BlockKind.DOCUMENTED))
    if source.note:
        blocks.append(Block(prose.inked(codex.doubt(source), ".ink--strong")))
    if scenes:
        blocks.append(Block(Content.styled(codex.met_in(scenes), ".ink--muted")))
    return tuple(blocks)


def _terms(play: Play) -> list[_Entry]:
    met = codex.met(play).terms
    found = []
    for name in dict.fromkeys([*met, *play.story.glossary]):
        term = play.story.glossary[name]
        blocks = [
            Block(Content.styled(term.term, ".ink--strong"), BlockKind.HEADING),
            Block(Content(term.text)),
        ]
        if term.sources:
            blocks.append(Block(_cited(play.story, term.sources)))
        if name in met:
            blocks.append(Block(Content.styled(codex.met_in(met[name]), ".ink--muted")))
        found.append(_Entry(name, "• " if name in met else "  ", term.term, tuple(blocks)))
    return found


def _cited(story: Story, names: tuple[str, ...]) -> Content:
    parts = [
        Content.assemble((f"[{name}]", ".ink--cite"), f" {story.sources[name].title}")
        for name in names
    ]
    return Content("\n").join(parts)


def _actors(play: Play) -> list[_Entry]:
    found = []
    for person in status.people(play):
        actor = person.actor
        blocks = [_heading(actor.name)]
        if person.gauge is not None:
            blocks.append(Block(prose.inked(codex.mood_of(person), ".ink--strong")))
        if actor.wants:
            blocks.append(Block(prose.inked(status.wants(actor), ".ink--strong")))
        found.append(_Entry(actor.id, "", actor.name, tuple(blocks)))
    return found


def _people(play: Play) -> list[_Entry]:
    found = []
    for one in codex.people_met(play):
        person = one.person
        blocks = [Block(prose.inked(codex.named(person), name=".ink--strong"), BlockKind.HEADING)]
        if person.wants:
            blocks.append(Block(prose.inked(status.wants(person), ".ink--strong")))
        if one.real is not None:
            blocks.append(prose.passage(one.real))
        blocks += prose.ledger(one.promised)
        if one.places:
            blocks.append(Block(Content.styled(codex.met_in(one.places), ".ink--muted")))
        found.append(_Entry(person.id, "", person.name, tuple(blocks)))
    return found


def _text(play: Play) -> list[_Entry]:
    """The agreement as it stands: what it says in any case, then term by term."""
    found = codex.agreement(play)
    entries = [_article(one) for one in found.terms]
    if found.always:
        title = codex.in_any_case()
        group = (_heading(title), *map(prose.passage, found.always))
        entries.insert(0, _Entry("always", "§ ", title, group))
    whole = tuple(block for entry in entries for block in entry.group)
    return [_Entry("whole", "  ", codex.all_of_it(), whole), *entries]


def _article(one: Article) -> _Entry:
    blocks = [_heading(one.title)]
    if one.open:
        blocks.append(Block(Content(codex.still_open(one.open))))
    else:
        blocks.append(Block(prose.inked(codex.agreed_on(one.agreed), ".ink--strong")))
        blocks += map(prose.passage, one.passages)
    if one.about:
        blocks.append(Block(Content.styled(one.about, ".ink--muted")))
    return _Entry(one.id, "… " if one.open else "= ", one.title, tuple(blocks))


def _heading(title: str) -> Block:
    return Block(Content.styled(title, ".ink--strong"), BlockKind.HEADING)
