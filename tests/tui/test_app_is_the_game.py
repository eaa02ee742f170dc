"""The app is the game that its screens ask; and they ask for nothing of folders and files."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import negotiator.tui
from negotiator.tui.app import NegotiatorApp
from negotiator.tui.game import Game
from tests.tui.table import game

UI = Path(negotiator.tui.__file__).parent
SCREENS = sorted([*UI.glob("screens/*.py"), *UI.glob("widgets/*.py")])
OF_FILES = {"pathlib", "os", "io", "shutil", "tempfile", "negotiator.paths", "negotiator.folders"}


def as_game(app: NegotiatorApp) -> Game:
    """The app where a game is wanted: the type checker says what it lacks."""
    return app


def test_the_app_has_all_that_a_game_has(tmp_path: Path) -> None:
    asked = {name for name in vars(Game) if not name.startswith("_")}
    assert asked
    assert asked <= set(dir(game(tmp_path)))


@pytest.mark.parametrize("path", SCREENS, ids=lambda path: path.stem)
def test_screens_and_widgets_know_no_files(path: Path) -> None:
    named = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names):
                named |= {one.name for one in names}
            case ast.ImportFrom(module=str(module)):
                named.add(module)
            case ast.Call(func=ast.Name(id="open")):
                named.add("open")
            case ast.Attribute(attr="store" | "shelf" as attribute):
                named.add(attribute)
    assert not named & (OF_FILES | {"open", "store", "shelf"})
    # What a save is, is asked of the package, not of the modules that read and write it.
    assert not [one for one in named if one.startswith("negotiator.saves.")]
