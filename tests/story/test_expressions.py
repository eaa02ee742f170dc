"""The expression language gives what Python would, and can do nothing else that Python can."""

from __future__ import annotations

import contextlib
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator.engine.compiler import program
from negotiator.story.expression_faults import ExpressionError
from negotiator.story.expression_parser import Names, parse
from negotiator.story.expressions import Type
from negotiator.story.model import Story
from tests.strategies import Tableless, stories

NAMES = Names(
    {"opinion": Type.NUMBER, "beijing": Type.NUMBER, "leaked": Type.TRUTH},
    {"hall", "quay"},
    {"sign": ["hall.sign", "quay.sign"], "leave": ["hall.leave"]},
)


def fault(source: str, wanted: Type | None = None) -> str:
    with pytest.raises(ExpressionError) as caught:
        parse(source, NAMES, wanted)
    return caught.value.faults[0].code


@given(stories(), st.integers(0, 2**32), st.data())
def test_expressions_give_what_python_gives(story: Story, seed: int, data: st.DataObject) -> None:
    ready = program(story)
    layout = ready.layout
    values = tuple(
        data.draw(st.booleans() if name in story.flags else st.integers(-50, 150))
        for name in layout.slots
    )
    named = dict(zip(layout.slots, values, strict=True))
    places = {
        scene: SimpleNamespace(
            count=named.get(f"visits({scene})"), a=named.get(f"chosen({scene}.a)")
        )
        for scene in story.scenes
    }
    space = {
        **named,
        **places,
        "visits": lambda place: place.count,
        "seen": lambda place: place.count > 0,
        "chosen": lambda count: count,
    }
    known = Names(
        dict.fromkeys(story.gauges, Type.NUMBER) | dict.fromkeys(story.flags, Type.TRUTH),
        set(story.scenes),
        {"a": [f"{scene}.a" for scene in story.scenes]},
    )
    maker = Tableless(seed)
    for source in (maker.condition(), maker.number()):
        expression = parse(source, known, None)
        if expression.reads <= layout.slots.keys():
            assert ready.worth(expression.node, "expression")(values) == eval(source, dict(space))


def test_what_an_expression_reads() -> None:
    source = "opinion > 3 and (leaked or seen(hall)) and chosen(leave) + chosen(hall.sign) > 1"
    found = parse(source, NAMES, Type.TRUTH)
    assert found.type is Type.TRUTH
    assert found.reads == {
        "opinion",
        "leaked",
        "visits(hall)",
        "chosen(hall.leave)",
        "chosen(hall.sign)",
    }


def test_true_and_false_and_chains() -> None:
    assert parse("true", NAMES, Type.TRUTH).constant is True
    assert parse("0 <= opinion < beijing < 50", NAMES, Type.TRUTH).reads == {"opinion", "beijing"}
    assert parse("'level_2' == 'level_3'", NAMES, Type.TRUTH).type is Type.TRUTH


@pytest.mark.parametrize(
    "attack",
    [
        "__import__('os').system('ls')",
        "().__class__.__bases__[0].__subclasses__()",
        "[x for x in (1, 2)]",
        "lambda: 1",
        "opinion.__class__",
        "f'{opinion}'",
        "opinion if leaked",
        "(y := 3)",
        "9 ** 9",
        "opinion @ beijing",
        "opinion << 100",
        "min(*[1, 2])",
        "min(1, 2, key=opinion)",
        "{1: 2}[1]",
        "opinion is beijing",
        "opinion in (1, 2)",
        "1.5",
        "1j",
        "b'x'",
        "...",
        "None",
        "~opinion",
        "await opinion",
        "exec('1')",
        "visits('hall')",
        "visits(visits(hall))",
        "chosen(hall.sign.x)",
    ],
)
def test_nothing_beyond_the_language_is_read(attack: str) -> None:
    assert fault(attack) in {"N205", "N401", "N402", "N306", "N301", "N308"}


@given(st.text(max_size=60))
def test_any_text_is_an_expression_or_has_a_fault_within_it(text: str) -> None:
    try:
        parse(text, NAMES, None)
    except ExpressionError as error:
        for one in error.faults:
            assert 0 <= one.offset <= len(text)
            assert one.length >= 1
            assert one.message


