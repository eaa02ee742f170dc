"""Typed lines laid out for the page, as blocks with inks and marks.

The words come from `narration`; the styles set the colours of the inks. Story text is never read as
markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from textual.content import Content
from textual.style import Style

from negotiator.diagrams import circles as diagram
from negotiator.narration import documents, lines_on_screen, promises, so_far, votes, win_sets
from negotiator.narration import play as told
from negotiator.narration.acts import named
from negotiator.narration.lines import (
    Agreed,
    BeginsAfter,
    Card,
    Chosen,
    Countered,
    Document,
    Heading,
    InSums,
    LeftOut,
    Line,
    Moved,
    Noted,
    Part,
    PlaceKind,
    Promised,
    Returned,
    ToldPassage,
    Trend,
    Voted,
    WinSets,
)
from negotiator.narration.menu import back_at
from negotiator.narration.sentences import Sentence, above_lines, spoken
from negotiator.narration.terms import agreed
from negotiator.sentence_parts import between_facts
from negotiator.story.model import Citation, GlossaryLink, Stress
from negotiator.tui.widgets.blocks import Block, BlockKind, Group
from negotiator.tui.widgets.framed import Frame

if TYPE_CHECKING:
    from negotiator.engine import Play

_CARD = 44
"""The width in cells of what stands in a card, at least."""
INKS = {Trend.BETTER: ".ink--good", Trend.WORSE: ".ink--bad", Trend.SAME: ".ink--muted"}


def inked(
    told: Sentence, lead: str = "", *, mark: str = "", with_colon: bool = False, **inks: str
) -> Content:
    """A sentence with inks: `lead` for the words it begins with, after a mark, and others by the
    names of its placeholders; `with_colon` also inks a colon right after them."""
    parts: list[tuple[str, str]] = []
    before = ""
    for number, piece in enumerate(told.pieces):
        if piece.name:
            before = inks.get(piece.name, "")
            parts.append((piece.words, before))
        elif with_colon and before and piece.words == ": ":
            parts[-1] = (parts[-1][0] + piece.words, before)
        else:
            parts.append((piece.words, "" if number else lead))
    if mark:
        parts[:1] = [(mark + parts[0][0], parts[0][1])]
    return Content.assemble(*parts)


def moved(one: Moved) -> Content:
    """A change in brief, by glyph, sign, word and ink: `▲ +6 better`."""
    return Content.styled(lines_on_screen.in_brief(one), INKS[one.verdict])


def in_figures(one: Moved) -> Content:
    """The same without the word."""
    return Content.styled(lines_on_screen.in_figures(one), INKS[one.verdict])


def entry_style(kind: str, name: str) -> Style:
    """A mark on text that a click can read: the codex entry it stands for."""
    return Style.from_meta({"entry": (kind, name)})


def content(one: ToldPassage) -> Content:
    """A passage with its links, and its citations as `[S14]`, behind who says it."""
    if one.speaker is None:
        return written(one.parts)
    behind = inked(spoken(one.speaker.name, ""), with_colon=True, speaker=".ink--strong")
    return Content.assemble(behind, written(one.parts))


def written(told: Iterable[Part]) -> Content:
    """Words with their stress, links and citations."""
    parts: list[Content] = []
    stresses: tuple[str, ...] = ()
    for part in told:
        if isinstance(part, Stress):
            stresses = _STRESSES[part.stars]
        elif isinstance(part, Citation):
            parts += [Content(" "), cited(part.source)]
        elif isinstance(part, GlossaryLink):
            words = _inked(part.words, ".ink--link", *stresses)
            parts.append(words.stylize(entry_style("term", part.term)))
        else:
            parts.append(_inked(part.words, *stresses))
    return Content("").join(parts)


def _inked(words: str, *inks: str) -> Content:
    content = Content(words)
    for ink in inks:
        content = content.stylize(ink)
    return content


def cited(source: str) -> Content:
    """A citation, which leads to its source."""
    return Content.styled(f"[{source}]", ".ink--cite").stylize(entry_style("source", source))


_STRESSES = {
    "": (),
    "*": (".ink--stress",),
    "**": (".ink--strong",),
    "***": (".ink--stress", ".ink--strong"),
}
"""How words look by the stars they are written with; nobody needs to see it to follow."""


def document(one: Document) -> Block:
    """A document in its frame: its heading, then its words, or its drawing with its sources."""
    kind = BlockKind.DOCUMENTED if one.cites else BlockKind.DRAMA
    head = [written(one.heading).stylize(".ink--strong")] if one.heading else []
    if not one.kind.is_drawn:
        between = [Content("")] if head and one.parts else []
        words = [written(one.parts)] if one.parts else []
        body = Content("\n").join([*head, *between, *words])
        return Block(body, kind, frame=Frame(documents.caption(one)))
    below = [
        Content(" ").join([cited(part.source) for part in one.alt if isinstance(part, Citation)])
    ]
    drawn = Content("\n").join([*head, written(one.parts), *filter(None, below)])
    alt = Content("\n").join([*head, written(one.alt)])
    return Block(drawn, kind, frame=Frame(documents.caption(one), alt))


def card(one: Card) -> Block:
    """A card: its title and its facts in the middle of a frame, if there is room for that."""
    title = Content.styled(one.title, ".ink--strong")
    facts = [Content.styled(fact, ".ink--muted") for fact in one.facts]
    lines = [Content(""), title, *facts, Content("")]
    wide = max(_CARD, *(line.cell_length for line in lines))
    middle = [Content(" " * ((wide - line.cell_length) // 2)) + line for line in lines]
    middle[0] = Content(" " * wide)
    narrow = Content("\n").join(line for line in lines if line.plain)
    frame = Frame(one.label, narrow)
    return Block(Content("\n").join(middle), BlockKind.PLAIN, frame=frame)


_ROWS = 7
"""The height of the larger circle: with it the card of an act has room on a screen of 24 lines."""


def circles(one: WinSets) -> Block:
    """The two circles with their sizes, or in words where there is no room for them."""
    inks = {diagram.FIRST: ".ink--bar", diagram.SECOND: ".ink--muted", diagram.BOTH: ".ink--strong"}
    rows = [
        Content.assemble(*((run.mark * run.cells, inks.get(run.mark, "")) for run in row))
        for row in diagram.circles(*one.now, _ROWS)
    ]
    sizes = (win_sets.at_home(one), win_sets.across(one), win_sets.in_both(one))
    marks = (diagram.FIRST, diagram.SECOND, diagram.BOTH)
    legend = [
        Content.assemble((mark * 2, inks[mark]), f"  {size}")
        for mark, size in zip(marks, sizes, strict=True)
    ]
    words = Content("\n").join([*rows, Content(""), *legend])
    return Block(words, frame=Frame(win_sets.caption(one), Content(win_sets.spoken(one))))


def passage(one: ToldPassage) -> Block:
    """A passage styled by its kind: documented, or drama."""
    kind = BlockKind.DOCUMENTED if one.cites else BlockKind.DRAMA
    return Block(content(one), kind, gap=0 if one.is_answer else 1)


def heading(one: Heading) -> Block:
    """The title of a place, and where it is; its day is shown above the page. That of an epilogue
    is less than a place's."""
    if one.kind is PlaceKind.EPILOGUE:
        return Block(Content.styled(one.title, ".ink--accent"), BlockKind.HEADING)
    where = f"{between_facts()}{one.place}" if one.place not in ("", one.title) else ""
    return Block(
        Content.assemble((one.title, ".ink--strong"), (where, ".ink--muted")), BlockKind.HEADING
    )


