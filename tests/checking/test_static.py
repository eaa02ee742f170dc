"""Warnings: each is certain where it is given, and not given where it would be wrong.

What each warning looks like is on its page in docs/diagnostics; here are the cases in between.
"""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator.checking.static import warnings
from negotiator.statespace.scene_graph import Links
from negotiator.story.expression_parser import Names, parse
from negotiator.story.expressions import Type, python_source
from negotiator.story.intervals import EITHER, answers, value_range
from negotiator.story.loading import examine_with_origins, load
from tests.conftest import HARBOUR
from tests.strategies import Tableless

BASE = """\
story: {id: t, title: T, format: 1, version: 1, start: a}
gauges: {trust: {label: Trust, start: 40, better: high, bands: {0: Low, 50: High}}}
flags: {told: They know}
counters: {calls: {about: Calls, high: 3}}
scenes:
  a:
    title: A
    text:
      - It begins.
      - {when: told, text: So.}
      - {when: calls > 1, text: Two.}
    choices:
      - {id: up, text: Up, effects: {trust: +5, told: true, calls: +1}}
      - {id: down, text: Down, effects: {trust: -5}}
      - {id: go, text: Go, goto: b}
  b:
    title: B
    text: It goes on.
    choices:
      - {id: end, text: End, goto: z}
endings:
  z: {title: Z, outcome: over, text: Bye.}
"""
END = "      - {id: end, text: End, goto: z}\n"

