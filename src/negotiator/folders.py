"""Where things are on this machine: the checkout, the shipped stories, the folder for saves.

Light to import, because the command line needs it before anything else is loaded.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from negotiator.paths import at


def checkout() -> Path | None:
    """The top of the source checkout this program runs from; None if it isn't run from one."""
    top = Path(__file__).resolve().parents[2]
    return top if (top / "pyproject.toml").is_file() and (top / "story").is_dir() else None


def shipped_stories() -> Path:
    """The folder of stories that comes with the program."""
    top = checkout()
    return top / "story" if top else Path(__file__).resolve().parent / "stories"


def saves_folder(asked: Path | None = None) -> Path:
    """The folder for saves; it may not exist yet.

    `asked` (the option `--saves`) wins, then the variable NEGOTIATOR_SAVES, then `saves/` of a
    checkout, then the user's data folder.
    """
    if asked is not None:
        return asked
    named = os.environ.get("NEGOTIATOR_SAVES")
    if named:
        return at(named)
    top = checkout()
    if top is not None:
        return top / "saves"
    return data_folder() / "saves"


def data_folder() -> Path:
    """The folder for what the program keeps for its user; it may not exist yet.

    The variable NEGOTIATOR_DATA wins, then the platform's data folder for the user.
    """
    named = os.environ.get("NEGOTIATOR_DATA")
    if named:
        return at(named)
    import platformdirs

    return platformdirs.user_data_path("negotiator", appauthor=False)


def cache_folder() -> Path:
    """The folder for what can be worked out again; it may not exist yet.

    The variable NEGOTIATOR_CACHE wins, then the platform's cache folder for the user.
    """
    named = os.environ.get("NEGOTIATOR_CACHE")
    if named:
        return at(named)
    import platformdirs

    return platformdirs.user_cache_path("negotiator", appauthor=False)


def make_writable(folder: Path) -> None:
    """Make the folder and write to it once, so that a player learns of trouble at the start.

    Raises OSError if that fails.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder):
        pass
