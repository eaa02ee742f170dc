"""The command, as tests give it.

Most tests are about what a command says and does. For them it runs in the process of the tests,
with streams, variables and a folder of its own, since a start takes longer than most commands.
Where a test is about a process, its streams or its end, it is started.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir, contextmanager, nullcontext, redirect_stderr, redirect_stdout
from pathlib import Path
from unittest.mock import patch

from negotiator.cli import main

COMMAND = [sys.executable, "-m", "negotiator"]


class Stream(io.TextIOWrapper):
    """A stream that keeps what is written, and that somebody may look at."""

    def __init__(self, is_watched: bool = False, typed: str = "") -> None:
        super().__init__(io.BytesIO(typed.encode()), encoding="utf-8", write_through=True)
        self.is_watched = is_watched

    def isatty(self) -> bool:
        return self.is_watched

    @property
    def text(self) -> str:
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue().decode()


@contextmanager
def as_a_command(words: list[str], typed: str) -> Iterator[None]:
    """What a process has for itself, and leaves as it was."""
    was = sys.argv, sys.stdin, sys.excepthook
    sys.argv, sys.stdin = ["negotiator", *words], Stream(typed=typed)
    try:
        yield
    finally:
        sys.argv, sys.stdin, sys.excepthook = was


def answer(
    words: list[str], typed: str = "", is_watched: bool = False
) -> subprocess.CompletedProcess[str]:
    """What a command says in this process; whoever watches sees its messages come."""
    out, err = Stream(), Stream(is_watched)
    code: object = 0
    with as_a_command(words, typed), redirect_stdout(out), redirect_stderr(err):
        try:
            main()
        except SystemExit as ended:
            code = ended.code or 0
    assert isinstance(code, int)
    return subprocess.CompletedProcess(words, code, out.text, err.text)


def run(
    *words: str, typed: str = "", folder: Path | None = None, **variables: str
) -> subprocess.CompletedProcess[str]:
    """What a command says, given in a folder where variables are set."""
    with chdir(folder) if folder else nullcontext(), patch.dict(os.environ, variables):
        return answer([*words], typed)


def started(*words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """What a command says that is a process of its own, as a shell starts it."""
    done = subprocess.run(
        [*COMMAND, *words],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=150,  # a check may take its minute, and a busy machine more
        input=typed,
    )
    assert "Traceback" not in done.stderr
    return done
