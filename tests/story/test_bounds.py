"""Every number in the format has a bound, and so has the number of parts of each kind."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator.checking.diagnostic_cache import diagnose
from negotiator.engine import Play, talks
from negotiator.story import schema
from negotiator.story.bounds import LARGEST
from negotiator.story.diagnostics import LONGEST_MESSAGE, MOST_FAULTS, Diagnostic
from negotiator.story.keys import Key, Kind, Shape
from negotiator.story.loading import examine, load
from tests.conftest import HARBOUR
from tests.fishery import FISHERY
from tests.story.test_diagnostics import BASE

CASE = """\
story: {id: m, title: M, format: 1, version: 1, start: a}
gauges:
  trust: {label: Trust, start: 40, better: high, bands: {0: Low}}
  wide: {label: Wide, range: 0..1000000000, start: 0, better: high, bands: {0: Low}}
counters: {count: {about: What is counted, start: 0, high: 50}}
motions:
  m: {title: M, needs: 3, blocs: {b: {label: B, seats: 5, ayes: 2}}}
scenes:
  a:
    title: A
    text: A
    draw: {pool: p, at_most: 2}
    choices: [{id: go, text: Go, goto: t, effects: {trust: +5}}]
events:
  e: {title: E, pool: p, text: E, priority: 1, weight: 2, cooldown: 3}
tables:
  t:
    title: T
    text: T
    rounds: 4
    doubt: 1
    ours: {name: U, reservation: 10}
    theirs: {name: V, reservation: 20, pace: 50, patience: 3, firm: 45}
    terms:
      x:
        label: X
        weight: {ours: 7, theirs: 8}
        opens: {ours: o, theirs: p}
        options:
          o: {text: O, ours: 90, theirs: 30}
          p: {text: P, ours: 31, theirs: 91}
    deal: {goto: z}
    leave: {goto: z}
    walkout: {goto: z}
endings:
  z: {title: Z, outcome: over, text: Z.}
strategies:
  s: {name: S, keeps: 81, deals: 87, line: [a.go]}
tests:
  one: {seed: 6, decisions: [a.go]}
exercises:
  l: {title: L, minutes: 8, seed: 5, phases: [{shape: talk, title: P, minutes: 8}]}
