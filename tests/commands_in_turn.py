"""Runs commands one after the other in one process, for tests that need one of another kind: with
another language, or with fewer rights.

`answer` reads a JSON list of commands from the standard input, each `{words, typed, is_watched}`,
and writes what each said as another, each `{code, out, err}`.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from tests import commands


def run(**asked: Any) -> dict[str, Any]:
    done = commands.answer(**asked)
    return {"code": done.returncode, "out": done.stdout, "err": done.stderr}


def answer() -> None:
    asked = json.load(sys.stdin)
    json.dump([run(**one) for one in asked], sys.stdout)
