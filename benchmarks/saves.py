"""What listing plays costs beside reading their folder, and how soon the title has its menu.

The title counts from the start of the process until its menu, and the play to go on with, are
on the screen: with an empty folder, with one play, and with thousands. Unix only.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.measuring import PACT, Scale, floor, in_turns, line, ratio
from negotiator.engine import Play
from negotiator.saves import Save, Store, write_save
from negotiator.story.loading import load

LISTED = 10_000
AT_THE_TITLE = 5_000
DECISIONS = 12
FRAME = 1 / 60


def run(scale: Scale) -> None:
    """Tell both, with their ratios to the floors."""
    with tempfile.TemporaryDirectory() as made:
        floor("the folder listed, and 512 bytes read of each file; the same by bare system calls")
        listing(filled(Path(made) / "many", scale.of(LISTED)), scale)
        floor("the title with an empty folder")
        if sys.platform == "win32":
            line("left out", "needs a Unix terminal")
            return
        title(Path(made), scale)


def filled(folder: Path, count: int) -> Path:
    """A folder with as many plays, all in the midst of the pact."""
    story = load(PACT)
    play = Play.begin(story, 3)
    for _ in range(DECISIONS):
        play = play.choose(next(option.id for option in play.options() if option.open))
    folder.mkdir()
    for number in range(count):
        moment = f"2026-03-{number % 28 + 1:02}T10:00:00.000+00:00"
        text = write_save(Save.of(play, label="", moment=moment, order=number))
        (folder / f"gsomia_2016-20260302-093000-{number:08}.yaml").write_text(text, "utf-8")
    return folder


def read_a_little(folder: Path) -> None:
    """List the folder and read 512 bytes of each file."""
    for name in os.listdir(folder):  # noqa: PTH208 (the least that it can cost)
        with open(f"{folder}/{name}", "rb") as file:  # noqa: PTH123
            file.read(512)


def read_barely(folder: Path) -> None:
    """The same by the calls of the system alone."""
    for name in os.listdir(folder):  # noqa: PTH208
        descriptor = os.open(f"{folder}/{name}", os.O_RDONLY)
        os.read(descriptor, 512)
        os.close(descriptor)


def listing(folder: Path, scale: Scale) -> None:
    """Tell what a list of all plays costs."""
    store = Store(folder)
    works = (store.rows, lambda: read_a_little(folder), lambda: read_barely(folder))
    ours, least, bare = in_turns(works, scale.rounds)
    count = len(store.rows())
    each = median(ours) / count * 1e6
    line(f"{count:,} plays in a list", f"{ratio(ours, least)} floors; {each:.1f} us each")
    line("the same", f"{ratio(ours, bare)} bare floors")


def title(top: Path, scale: Scale) -> None:
    """Tell how much later the menu is there when there are plays, in frames."""
    from benchmarks.screen import Terminal, command

    counts = (0, 1, scale.of(AT_THE_TITLE))
    folders = [filled(top / f"title-{count}", count) for count in counts]
    menus: list[list[float]] = [[] for _ in counts]
    plays: list[list[float]] = [[] for _ in counts]
    for _ in range(scale.rounds):
        for number, folder in enumerate(folders):
            began = time.perf_counter()
            terminal = Terminal(command(), "--saves", str(folder))
            terminal.wait("Quit")
            menus[number].append(time.perf_counter() - began)
            if counts[number]:
                terminal.wait("The Pact ·")
            plays[number].append(time.perf_counter() - began)
            terminal.close()
    for count, menu, play in zip(counts, menus, plays, strict=True):
        frames = (median(menu) - median(menus[0])) / FRAME
        line(
            f"title with {count:,} plays",
            f"{ratio(menu, menus[0])} floors; menu {frames:+.1f} frames, "
            f"{median(menu) * 1000:.0f} ms; play to go on with {median(play) * 1000:.0f} ms",
        )