"""
PLACES = {
    "story.version": "version: 1",
    "story.format": "format: 1",
    "story.minutes": "id: m, minutes: 9",
    "gauge.start": "start: 40",
    "gauge.band": "{0: Low}}\n  wide",
    "counter.start": "counted, start: 0",
    "counter.high": "high: 50",
    "motion.needs": "needs: 3",
    "bloc.seats": "seats: 5",
    "bloc.ayes": "ayes: 2",
    "draw.at_most": "at_most: 2",
    "event.priority": "priority: 1",
    "event.weight": "weight: 2",
    "event.cooldown": "cooldown: 3",
    "table.rounds": "rounds: 4",
    "table.doubt": "doubt: 1",
    "your side.reservation": "reservation: 10",
    "their side.reservation": "reservation: 20",
    "their side.pace": "pace: 50",
    "their side.patience": "patience: 3",
    "their side.firm": "firm: 45",
    "weight.ours": "ours: 7",
    "weight.theirs": "theirs: 8",
    "option.ours": "ours: 90",
    "option.theirs": "theirs: 91",
    "strategy.keeps": "keeps: 81",
    "strategy.deals": "deals: 87",
    "test.seed": "seed: 6",
    "exercise.minutes": "title: L, minutes: 8",
    "exercise.seed": "seed: 5",
    "phase.minutes": "title: P, minutes: 8",
    "effect": "+5",
}
"""Every number in the format, as written in the story above."""
STORY = CASE.replace("id: m,", "id: m, minutes: 9,", 1)
EXPRESSIONS = [
    name
    for name in PLACES
    if name.endswith(
        (".needs", ".ayes", ".rounds", ".doubt", "reservation", ".pace", ".patience", ".firm")
    )
    or name in ("event.weight", "weight.ours", "weight.theirs")
]


def told(folder: Path, text: str) -> list[Diagnostic]:
    file = folder / "story.yaml"
    file.write_text(text, encoding="utf-8")
    return examine(file)[1]


def with_number(name: str, number: object) -> str:
    said = PLACES[name]
    assert STORY.count(said) == 1, name
    head = said.rpartition(" ")[0]
    if name == "effect":
        return STORY.replace(said, f"+{number}")
    if name == "gauge.band":
        return STORY.replace(said, said.replace("0", str(number)))
    return STORY.replace(said, f"{head} {number}")


def test_the_story_is_whole_and_every_number_of_the_format_is_in_it(tmp_path: Path) -> None:
    assert told(tmp_path, STORY) == []
    numbers = {
        f"{part.name}.{key.name}"
        for part in vars(schema).values()
        if isinstance(part, Shape)
        for key in part.keys
        if key.value in (Kind.WHOLE, Kind.NUMBER)
    }
    assert {one.replace("title page", "story") for one in numbers} <= PLACES.keys()


def test_every_number_of_the_format_says_its_bound() -> None:
    def keys(part: Shape) -> list[Key]:
        return [key for key in part.keys if key.value in (Kind.WHOLE, Kind.NUMBER)]

    without = {
        (part.name, key.name)
        for part in vars(schema).values()
        if isinstance(part, Shape)
        for key in keys(part)
        if key.bound is None
    }
    # The bound of these is another number, in the story or in the program.
    assert without == {("title page", "format"), ("gauge", "start"), ("counter", "start")}


@pytest.mark.parametrize("name", sorted(PLACES.keys() - {"effect"}))
@pytest.mark.parametrize("number", [LARGEST + 1, -LARGEST - 1, 10**30, "9" * 5_000])
def test_a_number_far_out_is_an_error_where_it_stands(
    name: str, number: object, tmp_path: Path
) -> None:
    text = with_number(name, number)
    line = next(n for n, one in enumerate(text.splitlines(), 1) if str(number) in one)
    found = told(tmp_path, text)
    assert line in {one.place.line for one in found}
    assert {one.code.id for one in found} <= {
        "N110",
        "N111",
        "N205",
        "N209",
        "N404",
        "N508",
        "N509",
        "N519",
    }


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_an_expression_is_held_to_its_range(name: str, tmp_path: Path) -> None:
    text = with_number(name, "'wide * wide * 1000'")
    found = told(tmp_path, text)
    assert [one.code.id for one in found] == ["N508"]
    assert "can come to" in found[0].message
    bounded = with_number(name, "'min(25 + wide, 60)'")
    found = told(tmp_path, bounded)
    assert found == []


def test_what_counts_could_take_too_far_is_kept_there_in_play(tmp_path: Path) -> None:
    text = with_number("table.rounds", "1 + 100 * chosen(a.stay)")
    assert told(tmp_path, text.replace("[{id: go", "[{id: stay, text: Stay}, {id: go")) == []
    play = Play.begin(load(tmp_path / "story.yaml"), 0)
    for _ in range(9):
        play = play.choose("stay")
    play = play.choose("go")
    session = talks(play.story, play.state)
    assert session is not None
    assert session.rounds_left == 200


@given(st.sampled_from(sorted(PLACES)), st.integers(-(10**12), 10**12))
def test_any_number_anywhere_is_refused_or_played(
    tmp_path_factory: pytest.TempPathFactory, name: str, number: int
) -> None:
    folder = tmp_path_factory.mktemp("story")
    if told(folder, with_number(name, number)):
        return
    play = Play.begin(load(folder / "story.yaml"), 0).choose("go")
    session = talks(play.story, play.state)
    assert session is not None
    assert 1 <= session.rounds_left <= 100


def test_there_may_not_be_too_many_of_a_kind(tmp_path: Path) -> None:
    assert "N524"  # which its page names
    passages = BASE.replace("text: Hello.", "text: [" + "'x', " * 501 + "]")
    branches = BASE.replace("goto: b", "goto: [" + "{when: told, to: b}, " * 51 + "b]")
    choices = BASE.replace(
        "      - id: turn",
        "".join(f"      - {{id: c{n}, text: T}}\n" for n in range(100)) + "      - id: turn",
    )
    gauges = BASE.replace(
        "gauges:\n",
        "gauges:\n"
        + "".join(
            f"  g{n}: {{label: G, start: 1, better: high, bands: {{0: B}}}}\n" for n in range(100)
        ),
    )
    bands = BASE.replace(
        "bands: {0: Calm}", f"bands: {{{', '.join(f'{n}: b{n}' for n in range(101))}}}"
    )
    events = "events:\n" + "".join(
        f"  e{n}: {{title: E, interrupt: true, text: T}}\n" for n in range(201)
    )
    blocs = (
        "motions: {m: {title: M, needs: 1, blocs: {"
        + ", ".join(f"b{n}: {{label: B, seats: 1, ayes: 1}}" for n in range(101))
        + "}}}\n"
    )
    options = CASE.replace(
        "          p: {text: P",
        "".join(f"          q{n}: {{text: Q, ours: 1, theirs: 1}}\n" for n in range(99))
        + "          p: {text: P",
    )
    named = ", ".join(f"p{n}: {{text: T, weights: {{x: {n}}}}}" for n in range(21))
    profiles = CASE.replace("firm: 45}", f"firm: 45, profiles: {{{named}}}}}")
    epilogues = "epilogues:\n" + "".join(f"  e{n}: {{place: P, lines: T}}\n" for n in range(101))
    promises = "people: {p: {name: P}}\npromises:\n" + "".join(
        f"  p{n}: {{to: p, words: W, kept: told, broken: asked}}\n" for n in range(101)
    )
    effects = BASE.replace(
        "      - id: turn",
        "      - {id: more, text: T, effects: {trust: ["
        + ", ".join(f"+{n % 9}" for n in range(501))
        + "]}}\n      - id: turn",
    )
    values = BASE.replace("text: Hello.", f"text: '{'{trust} ' * 101}'")
    in_label = BASE.replace("label: Trust", f"label: '{'{trust}' * 101}'")
    wording = "{sequence: [" + "x, " * 50 + "]}, "
    told_in_all = BASE.replace("text: Hello.", f"text: [{wording * 20}'x']")
    whole_epilogues = "epilogues:\n" + "".join(
        f"  e{n}: {{place: P, lines: [{wording * 2}'x']}}\n" for n in range(10)
    )
    acts = "acts:\n" + "".join(f"  a{n}: {{title: A, from: 1{n:03}-01-01}}\n" for n in range(101))
    lines = ", ".join(["'x'"] * 101)
    front_pages = "acts:\n" + "".join(
        f"  a{n}: {{title: A, from: 1{n:03}-01-01, front_page: [{lines}]}}\n" for n in range(10)
    )
    axes = BASE.replace("axes: {", "axes: {" + "".join(f"x{n}: {{label: X}}, " for n in range(100)))
    letters = BASE.replace("text: Hello.", f"text: [{', '.join([repr('x' * 50_001)] * 2)}]")
    more = (effects, values, in_label, told_in_all, axes, letters)
    more_sections = (BASE + whole_epilogues, BASE + front_pages, BASE + acts)
    whole = (passages, branches, choices, gauges, bands, BASE + events, BASE + blocs, options)
    for text in (*whole, *more, *more_sections, profiles, BASE + epilogues, BASE + promises):
        found = told(tmp_path, text)
        assert [one.code.id for one in found] == ["N524"], found[:3]
        assert "is the most" in found[0].message


def test_a_name_that_texts_tell_again_and_again_is_short(tmp_path: Path) -> None:
    """Otherwise a small file is told in more words than a machine has memory for."""
    for text in (
        BASE.replace("0: Calm", f"0: {'C' * 201}"),
        BASE.replace("term: Pact", f"term: {'W' * 201}"),
        CASE.replace("p: {text: P", f"p: {{text: {'P' * 201}"),
    ):
        found = told(tmp_path, text)
        assert [one.code.id for one in found] == ["N103"], found[:3]
        assert "201 characters" in found[0].message


def test_of_very_many_faults_the_first_are_told(tmp_path: Path) -> None:
    assert "N122"  # which its page names
    flags = "".join(f"  f{n}: [x]\n" for n in range(5_000))
    found = told(
        tmp_path,
        f"{BASE}counters:\n{flags}",
    )
    assert len(found) == MOST_FAULTS + 1
    assert [one.code.id for one in found].count("N122") == 1
    # Warnings, too.
    told_of = told(tmp_path, BASE + "counters:\n" + "".join(f"  f{n}: x\n" for n in range(5_000)))
    assert told_of == []
    odd = diagnose(tmp_path / "story.yaml")
    assert len(odd) == MOST_FAULTS + 1
    assert {one.code.severity.value for one in odd} == {"warning"}


def test_a_message_and_a_line_are_told_in_part_if_they_are_long(tmp_path: Path) -> None:
    scenes = "".join(
        f"  s{n}: {{title: S, text: T, choices: [{{id: go, text: T, goto: z}}]}}\n"
        for n in range(500)
    )
    text = BASE.replace("endings:\n", f"{scenes}endings:\n").replace(
        "        goto: b\n", "        when: chosen(go) > 1\n        goto: b\n"
    )
    (one,) = told(tmp_path, text)
    assert one.code.id == "N309"
    assert "and 494 more" in one.message
    line = BASE.replace(
        "flags: {", "flags: {" + "".join(f"g{n}: x, " for n in range(20_000)) + "h: [y], "
    )
    (one,) = told(tmp_path, line)
    assert len(one.source_line) <= 1_000
    assert len(str(one)) < 500
    shown, caret = str(one).splitlines()[1:3]
    assert shown[caret.index("^") :].startswith("[y]")
    key = BASE.replace("flags: {", f"flags: {{{'g' * 900}: x, ")
    assert all(len(one.message) < LONGEST_MESSAGE + 100 for one in told(tmp_path, key))


def test_the_stories_that_are_shipped_or_tested_keep_the_bounds() -> None:
    for folder in (HARBOUR, FISHERY, HARBOUR.parent / "cable", HARBOUR.parent / "assembly"):
        assert examine(folder)[1] == []