# (what is replaced in the story above, by what, the codes that are told)
CASES = [
    # conditions
    ("goto: b}", "when: trust >= 0, goto: b}", ["N601"]),
    ("goto: b}", "when: trust > 100, goto: b}", ["N604"]),
    ("goto: b}", "when: trust >= 007, goto: b}", []),
    ("goto: b}", "when: trust > 0100, goto: b}", ["N604"]),
    ("goto: b}", "when: seen(a), goto: b}", ["N601"]),
    ("goto: b}", "when: seen(b) or calls < 4, goto: b}", ["N601"]),
    ("goto: b}", "when: calls == 4 or told or not told, goto: b}", ["N601"]),
    ("goto: b}", "when: told or not told, goto: b}", ["N603"]),
    ("goto: b}", "when: 60 < trust < 28, goto: b}", ["N604"]),
    ("goto: b}", "when: 28 < trust < 60, goto: b}", []),
    # effects
    ("trust: -5}}", "trust: -400}}", ["N605"]),
    ("trust: -5}}", "trust: -100}}", []),
    ("goto: b}", "when: trust % 2 == 0, goto: b}", []),
    ("effects: {trust: -5}}", "once: true, effects: {trust: -5}}", []),
    ("effects: {trust: -5}}", "goto: [{when: chosen(a.go) < 0, to: a}, b]}", ["N601"]),
    # a scene's way out
    (END, "      - {id: end, text: End, when: trust > 30, goto: z}\n", ["N610"]),
    (
        END,
        "      - {id: end, text: End, when: trust > 30, goto: z}\n"
        "      - {id: two, text: Two, when: trust <= 30 and told, goto: z}\n"
        "      - {id: six, text: Six, when: not told, goto: z}\n",
        [],
    ),
    (END, "      - {id: end, text: End, once: true, goto: z}\n", []),
    (END, "      - {id: end, text: End, once: true, goto: [{chance: 9%, to: a}, z]}\n", ["N610"]),
    (END, "      - {id: end, text: End, once: true, goto: [{chance: 9%, to: b}, z]}\n", ["N610"]),
    # effects that nothing reads, from there on or at all
    (END, "      - {id: end, text: End, effects: {told: true}, goto: z}\n", ["N606"]),
    (
        END,
        "      - {id: end, text: End, effects: {told: true}, goto: [{chance: 9%, to: a}, z]}\n",
        [],
    ),
    (
        END,
        "      - {id: end, text: End, effects: {calls: +1, trust: +calls}, goto: z}\n",
        [],
    ),
    (END, END + "tests: {t: {decisions: [], expect: [told]}}\n", []),
    ("      - {when: told, text: So.}\n", "", ["N607"]),
    (", told: true", "", ["N608"]),
    # graph
    ("goto: z}", "goto: b}", ["N611", "N609"]),
    ("goto: b}", "goto: a}", ["N611", "N609"]),
    # branches
    ("goto: b}", "goto: [{when: told, to: z}, {when: not told, to: b}, a]}", ["N612"]),
    ("goto: b}", "goto: [{when: told, chance: 50%, to: z}, {when: not told, to: b}, a]}", []),
    # events and motions
    (
        "scenes:\n",
        "events:\n  e: {pool: p, title: E, text: E, weight: 0 - trust}\nscenes:\n",
        ["N616", "N616"],
    ),
    ("scenes:\n", "events:\n  e: {interrupt: true, title: E, text: E}\nscenes:\n", []),
    (
        "scenes:\n",
        "motions:\n  m: {title: M, needs: 1, blocs: {x: {label: X, seats: 9, ayes: trust}}}\n"
        "scenes:\n",
        ["N618"],
    ),
    (
        "scenes:\n",
        "motions:\n  m: {title: M, needs: 0, blocs: {x: {label: X, seats: 9, ayes: trust}}}\n"
        "scenes:\n",
        ["N618", "N617"],
    ),
    # what stands in order, and old names
    (
        "endings:\n",
        "sources: {S1: {title: S}}\nhistory:\n  - {date: 2016-11-02, text: 'Two.[^S1]'}\n"
        "  - {date: 2016-11-01, text: 'One.[^S1]'}\n  - {date: 2016-11-01, text: 'Too.[^S1]'}\n"
        "endings:\n",
        ["N620"],
    ),
    # what is cited, and when it was known: in a text, in an outcome, and on no day
    *(
        (
            f"    title: B\n    text: It goes on.\n    choices:\n{END}endings:\n",
            f"    title: B\n{day}    text: 'It goes {told}'\n    choices:\n"
            f"      - {{id: end, text: End, outcome: 'So {ended}', goto: z}}\n"
            f"sources: {{S1: {{title: S, date: 2016-12-01, known: 2016-11-10}}}}\nendings:\n",
            codes,
        )
        for day, told, ended, codes in (
            ("    date: 2016-11-09\n", "on.[^S1]", "it is.[^S1]", ["N630", "N630"]),
            ("    date: 2016-11-09\n", "on.", "it is.[^S1]", ["N630"]),
            ("    date: 2016-11-10\n", "on.[^S1]", "it is.[^S1]", []),
            ("", "on.[^S1]", "it is.[^S1]", []),
        )
    ),
    ("    title: B\n", "    title: B\n    was: [old, older]\n", []),
    ("z: {", "y: {title: Y, outcome: o, text: Y, was: old}\n  z: {was: old, ", ["N609", "N624"]),
]


def told(tmp_path: Path, text: str) -> list[str]:
    file = tmp_path / "story.yaml"
    file.write_text(text, encoding="utf-8")
    story, found, origins = examine_with_origins(file)
    assert found == []
    assert story is not None
    return [one.code.id for one in warnings(story, origins)]


def test_the_story_the_cases_start_from_is_not_odd(tmp_path: Path) -> None:
    assert told(tmp_path, BASE) == []


@pytest.mark.parametrize(("old", "new", "codes"), CASES)
def test_a_warning_is_given_where_it_is_true(
    tmp_path: Path, old: str, new: str, codes: list[str]
) -> None:
    assert old in BASE
    assert sorted(told(tmp_path, BASE.replace(old, new, 1))) == sorted(codes)


def test_a_pool_misspelt_in_the_event_is_suggested(tmp_path: Path) -> None:
    file = tmp_path / "story.yaml"
    text = BASE.replace("    title: B\n", "    title: B\n    draw: {pool: winter}\n").replace(
        "scenes:\n",
        "events:\n  e: {pool: wintr, title: E, text: E}\n  f: {pool: winter, title: F, text: F}\n"
        "scenes:\n",
    )
    file.write_text(text, encoding="utf-8")
    story, found, origins = examine_with_origins(file)
    assert story is not None, found
    (one,) = warnings(story, origins)
    assert (one.code.id, one.suggestion) == ("N616", "winter")


