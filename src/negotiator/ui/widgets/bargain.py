"""The table: the terms as rows, with the package being assembled beside theirs.

What a package would do is shown while it is put together; nothing is decided by that. Posts
what the player decides, or why that can't be; what follows from it is the screen's affair.
"""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.style import Style

from negotiator.engine import Forecast, Package, Session
from negotiator.engine.decisions import ACCEPT, ASK
from negotiator.ui import prose
from negotiator.ui.actions import bindings
from negotiator.ui.widgets.lined import Lined

_LABEL = 11
"""Cells for the short label of a term, which has at most 10 characters."""
_TITLE = 9
"""Cells for what forecasts are of."""
_TALL = 32
"""Lines of a screen that has room for the story and all terms at once."""
_MOVED = " · moved"
"""Behind what the counterpart came to with its last answer."""
_LEAST_ROWS = 3
_ELSEWHERE = 6
"""Lines that a low screen needs beside the table: its frame, and three for the story."""

_FRAME = 3
"""Lines of the heading, the divider and the keys."""
_READABLE = 8
"""Lines of the story in which an answer can be read."""
_HEARD = 2
"""More lines for what the counterpart said, before a term is explained."""


class Bargain(Lined, can_focus=True):
    """Where a package is assembled and the talks are closed."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("table")
    ALLOW_SELECT = False

    class Decided(Message):
        """A decision of the table, in the words that the engine reads."""

        def __init__(self, session: Session, decision: str) -> None:
            super().__init__()
            self.session = session
            self.decision = decision

    class Reassembled(Message):
        """The player changed the package that is being assembled."""

    class Folded(Message):
        """The terms were laid out or put away, and the keys have come to mean something else."""

    class Refused(Message):
        """A decision that can't be made now, and why."""

        def __init__(self, reason: str) -> None:
            super().__init__()
            self.reason = reason

    class Kept(Message):
        """The package is kept as the first of two."""

    class Leaving(Message):
        """The player wants to leave the table."""

        def __init__(self, session: Session) -> None:
            super().__init__()
            self.session = session

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 (Textual's name)
        super().__init__(id=id)
        self.session: Session | None = None
        self.package: Package = ()
        """What is being assembled."""
        self.held: Package | None = None
        """The first of two packages that are put side by side."""
        self.marked = 0
        """The number of the term that the keys are on."""
        self.folded = False
        """Whether the terms are away, so that there is room for the story."""

    def sit(self, session: Session | None) -> None:
        """Show where the talks stand, with the player's own position taken up."""
        before = self.session
        self.session = session
        if session is None:
            return
        if before is None or before.talks != session.talks:
            self.held = None
        if before is None or before.table is not session.table:
            self.marked = 0
            self.folded = not (session.exchanges or self._is_tall)
            self.refresh_bindings()
        # After their last word there is nothing to propose: what accepting would do is shown.
        self._assemble(session.ours if session.rounds_left else session.theirs)
        if before is not None and len(session.exchanges) > len(before.exchanges):
            self._make_room()

    def _make_room(self) -> None:
        """Put the terms away if they leave no room to read what was answered."""
        taken = len(self.lines(self.content_size.width))
        if self.screen.size.height - taken - _FRAME < _READABLE:
            self.action_show_story()

    def _assemble(self, package: Package) -> None:
        self.package = package
        self._draw()

    def _draw(self) -> None:
        """Ask for another size only when there are more lines, or fewer."""
        width = self.content_size.width
        self.refresh(layout=len(self.lines(width)) != self.content_size.height)

    @property
    def _is_tall(self) -> bool:
        return self.screen.size.height >= _TALL

    @property
    def _now(self) -> Session:
        assert self.session is not None, "nobody sits at the table"
        return self.session

    def check_action(
        self,
        action: str,
        parameters: tuple[object, ...],  # noqa: ARG002 (Textual's signature)
    ) -> bool | None:
        """While the terms are away, they can only be laid out; away from a table, nothing can."""
        return self.session is not None and self.folded == (action == "show_terms")

    def action_show_terms(self) -> None:
        """Lay the terms out."""
        self.folded = False
        self._folded()

    def action_show_story(self) -> None:
        """Put the terms away."""
        self.folded = True
        self._folded()

    def _folded(self) -> None:
        self.post_message(self.Folded())
        self.refresh_bindings()
        self._draw()

    # Assembling

    @property
    def assembled(self) -> dict[str, str]:
        """The package that is being assembled, by the ids of terms and options; empty while
        nobody sits here."""
        terms = self.session.table.terms if self.session else ()
        return {
            term.id: term.options[option].id
            for term, option in zip(terms, self.package, strict=False)
        }

    def take_up(self, assembled: dict[str, str]) -> None:
        """Assemble these options, as far as they are on the table."""
        if self.session is None or not assembled:
            return
        package = list(self.package)
        for number, term in enumerate(self.session.table.terms):
            ids = [option.id for option in term.options]
            if assembled.get(term.id) in ids:
                package[number] = ids.index(assembled[term.id])
        self._assemble(tuple(package))

    def action_mark(self, by: int) -> None:
        """Go that many terms down."""
        self.marked = (self.marked + by) % len(self.package)
        self._draw()

    def action_turn(self, by: int) -> None:
        """Take the option that many places on, for the marked term."""
        last = len(self._now.table.terms[self.marked].options) - 1
        self._settle(min(last, max(0, self.package[self.marked] + by)))

    def _settle(self, option: int) -> None:
        term = self.marked
        self._put_together((*self.package[:term], option, *self.package[term + 1 :]))

    def _put_together(self, package: Package) -> None:
        self._assemble(package)
        self.post_message(self.Reassembled())

    def pick(self, number: int) -> None:
        """Take the option of that number (from 1), for the marked term."""
        if not self.folded and 1 <= number <= len(self._now.table.terms[self.marked].options):
            self._settle(number - 1)

    def action_theirs(self) -> None:
        """Take their option for the marked term."""
        self._settle(self._now.theirs[self.marked])

    def action_all_theirs(self) -> None:
        """Take their whole package, to see what accepting it would do."""
        self._put_together(self._now.theirs)

    def action_mine(self) -> None:
        """Put the player's last position back."""
        self._put_together(self._now.ours)

    def on_click(self, event: events.Click) -> None:
        """A click lays the terms out, or marks one. On an arrow it turns the option, and on
        their option it takes that."""
        if self.folded:
            self.action_show_terms()
        term, does = event.style.meta.get("term", (None, 0))
        if term is None:
            return
        self.marked = term
        if does:
            self.action_turn(does)
        elif event.style.meta.get("theirs"):
            self.action_theirs()
        else:
            self._draw()

    # Deciding

    def action_propose(self) -> None:
        """Propose what is assembled."""
        if self._now.refused(self.package):  # said in full below the terms
            self.post_message(self.Refused("That can't be proposed: see × below the terms."))
        else:
            self._decided(self._now.proposal(self.package))

    def action_hold(self) -> None:
        """Keep what is assembled as the first of two packages."""
        self.held = self.package
        self.post_message(self.Kept())

    def action_either(self) -> None:
        """Put what was kept and what is assembled side by side."""
        if self.held is None:
            self.post_message(self.Refused("Press k to keep the first of two packages."))
            return
        unlike = self._now.unlike(self.held, self.package)
        if unlike:
            self.post_message(self.Refused(f"These two can't be put side by side: {unlike}."))
        else:
            self._decided(self._now.pair(self.held, self.package))

    def action_ask(self, question: str) -> None:
        """Ask what is dearest to them, or cheapest."""
        decision = f"{ASK}({question})"
        option = next((one for one in self._now.options() if one.id == decision), None)
        if option is None or not option.open:
            reason = option.reason if option else "there is one term only"
            self.post_message(self.Refused(f"Not now: {reason}."))
        else:
            self._decided(decision)

    def action_accept(self) -> None:
        """Accept their package."""
        reason = self._now.unacceptable()
        if reason:
            self.post_message(self.Refused(f"That can't be accepted: {reason}."))
        else:
            self._decided(ACCEPT)

    def _decided(self, decision: str) -> None:
        self.post_message(self.Decided(self._now, decision))

    def action_walk_out(self) -> None:
        """Leave the table."""
        self.post_message(self.Leaving(self._now))

    # Drawing

    def lines(self, width: int) -> list[Content]:
        """The lines at that width."""
        if self.session is None or width < 1:
            return []
        if self.folded:
            words = f"{len(self.package)} terms are on the table. Lay them out"
            if self._now.exchanges:
                words = f"{len(self.package)} terms, {len(self._now.apart)} apart. Lay them out"
            return [Content.assemble((" v  ", ".ink--accent"), words)]
        session = self.session
        at_home = _cells("At home", session.forecast(self.package), width)
        marked = self._marked(width)
        alone = _cells("Alone", session.reading(self.marked, self.package[self.marked]), width)
        worths = self._worths(width)
        room = self.screen.size.height - _ELSEWHERE - 1
        room -= sum(map(len, (marked, alone, worths, at_home)))
        # Where there is no room for all, what a term is about gives way first, then other terms.
        about = self._about(width, max(0, room - len(self.package) - _HEARD))
        rows = self._rows(width, room - len(about))
        return [self._heading(width), *rows, *marked, *about, *alone, *worths, *at_home]

    def _heading(self, width: int) -> Content:
        column = _column(width)
        return Content.assemble(
            ("  ↑ ↓".ljust(_LABEL), ".ink--muted"),
            ("← → ", ".ink--muted"),
            ("Your package".ljust(column + 5), ".ink--strong"),
            ("They ask for", ".ink--strong"),
        )

    def _rows(self, width: int, room: int) -> list[Content]:
        """The terms; where there is no room for all, those around the marked one."""
        count = len(self.package)
        shown = min(count, max(_LEAST_ROWS, room))
        first = max(0, min(self.marked - shown // 2, count - shown))
        rows = [self._row(number, width) for number in range(first, first + shown)]
        for at, more in ((0, first > 0), (-1, first + shown < count)):
            if more:
                rows[at] = Content("⋮ ") + rows[at][2:]
        return rows

    def _row(self, number: int, width: int) -> Content:
        session = self._now
        term = session.table.terms[number]
        our, their = self.package[number], session.theirs[number]
        column = _column(width)
        here = number == self.marked
        ink = ".ink--accent" if here else ""
        same = our == their
        moved = our != session.ours[number]
        asked = _cut(term.options[their].text, column)
        if any(one is term for one, _, _ in session.countered):
            asked = f"{_cut(asked, column - len(_MOVED))}{_MOVED}"
        left = "‹ " if here and our else "  "
        right = " ›" if here and our < len(term.options) - 1 else "  "
        words = _cut(term.options[our].text + (" *" if moved else ""), column)
        row = Content.assemble(
            ("› " if here else "  ", ".ink--accent"),
            (_cut(term.short, _LABEL - 1).ljust(_LABEL), ".ink--strong"),
            _touch(Content.styled(left, ".ink--accent"), number, -1),
            _touch(Content.styled(words, ink), number),
            _touch(Content.styled(right, ".ink--accent"), number, 1),
            " " * (column - len(words) + 1),
            ("= " if same else "≠ ", ".ink--good" if same else ".ink--bad"),
            _touch(
                Content.styled(asked, ".ink--muted" if same else ""),
                number,
            ).stylize(Style.from_meta({"theirs": True})),
        )
        return row.stylize(Style.from_meta({"term": (number, 0)}), 0, _LABEL + 2)

    def _marked(self, width: int) -> list[Content]:
        """The marked term and both options in full."""
        session = self._now
        term = session.table.terms[self.marked]
        our, their = self.package[self.marked], session.theirs[self.marked]
        parts: list[tuple[str, str]] = [
            (f"{term.label}: ", ".ink--strong"),
            (term.options[our].text, ""),
            (f" ({our + 1} of {len(term.options)})", ".ink--muted"),
        ]
        if our != their:
            parts += [
                (f"  ≠ {session.table.theirs.name}: ", ".ink--strong"),
                (term.options[their].text, ""),
            ]
        else:
            parts.append(("  = you agree", ".ink--muted"))
        rule = [Content.styled("─" * width, ".ink--muted")] if self._is_tall else []
        return rule + _wrapped(Content.assemble(*parts), width)

    def _about(self, width: int, room: int) -> list[Content]:
        """What the marked term is about, in that many lines at most."""
        about = self._now.table.terms[self.marked].about
        if not about or not room:
            return []
        lines = _wrapped(Content.styled(about, ".ink--muted"), width)
        if len(lines) > room:
            lines = lines[:room]
            words = _cut(f"{lines[-1].plain.rstrip()} …", width)
            lines[-1] = Content.styled(words, ".ink--muted")
        return lines

    def _worths(self, width: int) -> list[Content]:
        """What is worth how much to the player, and why the package can't be proposed."""
        session = self._now
        yours, theirs = session.worth(self.package), session.worth(session.theirs)
        refused, without = session.refused(self.package), session.table.ours.without
        worth = Content.assemble(
            ("To you: ", ".ink--strong"),
            f"yours is worth {yours}, theirs {theirs}",
            f" ({_gap(yours - theirs)}), no deal {session.reservation}",
        )
        lines = _wrapped(worth, width)
        if (
            without
            and not refused
            and (self._is_tall or len(without) + 3 <= width - worth.cell_length)
        ):
            lines = _wrapped(worth + Content(f" ({without})"), width)
        if refused:
            why = Content.assemble(("× Can't be proposed: ", ".ink--bad"), refused)
            lines += _wrapped(why, width)
        return lines


def _gap(more: int) -> str:
    """By how much the player's own package is worth more to the player than theirs."""
    return f"{more} less" if more > 0 else f"{-more} more" if more < 0 else "the same"


def _column(width: int) -> int:
    """The cells for an option: two columns, each with what stands around it."""
    return max(8, (width - _LABEL - 2 - 4 - 1 - 2) // 2)


def _touch(words: Content, term: int, turn: int = 0) -> Content:
    """Words that a click can read: which term they belong to, and how far they turn it."""
    return words.stylize(Style.from_meta({"term": (term, turn)}))


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: max(1, width - 1)].rstrip() + "…"


def _wrapped(text: Content, width: int) -> list[Content]:
    return list(text.wrap(width))


def foreseen(one: Forecast) -> Content:
    """A forecast by range, glyph and word: `31 → 33 to 37 ▲ better`."""
    range_ = f"{one.low}" if one.low == one.high else f"{one.low} to {one.high}"
    if one.improves is None:
        return Content(f"{one.before} → {range_} ? unclear")
    found = prose.Verdict.BETTER if one.improves else prose.Verdict.WORSE
    mark = prose.glyph(one.low + one.high - 2 * one.before)
    return Content.assemble(
        f"{one.before} → {range_} ", (f"{mark} {found.value}", prose.INKS[found])
    )


def _cells(title: str, found: tuple[Forecast, ...], width: int) -> list[Content]:
    """Forecasts, as many a line as there is room for, after what they are of."""
    head = Content.styled(title.ljust(_TITLE), ".ink--strong")
    if not found:
        return [head + Content("nothing moves")]
    cells = [Content.assemble(f"{one.gauge.short} ", foreseen(one)) for one in found]
    widest = max(cell.cell_length for cell in cells) + 2
    columns = max(1, (width + 2 - _TITLE) // widest)
    lines = []
    for start in range(0, len(cells), columns):
        row = [cell.pad_right(widest - cell.cell_length) for cell in cells[start:][:columns]]
        lines.append((Content(" " * _TITLE) if start else head) + Content("").join(row))
    return lines
