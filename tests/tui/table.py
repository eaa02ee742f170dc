"""A game set up for tests: stories from the tests folder, saves in a temporary one."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from textual.events import InputEvent, Key
from textual.pilot import Pilot

from negotiator.library import Shelf
from negotiator.saves import Entry, Store
from negotiator.tui.app import NegotiatorApp
from negotiator.tui.presses import Presses, Time
from negotiator.tui.screens.play import PlayScreen
from negotiator.tui.screens.title import TitleScreen
from negotiator.tui.widgets.story_log import Page

STORIES = Path(__file__).parents[1] / "stories"
MOMENT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


class Unhurried(Time):
    """A clock on which every press comes long after what was there before it."""

    def __init__(self) -> None:
        self.moment = 0.0

    def now(self) -> float:
        return self.moment

    def of(self, press: InputEvent) -> float:
        self.moment += 60
        return self.moment


class Moments(Time):
    """A clock that the test sets; a press has the moment that it was given, or comes now."""

    def __init__(self) -> None:
        self.moment = 1.0

    def now(self) -> float:
        return self.moment

    def of(self, press: InputEvent) -> float:
        return min(press.time, self.moment)


class Everything(Presses):
    """Lets every press in at once, so that only the screens' own refusals are left."""

    def key(self, name: str, press: InputEvent) -> bool:
        return True

    @property
    def are_late(self) -> bool:
        return False


def named(key: str, moment: float) -> Key:
    """A press of that key at that moment."""
    press = Key(key, key if len(key) == 1 else None)
    press.time = moment
    return press


def game(
    saves: Path,
    *,
    story_id: str | None = None,
    seed: int | None = 7,
    resume: Entry | None = None,
    stories: tuple[Path, ...] = (STORIES / "harbour",),
    time: Time | None = None,
) -> NegotiatorApp:
    """The app, with a clock for saves that stands still, and an unhurried one for presses."""
    store = Store(saves, now=lambda: MOMENT)
    return NegotiatorApp(
        lambda: Shelf(stories),
        lambda: store,
        story_id=story_id,
        seed=seed,
        resume=resume,
        time=time or Unhurried(),
    )


class Player(Pilot[None]):
    """Someone who looks before each press."""

    def __init__(self, app: NegotiatorApp) -> None:
        super().__init__(app)
        self.game = app

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.see()
            await super().press(key)
            await self.see()

    async def pause(self, delay: float | None = None) -> None:
        """Wait that long, or until all that was begun is on the screen: to Textual, a process that
        gets little of a busy machine looks as if it had nothing to do."""
        await super().pause(delay)
        if delay is None:
            await self.see()

    async def see(self) -> None:
        """Wait until what is on the screen can be decided on."""
        await until(self, lambda: self.game.presses.are_open)


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Let the app work until something holds."""
    for _ in range(200):
        if holds():
            return
        await pilot.pause(0.02)
    raise AssertionError("it never came to hold")


async def ready(pilot: Pilot[None]) -> None:
    """Wait until the title has been read, or a play is on the table."""
    app = pilot.app

    def up() -> bool:
        screen = app.screen_stack[0]
        if isinstance(screen, TitleScreen):
            return screen.is_filled
        return isinstance(screen, PlayScreen) and screen.is_open

    await until(pilot, up)
    await pilot.pause()


@asynccontextmanager
async def running(app: NegotiatorApp, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Player]:
    """The app at work, past its first frame."""
    async with app.run_test(size=size) as pilot:
        if app.starts_at_the_table:
            await until(pilot, lambda: isinstance(app.screen_stack[0], PlayScreen))
        await ready(pilot)
        yield Player(app)


def play_screen(app: NegotiatorApp) -> PlayScreen:
    """The play screen, which may be covered."""
    screen = app.screen_stack[0]
    assert isinstance(screen, PlayScreen)
    return screen


def decisions_on_disk(app: NegotiatorApp) -> list[int]:
    """How many decisions are saved, each time from now on that the page is about to grow."""
    page = app.screen.query_one(Page)
    add = page.add
    seen: list[int] = []

    def spy(group: tuple[object, ...]) -> None:
        save = app.store.entries()[0].save
        seen.append(len(save.decisions) if save else -1)
        add(group)  # type: ignore[arg-type]

    page.add = spy  # type: ignore[method-assign]
    return seen


def page_text(app: NegotiatorApp) -> str:
    """The words on the page of the screen that is up."""
    return app.screen.query_one(Page).text