@given(st.text("()-~ not opin1.,<=>[]{}'\"\\", max_size=2_000))
def test_text_of_the_languages_own_signs(text: str) -> None:
    with contextlib.suppress(ExpressionError):
        assert parse(text, NAMES, Type.NUMBER).type is Type.NUMBER


@pytest.mark.parametrize("deep", ["(" * 900 + "1" + ")" * 900, "-" * 1_900 + "1", "not " * 450])
def test_deep_nesting_ends_in_a_fault(deep: str) -> None:
    assert fault(deep) in {"N406", "N401"}


def test_types() -> None:
    assert fault("opinion + leaked") == "N403"
    assert fault("not opinion") == "N403"
    assert fault("opinion and leaked") == "N403"
    assert fault("leaked == 1") == "N403"
    assert fault("'a' < 'b'") == "N403"
    assert fault("opinion", Type.TRUTH) == "N403"
    assert fault("leaked", Type.NUMBER) == "N403"
    assert fault("opinion // beijing") == "N405"
    assert fault("opinion % (1 - 1)") == "N405"


@pytest.mark.parametrize(
    ("source", "suggestion"),
    [
        ("motion.pact.pass", "motion.pact.passed"),
        ("terms.level != none", "'none'"),
        ("terms.level == level_2", "'level_2'"),
        ("terms.level == \u2018level_2\u2019", ""),
        ("opinion =< 4", "<="),
        ("leaked And leaked", "and"),
    ],
)
def test_what_was_meant_is_suggested(source: str, suggestion: str) -> None:
    names = Names(
        {**NAMES.types, "motion.pact.passed": Type.TRUTH, "terms.level": Type.WORD},
        (),
        {},
        {"terms.level": ("none", "level_2")},
    )
    with pytest.raises(ExpressionError) as caught:
        parse(source, names, Type.TRUTH)
    (one,) = caught.value.faults
    assert one.suggestion == suggestion
    assert one.message != "this can't be read as an expression"


def test_every_fault_is_found_in_one_go() -> None:
    with pytest.raises(ExpressionError) as caught:
        parse("opinon > 3 and leakd and visits(hal) > 1", NAMES, Type.TRUTH)
    assert [(one.code, one.suggestion) for one in caught.value.faults] == [
        ("N306", "opinion"),
        ("N306", "leaked"),
        ("N301", "hall"),
    ]
    assert [one.offset for one in caught.value.faults] == [0, 15, 32]


LONG = "a_name_as_long_as_any_may_be_in_a_story_" * 2
LONG_NAMES = Names(
    {
        LONG: Type.NUMBER,
        f"motion.{LONG}.ayes": Type.NUMBER,
        f"promise.{LONG}.kept": Type.TRUTH,
        f"terms.{LONG}": Type.WORD,
        f"{LONG}.band": Type.WORD,
    },
    {LONG},
    {LONG: [f"{LONG}.{LONG}"]},
    words={f"terms.{LONG}": ("none", LONG)},
    standing_for={f"promise.{LONG}.broken": parse("leaked", NAMES, None)},
)


@pytest.mark.parametrize(
    "source",
    [
        LONG,
        f"motion.{LONG}.ayes",
        f"promise.{LONG}.kept",
        f"promise.{LONG}.broken",
        f"{LONG}.band",
        f"terms.{LONG} == '{LONG}'",
        f"visits({LONG})",
        f"seen({LONG})",
        f"chosen({LONG})",
        f"chosen({LONG}.{LONG})",
    ],
)
def test_long_names_are_looked_up_whole(source: str) -> None:
    assert len(LONG) == 80
    parse(source, LONG_NAMES, None)
    shorter = source.replace(LONG, LONG[:-1])
    with pytest.raises(ExpressionError):
        parse(shorter, LONG_NAMES, None)


def test_no_number_is_too_long_to_be_written() -> None:
    many = f"({'*'.join(['opinion'] * 19)})"
    assert fault(f"{many} * {many} * {many}") == "N508"
    assert fault(f"-{many} * {many} * {many} // 3") == "N508"
    assert fault(f"min(3, 4 if leaked else {many} * {many} * {many} + 1)") == "N508"
    assert parse(f"{many} * {many}", NAMES, Type.NUMBER)
    assert parse(f"{many} * {many} * {many} % 7", NAMES, Type.NUMBER)