ASKING = """\
events:
  boat:
    interrupt: true
    title: A boat
    text: It hoots.
    choices: [{id: wave, text: Wave}]
"""


def test_an_event_that_waits_for_an_answer_joins_no_places_that_nothing_else_joins(
    tmp_path: Path,
) -> None:
    circle = BASE.replace("goto: z}", "goto: b}")
    assert told(tmp_path, circle + ASKING) == told(tmp_path, circle) == ["N611", "N609"]
    assert told(tmp_path, BASE + ASKING) == []
    out = ASKING.replace("text: Wave}", "text: Wave, goto: z}")
    assert told(tmp_path, circle + out) == []


def test_what_comes_only_after_a_place_is_told_with_it(tmp_path: Path) -> None:
    orphans = """\
  c: {title: C, text: C., choices: [{id: on, text: On, goto: d}]}
  d: {title: D, text: D., choices: [{id: on, text: On, goto: c}, {id: out, text: Out, goto: y}]}
endings:
  y: {title: Y, outcome: over, text: Bye.}
"""
    file = tmp_path / "story.yaml"
    file.write_text(BASE.replace("endings:\n", orphans), encoding="utf-8")
    story, _, origins = examine_with_origins(file)
    assert story is not None
    (one,) = warnings(story, origins)
    assert one.message == (
        "nothing leads to the scene `c`, nor to what comes only after it: 1 scene and 1 ending"
    )


NAMES = Names({"g": Type.NUMBER, "h": Type.NUMBER, "f": Type.TRUTH}, (), {})
RANGES = {"g": (-3, 4), "h": (0, 5), "f": (0, 1)}


@given(st.integers(0, 2**32))
def test_a_range_holds_every_value(seed: int) -> None:
    maker = Tableless(seed)
    source = maker.condition(3)
    for old, new in (
        ("g0", "g"),
        ("g1", "h"),
        ("g2", "g"),
        ("f0", "f"),
        ("f1", "f"),
        ("seen(s1)", "f"),
    ):
        source = source.replace(old, new)
    for scene in ("s0", "s1", "s2", "s3"):
        source = source.replace(f"visits({scene})", "h").replace(f"chosen({scene}.a)", "g")
    node = parse(source, NAMES, Type.TRUTH).node
    python = python_source(node, lambda name: name)
    values = {
        bool(eval(python, {"min": min, "max": max}, {"g": g, "h": h, "f": f}))
        for g, h, f in product(range(-3, 5), range(6), (False, True))
    }
    low, high = value_range(node, RANGES)
    assert {int(value) for value in values} <= set(range(low, high + 1))
    low, high = answers(node, RANGES)
    assert {int(value) for value in values} <= set(range(low, high + 1))


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("g > 2 and g < 2", (0, 0)),
        ("g > 2 or g <= 2", (1, 1)),
        ("g > 2 or g < 2", EITHER),
        ("f or not f", (1, 1)),
        ("g == 4 and (h > 5 or f)", EITHER),
        ("-2 < g < 0", EITHER),
        ("-2 < g < -1", (0, 0)),
        ("2 < g < -1", (0, 0)),
        ("g // 2 == 7", (0, 0)),
        ("'a' == 'b'", (0, 0)),
    ],
)
def test_few_cases_are_tried_one_by_one(source: str, answer: tuple[int, int]) -> None:
    assert answers(parse(source, NAMES, Type.TRUTH).node, RANGES) == answer


def test_links_hold_every_way_a_play_can_go() -> None:
    story = load(HARBOUR)
    links = Links(story)
    assert links.reached == set(story.places)
    assert links.finishing == set(story.places)
    later = links.read_later([*story.flags, *story.counters])
    assert all(later[name] for name in story.scenes)