def promise(one: Promised, told: Sentence) -> Block:
    """A promise in a sentence, behind a sign for how it stands."""
    content = inked(told, person=".ink--strong", standing=".ink--strong")
    return Block(content, BlockKind.NOTE, f"{promises.glyph(one.standing)} ", 0)


def ledger(several: Iterable[Promised]) -> list[Block]:
    """Promises and how each stands, under their caption; nothing if there are none."""
    blocks = [promise(one, promises.entry(one)) for one in several]
    if not blocks:
        return []
    return [
        Block(Content.styled(promises.caption(), ".ink--accent"), BlockKind.HEADING),
        blocks[0]._replace(gap=1),
        *blocks[1:],
    ]


def page(play: Play) -> list[Group]:
    """What a play has told so far: its opening, and what each decision led to. Of a play so long
    that nobody scrolls up to its beginning, that is below a note."""
    begins = so_far.begins_after(play, so_far.PAGE)
    steps = [group(told.step(play, number)) for number in range(begins, len(play.steps))]
    return [group([BeginsAfter(begins)] if begins else told.opening(play)), *steps]


def group(lines: Iterable[Line]) -> Group:
    """Lines as blocks; the first of several changes that belong together is set apart."""
    found: list[Block] = []
    changes: list[Block] = []
    for one in lines:
        blocks = list(_blocks(one))
        if isinstance(one, Moved | Noted | Promised):
            changes += blocks if changes else [blocks[0]._replace(gap=1), *blocks[1:]]
            continue
        found += _in_a_row(changes) if isinstance(one, InSums) else changes
        found += blocks
        changes = []
    return (*found, *changes)


