"""The tutorial, done by hand: its files written, its changes made, its commands run."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from negotiator.checking.static import warnings
from negotiator.cli import cli
from negotiator.cli.group import every_command
from negotiator.story.loading import examine_with_origins

DOCS = Path(__file__).parents[2] / "docs"
TUTORIAL = DOCS / "authors" / "tutorial.md"
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    kind: str
    text: str


def blocks(page: Path) -> list[Block]:
    return [Block(*found) for found in FENCE.findall(page.read_text(encoding="utf-8"))]


def commands(block: Block) -> list[tuple[str, list[str]]]:
    """Each command of a console block, with the lines that are shown of its output."""
    found: list[tuple[str, list[str]]] = []
    for line in block.text.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        elif line != "…":
            found[-1][1].append(line)
    return found


def write(desk: Path, block: Block) -> None:
    """A yaml block is a whole file; its first line has the name."""
    name = block.text.splitlines()[0].removeprefix("# ")
    file = desk / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(block.text, encoding="utf-8")


def change(desk: Path, block: Block) -> None:
    """A diff block takes lines away from the one file that has them, and puts others there."""
    lines = block.text.splitlines()
    old = "\n".join(line[1:] for line in lines if line.startswith("-"))
    new = "\n".join(line[1:] for line in lines if line.startswith("+"))
    (file,) = (one for one in desk.rglob("*.yaml") if old in one.read_text(encoding="utf-8"))
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def do(desk: Path, command: str, shown: list[str]) -> None:
    """Run a command (a play as lines of text, left at once) and look for what is shown of it."""
    program, *words = shlex.split(command)
    assert program == "negotiator"
    done = subprocess.run(
        [sys.executable, "-m", program, *words, *(["--plain"] if words[0] == "play" else [])],
        cwd=desk,
        env={**os.environ, "NEGOTIATOR_SAVES": str(desk / "saves")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    output = (done.stdout + done.stderr).replace("\\", "/")
    at = 0
    for line in shown:
        assert line in output[at:], output
        at = output.index(line, at) + len(line)
    wrong = any(": error N" in line for line in shown)
    expected = {2} if wrong else {0, 3} if words[0] == "play" else {0}
    assert done.returncode in expected, output
    if words[0] == "check" and not wrong:
        story, faults, origins = examine_with_origins(desk / words[1])
        assert story
        assert [str(one) for one in (*faults, *warnings(story, origins))] == []


def test_the_tutorial(tmp_path: Path) -> None:
    done = 0
    for block in blocks(TUTORIAL):
        match block.kind:
            case "yaml":
                write(tmp_path, block)
            case "diff":
                change(tmp_path, block)
            case "console":
                for command, shown in commands(block):
                    do(tmp_path, command, shown)
                    done += 1
            case _:
                raise AssertionError(f"what is {block.kind}?")
    assert done >= 10


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    found = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in found}


def test_every_link_of_the_authors_pages_leads_somewhere() -> None:
    for page in (DOCS / "authors").glob("*.md"):
        text = FENCE.sub("", page.read_text(encoding="utf-8"))
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            if target.startswith("http"):
                continue
            name, _, anchor = target.partition("#")
            linked = (page.parent / name) if name else page
            assert linked.exists(), f"{page.name}: {target}"
            assert not anchor or anchor in anchors(linked), f"{page.name}: {target}"


def test_the_guide_speaks_of_commands_that_are(tmp_path: Path) -> None:
    do(tmp_path, "negotiator new first_story", [])
    done = 0
    for block in blocks(DOCS / "authors" / "guide.md"):
        for command, shown in commands(block):
            do(tmp_path, command, shown)
            done += 1
    assert done


def test_the_pages_speak_of_options_that_are() -> None:
    known = {
        name
        for _, command in every_command(cli)
        for one in command.params
        for name in (*one.opts, *one.secondary_opts)
    }
    for page in (DOCS / "authors").glob("*.md"):
        for option in re.findall(
            r"(?<![\w-])--[a-z]+(?:-[a-z]+)*", page.read_text(encoding="utf-8")
        ):
            assert option in known, f"{page.name}: {option}"
