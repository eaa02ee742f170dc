"""A table drawn: terms as rows with what each option costs, worths as bars, sentences beside them.

It turns the state of the talks and the package being put together into lines of the available
width. The sentences come from `narration.table`; keys, clicks and decisions are in `bargain`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from textual.content import Content
from textual.style import Style

from negotiator.engine import Package, Session
from negotiator.narration import table_on_screen
from negotiator.narration.lines_on_screen import MINUS
from negotiator.narration.table import About, given, options, price, remarks

BESIDE = 108
"""The minimum width in columns for bars and sentences to be beside the terms."""
_LABEL = 13
"""Cells for the mark of a row and the short label of a term, which has at most 10 characters."""
_PRICE = 3
"""Cells for what an option costs: a sign and two digits."""
_ROUND = 2 + _PRICE
"""Cells on each side of an option: the arrow, and what the next one costs."""
_SIGN = 2
"""Cells for whether both agree, and whether they moved."""
_LEAST_OPTION = 8
_LEAST_BESIDE = 34
"""Columns that sentences beside the terms need."""
_GAP = 3
"""Cells between things side by side."""
_BAR_BESIDE = 50
"""The minimum width in columns for a bar to be beside its sentence, not above it."""
_FULL, _EMPTY, _LINE = "━", "─", "┃"
_INKS = {About.YOURS: ".ink--good", About.THEIRS: ".ink--bad", About.GIVEN: ".ink--accent"}
"""The inks of bars; each bar is beside its sentence, so that nothing depends on the colour."""


_WORTHS = frozenset({About.YOURS, About.THEIRS, About.GIVEN, About.LINE})
"""What is above the terms if nothing is beside them."""
_WARNED = frozenset({About.REFUSED, About.KEPT})
"""What is directly below them: the result of what has just been done."""
_BELOW = frozenset({About.MOVED, About.HOME})
"""What stays below the terms if the rest is beside them: beside them, where lines are short, these
two would take the room in which the story is read."""


class Spread(NamedTuple):
    """What is on the table: the talks, the package being put together, the number of the term with
    the keys, and the first of two packages, if one is kept."""

    session: Session
    package: Package
    marked: int
    kept: Package | None


class RenderedTerms(NamedTuple):
    """The lines of a table, and which of them should be in view: the marked term's, down to what is
    said about the last action, if anything is."""

    lines: list[Content]
    marked: int
    until: int


def drawn(spread: Spread, width: int) -> RenderedTerms:
    """The table at that width."""
    if width < BESIDE:
        said = list(_said(spread, width))
        head = _of(said, _WORTHS)
        rows = [*head, _heading(width), *_rows(spread, width)]
        rest = [line for about, lines in said if about not in _WORTHS | _WARNED for line in lines]
        warned, at = _of(said, _WARNED), len(head) + 1 + spread.marked
        until = len(rows) + len(warned) if warned else at + 1
        return RenderedTerms([*rows, *warned, *_marked(spread, width), *rest], at, until)
    left = min(width - _LEAST_BESIDE - _GAP, _needed(spread))
    below = _of(list(_said(spread, left)), _BELOW)
    rows = [_heading(left), *_rows(spread, left), Content(""), *_marked(spread, left), *below]
    said = list(_said(spread, width - left - _GAP))
    beside = [*_of(said, _WORTHS), Content(""), *_of(said, frozenset(About) - _WORTHS - _BELOW)]
    at = 1 + spread.marked
    return RenderedTerms(list(_side_by_side(rows, beside, left)), at, at + 1)


def _of(said: list[tuple[About, list[Content]]], wanted: frozenset[About]) -> list[Content]:
    return [line for about, lines in said if about in wanted for line in lines]


def _needed(spread: Spread) -> int:
    """The columns that the terms need with all options in full."""
    texts = [one.text for term in spread.session.table.terms for one in term.options]
    longest = max(Content(text).cell_length for text in texts)
    return _LABEL + 2 * _ROUND + 1 + _SIGN + 2 * (longest + 1 + _PRICE)


def _side_by_side(left: list[Content], right: list[Content], width: int) -> Iterator[Content]:
    for number in range(max(len(left), len(right))):
        one = left[number] if number < len(left) else Content("")
        other = right[number] if number < len(right) else Content("")
        between = Content.styled(" │ ", ".ink--muted")
        yield one.pad_right(max(0, width - one.cell_length)) + between + other


# The terms


def _columns(width: int) -> tuple[int, int]:
    """The cells for the words of the player's option, and of theirs, each followed by its price."""
    room = width - _LABEL - 2 * _ROUND - 1 - _SIGN - 2 * (1 + _PRICE)
    return max(_LEAST_OPTION, (room + 1) // 2), max(_LEAST_OPTION, room // 2)


def _heading(width: int) -> Content:
    ours, theirs = _columns(width)
    return Content.assemble(
        ("  ↑ ↓".ljust(_LABEL), ".ink--muted"),
        ("← →".ljust(_ROUND), ".ink--muted"),
        _titled(table_on_screen.your_package(), table_on_screen.yours(), ours + 1 + _PRICE),
        " " * (_ROUND + 1 + _SIGN),
        _titled(table_on_screen.they_ask(), table_on_screen.theirs(), theirs + 1 + _PRICE),
    )


def _titled(title: str, short: str, column: int) -> Content:
    """The heading of a column of options, with what its numbers are; if there is no room for both,
    the title is short."""
    to_you = Content(table_on_screen.to_you())
    room = column - to_you.cell_length - 1
    head = Content.styled(title, ".ink--strong")
    if head.cell_length > room:
        head = Content.styled(short, ".ink--strong").truncate(max(0, room), ellipsis=True)
    space = " " * max(0, column - head.cell_length - to_you.cell_length)
    whole = Content.assemble(head, (space + to_you.plain, ".ink--muted"))
    return whole.truncate(column, ellipsis=True)


def _rows(spread: Spread, width: int) -> Iterator[Content]:
    """The terms: the player's option between its neighbours, then theirs, each with its price."""
    moved = {term.id for term, _, _ in spread.session.countered}
    for number in range(len(spread.package)):
        yield _row(spread, number, width, moved)


def _row(spread: Spread, number: int, width: int, moved: set[str]) -> Content:
    session, columns = spread.session, _columns(width)
    term = session.table.terms[number]
    our, their = spread.package[number], session.theirs[number]
    here = number == spread.marked
    is_last = our == len(term.options) - 1
    before = _priced(session, number, our - 1) if our else ""
    after = "" if is_last else _priced(session, number, our + 1)
    same = our == their
    ours = _option(spread, number, our, columns[0]).stylize(".ink--accent" if here else "")
    theirs = _option(spread, number, their, columns[1]).stylize(".ink--muted" if same else "")
    row = Content.assemble(
        ("› " if here else "  ", ".ink--accent"),
        _fitted(term.short, _LABEL - 3).stylize(".ink--strong"),
        " ",
        _touch(_muted(before.rjust(_PRICE)) + _arrow("‹ ", here and our > 0), number, -1),
        _touch(ours, number),
        _touch(_arrow(" ›", here and not is_last) + _muted(after.rjust(_PRICE)), number, 1),
        " ",
        ("=" if same else "≠", ".ink--good" if same else ".ink--bad"),
        ("»" if term.id in moved else " ", ".ink--accent"),
        _touch(theirs, number).stylize(Style.from_meta({"theirs": True})),
    )
    return row.stylize(Style.from_meta({"term": (number, 0)}), 0, _LABEL)


def _option(spread: Spread, number: int, option: int, column: int) -> Content:
    """An option with what it costs or gives."""
    text = spread.session.table.terms[number].options[option].text
    cost = _priced(spread.session, number, option)
    return _fitted(text, column) + Content(f" {cost:>{_PRICE}}")


def _priced(session: Session, term: int, option: int) -> str:
    """The price of an option compared with what the player stands by: a sign and a number."""
    found = price(session, term, option)
    if option == session.ours[term]:
        return "·"
    return f"+{found}" if found > 0 else f"{MINUS}{-found}"


def _arrow(arrow: str, is_there: bool) -> Content:
    return Content.styled(arrow if is_there else "  ", ".ink--accent")


def _muted(text: str) -> Content:
    return Content.styled(text, ".ink--muted")


def _touch(words: Content, term: int, turn: int = 0) -> Content:
    """Words that a click can read: which term they belong to, and how far they change it."""
    return words.stylize(Style.from_meta({"term": (term, turn)}))


def _marked(spread: Spread, width: int) -> list[Content]:
    """The marked term with all its options in words, and its explanation."""
    term = spread.session.table.terms[spread.marked]
    parts: list[Content | tuple[str, str]] = [(f"{term.label}:", ".ink--strong")]
    said = options(spread.session, spread.package, spread.marked)
    for number, words in enumerate(said):
        is_ours = number == spread.package[spread.marked]
        parts += [Content(" "), (words, ".ink--accent" if is_ours else "")]
    lines = _wrapped(Content.assemble(*parts), width)
    if term.about:
        lines += _wrapped(_muted(term.about), width)
    return lines


# Sentences


def _said(spread: Spread, width: int) -> Iterator[tuple[About, list[Content]]]:
    """The sentences, each in its lines: worths with their bars, then what else the player should
    know."""
    for about, words in remarks(spread.session, spread.package, spread.kept):
        if about in _INKS:
            yield about, _barred(spread, about, words, width)
        elif about is About.REFUSED:
            yield about, _wrapped(Content.assemble(("× ", ".ink--bad"), words), width)
        else:
            yield about, _lines(words, width)


def _lines(words: str, width: int) -> list[Content]:
    return _wrapped(Content(words), width)


def _barred(spread: Spread, about: About, words: str, width: int) -> list[Content]:
    """A bar with its sentence beside it, or below it."""
    session, line = spread.session, spread.session.reservation
    value: int | None
    if about is About.GIVEN:
        value, line = given(session), -1
    else:
        value = session.worth(spread.package if about is About.YOURS else session.theirs)
    if value is None:
        return _lines(words, width)
    if width < _BAR_BESIDE:
        return [worth_bar(value, line, width, _INKS[about]), *_lines(words, width)]
    cells = width // 4
    found = _lines(words, width - cells - 2)
    first = worth_bar(value, line, cells, _INKS[about]) + Content("  ") + found[0]
    return [first, *(Content(" " * (cells + 2)) + more for more in found[1:])]


def worth_bar(value: int, line: int, cells: int, ink: str) -> Content:
    """A worth out of 100 as a bar, with a mark at the player's line."""
    full = round(max(0, min(100, value)) * cells / 100)
    at = min(cells - 1, line * cells // 100) if line >= 0 else -1
    parts = [
        (_LINE, ".ink--strong")
        if cell == at
        else (_FULL, ink)
        if cell < full
        else (_EMPTY, ".ink--muted")
        for cell in range(cells)
    ]
    return Content.assemble(*parts)


def _fitted(text: str, cells: int) -> Content:
    """A text in exactly so many cells."""
    return Content(text).truncate(cells, ellipsis=True, pad=True)


def _wrapped(text: Content, width: int) -> list[Content]:
    return list(text.wrap(width))
