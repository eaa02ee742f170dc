"""What `negotiator dump` writes: rules in the form that their page describes, and the generated
functions, which show what a decision does."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator

from negotiator.engine import transitions
from negotiator.engine.dump import listing
from negotiator.story.loading import load
from negotiator.story.model import Story
from tests.commands import run
from tests.conftest import HARBOUR
from tests.engine.test_reference import dumped
from tests.random_stories import FullMaker, SmallMaker, built

DOCS = Path(__file__).parents[2] / "docs" / "authors"
PAGE = (DOCS / "transitions.md").read_text(encoding="utf-8")
SCHEMA = json.loads((DOCS / "transitions.schema.json").read_text(encoding="utf-8"))
STORIES = HARBOUR.parent


def nodes(part: Any) -> Iterator[dict[str, Any]]:
    """Every mapping within a part of the JSON."""
    if isinstance(part, dict):
        yield part
        part = list(part.values())
    if isinstance(part, list):
        for one in part:
            yield from nodes(one)


def valid(part: Any, definition: str = "") -> None:
    """Fail unless a part matches the schema."""
    schema = SCHEMA
    if definition:
        schema = {"$ref": f"#/$defs/{definition}", "$defs": SCHEMA["$defs"]}
    error = next(Draft202012Validator(schema).iter_errors(part), None)
    assert error is None, f"{error.json_path}: {error.message}"


@pytest.fixture(scope="module")
def stories() -> list[Story]:
    named = [load(STORIES / name) for name in ("harbour", "assembly", "fishery", "cable")]
    makers = [maker(seed) for maker in (FullMaker, SmallMaker) for seed in range(2)]
    return [*named, *(built(maker.story()) for maker in makers)]


def test_the_rules_of_every_story_are_as_the_schema_has_them(stories: list[Story]) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    kinds: set[str] = set()
    for story in stories:
        rules = dumped(story)
        valid(rules)
        kinds |= {one["node"] for one in nodes(rules["blocks"]) if "node" in one}
    assert kinds == {kind.__name__.lower() for kind in get_args(transitions.Rule)}


def test_the_page_describes_every_key_of_the_schema() -> None:
    keys = {key for one in nodes(SCHEMA) for key in one.get("properties", {})}
    operators = SCHEMA["$defs"]["expression"]["anyOf"][2]["properties"]["do"]["enum"]
    text = re.sub(r"```.*?```", "", PAGE, flags=re.DOTALL)
    told = set(re.findall(r"\w+|[+*/%-]+", " ".join(re.findall(r"`([^`]+)`", text))))
    assert not {*keys, *operators} - told


def test_the_examples_of_the_page_are_as_the_schema_has_them() -> None:
    values, condition = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    for one in json.loads(values).values():
        valid(one, "domain")
    valid(json.loads(condition), "expression")


def test_a_decision_can_be_read_in_the_dump() -> None:
    text = listing(load(STORIES / "assembly"), "evening")
    (found,) = re.findall(r"# assembly: take evening\.vote #\w{8}\n(.*?)\n\n\n", text, re.DOTALL)
    assert found == (
        "# v[0] heat, v[2] days, v[4] motion.censure.ayes, v[5] motion.censure.passed, "
        "v[6] motion.censure.held\n"
        "# k1 = [[], [told 'It is close.']]\n"
        "def made(v, seed, draws, log):\n"
        "    y0 = max(0, min(5, (2 + (v[0] // 20))))\n"
        "    y1 = max(0, min(5, (v[2] - 1)))\n"
        "    y = (y0 + y1)\n"
        "    n = 6\n"
        "    p = (y >= n)\n"
        "    log.append(new(Vote, ('censure', (('left', y0), ('right', y1), ), n, "
        "'evening.vote', p, ())))\n"
        "    v[4] = y\n"
        "    v[5] = p\n"
        "    v[6] = True\n"
        "    told = k1[v[5]]\n"
        "    if v[5]:\n"
        "        return 'fallen', draws, told\n"
        "    return 'standing', draws, told"
    )


def test_the_dump_is_python_with_a_name_on_every_function(stories: list[Story]) -> None:
    for story in stories:
        text = listing(story)
        functions = [one for one in ast.parse(text).body if isinstance(one, ast.FunctionDef)]
        heads = re.findall(rf"^# {story.id}: (.+) #[0-9a-f]{{8}}$", text, re.MULTILINE)
        assert len(functions) == len(heads)
        for place in story.places:
            assert f"tell {place}" in heads
        for choice in story.choices:
            assert {f"take {choice}", f"take {choice}, headless"} <= set(heads)


def test_the_command_prints_a_place_or_all(tmp_path: Path) -> None:
    whole, one = (run("dump", str(HARBOUR), *words) for words in ((), ("quay",)))
    assert (whole.returncode, one.returncode) == (0, 0)
    assert "# harbour: take quay.secret #" in one.stdout
    assert len(one.stdout) < len(whole.stdout)
    for function in one.stdout.split("\n\n\n"):
        assert function.strip() in whole.stdout
    file = tmp_path / "quay.py"
    assert run("dump", str(HARBOUR), "quay", "-o", str(file)).stdout == ""
    assert file.read_text(encoding="utf-8") == one.stdout


def test_the_command_writes_the_rules(tmp_path: Path) -> None:
    file = tmp_path / "rules.json"
    assert run("dump", "--transitions", str(HARBOUR), "-o", str(file)).returncode == 0
    written = json.loads(file.read_text(encoding="utf-8"))
    assert written == dumped(load(HARBOUR))
    assert json.loads(run("dump", "--transitions", str(HARBOUR)).stdout) == written


def test_the_command_says_what_is_wrong(tmp_path: Path) -> None:
    unknown = run("dump", str(HARBOUR), "quai")
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert unknown.stderr == ("There is no scene, event or ending `quai`. Did you mean `quay`?\n")
    both = run("dump", "--transitions", str(HARBOUR), "quay")
    assert (both.returncode, both.stdout) == (2, "")
    assert both.stderr == "--transitions writes the rules of the whole story. Leave PLACE out.\n"
    unwritable = run("dump", str(HARBOUR), "-o", str(tmp_path / "none" / "file"))
    assert unwritable.returncode == 1
    assert "can't be written: " in unwritable.stderr
    (tmp_path / "story.yaml").write_text("story: {id: x\n", encoding="utf-8")
    assert run("dump", str(tmp_path)).returncode == 2
