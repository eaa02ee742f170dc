"""Generated code has a face: a fault in it shows its file and line, and people can read what it
does."""

from __future__ import annotations

import re
import subprocess
import sys
import traceback

from negotiator.engine.codegen import Builder, file_of, source_of
from negotiator.engine.compiler import program
from negotiator.story.loading import load
from tests.conftest import HARBOUR

FAULTY = """
import sys
from negotiator import cli
from negotiator.engine.layout import Layout

made = Layout.__init__

def with_words(self, rules):
    made(self, rules)
    self.start = tuple("many" if type(value) is int else value for value in self.start)

Layout.__init__ = with_words
sys.argv = ["negotiator", "play", FOLDER, "--plain", "--saves", SAVES]
cli.main()
"""


def test_a_traceback_shows_the_file_and_the_line(tmp_path: object) -> None:
    code = FAULTY.replace("FOLDER", repr(str(HARBOUR))).replace("SAVES", repr(str(tmp_path)))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    *_, file, line, fault = [one for one in done.stderr.splitlines() if "^" not in one]
    assert re.fullmatch(r'  File "harbour: begin quay #[0-9a-f]{8}", line 2, in made', file)
    assert line == "    v[5] += 1"
    assert fault.startswith("TypeError: ")


def test_functions_of_one_name_each_show_their_own_lines() -> None:
    told = []
    for divisor in ("0", "(x - x)"):
        made = Builder("story: twice").expression("x", f"x // {divisor}")
        try:
            made(1)
        except ZeroDivisionError:
            told.append(traceback.format_exc())
    for text, line in zip(told, ("x // 0", "x // (x - x)"), strict=True):
        assert re.search(r'File "story: twice #\w+", line 2, in made\n    return ', text)
        assert f"    return {line}\n" in text


def test_what_a_decision_does_can_be_read() -> None:
    """For a small story, from the first line to where it leads."""
    decide = program(load(HARBOUR))["quay"].choices["wait"].decide
    assert file_of(decide).startswith("harbour: take quay.wait #")  # type: ignore[arg-type]
    assert source_of(decide) == (  # type: ignore[arg-type]
        "def made(v, seed, draws, log):\n"
        "    a = v[0]\n"
        "    b = (a + -5)\n"
        "    if b < 0: b = 0\n"
        "    if a != b:\n"
        "        v[0] = b\n"
        "        log.append(('trust', a, b, '', 'quay.wait'))\n"
        "    told = k0\n"
        "    throw = -1\n"
        "    share = 0\n"
        "    if (v[5] > 2):\n"
        "        return 'walked_away', draws, told\n"
        "    if throw < 0:\n"
        "        throw = per_cent(seed, draws)\n"
        "        draws += 1\n"
        "    share += 30\n"
        "    if throw < share:\n"
        "        return 'storm', draws, told\n"
        "    return 'quay', draws, told\n"
    )
