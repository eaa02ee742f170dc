"""Every text role stands out from every ground it is written on, in each theme."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from textual.color import Color
from textual.strip import Strip

from negotiator.tui.themes import COLOURS, Colours
from tests.tui.table import game, running

INK_ROLES = ("foreground", "muted", "primary", "accent", "good", "bad", "warning", "error")
GROUNDS = ("background", "surface", "panel", "cursor")


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio, as WCAG 2.2 defines it."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", COLOURS)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("role", INK_ROLES)
def test_text_has_contrast(name: str, role: str, ground: str) -> None:
    colours = COLOURS[name]
    assert contrast(getattr(colours, role), getattr(colours, ground)) >= 4.5


@pytest.mark.parametrize("name", COLOURS)
def test_marked_text_has_contrast(name: str) -> None:
    assert contrast(COLOURS[name].cursor_text, COLOURS[name].cursor) >= 4.5


@pytest.mark.parametrize("name", COLOURS)
def test_good_and_bad_differ_for_those_who_see_no_red_or_no_green(name: str) -> None:
    colours = COLOURS[name]
    good, bad = seen_without_green(colours.good), seen_without_green(colours.bad)
    # Blue against orange: they lie on different sides of grey on the axis that is left.
    assert good[2] - good[0] > 40 > -40 > bad[2] - bad[0]


def seen_without_green(colour: str) -> tuple[float, float, float]:
    """Deuteranopia, by the linear approximation of Viénot, Brettel and Mollon (1999)."""
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    yellow = 0.29275 * red + 0.70725 * green
    return yellow, yellow, -0.02234 * red + 0.02234 * green + blue


@pytest.mark.parametrize("name", COLOURS)
async def test_all_that_is_drawn_has_contrast(name: str, tmp_path: Path) -> None:
    app = game(tmp_path, story_id="harbour")
    async with running(app) as pilot:
        app.theme = name
        await pilot.press("1", "2")
        for keys in ((), ("h",), ("escape", "c"), ("escape", "d"), ("escape", "question_mark")):
            await pilot.press(*keys)
            await pilot.pause()
            assert not list(faint(app.screen._compositor.render_strips()))
        await pilot.press("escape", "1")
        await pilot.pause()
        assert not list(faint(app.screen._compositor.render_strips()))


def faint(strips: list[Strip]) -> list[tuple[str, str, str]]:
    """The words drawn with too little contrast, and their colours."""
    found = []
    for strip in strips:
        for text, style, _ in strip:
            if not any(letter.isalnum() for letter in text) or style is None or style.dim:
                continue
            if style.color is None or style.bgcolor is None:
                continue
            ink = Color.from_rich_color(style.color).hex6.lower()
            ground = Color.from_rich_color(style.bgcolor).hex6.lower()
            if contrast(ink, ground) < 4.5:
                found.append((text, ink, ground))
    return found


async def test_the_theme_key_goes_round(tmp_path: Path) -> None:
    app = game(tmp_path)
    async with running(app) as pilot:
        seen = [app.theme]
        for _ in COLOURS:
            await pilot.press("f2")
            seen.append(app.theme)
    assert seen == [*COLOURS, next(iter(COLOURS))]


def test_roles_are_written_out_in_full() -> None:
    for colours in COLOURS.values():
        assert isinstance(colours, Colours)
        assert all(len(value) == 7 and value[0] == "#" for value in colours)
    assert all(one != other for one, other in pairwise(COLOURS.values()))


async def test_no_color_is_honoured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = game(tmp_path, story_id="harbour")
    async with running(app) as pilot:
        await pilot.press("2")
        assert app.no_color
        text = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
        assert "▲ +12 better" in text
        assert "▲ +6 worse" in text
