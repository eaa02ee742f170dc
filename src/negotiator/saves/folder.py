"""Where plays are kept: what the player says, else the environment, else this machine's custom."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

from negotiator.shelf import checkout


def saves_folder(asked: Path | None = None) -> Path:
    """The folder for saves, which need not exist yet.

    `asked` (the option `--saves`) wins, then the variable NEGOTIATOR_SAVES, then `saves/` of a
    checkout, then the user's data folder of the platform.
    """
    if asked is not None:
        return asked
    named = os.environ.get("NEGOTIATOR_SAVES")
    if named:
        return Path(named).expanduser()
    top = checkout()
    if top is not None:
        return top / "saves"
    return platformdirs.user_data_path("negotiator", appauthor=False) / "saves"
