"""What listing plays costs beside reading the folder, and how soon the title has its menu.

Run: python benchmarks/saves.py   (Unix; needs the test extra)
The floor of a list is to list the folder and to read 512 bytes of each file in it, in turns
with ours on the same files. The title is timed in a real terminal, from the start of the
process to its menu and to the play to go on with, with a folder that is empty, one with a
single play in it, and one with thousands.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pexpect

from negotiator.engine import Play
from negotiator.saves import Save, Store, write_save
from negotiator.shelf import Shelf

LISTED = 10_000
AT_THE_TITLE = 5_000
DECISIONS = 12
ROUNDS = 7
LIST = 3.0
FRAME = 1 / 60


def fill(folder: Path, count: int) -> None:
    """Write as many plays as that to a folder, all open but the last tenth."""
    story = Shelf.of_shipped().open("gsomia_2016")
    play = Play.begin(story, 3)
    for _ in range(DECISIONS):
        play = play.choose(next(option.id for option in play.options() if option.open))
    for number in range(count):
        moment = f"2026-03-{number % 28 + 1:02}T10:00:00.000+00:00"
        text = write_save(Save.of(play, label="", moment=moment, order=number))
        (folder / f"gsomia_2016-20260302-093000-{number:08}.yaml").write_text(text, "utf-8")


def seconds(does: Callable[[], object]) -> float:
    """How long it takes."""
    began = time.perf_counter()
    does()
    return time.perf_counter() - began


def floor(folder: Path) -> None:
    """List the folder and read 512 bytes of each file."""
    for name in os.listdir(folder):  # noqa: PTH208 (the least that it can cost)
        with open(f"{folder}/{name}", "rb") as file:  # noqa: PTH123
            file.read(512)


def bare(folder: Path) -> None:
    """The same by the bare calls of the system."""
    for name in os.listdir(folder):  # noqa: PTH208
        descriptor = os.open(f"{folder}/{name}", os.O_RDONLY)
        os.read(descriptor, 512)
        os.close(descriptor)


def listing(folder: Path) -> None:
    """Print what a list costs, and the floor."""
    store = Store(folder)
    ways: tuple[Callable[[], object], ...] = (
        lambda: floor(folder),
        lambda: bare(folder),
        store.rows,
    )
    took = [[seconds(way) for way in ways] for _ in range(ROUNDS)]
    low, lowest, got = (statistics.median(times) for times in zip(*took, strict=True))
    size = next(folder.glob("*.yaml")).stat().st_size
    print(f"{LISTED:,} plays of {size:,} bytes: 512 bytes of each {low * 1000:>7.0f} ms")
    print(f"the same by bare calls of the system    {lowest * 1000:>7.0f} ms")
    print(
        f"all of them in a list                   {got * 1000:>7.0f} ms; "
        f"ratio {got / low:.2f} (target {LIST}); by bare calls {got / lowest:.2f}"
    )


def shown(saves: Path, wanted: tuple[str, ...]) -> list[float]:
    """Seconds from the start of the game until each of these texts is there, in the middle."""
    command = str(Path(sys.executable).with_name("negotiator"))
    environment = {**os.environ, "TERM": "xterm-256color", "TEXTUAL_ANIMATIONS": "none"}
    times: list[list[float]] = [[] for _ in wanted]
    for _ in range(ROUNDS):
        began = time.perf_counter()
        process: pexpect.spawn[bytes] = pexpect.spawn(
            command, ["--saves", str(saves)], dimensions=(30, 100), env=environment, timeout=60
        )
        process.delayafterread = None
        for text, taken in zip(wanted, times, strict=True):
            process.expect_exact(text.encode())
            taken.append(time.perf_counter() - began)
        process.close(force=True)
    return [statistics.median(taken) for taken in times]


def title(top: Path) -> None:
    """Print when the title has its menu, and the play to go on with."""
    for count in (0, 1, AT_THE_TITLE):
        folder = top / f"title-{count}"
        folder.mkdir()
        fill(folder, count)
        (menu,) = shown(folder, ("New game: ",))
        if count == 0:
            least = menu
        more = (menu - least) / FRAME
        print(f"title, {count:>5,} plays: menu {menu * 1000:>5.0f} ms; {more:+.1f} frames", end="")
        if count:
            (found,) = shown(folder, ("The Pact ·",))
            print(f"; play to go on with {found * 1000:>5.0f} ms", end="")
        print()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        many = Path(made) / "many"
        many.mkdir()
        fill(many, LISTED)
        listing(many)
        title(Path(made))
