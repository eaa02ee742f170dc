"""The example of the page on tables: it reads clean, checks clean, and its plays hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from negotiator.checking.check import check
from negotiator.checking.static import warnings
from negotiator.engine import Play, talks
from negotiator.story.loading import examine_with_origins, load
from tests.authoring.test_tutorial import DOCS, blocks

PAGE = [block.text for block in blocks(DOCS / "authors" / "tables.md")]


def test_the_example_is_clean_and_does_what_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    example, _ = PAGE
    file = tmp_path / "the_quay.yaml"
    file.write_text(example, encoding="utf-8")
    found = examine_with_origins(file)
    assert found.diagnostics == []
    assert found.story is not None
    assert warnings(found.story, found.origins) == []
    checked = check(found.story)
    assert checked.wrong == []
    assert checked.failed == []
    assert all(not verdict.is_open for verdict in checked.verdicts)


def test_the_profiles_of_the_page_fit_the_example(tmp_path: Path) -> None:
    example, profiles = PAGE
    side, patience = "    theirs: {name: Southline, voice: Olsen, ", "pace: 50, patience: 2}"
    assert side in example
    listed = "".join(f"      {line}\n" for line in profiles.splitlines())
    written = example.replace(
        f"{side}reservation: 25, {patience}",
        "    theirs:\n      name: Southline\n      reservation: 25\n" + listed.rstrip(),
    )
    file = tmp_path / "the_quay.yaml"
    file.write_text(written, encoding="utf-8")
    story = load(file)

    def cares_for(seed: int, decision: str) -> str:
        session = talks(story, Play.begin(story, seed).choose(decision).state)
        assert session is not None
        assert session.profile is not None
        return session.profile.id

    drawn = [cares_for(seed, "sit_down") for seed in range(20)]
    assert set(drawn) == {"light_sleepers", "rust"}
    assert drawn == [Play.begin(story, seed).values()["profile.talks"] for seed in range(20)]
    assert {cares_for(seed, "ask_first") for seed in range(20)} == {"asked_first"}
