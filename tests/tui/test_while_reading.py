"""What is done while the player reads, or kept from before, so that a decision is painted soon."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.content import Content

from negotiator.engine.codegen import Builder
from negotiator.tui.app import NegotiatorApp
from negotiator.tui.widgets.blocks import Block, BlockKind, Group
from negotiator.tui.widgets.package_editor import PackageEditor
from negotiator.tui.widgets.story_log import Page
from tests.tui.table import STORIES, game, play_screen, running, until

SIZES = ((80, 24), (120, 40))


async def test_a_decision_finds_its_rules_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    function = Builder.function

    def noted(self: Builder, *words: Any) -> Any:
        made.append(self.file)
        return function(self, *words)

    monkeypatch.setattr(Builder, "function", noted)
    app = game(tmp_path, story_id="harbour")
    async with running(app) as pilot:
        screen = play_screen(app)
        for _ in range(3):
            await until(pilot, lambda: screen.ahead.is_done)
            before, known = len(screen.play.steps), len(made)
            screen.decide(next(one.id for one in screen.play.options() if one.open))
            assert len(screen.play.steps) == before + 1
            assert made[known:] == []
            await pilot.pause()
    assert made  # while the player was reading


@pytest.mark.parametrize("size", SIZES)
async def test_a_table_is_laid_as_if_all_were_styled_anew(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = game(tmp_path, story_id="cable", stories=(STORIES / "cable",))
    async with running(app, size=size) as pilot:
        screen = play_screen(app)
        terms = screen.query_one(PackageEditor)
        seen = set()
        for _ in range(8):
            seen.add(terms.session is not None)
            styled = looks(app)
            screen.update_node_styles(animate=False)
            assert looks(app) == styled
            if screen.play.ending:
                break
            screen.decide([one.id for one in screen.play.options() if one.open][-1])
            await pilot.pause()
        assert seen == {True, False}


def looks(app: NegotiatorApp) -> dict[str, Any]:
    """How every widget of the play screen is styled."""
    widgets = play_screen(app).walk_children(with_self=True)
    return {
        f"{n} {one.css_path_nodes[-1]}": one.styles.get_rules() for n, one in enumerate(widgets)
    }


class Pages(App[None]):
    """A page that is changed, beside one on which everything is always put anew."""

    CSS = "Horizontal { width: 40; } Page { width: 1fr; }"

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Page(id="changed")
            yield Page(id="anew")


def group(chance: Random) -> Group:
    words = " ".join(chance.choice(["no", "pact", "negotiator"]) for _ in range(20))
    return (Block(Content(words)), Block(Content(words), BlockKind.DRAMA))


async def test_a_page_of_changing_width_is_laid_out_as_if_put_anew() -> None:
    chance = Random(5)
    app = Pages()
    async with app.run_test() as pilot:
        changed, anew = app.query_one("#changed", Page), app.query_one("#anew", Page)
        groups: list[Group] = [group(chance)]
        changed.show(groups)
        for _ in range(60):
            what = chance.choice(["add", "add", "drop", "amend", "width", "width"])
            if what == "add":
                groups.append(group(chance))
                changed.add(groups[-1])
            elif what == "drop" and len(groups) > 1:
                groups.pop()
                changed.drop()
            elif what == "amend":
                groups[-1] = group(chance)
                changed.amend(groups[-1])
            elif what == "width":
                app.query_one(Horizontal).styles.width = chance.choice([40, 50, 70])
                await pilot.pause()
            anew.show(groups)
            await pilot.pause()
            assert changed.size == anew.size
            assert drawn(changed) == drawn(anew)
            assert changed.virtual_size == anew.virtual_size


def drawn(page: Page) -> list[tuple[str, int]]:
    return [(line.text.plain, line.group) for line in page._lines]
