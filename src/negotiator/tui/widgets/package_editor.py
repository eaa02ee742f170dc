"""The table, where keys and clicks put a package together and close the talks.

Putting a package together decides nothing. It posts what the player decides, or why that can't be;
the screen decides what follows. `terms` draws it.
"""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.containers import ScrollableContainer
from textual.content import Content
from textual.geometry import Region, Spacing
from textual.message import Message

from negotiator.bargaining.decisions import ACCEPT
from negotiator.engine import Package, Session
from negotiator.narration import table_on_screen
from negotiator.tui.actions import bindings
from negotiator.tui.widgets.multiline import Lined
from negotiator.tui.widgets.terms import RenderedTerms, Spread, drawn

_TALL = 32
"""The lines of a screen with room for the story and all terms at once."""
_READABLE = 6
"""The lines of story needed to read an answer."""
_FRAME = 3
"""The lines of the heading, the divider and the keys."""


class PackageEditor(Lined, can_focus=True):
    """The widget in which a package is put together and the talks are closed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("table"),
        Binding("p,a,f,k,x", "say_away", show=False, id="table.away"),
    ]
    ALLOW_SELECT = False

    class Decided(Message):
        """A decision at the table, in the words that the engine reads."""

        def __init__(self, session: Session, decision: str) -> None:
            super().__init__()
            self.session = session
            self.decision = decision

    class Reassembled(Message):
        """The player changed the package being put together."""

    class Folded(Message):
        """The terms were laid out or put away, so the keys mean something else."""

    class Refused(Message):
        """A decision that can't be made now, with the reason."""

        def __init__(self, reason: str) -> None:
            super().__init__()
            self.reason = reason

    class Asking(Message):
        """The player wants to ask the other side something."""

        def __init__(self, session: Session) -> None:
            super().__init__()
            self.session = session

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
        self._last: tuple[Spread, int, RenderedTerms] | None = None
        """What was drawn last, and of what."""

    def sit(self, session: Session | None, to_read: int = 0) -> None:
        """Show where the talks are, starting from the player's own position.

        `to_read` is how many lines were shown last. If the terms leave no room to read the whole
        scene, or most of an answer, they are put away.
        """
        before = self.session
        self.session = session
        if session is None:
            self._last = None
            return
        is_new = before is None or before.table is not session.table
        # A question leaves the package being put together as it is.
        if is_new or before is None or before.exchanges != session.exchanges:
            self.held = None
            # After their last word there is nothing to propose: the result of accepting is shown.
            self.package = session.ours if session.rounds_left else session.theirs
        if before is None or before.table is not session.table:
            self.marked = 0
            self.folded = not (session.talks or self._leaves_room(to_read))
            self.refresh_bindings()
        elif len(session.talks) > len(before.talks):
            self.folded = not self._leaves_room(min(to_read, _READABLE))
            self.refresh_bindings()
        self._draw()

    def _leaves_room(self, to_read: int) -> bool:
        """Whether so many lines can be read while the terms are laid out; if nothing is known of
        them yet, whether the screen is tall."""
        height, width = self.screen.size.height, self.content_size.width
        if not to_read or not width:
            return height >= _TALL
        return height - _FRAME - len(self._drawn(width).lines) >= to_read

    def _assemble(self, package: Package) -> None:
        self.package = package
        self._draw()

    def _draw(self) -> None:
        """Ask for another size only if the number of lines changed, or isn't known: while nobody
        was at the table the terms were put away, and the screen remembers their last height."""
        width = self.content_size.width
        is_higher_or_lower = len(self.lines(width)) != self.content_size.height
        self.refresh(layout=not width or is_higher_or_lower)
        if self.session is not None and not self.folded and width:
            self.call_after_refresh(self._follow)

    def _follow(self) -> None:
        """Keep the marked term in view."""
        view = self.parent
        if isinstance(view, ScrollableContainer) and self.session is not None and not self.folded:
            _, at, until = self._drawn(self.content_size.width)
            row = Region(0, at, 1, until - at)
            view.scroll_to_region(row, animate=False, force=True, spacing=Spacing(1, 0, 1, 0))

    def _drawn(self, width: int) -> RenderedTerms:
        """The terms at that width; they are requested several times for each key."""
        spread = Spread(self._now, self.package, self.marked, self.held)
        if self._last is None or self._last[:2] != (spread, width):
            self._last = spread, width, drawn(spread, width)
        return self._last[2]

    @property
    def _now(self) -> Session:
        assert self.session is not None, "nobody sits at the table"
        return self.session

    def check_action(
        self,
        action: str,
        parameters: tuple[object, ...],  # noqa: ARG002 (Textual's signature)
    ) -> bool | None:
        """Whether an action works: while the terms are put away, they can only be laid out; without
        a table, nothing works."""
        return self.session is not None and self.folded == (action in ("show_terms", "say_away"))

    def action_show_terms(self) -> None:
        """Lay the terms out."""
        self.folded = False
        self._folded()

    def action_say_away(self) -> None:
        """Say that nothing can be decided while the terms are put away."""
        self.post_message(self.Refused(table_on_screen.away()))

    def action_show_story(self) -> None:
        """Put the terms away."""
        self.folded = True
        self._folded()

    def _folded(self) -> None:
        self.post_message(self.Folded())
        self.refresh_bindings()
        self._draw()

    # Putting a package together

    @property
    def assembled(self) -> dict[str, str]:
        """The package being put together, by the ids of terms and options; empty if no table is
        open."""
        terms = self.session.table.terms if self.session else ()
        return {
            term.id: term.options[option].id
            for term, option in zip(terms, self.package, strict=False)
        }

    def take_up(self, assembled: dict[str, str]) -> None:
        """Start from these options, as far as they are on the table."""
        if self.session is None or not assembled:
            return
        package = list(self.package)
        for number, term in enumerate(self.session.table.terms):
            ids = [option.id for option in term.options]
            if assembled.get(term.id) in ids:
                package[number] = ids.index(assembled[term.id])
        self._assemble(tuple(package))

    def action_mark(self, by: int) -> None:
        """Move the mark that many terms down."""
        self.marked = (self.marked + by) % len(self.package)
        self._draw()

    def action_turn(self, by: int) -> None:
        """Move the marked term's option that many places on."""
        last = len(self._now.table.terms[self.marked].options) - 1
        self._settle(min(last, max(0, self.package[self.marked] + by)))

    def _settle(self, option: int) -> None:
        term = self.marked
        self._put_together((*self.package[:term], option, *self.package[term + 1 :]))

    def _put_together(self, package: Package) -> None:
        self._assemble(package)
        self.post_message(self.Reassembled())

    def pick(self, number: int) -> None:
        """Take the option of that number (from 1) on the marked term."""
        if not self.folded and 1 <= number <= len(self._now.table.terms[self.marked].options):
            self._settle(number - 1)

    def action_theirs(self) -> None:
        """Take their option on the marked term."""
        self._settle(self._now.theirs[self.marked])

    def action_all_theirs(self) -> None:
        """Take their whole package, to see what accepting it would do."""
        self._put_together(self._now.theirs)

    def action_mine(self) -> None:
        """Go back to the player's last position."""
        self._put_together(self._now.ours)

    def on_click(self, event: events.Click) -> None:
        """Lay the terms out, or mark the clicked one. A click on an arrow changes the option, and
        one on their option takes it."""
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
        """Propose the package."""
        if self._now.refused(self.package):  # explained in full below the terms
            self.post_message(self.Refused(table_on_screen.see_below()))
        else:
            self._decided(self._now.proposal(self.package))

    def action_two(self) -> None:
        """Keep the package as the first of two; if one is kept already, put both side by side. A
        kept package that is the same is dropped."""
        if self.held is None:
            if self._now.refused(self.package):
                self.post_message(self.Refused(table_on_screen.see_below()))
            else:
                self._keep(self.package)
        elif self.held == self.package:
            self._keep(None)
        else:
            if self._now.unlike(self.held, self.package):  # explained in full below the terms
                self.post_message(self.Refused(table_on_screen.see_below()))
            else:
                self._decided(self._now.pair(self.held, self.package))

    def _keep(self, package: Package | None) -> None:
        self.held = package
        self._draw()
        self.post_message(self.Reassembled())

    def action_ask(self) -> None:
        """Ask the other side something."""
        self.post_message(self.Asking(self._now))

    def action_accept(self) -> None:
        """Accept their package."""
        refused = table_on_screen.not_accepted(self._now)
        if refused:
            self.post_message(self.Refused(refused))
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
            return [Content.assemble((" v  ", ".ink--accent"), table_on_screen.folded(self._now))]
        return self._drawn(width).lines
