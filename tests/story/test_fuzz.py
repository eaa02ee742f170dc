"""A broken story file gives diagnostics or a story, never a traceback.

A few hundred here, and the seeds that once failed; ten thousand with
`python -m benchmarks.fuzzing`, which holds time and memory too.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiator.checking.static import warnings
from negotiator.story.diagnostics import Diagnostic
from negotiator.story.loading import examine_with_origins
from tests.conftest import GSOMIA, HARBOUR
from tests.story.mutations import mutated

ASSEMBLY = HARBOUR.parent / "assembly"
SEEDS = Path(__file__).parent / "fuzz_seeds"


def _whole() -> dict[str, tuple[str, Path]]:
    """The files to break, by name, with the folder whose other files stay whole."""
    found = {}
    for folder in (HARBOUR, ASSEMBLY, GSOMIA):
        for file in sorted(folder.glob("*.yaml")):
            found[f"{folder.name}-{file.name}"] = (file.read_text(encoding="utf-8"), folder)
    return found


WHOLE = _whole()


def examined(folder: Path, name: str, content: bytes) -> list[Diagnostic]:
    """What is reported about the story if its file `name` has this content."""
    _, home = WHOLE[name]
    for old in folder.glob("*.yaml"):
        old.unlink()
    for file in home.glob("*.yaml"):
        changed = f"{home.name}-{file.name}" == name
        (folder / file.name).write_bytes(content if changed else file.read_bytes())
    story, found, origins = examine_with_origins(folder)
    assert story is not None or found
    found = found + (warnings(story, origins) if story is not None else [])
    for one in found:
        assert str(one).startswith(f"{one.place}: {one.code.severity.value} {one.code.id}: ")
        assert one.message
        assert len(str(one)) < 4_000
    return found


@settings(max_examples=200)
@given(
    st.sampled_from(sorted(name for name in WHOLE if "gsomia" not in name)), st.integers(0, 2**32)
)
def test_a_broken_file_is_read_or_refused(name: str, seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        examined(Path(folder), name, mutated(WHOLE[name][0], seed))


@settings(max_examples=15)
@given(st.sampled_from(sorted(name for name in WHOLE if "gsomia" in name)), st.integers(0, 2**32))
def test_a_broken_file_of_a_real_story_is_read_or_refused(name: str, seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        examined(Path(folder), name, mutated(WHOLE[name][0], seed))


@pytest.mark.parametrize("file", sorted(SEEDS.glob("*.yaml")), ids=lambda file: file.stem)
def test_what_once_failed_is_read_or_refused(file: Path) -> None:
    story, found, origins = examine_with_origins(file)
    assert story is not None or found
    if story is not None:
        warnings(story, origins)
