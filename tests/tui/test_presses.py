"""One press decides one thing that was on the screen: the rule, and the game that keeps it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.command import CommandList
from textual.events import InputEvent, Key, MouseDown, MouseUp
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from negotiator.tui.app import NegotiatorApp
from negotiator.tui.presses import DOUBLE, HELD, SEEN, Presses, Time
from negotiator.tui.screens.dialogs import ConfirmDialog, NameDialog
from negotiator.tui.screens.help import HelpScreen
from negotiator.tui.screens.play import PlayScreen
from negotiator.tui.screens.title import TitleScreen
from negotiator.tui.widgets.choices import Choices
from negotiator.tui.widgets.package_editor import PackageEditor
from negotiator.tui.widgets.shortcuts import KeyFooter
from tests.tui.table import (
    STORIES,
    Everything,
    Moments,
    game,
    named,
    play_screen,
    ready,
    running,
    until,
)


class Table:
    """A rule with a clock, and something on the screen that each press that counts turns."""

    def __init__(self) -> None:
        self.time = Moments()
        self.presses = Presses(self.time)
        self.paint()

    def paint(self) -> None:
        self.presses.turned()
        self.presses.painted()

    def decides(self, *moments: float, name: str = "u") -> list[float]:
        """At which of these moments a press of that key decides something."""
        return [one for one in moments if self.press(one, name)]

    def press(self, moment: float, name: str = "u") -> bool:
        self.time.moment = 1 + moment
        counts = self.presses.key(name, named(name, self.time.moment))
        if counts:
            self.paint()
        return counts


def test_a_click_waits_for_what_has_shifted_and_a_key_does_not() -> None:
    table = Table()
    presses, time = table.presses, table.time
    time.moment += 1
    press = named("u", time.moment)
    assert presses.click(3, 3, press)
    presses.shifted()
    assert presses.has_shifted
    assert presses.key("u", press)
    assert not presses.click(8, 8, press)
    presses.painted()
    assert not presses.click(13, 13, press)
    time.moment += SEEN
    assert presses.click(13, 13, named("u", time.moment))
    assert not presses.has_shifted


def test_what_has_not_been_seen_for_a_moment_can_not_be_meant() -> None:
    assert Table().decides(SEEN - 0.01) == []
    assert Table().decides(SEEN) == [SEEN]
    table = Table()
    table.presses.turned()
    assert table.decides(1) == []
    table.presses.painted()
    assert table.decides(1.1) == []
    assert table.decides(1.1 + SEEN) == [1.1 + SEEN]


@pytest.mark.parametrize("every", [0.01, 0.033, 0.09, 0.149])
def test_a_held_key_decides_twice_at_most(every: float) -> None:
    first = [1.0, 1.4]
    assert Table().decides(*first, *(1.4 + n * every for n in range(1, 200))) == first


def test_a_held_key_moves_as_long_as_nothing_comes_of_it() -> None:
    time = Moments()
    presses = Presses(time)
    presses.turned()
    presses.painted()
    for number in range(100):
        time.moment = 2 + number * 0.03
        assert presses.key("down", named("down", time.moment))


def test_tapped_one_after_the_other_each_counts() -> None:
    moments = [1 + n * (max(SEEN, HELD) + 0.01) for n in range(10)]
    assert Table().decides(*moments) == moments


def test_nothing_counts_while_a_press_is_worked_off() -> None:
    table = Table()
    table.presses.let_in()
    assert table.decides(1) == []
    table.presses.done()
    assert table.decides(1.5) == [1.5]


def test_nothing_counts_while_another_screen_is_made_ready() -> None:
    table = Table()
    with table.presses.waiting():
        assert table.decides(1) == []
    assert table.decides(1.5) == [1.5]


# The game itself


async def send(app: NegotiatorApp, pilot: Pilot[None], *presses: InputEvent) -> None:
    """What comes in one read."""
    for press in presses:
        app.post_message(press)
    await pilot.pause()
    await until(pilot, lambda: app.presses.are_open)


def clock(app: NegotiatorApp) -> Moments:
    assert isinstance(app.presses.time, Moments)
    return app.presses.time


async def keys(app: NegotiatorApp, pilot: Pilot[None], *keys: str, after: float = 60) -> None:
    """Keys that come at once, so long after those before."""
    await until(pilot, lambda: app.presses.are_open)
    clock(app).moment += after
    await send(app, pilot, *(named(key, clock(app).moment) for key in keys))


async def test_two_keys_in_one_read_decide_one_thing(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour", time=Moments())
    async with running(app) as pilot:
        await keys(app, pilot, "2", "1")
        assert play_screen(app).play.decisions == ("quay.promise",)
        await keys(app, pilot, "u", "u", "2")
        assert play_screen(app).play.decisions == ()


async def test_what_is_typed_ahead_is_dropped(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour", time=Moments())
    async with running(app) as pilot:
        await keys(app, pilot, "3")
        await keys(app, pilot, "3", after=SEEN - 0.01)
        assert play_screen(app).play.decisions == ("quay.wait",)
        await keys(app, pilot, "3", after=SEEN + 0.01)
        assert play_screen(app).play.decisions == ("quay.wait", "quay.wait")


async def test_a_held_key_decides_twice_in_the_game_too(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour", time=Moments())
    async with running(app) as pilot:
        await keys(app, pilot, "3")
        await keys(app, pilot, "3", after=0.5)
        for _ in range(20):
            await keys(app, pilot, "3", after=0.03)
        assert play_screen(app).play.decisions == ("quay.wait", "quay.wait")


async def test_undo_and_propose_at_once_at_a_table(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="cable", stories=(STORIES / "cable",), time=Moments())
    async with running(app, (120, 40)) as pilot:
        await keys(app, pilot, "1")
        await until(pilot, lambda: app.screen.query_one(PackageEditor).has_focus)
        await keys(app, pilot, "u", "p")
        assert play_screen(app).play.decisions == ()


async def test_a_question_is_answered_once(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="cable", stories=(STORIES / "cable",), time=Moments())
    async with running(app, (120, 40)) as pilot:
        await keys(app, pilot, "1")
        await keys(app, pilot, "x")
        assert isinstance(app.screen, ConfirmDialog)
        await keys(app, pilot, "n", "y", "escape")
        assert isinstance(app.screen, PlayScreen)
        assert len(play_screen(app).play.decisions) == 1


async def test_a_name_is_entered_once(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour", time=Moments())
    async with running(app) as pilot:
        await keys(app, pilot, "s")
        assert isinstance(app.screen, NameDialog)
        await keys(app, pilot, *"Now", "enter", "enter")
        assert isinstance(app.screen, PlayScreen)
        assert [one.save.label for one in app.store.entries() if one.save] == ["Now"]
        # That it is taken has to be read before it is overwritten.
        await keys(app, pilot, "s")
        await keys(app, pilot, *"Now")
        await keys(app, pilot, "enter", "enter")
        assert isinstance(app.screen, NameDialog)
        await keys(app, pilot, "enter")
        assert isinstance(app.screen, PlayScreen)


async def test_caps_lock_changes_no_key(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="cable", stories=(STORIES / "cable",), time=Moments())
    async with running(app, (120, 40)) as pilot:
        await keys(app, pilot, "1")
        bargain = app.screen.query_one(PackageEditor)
        await keys(app, pilot, "down")
        ours, theirs = bargain.package, bargain.session.theirs if bargain.session else ()
        await keys(app, pilot, "T")
        assert bargain.package == (ours[0], theirs[1], *ours[2:])
        await keys(app, pilot, "X")
        assert isinstance(app.screen, ConfirmDialog)
        await keys(app, pilot, "N")
        await keys(app, pilot, "U")
        assert play_screen(app).play.decisions == ()
        await keys(app, pilot, "Q")
        await until(pilot, lambda: isinstance(app.screen, TitleScreen))


async def test_a_name_keeps_its_capitals(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour", time=Moments())
    async with running(app) as pilot:
        await keys(app, pilot, "S")
        await keys(app, pilot, *"ÀQ")
        await keys(app, pilot, "enter")
        assert [one.save.label for one in app.store.entries() if one.save] == ["ÀQ"]


def test_no_key_is_the_capital_of_another() -> None:
    from negotiator.tui.actions import SCOPES

    for actions in SCOPES.values():
        for one in actions:
            for key in one.keys.split(","):
                assert len(key) > 1 or key == key.lower(), one.id


async def click(app: NegotiatorApp, pilot: Pilot[None], at: tuple[int, int], after: float) -> None:
    """A click by way of the terminal: the button goes down and up."""
    await until(pilot, lambda: app.presses.are_open)
    clock(app).moment += after
    x, y = at
    for kind in (MouseDown, MouseUp):
        press = kind(None, x, y, 0, 0, 1, False, False, False)
        press.time = clock(app).moment
        await send(app, pilot, press)


def spot(app: NegotiatorApp, number: int) -> tuple[int, int]:
    region = app.screen.query_one(Choices).region
    return region.x + 10, region.y + number - 1


async def test_a_double_click_decides_once(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour", time=Moments())
    async with running(app) as pilot:
        at = spot(app, 3)
        await click(app, pilot, at, after=60)
        assert play_screen(app).play.decisions == ("quay.wait",)
        await click(app, pilot, at, after=SEEN + 0.05)
        await click(app, pilot, (at[0] + 1, at[1]), after=DOUBLE - 0.01)
        assert play_screen(app).play.decisions == ("quay.wait",)
        await click(app, pilot, at, after=DOUBLE)
        assert play_screen(app).play.decisions == ("quay.wait", "quay.wait")


async def test_a_click_counts_only_for_what_was_seen(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour", time=Moments())
    async with running(app) as pilot:
        await keys(app, pilot, "2")
        await click(app, pilot, spot(app, 1), after=SEEN - 0.01)
        assert play_screen(app).play.decisions == ("quay.promise",)


async def test_a_button_let_go_over_something_else_decides_nothing(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour", time=Moments())
    async with running(app) as pilot:
        x, y = spot(app, 2)
        clock(app).moment += 60
        down = MouseDown(None, x, y, 0, 0, 1, False, False, False)
        down.time = clock(app).moment
        await send(app, pilot, down)
        await keys(app, pilot, "3")
        up = MouseUp(None, x, y, 0, 0, 1, False, False, False)
        up.time = clock(app).moment + 1
        await send(app, pilot, up)
        assert play_screen(app).play.decisions == ("quay.wait",)


async def test_a_double_click_on_a_key_of_the_footer_does_it_once(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour", time=Moments())
    async with running(app) as pilot:
        await keys(app, pilot, "3")
        await keys(app, pilot, "3")
        footer = app.screen.query_one(KeyFooter)
        at = (footer.render().plain.index("Undo"), footer.region.y)
        await click(app, pilot, at, after=60)
        await click(app, pilot, at, after=SEEN + 0.05)
        assert play_screen(app).play.decisions == ("quay.wait",)


async def test_arrows_and_letters_of_a_text_come_as_fast_as_they_are_typed(tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour", time=Moments())
    async with running(app) as pilot:
        for _ in range(2):
            await keys(app, pilot, "down", after=0.03 if _ else 60)
        assert app.screen.query_one(Choices).highlighted == 2
        await keys(app, pilot, "question_mark")
        assert isinstance(app.screen, HelpScreen)


@pytest.mark.parametrize("count", [1, 2, 5])
@pytest.mark.parametrize("rests", [0, 1, 10])
async def test_the_palette_does_one_thing_once(tmp_path: Path, count: int, rests: int) -> None:
    """However much comes through to it, as a click and a key at once may."""
    app = game(tmp_path, story_id="harbour")
    async with running(app) as pilot:
        await pilot.press("ctrl+p", *"colours")
        await until(pilot, lambda: app.screen.query_one(CommandList).option_count > 0)
        done: list[object] = []
        app.theme_changed_signal.subscribe(app, done.append, immediate=True)
        app.presses = Everything(app.presses.time)
        for _ in range(count):
            app.post_message(named("enter", 0))
            for _ in range(rests):
                await asyncio.sleep(0)
        await until(pilot, lambda: bool(done))
        for _ in range(3):
            await pilot.pause()
        assert len(done) == 1


@pytest.mark.parametrize("keys", [["ctrl+p"], ["c"]], ids=["palette", "codex"])
async def test_a_click_never_hits_a_row_that_was_not_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys: list[str]
) -> None:
    """A list that is searched has other rows with every letter: here it is clicked just then."""
    time = Moments()
    app = game(tmp_path, story_id="harbour", time=time)
    clear = OptionList.clear_options
    cleared: list[OptionList] = []

    def clear_and_click(rows: OptionList) -> OptionList:
        cleared.append(rows)
        for row in range(rows.region.height):
            click_at_once(app, rows.region.x + 4, rows.region.y + row)
        return clear(rows)

    async with running(app) as pilot:
        time.moment += 1
        await pilot.press(*keys)
        rows = app.screen.query_one(OptionList)
        await until(pilot, lambda: rows.option_count > 0)
        app.screen.query_one(Input).focus()
        await pilot.pause()
        monkeypatch.setattr(OptionList, "clear_options", clear_and_click)
        for key in ("z", "z", "backspace", "backspace"):
            cleared.clear()
            time.moment += 1
            app.post_message(named(key, time.moment))
            await until(pilot, lambda: rows in cleared)
            await pilot.pause()
        assert rows.is_attached


def click_at_once(app: NegotiatorApp, x: int, y: int) -> None:
    for kind in (MouseDown, MouseUp):
        press = kind(None, x, y, 0, 0, 1, False, False, False, x, y)
        press.time = app.presses.time.now()
        app.post_message(press)


def test_the_real_clock_is_that_of_the_events() -> None:
    time = Time()
    press = Key("a", "a")
    assert 0 <= time.now() - time.of(press) < 60


@pytest.mark.parametrize("hops", range(0, 12, 2))
async def test_what_is_left_while_it_opens_ends_no_game(tmp_path: Path, hops: int) -> None:
    """A palette, closed at once or with the game, and a play."""
    for number, leaves in enumerate((None, "escape", "ctrl+q")):
        app = game(tmp_path / str(number))
        async with running(app) as pilot:
            await ready(pilot)
            app.action_command_palette()
            for _ in range(hops):
                await asyncio.sleep(0)
            if leaves:
                app.post_message(named(leaves, 0))
        assert not app.return_code
    app = game(tmp_path, story_id="harbour")
    async with app.run_test():
        for _ in range(10 * hops):
            await asyncio.sleep(0)
    assert not app.return_code
