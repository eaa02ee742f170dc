"""The page for Python users: its examples run, print what they show, and are typed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import negotiator

TOP = Path(__file__).parents[1]
PAGE = TOP / "docs" / "python.md"
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MARK = "~~~ shown"


@pytest.fixture(scope="module")
def blocks() -> list[tuple[str, str]]:
    found = [(one[1], one[2]) for one in FENCE.finditer(PAGE.read_text(encoding="utf-8"))]
    assert {kind for kind, _ in found} == {"console", "python", "text"}
    return found


def examples(blocks: list[tuple[str, str]]) -> str:
    """All examples as one program, which marks where each of them ends."""
    return "".join(f"{text}\nprint({MARK!r})\n\n" for kind, text in blocks if kind == "python")


def test_the_examples_print_what_the_page_shows(
    blocks: list[tuple[str, str]], tmp_path: Path
) -> None:
    environment = {**os.environ, "PYTHONUTF8": "1"}
    for text in (text for kind, text in blocks if kind == "console"):
        words = text.removeprefix("$ ").split()
        subprocess.run(
            [sys.executable, "-m", *words], cwd=tmp_path, check=True, capture_output=True
        )
    done = subprocess.run(
        [sys.executable, "-c", examples(blocks)],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert not done.stderr
    printed = done.stdout.split(f"{MARK}\n")
    shown: list[str] = []
    for kind, text in blocks:
        if kind == "python":
            shown.append("")
        elif kind == "text":
            assert not shown[-1], "two outputs of one example"
            shown[-1] = text
    assert printed == [*shown, ""]


def test_the_examples_are_typed(blocks: list[tuple[str, str]], tmp_path: Path) -> None:
    script = tmp_path / "page.py"
    wrong = 'negotiator.nonsense\nnegotiator.start("no story", 1)\n'
    script.write_text(examples(blocks) + wrong, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", str(script)],
        env={**os.environ, "MYPYPATH": str(TOP / "src")},
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    said = [line for line in done.stdout.splitlines() if ": error: " in line]
    assert [line.rsplit("[", 1)[-1] for line in said] == ["attr-defined]", "arg-type]"], done.stdout


def test_the_page_speaks_of_every_name() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert {one for one in negotiator.__all__ if not re.search(rf"\b{one}\b", page)} == set()
