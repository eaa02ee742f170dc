"""What is installed: under the right name, with all that it needs, and outside a checkout too."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from negotiator import distribution

TOP = Path(__file__).parents[1]
NAMED_EXTRA = re.compile(r"\b(negotiator[\w-]*)\[(\w+)\]")


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    with (TOP / "pyproject.toml").open("rb") as file:
        found: dict[str, Any] = tomllib.load(file)["project"]
    return found


def test_the_distribution_has_a_name_of_its_own(project: dict[str, Any]) -> None:
    assert project["name"] == distribution.NAME == "negotiator-game"
    assert project["scripts"] == {"negotiator": "negotiator.cli:main"}


def test_whoever_names_an_extra_names_one_that_is(project: dict[str, Any]) -> None:
    extras = project["optional-dependencies"]
    pages = [TOP / "README.md", TOP / "CONTRIBUTING.md", *(TOP / "docs").rglob("*.md")]
    for path in (*pages, *(TOP / "src").rglob("*.py")):
        for name, extra in NAMED_EXTRA.findall(path.read_text(encoding="utf-8")):
            assert name == distribution.NAME, path
            assert extra in extras, path
    asked = re.compile(r"\badding\(['\"](\w+)['\"]\)")
    found = {
        extra
        for path in (TOP / "src").rglob("*.py")
        for extra in asked.findall(path.read_text(encoding="utf-8"))
    }
    assert found == {"check", "graph"} <= extras.keys()
