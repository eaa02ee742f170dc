"""Runs commands one after the other in one process, for `test_pseudo_language`.

`answer` reads a JSON list of commands from the standard input, each `{words, typed, is_watched}`,
and writes what each said as another, each `{code, out, err}`.
"""

from __future__ import annotations

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

from negotiator.cli import main


class Stream(io.TextIOWrapper):
    """A stream that keeps what is written, and that somebody may look at."""

    def __init__(self, is_watched: bool) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", write_through=True)
        self.is_watched = is_watched

    def isatty(self) -> bool:
        return self.is_watched

    @property
    def text(self) -> str:
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue().decode()


def run(words: list[str], typed: str = "", is_watched: bool = False) -> dict[str, Any]:
    out, err = Stream(False), Stream(is_watched)
    code: Any = 0
    sys.argv = ["negotiator", *words]
    stdin, sys.stdin = sys.stdin, io.StringIO(typed)
    try:
        with redirect_stdout(out), redirect_stderr(err):
            main()
    except SystemExit as ended:
        code = ended.code
    finally:
        sys.stdin = stdin
    return {"code": code, "out": out.text, "err": err.text}


def answer() -> None:
    asked = json.load(sys.stdin)
    json.dump([run(**one) for one in asked], sys.stdout)