LATER = """\
story: {id: s, title: S, format: 1, version: 1, start: a}
flags: {f: F}
scenes:
  a: {title: A, text: A., choices: [{id: go, text: Go, goto: b}]}
  b: {title: B, text: B., choices: [{id: x, text: X, goto: over}]}
events:
  first: {title: E, text: E., interrupt: true, priority: 1, effects: {f: true}}
  second: {title: E, text: E., interrupt: true, when: f}
endings: {over: {title: O, outcome: o, text: O.}}
"""


def test_what_an_interrupt_does_is_read_by_the_next_one(tmp_path: Path) -> None:
    assert told(tmp_path, LATER) == []
    assert told(tmp_path, LATER.replace(", when: f", "")) == ["N607"]


AT_A_TABLE = """\
story: {id: s, title: S, format: 1, version: 1, start: t}
flags: {f: F}
counters: {c: C}
gauges: {g: {label: G, start: 5, better: high, bands: {0: All}}}
scenes:
  b: {title: B, text: B., choices: [{id: x, text: X, goto: over}]}
tables:
  t:
    title: T
    text: T.
    rounds: 2
    ours: {name: We, reservation: 0}
    theirs: {name: They, reservation: 0}
    terms:
      one:
        label: one
        opens: {ours: low, theirs: high}
        options:
          low: {text: Low, ours: 100, theirs: 0}
          high: {text: High, ours: 0, theirs: 100, effects: {f: true, c: +1}}
      two:
        label: two
        opens: {ours: low, theirs: high}
        options:
          low: {text: Low, ours: 100, theirs: 0}
          high: {text: High, ours: 0, theirs: 100, effects: {g: +(c)}}
    deal: {goto: b}
    leave: {goto: b}
    walkout: {goto: b}
events:
  comes: {title: E, text: E., interrupt: true, when: f}
endings: {over: {title: O, outcome: o, text: O.}}
"""


def test_what_an_option_does_is_read_by_later_terms_and_by_interrupts(tmp_path: Path) -> None:
    assert told(tmp_path, AT_A_TABLE) == []
    unread = AT_A_TABLE.replace("{g: +(c)}", "{g: +1}").replace("when: f}", "once: true}")
    assert told(tmp_path, unread) == ["N607", "N607"]


LINES = """
story: {id: t, title: T, format: 1, version: 1, start: talks}
scenes: {aside: {title: A, text: A., choices: [{id: b, text: B, goto: talks}]}}
flags: {cold: It is cold}
tables:
  talks:
    title: T
    text: T.
    rounds: 2
    ours: {name: Us, reservation: 0}
    theirs: {name: They, reservation: 0}
    terms:
      price:
        label: Price
        opens: {ours: low, theirs: high}
        options: {low: {text: Low, ours: 100, theirs: 0}, high: {text: High, ours: 0, theirs: 100}}
        says:
          holds: ["One.", "Two.", "Three."]
          thanks: [{when: cold, text: Brr.}, "One.", "Two.", "Three."]
    says:
      accepts: [{when: cold, text: Brr.}, Done., "Done, done."]
      waits: Well?
    deal: {goto: end}
    leave: {effects: {cold: true}, goto: aside}
    walkout: {goto: end}
endings: {end: {title: E, outcome: e, text: E.}}
"""


def test_lines_at_a_table_whose_turn_never_comes_are_told_of(tmp_path: Path) -> None:
    (tmp_path / "story.yaml").write_text(LINES, encoding="utf-8")
    story, found, origins = examine_with_origins(tmp_path / "story.yaml")
    assert story is not None
    assert not found
    never = [one for one in warnings(story, origins) if one.code.id == "N650"]
    lines = [one.source_line[one.place.column - 1 :][: one.place.length] for one in never]
    assert lines == ['"Three."', '"Three."', '"Done, done."']
    assert "once while the table is open" in never[2].message
    assert "number 3, and `holds` comes up at most 2 times" in never[0].message
