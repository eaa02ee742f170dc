"""The play screen: the story, the choices and the dashboard of a play, which it holds.

Every decision and every undo is saved before it is shown. `keeping` says where it is saved,
`bargaining` what is asked at a table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget

from negotiator.engine import talks
from negotiator.narration import lines_on_screen as words_of_page
from negotiator.narration import play as told
from negotiator.narration import saved_plays, saving, status
from negotiator.narration.changes import is_summed
from negotiator.narration.history import kept_before
from negotiator.narration.menu import menu, not_open
from negotiator.narration.sentences import joined
from negotiator.narration.so_far import PAGE, begins_after
from negotiator.narration.talks import where
from negotiator.tui import prose
from negotiator.tui.actions import bindings
from negotiator.tui.screens.ahead import WorkAhead
from negotiator.tui.screens.bargaining import BargainingScreen
from negotiator.tui.screens.staging import in_turn, stages
from negotiator.tui.widgets.blocks import BlockKind
from negotiator.tui.widgets.board import Board
from negotiator.tui.widgets.choices import Choices
from negotiator.tui.widgets.chrome import Chrome
from negotiator.tui.widgets.gauges import GaugeStrip
from negotiator.tui.widgets.notice import Notice
from negotiator.tui.widgets.package_editor import PackageEditor
from negotiator.tui.widgets.place_bar import PlaceBar
from negotiator.tui.widgets.shortcuts import ShortcutFooter
from negotiator.tui.widgets.story_log import Page

if TYPE_CHECKING:
    from negotiator.engine import Play
    from negotiator.saves import Keeping
    from negotiator.tui.screens.ending import After


class PlayScreen(BargainingScreen):
    """The screen on which a story is played."""

    SCOPE = "play"
    CSS_PATH: ClassVar[list[str]] = ["play.tcss", "reader.tcss", "vote.tcss"]  # type: ignore[assignment]
    AUTO_FOCUS = "Choices"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("play"),
        *(Binding(str(n), f"choose({n})", show=False, id=f"play.choose_{n}") for n in range(1, 10)),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._keys: tuple[bool, ...] | None = None
        self._divided: tuple[int, str, bool] | None = None
        self.ahead = WorkAhead(self)

    def compose(self) -> ComposeResult:
        """The story and the choices, between the heading and the keys."""
        yield PlaceBar(id="where")
        yield GaugeStrip(id="strip")
        yield Notice(id="notice")
        with Horizontal(id="table"):
            with Vertical(id="story"):
                yield Page(id="page")
                yield Chrome(id="divider")
                yield Choices(id="choices")
                with VerticalScroll(id="terms", can_focus=False):
                    yield PackageEditor(id="bargain")
            yield Board(id="board", can_focus=False)
        yield ShortcutFooter()

    def open(
        self,
        play: Play,
        keeping: Keeping,
        note: str = "",
        later: tuple[str, ...] = (),
    ) -> None:
        """Put a play on the table; until the next decision `note` is shown and `later` kept."""
        # If the same play comes again, its story may have been edited: the package being put
        # together is kept.
        bargain = self.query_one(PackageEditor)
        is_again = self._keeping is not None and keeping.slot == self._keeping.slot
        is_again = is_again and play.story.id == self.play.story.id
        is_again = is_again and play.decisions == self.play.decisions
        is_again = is_again and play.state.scene == self.play.state.scene
        assembled = bargain.assembled if is_again else {}
        self._play = play
        self._keeping = keeping
        self._note = note
        self._later = later
        page = self.query_one(Page)
        bargain.sit(None)
        self.recall()
        self._has_reasons = False
        page.show([*prose.page(play)[:-1], self.fresh_group()])
        self._show_state()
        bargain.take_up(assembled)
        self._show_how_it_came_out()

    def _go_on(self, play: Play) -> None:
        """Save what was decided, and only then show it."""
        self.keeping.put_by(self.play, self._later)
        self._later = ()
        self._play = play
        self._note = self.keeping.autosave(play)

    def _show_state(self) -> None:
        play = self.play
        self.game.turned()
        self.query_one(PlaceBar).spot = told.spot(play)
        self.show_notice()
        standings = status.standings(play)
        self.query_one(GaugeStrip).standings = standings
        self.query_one(Board).show(play, standings)
        self._show_decision()
        self._show_divider()
        # The footer is rebuilt only if different keys work now, because that is expensive.
        self._has_reasons = False
        keys = (bool(play.steps), play.ending is None, self._has_sums, self.has_read)
        if keys != self._keys:
            self._keys = keys
            self.refresh_bindings()
        self.ahead.begin(play)

    def _show_decision(self) -> None:
        """Show what can be decided: the choices, or the table with its terms."""
        play = self.play
        session = talks(play.story, play.state)
        bargain, choices = self.query_one(PackageEditor), self.query_one(Choices)
        self.lay_table(session is not None)
        bargain.sit(session, self.query_one(Page).fresh)
        choices.offer(() if session else menu(play.options()))
        choices.display = not (session or play.ending)
        self._to_the_decision()

    def _to_the_decision(self) -> None:
        """Move the focus to what can be decided."""
        page, bargain = self.query_one(Page), self.query_one(PackageEditor)
        # At a table only the terms take keys, even after a click on the page.
        page.can_focus = bargain.session is None
        decides: Widget = bargain if bargain.session else self.query_one(Choices)
        if not decides.has_focus:
            decides.focus()

    @property
    def scope(self) -> str:
        """The scope of the current actions; a table has more of them."""
        return "table" if self.is_at_table else self.SCOPE

    def show_notice(self) -> None:
        """Show above the story, where it covers nothing, a fault for as long as it lasts, and what
        the player should know until the next decision."""
        notice = self.query_one(Notice)
        why = self.keeping.unsaved
        words = joined(saving.not_saved(why) if why else "", self._note)
        notice.words = words
        notice.display = bool(words)

    def _show_divider(self) -> None:
        if self._play is None:
            return
        ended = self.play.ending is not None
        more = self._has_more
        width = self.query_one("#divider").content_size.width
        session = self.query_one(PackageEditor).session
        words = (
            words_of_page.looking_up()
            if self.query_one(Page).is_marking
            else words_of_page.ended()
            if ended
            else where(session)
            if session
            else words_of_page.your_decision()
        )
        left = f" {words} "
        if self._divided == (width, left, more):
            return
        self._divided = (width, left, more)
        right = f" {words_of_page.more()} " if more else ""
        room = width - Content(right).cell_length - (4 if right else 2)
        head = Content.styled(left, ".ink--strong").truncate(max(1, room - 1), ellipsis=True)
        rule = "─" * max(1, room - head.cell_length)
        self.query_one("#divider", Chrome).update(
            Content.assemble(
                ("──", ".ink--muted"),
                head,
                (rule, ".ink--muted"),
                (right, ".ink--accent"),
                ("──" if right else "", ".ink--muted"),
            ),
            layout=False,
        )

    @property
    def _has_more(self) -> bool:
        """Whether Space has something to scroll to: the terms, if there isn't room for them all, or
        else the story."""
        return self.terms_to_scroll is not None or self.query_one(Page).more

    @on(Page.Moved)
    def _page_moved(self) -> None:
        self._show_divider()

    # Decisions

    def action_choose(self, number: int) -> None:
        """Take the choice of that number; at a table, that option of the marked term."""
        bargain = self.query_one(PackageEditor)
        decides = bargain if bargain.session else self.query_one(Choices)
        decides.pick(number)

    @on(Choices.Taken)
    def _taken(self, event: Choices.Taken) -> None:
        if event.offered is not self.query_one(Choices).offered:
            return  # something else is offered by now
        self.decide(event.option.id)

    def decide(self, option_id: str) -> None:
        """Make a decision, save it, and show its result."""
        self.note_read()
        self._go_on(self.play.choose(option_id))
        self._has_reasons = False
        page = self.query_one(Page)
        page.add(self.fresh_group())
        page.go_to(BlockKind.ACT)
        self._show_state()
        in_turn(self.app, stages(self.play), self._show_how_it_came_out)

    def _show_how_it_came_out(self) -> None:
        if self.play.ending:
            self.note_read()
            self.action_ending()

    @on(Choices.Refused)
    def _refused(self, event: Choices.Refused) -> None:
        self.tell(not_open(event.option.reason))

    def action_undo(self) -> None:
        """Undo the last decision."""
        if self.play.steps:
            self._go_on(self.play.undone())
            page = self.query_one(Page)
            if not begins_after(self.play, PAGE):
                page.drop()
            else:  # an earlier one comes onto the page
                page.show(prose.page(self.play))
            self._show_state()

    def rewind(self, decisions: int) -> None:
        """Continue from after that many decisions, in a new slot: the old play stays saved."""
        was_kept = not self.missing()
        self.keeping.put_by(self.play, self._later)
        self.keeping.elsewhere(self.play.story)
        self.open(self.play.rewound(decisions), self.keeping)
        note = self.keeping.autosave(self.play)
        self.tell(joined(note, kept_before() if was_kept else ""))

    def check_action(
        self,
        action: str,
        parameters: tuple[object, ...],  # noqa: ARG002 (Textual's signature)
    ) -> bool | None:
        """Whether an action works: undo needs a decision, and the ending an ended play."""
        if self._play is None:
            return action in ("leave", "help")
        if action == "undo":
            return True if self.play.steps else None
        if action == "ending":
            return self.play.ending is not None
        if action == "inside":
            return self.game.is_watched
        if action == "reasons":
            return self._has_sums
        if action == "only_new":
            return self.game.skips or self.has_read
        if action in ("look_up", "unmark"):
            return self.query_one(Page).is_marking
        return True

    @property
    def _has_sums(self) -> bool:
        """Whether the page shows sums for what the last decision moved."""
        play = self.play
        return bool(play.steps) and is_summed(play.story, play.steps[-1])

    def action_reasons(self) -> None:
        """Show one by one what the deal moved, and why; or sum it up again."""
        self._has_reasons = not self._has_reasons
        self.show_again()
        self.query_one(Page).go_to(BlockKind.CHANGE)

    # Other screens

    def action_ending(self) -> None:
        """Show how the play came out."""
        from negotiator.tui.screens.ending import EndingScreen

        found = self.game.met(self.play.story.id).endings
        self.app.push_screen(EndingScreen(self.play, found), self._after_ending)

    def _after_ending(self, after: After | None) -> None:
        if after is None:
            return
        if after.rewind_to is not None:
            self.rewind(after.rewind_to)
        elif after.undo:
            self.action_undo()
        elif after.again:
            story_id = self.play.story.id
            self.leave_for(saved_plays.leave_for_a_new_one, lambda: self.game.begin(story_id))
        else:
            self.action_leave()

    def action_history(self) -> None:
        """List the decisions."""
        from negotiator.tui.screens.history import HistoryScreen

        def rewound(number: int | None) -> None:
            if number is not None:
                self.rewind(number)

        self.app.push_screen(HistoryScreen(self.play), rewound)

    def action_codex(self, kind: str = "source", name: str = "") -> None:
        """Look things up."""
        from negotiator.tui.screens.codex import CodexScreen

        self.app.push_screen(CodexScreen(self.play, kind, name))

    def action_mark(self, by: int) -> None:
        """Mark the next source or term on the page; after the last, go back to the decision."""
        page = self.query_one(Page)
        was_marking = page.is_marking
        if not page.mark(by):
            self.action_unmark()
        elif not was_marking:
            page.can_focus = True
            page.focus(scroll_visible=False)
            self.game.turned()  # Enter means something else now
            self._show_divider()

    def action_unmark(self) -> None:
        """Go back to the decision."""
        self.query_one(Page).unmark()
        self._to_the_decision()
        self.game.turned()
        self._show_divider()

    @on(events.DescendantBlur)
    def _left_the_page(self, event: events.DescendantBlur) -> None:
        if event.widget is self.query_one(Page):
            self.query_one(Page).unmark()
            self._show_divider()

    def action_look_up(self) -> None:
        """Look up what is marked."""
        self.query_one(Page).pick_marked()

    @on(Page.EntryPicked)
    def _entry_picked(self, event: Page.EntryPicked) -> None:
        self.action_codex(event.kind, event.name)

    def action_details(self) -> None:
        """Gauges, moods and calendar in full."""
        from negotiator.tui.screens.details import DetailsScreen

        self.app.push_screen(DetailsScreen(self.play))
