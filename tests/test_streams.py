"""What comes in and goes out by the standard streams, whatever state they are left in."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator.authoring.json_schema import written
from negotiator.streams import LONGEST_LINE, lines
from tests.commands import COMMAND
from tests.conftest import HARBOUR

LENGTHS = st.lists(
    st.integers(0, 3 * LONGEST_LINE)
    | st.sampled_from([LONGEST_LINE - 1, LONGEST_LINE, LONGEST_LINE + 1, 10**6]),
    max_size=6,
)


@given(LENGTHS, st.booleans())
def test_lines_of_any_length(lengths: list[int], is_ended: bool) -> None:
    said = [f"{number}{'x' * length}" for number, length in enumerate(lengths)]
    whole = "\n".join(said) + ("\n" if is_ended and said else "")
    found = list(lines(StringIO(whole)))
    assert [one.rstrip("\n") for one in found] == [one[:LONGEST_LINE] for one in said]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_byte_order_mark_is_no_part_of_a_line(encoding: str) -> None:
    stream = TextIOWrapper(BytesIO(b"\xef\xbb\xbfgo\nend\n"), encoding=encoding)
    assert list(lines(stream)) == ["go\n", "end\n"]


def test_input_in_another_encoding() -> None:
    stream = TextIOWrapper(BytesIO(b"1\n2\n"), encoding="utf-16")
    with pytest.raises(OSError, match="isn't text in the encoding"):
        list(lines(stream))


if sys.platform != "win32":
    # Another program that shares a terminal or a pipe may have left it so.

    @pytest.fixture
    def unwaiting() -> Iterator[tuple[int, int]]:
        ends = os.pipe()
        for end in ends:
            os.set_blocking(end, False)
        yield ends
        for end in ends:
            os.close(end)

    def test_input_that_is_not_waited_for(tmp_path: Path, unwaiting: tuple[int, int]) -> None:
        theirs, ours = unwaiting
        words = ["play", str(HARBOUR), "--plain", "--saves", str(tmp_path)]
        with subprocess.Popen(
            [*COMMAND, *words], stdin=theirs, stdout=subprocess.PIPE, encoding="utf-8"
        ) as game:
            assert game.stdout is not None
            while "3. Wait for a better day" not in game.stdout.readline():
                pass
            os.write(ours, b"3\nquit\n")
            assert "Left before an ending. The play is saved" in game.stdout.read()
        assert game.returncode == 3

    def test_output_that_is_not_waited_for(unwaiting: tuple[int, int]) -> None:
        ours, theirs = unwaiting
        os.set_blocking(ours, True)
        read, whole = b"", written().encode()
        with subprocess.Popen([*COMMAND, "schema"], stdout=theirs) as command:
            while len(read) < len(whole):
                read += os.read(ours, 100)
        assert command.returncode == 0
        assert read == whole


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_a_named_pipe_is_written_to_once_it_is_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for command in (["schema"], ["graph", str(HARBOUR)]):
        asked = [*COMMAND, *command, "-o", str(pipe)]
        with subprocess.Popen(asked, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
            assert running.stderr is not None
            assert b"is a pipe: this waits until something reads it." in running.stderr.readline()
            content = pipe.read_bytes()
        assert running.returncode == 0
        assert content == written().encode() if command == ["schema"] else b"flowchart" in content
