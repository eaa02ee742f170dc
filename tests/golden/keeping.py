"""The files of the golden record: where they are, how they are read and written.

`playing`, `checking`, `counting` and `reopening` decide what is in them.
"""

from __future__ import annotations

import io
import json
import lzma
import tarfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
TOP = HERE.parents[1]
STORIES = HERE / "stories.tar.xz"
SAVES = HERE / "saves"
REASONS = HERE / "reasons.txt"
PARTS = {
    "plays": HERE / "plays.json.xz",
    "verdicts": HERE / "verdicts.json.xz",
    "tallies": HERE / "tallies.json.xz",
    "reports": HERE / "reports.json.xz",
    "saves": HERE / "saves.json",
}
"""The parts of the record, each a JSON object with an entry for each story."""

Part = dict[str, Any]


def read(name: str) -> Part:
    """A part of the record."""
    content = PARTS[name].read_bytes()
    if PARTS[name].suffix == ".xz":
        content = lzma.decompress(content)
    part: Part = json.loads(content)
    return part


def write(name: str, part: Part) -> None:
    """Write a part of the record: one entry per line, so that a diff shows which entry changed."""
    lines = (f"{json.dumps(key)}: {json.dumps(part[key])}" for key in part)
    content = ("{\n" + ",\n".join(lines) + "\n}\n").encode()
    if PARTS[name].suffix == ".xz":
        content = _packed(content)
    PARTS[name].write_bytes(content)


def unpack(folder: Path) -> None:
    """Unpack the stories into a folder, each under its name."""
    with tarfile.open(STORIES) as archive:
        archive.extractall(folder, filter="data")


def names() -> tuple[str, ...]:
    """The names of the stories: `pact`, `tests/…`, `corpus/….yaml`, `random/….yaml`."""
    with tarfile.open(STORIES) as archive:
        files = [member.name for member in archive if member.isfile()]
    return tuple(dict.fromkeys(_story_of(file) for file in files if "shared" not in file))


def _story_of(file: str) -> str:
    first, *rest = file.split("/")
    return first if first == "pact" else f"{first}/{rest[0]}"


def pack(files: Mapping[str, bytes]) -> None:
    """Pack the stories: the files of all of them, by path."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    STORIES.write_bytes(_packed(made.getvalue()))


def _packed(content: bytes) -> bytes:
    return lzma.compress(content, preset=9 | lzma.PRESET_EXTREME)


def stories_of_the_tree() -> Iterator[tuple[str, bytes]]:
    """The files of the pact and of the stories of the tests as they are now."""
    roots = {
        "pact": TOP / "story" / "gsomia_2016",
        "tests": TOP / "tests" / "stories",
        "corpus": TOP / "tests" / "corpus",
    }
    for name, root in roots.items():
        for path in sorted(root.rglob("*.yaml")):
            yield f"{name}/{path.relative_to(root).as_posix()}", path.read_bytes()
