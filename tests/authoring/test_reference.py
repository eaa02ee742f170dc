"""The authors' reference: as the code is, whole, and with examples that hold."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from negotiator.authoring.json_schema import json_schema, property_of
from negotiator.reference import COMMAND, EFFECTS, FUNCTION_WORDS, OPERATORS, VALUES, reference
from negotiator.story.expression_parser import FUNCTIONS, Names, parse
from negotiator.story.expressions import Type
from negotiator.story.keys import Key, Kind
from negotiator.story.loading import examine

PAGE = Path(__file__).parents[2] / "docs" / "authors" / "reference.md"

STORY = """
story: {id: x, title: X, format: 1, version: 1, start: a}
gauges:
  opinion: {label: O, start: 50, better: high, bands: {0: Low}}
  beijing: {label: B, start: 50, better: low, bands: {0: Low}}
flags: {leaked: It leaked}
people: {her: {name: She}}
promises: {tell_first: {to: her, words: First., kept: leaked, broken: not leaked}}
scenes:
  a:
    title: A
    text: A
    choices:
      - id: b
        text: B
        effects:
          EFFECT
        goto: e
endings:
  e: {title: E, outcome: over, text: E}
"""


def test_it_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference(), f"run: {COMMAND}"


def test_the_command_that_makes_it() -> None:
    words = COMMAND.partition(" > ")[0].split()
    made = subprocess.run([sys.executable, *words[1:]], capture_output=True, check=True)
    assert made.stdout == reference().encode()


def test_nothing_is_left_out() -> None:
    assert set(VALUES) == set(Kind)
    assert set(FUNCTION_WORDS) == set(FUNCTIONS)


@pytest.mark.parametrize("kind", Kind)
def test_the_examples_of_a_value_are_valid(kind: Kind) -> None:
    part = {**json_schema(), "properties": {"it": property_of(Key("it", "It", value=kind))}}
    check = Draft202012Validator(part)
    for example in VALUES[kind].examples:
        quoted = example if kind is not Kind.TEXT else f'"{example}"'
        value = yaml.load(
            f"it: {quoted}", yaml.BaseLoader if kind is Kind.DATE else yaml.SafeLoader
        )
        if kind is Kind.BANDS:
            value = {"it": {str(key): name for key, name in value["it"].items()}}
        check.validate(value)


@pytest.mark.parametrize("effect", EFFECTS)
def test_the_examples_of_effects_load(tmp_path: Path, effect: str) -> None:
    kinds = {"a flag": "leaked", "a promise": "tell_first"}
    target = next((to for of, to in kinds.items() if EFFECTS[effect].startswith(of)), "opinion")
    file = tmp_path / "story.yaml"
    file.write_text(STORY.replace("EFFECT", f"{target}: {effect}"), encoding="utf-8")
    assert examine(file)[0], examine(file)[1]


@pytest.mark.parametrize("expression", OPERATORS)
def test_the_examples_of_expressions_are_expressions(expression: str) -> None:
    types = {"opinion": Type.NUMBER, "beijing": Type.NUMBER, "leaked": Type.TRUTH}
    types |= {"motion.dismissal.passed": Type.TRUTH, "motion.dismissal.ayes": Type.NUMBER}
    types |= {"promise.tell_first.made": Type.TRUTH}
    types |= {"terms.release": Type.WORD, "opinion.band": Type.WORD}
    words = {"terms.release": ("none", "twenty")}
    found = parse(expression, Names(types, (), {}, words), None)
    assert (found.type is Type.WORD) is (OPERATORS[expression].startswith("words"))
    assert (found.type is Type.TRUTH) is (OPERATORS[expression].startswith("truth"))


def test_the_longest_name(tmp_path: Path) -> None:
    for letters, fine in ((80, True), (81, False)):
        file = tmp_path / "story.yaml"
        file.write_text(
            STORY.replace("EFFECT", "leaked: true").replace(
                "{leaked:", f"{{{'l' * letters}: x, leaked:"
            ),
            encoding="utf-8",
        )
        assert (examine(file)[0] is not None) is fine
