"""The application: which screen is up, and opening stories and plays for screens.

The stories and saves it opens are those of `stock`. The play itself is held by the play screen.
Screens are imported when first needed, so that the first frame comes quickly.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, work
from textual.app import SystemCommand
from textual.binding import BindingType
from textual.filter import LineFilter
from textual.geometry import Size
from textual.screen import Screen

from negotiator.narration import game
from negotiator.narration.sentences import joined
from negotiator.narration.stories import same_id
from negotiator.tui import SMALLEST
from negotiator.tui.actions import SCOPES, bindings
from negotiator.tui.escaping import ScreenGate
from negotiator.tui.presses import Time
from negotiator.tui.screens.base import Frame
from negotiator.tui.screens.title import TitleScreen
from negotiator.tui.stock import StockedApp
from negotiator.tui.style_sheet import StyleSheet
from negotiator.tui.themes import COLOURS, theme

if TYPE_CHECKING:
    from pathlib import Path

    from negotiator.authoring.live_reload import Watch
    from negotiator.authoring.starting_point import Beginning
    from negotiator.engine import Play
    from negotiator.library import Shelf, StoryListing
    from negotiator.saves import Entry, Keeping, Store
    from negotiator.story.diagnostics import StoryError
    from negotiator.story.model import Story
    from negotiator.tui.screens.dialogs import TextPage
    from negotiator.tui.screens.play import PlayScreen

_GATE = ScreenGate()
_SEEDS = 1_000_000
_WATCH_EVERY = 0.5
"""Seconds."""


def _play_screen() -> Screen[None]:
    from negotiator.tui.screens.play import PlayScreen

    return PlayScreen()


class NegotiatorApp(StockedApp):
    """The game. Started with a story it begins in play, otherwise on the title screen.

    `open_shelf` and `open_store` are called when stories and saves are first needed: after the
    first frame, unless that names a story that was asked for. `seed` fixes the luck of new games;
    `resume` is a save to continue. For authors: new games of `story_id` begin at `beginning`, and
    `watch` watches its files, which are read again when they change. `played` is told the place of
    each story that is played. `time` is the clock for presses.
    """

    TITLE = "Negotiator"
    CSS_PATH = "app.tcss"
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {
        "title": TitleScreen,
        "play": _play_screen,
    }
    DEFAULT_MODE = "title"
    BINDINGS: ClassVar[list[BindingType]] = bindings("everywhere")
    # Textual declares these two in a way that mypy reads as instance variables.
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (108, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (32, "-tall")]  # noqa: RUF012

    def __init__(
        self,
        open_shelf: Callable[[], Shelf],
        open_store: Callable[[], Store],
        *,
        story_id: str | None = None,
        seed: int | None = None,
        resume: Entry | None = None,
        beginning: Beginning | None = None,
        watch: Watch | None = None,
        played: Callable[[Path], None] | None = None,
        time: Time | None = None,
    ) -> None:
        super().__init__(open_shelf, open_store, time or Time())
        self.stylesheet = StyleSheet(variables=self.get_css_variables())
        self._story_id = story_id
        self._seed = seed
        self._resume = resume
        self._beginning = beginning
        self._watch = watch
        self.is_watched = watch is not None
        self._played = played
        self._is_setting_out = self.starts_at_the_table
        """Whether what the command line asked for is still to be read."""
        self.unplayable: StoryError | LookupError | MemoryError | None = None
        """Why what the command line asked for can't be played, if that has ended the game."""
        self.lost = ""
        """Why decisions of the play that was left aren't on disk."""
        self.goes_on = False
        """Whether the play that was left can go on from what is on disk."""
        self._faults: TextPage | None = None
        self._is_waiting = False
        """Whether the watched story has to be mended before a play of it can begin."""
        for name in COLOURS:
            self.register_theme(theme(name))
        self.theme = next(iter(COLOURS))

    def get_line_filters(self) -> Sequence[LineFilter]:
        """The filters for every drawn line: Textual's own, and the gate."""
        return [*super().get_line_filters(), _GATE]

    # Games

    @property
    def starts_at_the_table(self) -> bool:
        """Whether it was started with a story or a save, skipping the title screen."""
        return self._resume is not None or self._story_id is not None

    @property
    def opening(self) -> StoryListing | None:
        """The story on its way that the command line asked for."""
        if not self._is_setting_out:
            return None
        save = self._resume.save if self._resume is not None else None
        asked = self._story_id if save is None else save.story_id
        return next((one for one in self.offers() if one.id == asked), None)

    def on_mount(self) -> None:
        """Begin where the command line said, once the first frame is shown."""
        self.call_after_refresh(self._set_out)
        if self._watch is not None:
            self.set_interval(_WATCH_EVERY, self._look)

    def _set_out(self) -> None:
        """Begin the play that the command line asked for, if it did."""
        if self._resume is not None:
            self.open_slot(self._resume.slot)
        elif self._story_id is not None:
            self.begin(self._story_id)

    def new_seed(self) -> int:
        """The seed of a new game: the requested one, or any."""
        return random.randrange(_SEEDS) if self._seed is None else self._seed

    @work(exclusive=True, group="opening")
    async def begin(self, story_id: str) -> None:
        """Start a new game of that story: the one played last, if several have that id."""
        await self._begin(story_id)

    @work(exclusive=True, group="opening")
    async def begin_offered(self, offer: StoryListing) -> None:
        """Start a new game of a story that was offered."""
        self.shelf.played(offer.path)
        await self._begin(offer.id)

    async def _begin(self, story_id: str) -> None:
        story = await self._story(story_id)
        if story is not None:
            from negotiator.saves import Keeping

            note = same_id(story.id, self.shelf.offer(story_id).also)
            keeping = Keeping(self.store, self.store.new_slot(story))
            self.open_play(self._begun(story), keeping, note)

    def _begun(self, story: Story) -> Play:
        """A new play at its beginning."""
        from negotiator.engine import Play

        if self._beginning is not None and story.id == self._story_id:
            from negotiator.authoring.starting_point import BeginningError

            try:
                return self._beginning.play(story, self.new_seed())
            except BeginningError as error:  # the story was edited since
                self.notify(str(error), severity="warning", markup=False)
        return Play.begin(story, self.new_seed())

    @work(exclusive=True, group="opening")
    async def open_slot(self, slot: str) -> None:
        """Continue the save in a slot, as it is now."""
        entry = await asyncio.to_thread(self.store.entry, slot)
        save = entry.save
        if save is None:
            self.notify(entry.fault, severity="error", markup=False)
            self._stay_on_title()
            return
        if (story := await self._story(save.story_id)) is None:
            return
        from negotiator.saves import Keeping, UnplacedDecisionError, resume

        try:
            with self.waiting():
                resumed = await asyncio.to_thread(resume, story, save)
        except UnplacedDecisionError as error:
            from negotiator.narration.saved_plays import lost_decision
            from negotiator.tui.screens.dialogs import ConfirmDialog

            question = ConfirmDialog.of(lost_decision(str(error)))
            if await self.push_screen_wait(question):
                apart = Keeping(self.store, self.store.new_slot(story), error.unplaced)
                self.open_play(error.before, apart)
            return
        # A named save stays as it is; the play goes on in a slot of its own.
        goes_on = not save.label
        keeping = Keeping(
            self.store,
            slot if goes_on else self.store.new_slot(story),
            resumed.unplaced,
            is_kept=goes_on,
        )
        self.open_play(resumed.play, keeping, joined(entry.fault, resumed.note))

    @property
    def missing(self) -> str:
        """Why some decisions of the play on the table aren't on disk."""
        return self._table.missing() if self._table is not None else ""

    @property
    def _table(self) -> PlayScreen | None:
        """The screen with the play that is going on, if one is."""
        from negotiator.tui.screens.play import PlayScreen

        first = next(iter(self.screen_stack), None)
        return first if isinstance(first, PlayScreen) else None

    async def _close_all(self) -> None:
        # However the game ends: by a key that never asks, on a signal, because it has failed.
        if self._table is not None:
            self.lost, self.goes_on = self._table.how_it_is_kept()
        await super()._close_all()

    def _stay_on_title(self) -> None:
        """Show on the title screen what there is, as nothing is on its way any more."""
        self._is_setting_out = False
        if isinstance(self.screen, TitleScreen):
            self.screen.read()

    async def _story(self, story_id: str) -> Story | None:
        """The story, or None after showing its faults."""
        from negotiator.story.diagnostics import StoryError

        try:
            with self.waiting():
                return await asyncio.to_thread(self._read, story_id)
        except StoryError as error:
            if self._watch is not None and story_id == self._story_id:
                self._is_waiting = True
                self._show_faults(str(error), len(error.diagnostics))
            else:
                self._refuse(error, game.unplayable(story_id))
        except LookupError as error:
            self._refuse(error, game.no_story())
        except MemoryError as error:
            error.with_traceback(None)  # its frames hold what there was no room for
            self._refuse(MemoryError(game.no_memory()), game.unplayable(story_id))
        finally:
            self._is_setting_out = False
        return None

    def _refuse(self, error: StoryError | LookupError | MemoryError, title: str) -> None:
        """Show under this title why a story can't be played, or end the game if it was asked for on
        the command line, which then tells it."""
        if self._is_setting_out:
            self.unplayable = error
            self.exit()
            return
        from negotiator.tui.screens.dialogs import TextPage

        self.push_screen(TextPage(title, str(error)))

    def _read(self, story_id: str) -> Story:
        """A story from the shelf, which is being played now. Raises what the shelf raises."""
        story = self.shelf.open(story_id)
        if self._played is not None:
            self._played(self.shelf.offer(story_id).path)
        return story

    def open_play(
        self, play: Play, keeping: Keeping, note: str = "", later: tuple[str, ...] = ()
    ) -> None:
        """Put a play on the table."""

        async def show() -> None:
            with self.waiting():
                await self.switch_mode("play")
                while len(self.screen_stack) > 1:
                    await self.pop_screen()
                assert self._table is not None
                self._table.open(play, keeping, note, later)
                self.check_size(self.size)

        if self.is_running:  # it may have ended while the story was being read
            self.run_worker(show(), exclusive=True, group="showing")

    # A story that is edited during play

    def _look(self) -> None:
        """Read the story again if one of its files has changed."""
        if self._watch is not None and self._watch.changed():
            self._read_again(self._watch)

    @work(exclusive=True, group="watching")
    async def _read_again(self, watch: Watch) -> None:
        reading = await asyncio.to_thread(watch.read)
        if self.screen is self._faults:
            await self.pop_screen()
        self._faults = None
        if reading.story is None:
            self._show_faults(reading.faults, len(reading.found))
            return
        self.shelf.put(watch.path, reading.story)
        before, self._story_id = self._story_id, reading.story.id
        if self._is_waiting:
            self._is_waiting = False
            self._set_out()
        else:
            self._carry_over(reading.story, before)

    def _carry_over(self, story: Story, before: str | None) -> None:
        """Make the decisions of the play on the table again, if it is a play of this story."""
        from negotiator.authoring.live_reload import carry

        table = self._table
        if table is None or not table.is_open:
            return
        if table.play.story.id != before:
            return
        play, note, later = carry(table.play, story, table.later)
        # The decisions stay in the save, even if some of them can't be made again.
        if story.id != before:
            table.keeping.another(story)
        elif later:
            table.keeping.elsewhere(story)
        self.open_play(play, table.keeping, note, later)

    def _show_faults(self, faults: str, count: int) -> None:
        from negotiator.tui.screens.dialogs import TextPage

        if self._table is not None and self._table.is_open:
            self._table.tell(game.last_playable(count))
        self._faults = TextPage(game.to_mend(count), faults)
        self.push_screen(self._faults)

    # Actions

    def action_help(self) -> None:
        """Explain the screen."""
        from negotiator.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(_scope(self.screen)))

    def action_next_theme(self) -> None:
        """Go to the next theme."""
        names = list(COLOURS)
        self.theme = names[(names.index(self.theme) + 1) % len(names)]
        told = game.colours(self.theme.removeprefix("negotiator-"))
        self.notify(told, markup=False, timeout=2)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The actions for the palette, the same as in footer and help."""
        for action in (*SCOPES.get(_scope(screen), ()), *SCOPES["everywhere"]):
            does = f"action_{action.name}"
            within = (screen.focused, screen)
            runs_in = next((one for one in within if one and hasattr(one, does)), self)
            if runs_in.check_action(action.name, ()) is not False:
                yield SystemCommand(
                    action.label, action.about, partial(runs_in.run_action, action.action)
                )

    # Size

    async def on_resize(self, event: events.Resize) -> None:
        """Show a message when the terminal is too small, and remove it when it no longer is."""
        self.check_size(event.size)

    def check_size(self, size: Size) -> None:
        """Cover the game while the terminal is too small, and uncover it when it isn't."""
        from negotiator.tui.screens.too_small import TooSmallScreen

        small = size.width < SMALLEST[0] or size.height < SMALLEST[1]
        if small and not isinstance(self.screen, TooSmallScreen):
            self.push_screen(TooSmallScreen(SMALLEST))
        elif not small and isinstance(self.screen, TooSmallScreen):
            self.pop_screen()


def _scope(screen: Screen[Any]) -> str:
    return screen.scope if isinstance(screen, Frame) else ""