def _in_a_row(changes: list[Block]) -> list[Block]:
    """Changes with those of gauges in one block, as they have no reasons to tell apart."""
    moves = [one for one in changes if one.kind is BlockKind.CHANGE]
    others = [one for one in changes if one.kind is not BlockKind.CHANGE]
    if not moves:
        return others
    words = Content(between_facts()).join(one.content for one in moves)
    return [Block(words, BlockKind.CHANGE, "± "), *others]


def _blocks(one: Line) -> Iterator[Block]:
    match one:
        case Heading():
            yield heading(one)
        case Card():
            words = Content.styled(named(one.label, one.title), ".ink--accent")
            yield Block(words, BlockKind.ACT, "── ", 2)
        case ToldPassage():
            yield passage(one)
        case Document():
            yield document(one)
        case Chosen(words):
            yield Block(Content(words), BlockKind.CHOSEN, "› ", 2)
        case Moved():
            told = inked(lines_on_screen.change(one), change=INKS[one.verdict])
            yield Block(told, BlockKind.CHANGE, f"{lines_on_screen.glyph(one.by)} ", 0)
        case Noted(words):
            yield Block(Content(words), BlockKind.NOTE, "· ", 0)
        case Promised():
            yield promise(one, promises.told(one))
        case InSums():
            yield Block(Content(lines_on_screen.told_in_sums()), BlockKind.NOTE, "· ", 0)
        case Voted():
            # Bloc by bloc it was counted on a screen of its own.
            told = inked(votes.in_short(one), motion=".ink--strong")
            yield Block(told, BlockKind.NOTE, "= ", 1)
        case Returned(title):
            yield Block(Content(back_at(title)), BlockKind.NOTE, gap=1)
        case LeftOut():
            yield Block(Content.styled(lines_on_screen.left_out(one), ".ink--muted"), mark="· ")
        case BeginsAfter():
            words = Content.styled(lines_on_screen.begins_after(one), ".ink--muted")
            yield Block(words, BlockKind.NOTE)
        case WinSets():
            yield circles(one)
        case Countered():
            yield Block(Content(lines_on_screen.they_now_ask()), BlockKind.NOTE)
            for asked in one.terms:
                told = inked(lines_on_screen.asked(asked), with_colon=True, term=".ink--strong")
                yield Block(told, BlockKind.NOTE, "· ", 0)
        case Agreed(them, clauses):
            yield Block(Content.styled(above_lines(agreed(them)), ".ink--strong"))
            for clause in clauses:
                told = inked(lines_on_screen.clause(clause), with_colon=True, term=".ink--strong")
                yield Block(told, BlockKind.PLAIN, "= ", 0)
