"""The names of values and choices: types that are written as they always were, each built and taken
apart in one module only."""

from __future__ import annotations

import ast
import copy
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator.engine.compiler import rules
from negotiator.story.choice_names import choice_in, full_name, parted, place_in
from negotiator.story.loading import load
from negotiator.story.value_names import (
    Ayes,
    Cooldown,
    DrawnProfile,
    Held,
    Kept,
    Passed,
    Settled,
    TimesChosen,
    ValueName,
    Visits,
    reads_as_word,
    value_name,
)
from negotiator.story.walk import expressions
from tests.source import FILES, nodes
from tests.story.test_keys import WAYS
from tests.story.whole import write

VALUES, CHOICES = "story/value_names.py", "story/choice_names.py"
KINDS: tuple[type[ValueName], ...] = (
    Kept,
    Visits,
    TimesChosen,
    Cooldown,
    Settled,
    DrawnProfile,
    Ayes,
    Passed,
    Held,
)
BEFORE = ("visits(", "seen(", "chosen(", "cooldown(", "terms.", "profile.", "motion.")
BEHIND = (".ayes", ".passed", ".held")
OF_ELSE = {
    "story/text_marks.py": "the marks of a text, {opinion.band}",
    "story/codes/__init__.py": "codes and their wordings, N301.way",
    "tui/actions.py": "actions of Textual, app.quit",
    "tui/widgets/shortcuts.py": "actions of Textual, app.quit",
    "__init__.py": "the modules of this package",
    "cli/serving.py": "a module's name",
    "publishing/runtime.py": "a file's name",
    "web/class_server/doors.py": "what a cookie of a seat holds",
}
"""Modules that split something else at a dot, or join it."""
IDENTIFIERS = st.from_regex(r"[A-Za-z][A-Za-z0-9_]{0,20}", fullmatch=True)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (Kept("opinion"), "opinion"),
        (Visits("quay"), "visits(quay)"),
        (TimesChosen("quay.wait"), "chosen(quay.wait)"),
        (Cooldown("storm"), "cooldown(storm)"),
        (Settled("price"), "terms.price"),
        (DrawnProfile("talks"), "profile.talks"),
        (Ayes("budget"), "motion.budget.ayes"),
        (Passed("budget"), "motion.budget.passed"),
        (Held("budget"), "motion.budget.held"),
    ],
)
def test_how_each_is_written(name: ValueName, written: str) -> None:
    assert str(name) == written
    assert name in {written}
    assert written in {name}
    assert type(value_name(written)) is type(name)


@given(kind=st.sampled_from(KINDS), of=IDENTIFIERS)
def test_what_is_written_is_read_as_the_same(kind: type[ValueName], of: str) -> None:
    name = kind(of)
    for one in (value_name(str(name)), pickle.loads(pickle.dumps(name)), copy.deepcopy(name)):
        assert (type(one), one, one.of) == (kind, name, of)
    assert reads_as_word(name) == (kind in (Settled, DrawnProfile))


@given(place=IDENTIFIERS, choice=IDENTIFIERS)
def test_a_choice_is_named_with_its_place(place: str, choice: str) -> None:
    name = full_name(place, choice)
    assert parted(name) == (place, choice) == (place_in(name), choice_in(name))
    assert (place_in(choice), choice_in(choice)) == ("", choice)


def test_all_that_a_story_reads_and_keeps_knows_of_what_it_is(tmp_path: Path) -> None:
    story = load(write(tmp_path, WAYS[0]))
    kept = [*rules(story).domains, *story.worded]
    kept += [name for one in expressions(story) for name in one.reads]
    plain = {*story.gauges, *story.flags, *story.counters}
    for name in kept:
        assert isinstance(name, ValueName) or name in plain


def others(*homes: str) -> Iterator[tuple[str, ast.AST]]:
    """All that stands in modules that aren't the home of these names, each with its module."""
    return ((file, node) for file in FILES if file not in homes for node in nodes(file))


def test_no_other_module_writes_the_name_of_a_value() -> None:
    for file, node in others(VALUES):
        if isinstance(node, ast.Constant):
            # Only strings that stand alone; in a sentence it is an example.
            assert node.value not in BEFORE, f"{file}:{node.lineno}"
        if isinstance(node, ast.JoinedStr):
            for part, after in zip(node.values, [*node.values[1:], None], strict=True):
                said = part.value if isinstance(part, ast.Constant) else ""
                is_told = after is not None and str(said).endswith(BEFORE)
                assert not is_told, f"{file}:{node.lineno}"
                assert not str(said).startswith(BEHIND), f"{file}:{node.lineno}"


def test_no_other_module_takes_a_name_apart() -> None:
    for file, node in others(VALUES, CHOICES, *OF_ELSE):
        if isinstance(node, ast.Compare) and isinstance(node.left, ast.Constant):
            looks = node.left.value in ("(", ".") and isinstance(node.ops[0], ast.In | ast.NotIn)
            assert not looks, f"{file}:{node.lineno}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            cuts = node.func.attr in ("partition", "rpartition", "split", "rsplit")
            marks = [one.value for one in node.args if isinstance(one, ast.Constant)]
            assert not (cuts and {".", "("} & {*marks}), f"{file}:{node.lineno}"


def test_no_other_module_joins_a_name_at_a_dot() -> None:
    for file, node in others(VALUES, CHOICES, *OF_ELSE):
        if isinstance(node, ast.JoinedStr) and len(node.values) == 3:
            middle = node.values[1]
            is_dot = isinstance(middle, ast.Constant) and middle.value == "."
            assert not is_dot, f"{file}:{node.lineno}"
