"""The example of the page on tables: it reads clean, checks clean, and its plays hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from negotiator.analysis.check import check
from negotiator.analysis.static import warnings
from negotiator.story.loading import examine_with_origins
from tests.authoring.test_tutorial import DOCS, blocks


def test_the_example_is_clean_and_does_what_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (example,) = (block.text for block in blocks(DOCS / "authors" / "tables.md"))
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
