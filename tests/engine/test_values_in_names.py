"""What the names of gauges, terms, options, sides, people, actors and acts show in a play: the
values of the moment, on every face, and never the `…` that stands where no play is."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from negotiator.engine import Play, talks
from negotiator.engine.table_debrief import table_debriefs
from negotiator.narration import codex, contacts, history, status, table_as_text, table_report
from negotiator.narration.debrief import debriefed, spoken
from negotiator.narration.play import reasons
from negotiator.narration.table import remarks
from negotiator.narration.transcript import transcript
from negotiator.narration.win_sets import circles
from negotiator.narration.written_play import as_html, as_markdown
from negotiator.plain.playing import PlainPlay
from negotiator.saves import Store
from negotiator.story.diagnostics import StoryError
from negotiator.story.keys import Key, Kind, Shape
from negotiator.story.loading import load
from negotiator.story.model import Phrase, Story
from negotiator.story.walk import expressions
from tests.story import whole
from tests.story.test_keys import WAYS

STORY = """\
story: {id: n, title: N, format: 1, version: 1, start: hall}
gauges:
  crowd:
    label: "Crowd of day {day}"
    about: "Who has come by day {day}"
    start: 2
    better: high
    bands: {0: Thin, 4: Thick}
counters: {day: {about: Days, start: 1}}
actors: {press: {name: "The press of day {day}", wants: "{day} pages", gauge: crowd}}
people:
  marta:
    name: "Marta, {30 + day}"
    role: "{'friend' if promise.wood.kept else 'neighbour'} for {day} days"
    wants: "{day} logs"
  earl: {name: The Earl}
promises: {wood: {to: marta, words: Wood., kept: day > 9, broken: seen(over) and day < 2}}
acts:
  one: {title: "Act of {crowd}", from: 1905-06-01}
  two: {title: "Act of {day} days", from: 1905-06-03}
axes: {x: {label: Peace}}
motions: {trust: {title: Trust, needs: 3, blocs: {all: {label: All, seats: 9, ayes: crowd}}}}
events:
  cry: {actor: press, pool: sky, text: It is printed., once: true, effects: {day: +1}}
scenes:
  hall:
    title: Hall
    date: 1905-06-01
    text:
      - {says: marta, text: Stay.}
      - {says: earl, text: Go.}
    choices:
      - {id: vow, text: Vow, effects: {wood: made, crowd: +1 because she asked, day: +1}}
      - {id: sit, text: Sit down, effects: {day: +2}, goto: talks}
  after:
    title: After
    date: 1905-06-03
    draw: {pool: sky}
    text: "You have: {terms.nights}. And {lower(terms.crane)}."
    choices:
      - {id: wait, text: Wait, effects: {day: +10}, goto: over}
tables:
  talks:
    title: Quay
    text: Sit.
    rounds: 3
    ours: {name: "North {day}", reservation: 10, without: "{day} nights"}
    theirs: {name: "South {day}", voice: "Olsen {day}", reservation: 10, without: "{day} cranes"}
    terms:
      nights:
        label: "Nights after {day}"
        about: "Whose the {day} nights are"
        weight: {ours: 3, theirs: 1}
        opens: {ours: we, theirs: they}
        options:
          we:
            text: "North, for {day} days"
            ours: 100
            theirs: 0
            effects: {crowd: +2 because the lamps burn}
          turns: {text: In turns, ours: 50, theirs: 50}
          they: {text: "South, for {day} days", ours: 0, theirs: 100}
      crane:
        label: "Crane {crowd}"
        opens: {ours: they, theirs: we}
        options:
          we: {text: "We pay {day * 10}", ours: 0, theirs: 100, effects: {crowd: +1, day: +1}}
          they: {text: "They pay {day * 10}", ours: 100, theirs: 0}
    deal: {goto: after}
    leave: {goto: over}
    walkout: {goto: over}
endings:
  over: {title: Over, date: 1905-06-04, outcome: over, text: Out., readings: {x: Well.}}
epilogues:
  m: {person: marta, lines: Marta went.}
  quay: {place: "The quay of day {day}", lines: It stood.}
"""


@pytest.fixture
def story(tmp_path: Path) -> Story:
    file = tmp_path / "story.yaml"
    file.write_text(STORY, encoding="utf-8")
    return load(file)


DECISIONS = ("vow", "sit", "propose(crane=we)", "propose", "propose", "wait")


def plays(story: Story) -> Iterator[Play]:
    """A play after each of its decisions."""
    play = Play.begin(story, 0)
    yield play
    for decision in DECISIONS:
        if play.ending:
            return
        play = play.choose(decision)
        yield play


def said(play: Play) -> str:
    """Everything that is said of a play, by whatever door."""
    found = [transcript(play), as_markdown(play), as_html(play), *status.spoken(play)]
    found += [*codex.people(play), *history.spoken(play), str(codex.agreement(play))]
    found += [str(codex.people_met(play)), str(status.people(play)), str(status.standings(play))]
    found += [str(reasons(play))]
    found += [str(circles(play, None)), *contacts.spoken(play)]
    session = talks(play.story, play.state)
    if session is not None:
        found += [str(one) for one in session.options()]
        found += [str(session.forecast(session.theirs)), str(session.countered)]
        found += [str(session.table.ours), str(session.table.theirs), session.voice]
        found += [*table_as_text.arrived(session), *table_as_text.standing(session)]
        found += [*table_as_text.listed(session.table, session.ours)]
        found += [str(remarks(session, session.theirs, session.ours))]
    for one in table_debriefs(play):
        found += [*map(str, table_report.lines(one))]
        found += [one.table.ours.name, one.table.theirs.name]
    if play.ending:
        found += [str(one) for one in spoken(debriefed(play))]
    return "\n".join(found)


def test_no_value_is_left_out_in_a_play(story: Story) -> None:
    for play in plays(story):
        # A short name made of a long label is cut there, and says so.
        whole = said(play).replace("Crowd of…", "").replace("Nights af…", "")
        assert "…" not in whole, play.decisions
    assert play.ending is not None


def test_each_shows_the_values_of_its_moment(story: Story) -> None:
    every = [transcript(play) for play in plays(story)]
    told = every[-1]
    for words in (
        "Marta, 31: Stay.",
        "The Earl: Go.",
        "You promise Marta, 32: “Wood.”",
        "Crowd of day 2",
        "Nights after 4",
        "North, for 4 days",
        "South 4",
        "Act of 6 days",
        "The press of day 6",
        "You have: North, for 5 days. And we pay 50.",
        "Marta, 46",
        "The quay of day 16",
    ):
        assert words in told, (words, told)
    assert "friend for 16 days" in "\n".join(codex.people(list(plays(story))[-1]))


def test_a_whole_play_in_plain_text_shows_them(story: Story, tmp_path: Path) -> None:
    typed = "\n".join(
        ["status", "people", "vow", "sit", "status", "1", "history", "leave", "why", "q"]
    )
    out = io.StringIO()
    lines = io.StringIO(typed)
    plain = PlainPlay(Play.begin(story, 0), Store(tmp_path), "x", lines, out, prompt="")
    plain.run()
    assert "…" not in out.getvalue()


def test_a_short_name_made_of_a_label_says_where_it_was_cut(story: Story) -> None:
    first, *_, last = (status.standings(play)[0].gauge for play in plays(story))
    assert (first.short, first.called) == ("Crowd of…", "Crowd of day 1")
    assert last.called == "Crowd of day 16"


def test_where_no_play_is_a_value_is_left_out(story: Story) -> None:
    assert story.gauges["crowd"].label == "Crowd of day …"
    assert story.gauges["crowd"].short == "Crowd of d"
    assert story.people["earl"].name == "The Earl"
    option = story.terms["nights"].options[0]
    assert isinstance(option.text, Phrase)
    assert option.text == "North, for … days"


NAMED = [
    pytest.param(shape, key, id=f"{shape.name}.{key.name}")
    for shape in whole.shapes()
    for key in shape.keys
    if key.value is Kind.PHRASE
]


@pytest.mark.parametrize(("shape", "key"), NAMED)
def test_what_a_name_shows_is_read(shape: Shape, key: Key, tmp_path: Path) -> None:
    """A count that only a name shows is kept, whatever the name is of."""
    way = next(one for one in WAYS if (shape.name, key.name) not in one)
    shown = f"Words of {{visits({whole.VISITED})}}"
    story = load(whole.write(tmp_path, way | {(shape.name, key.name): shown}))
    assert f"visits({whole.VISITED})" in set().union(*(one.reads for one in expressions(story)))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("Crowd of day {day}", "Crowd of day {dya}"),
        ("Marta, {30 + day}", "Marta, {dya}"),
        ("The press of day {day}", "The press of {dya}"),
        ("Crane {crowd}", "Crane {dya}"),
        ("We pay {day * 10}", "We pay {dya}"),
        ("Act of {crowd}", "Act of {dya}"),
    ],
)
def test_an_unknown_name_is_told_at_its_place(tmp_path: Path, right: str, wrong: str) -> None:
    file = tmp_path / "story.yaml"
    file.write_text(STORY.replace(right, wrong), encoding="utf-8")
    with pytest.raises(StoryError) as raised:
        load(file)
    (one,) = raised.value.diagnostics
    assert one.code.id == "N306"
    assert one.source_line[one.place.column - 1 :].startswith("dya")
    assert one.suggestion == "day"


def test_options_that_show_one_another_are_told_in_few_words(tmp_path: Path) -> None:
    """Each option shows the next term four times: told in full, that would be 4 ** 12 words."""
    terms = "".join(
        f"      t{n}:\n        label: T\n        opens: {{ours: a, theirs: b}}\n        options:\n"
        f"          a: {{text: 'A{f' {{terms.t{n + 1}}}' * 4}', ours: 90, theirs: 10}}\n"
        f"          b: {{text: 'B{f' {{terms.t{n + 1}}}' * 4}', ours: 10, theirs: 90}}\n"
        for n in range(12)
    )
    last = (
        "      t12:\n        label: T\n        opens: {ours: a, theirs: b}\n        options:\n"
        "          a: {text: 'day {day}', ours: 90, theirs: 10}\n"
        "          b: {text: 'night {day}', ours: 10, theirs: 90}\n"
    )
    begin, rest = STORY.split("    terms:\n")
    table = f"{begin}    terms:\n{terms}{last}    deal:{rest.split('    deal:')[1]}"
    shown = "You have: {terms.t0}. And {terms.t12}."
    file = tmp_path / "story.yaml"
    old = "You have: {terms.nights}. And {lower(terms.crane)}."
    file.write_text(table.replace(old, shown), encoding="utf-8")
    play = Play.begin(load(file), 0)
    for decision in ("vow", "sit", "accept"):
        play = play.choose(decision)
    assert "night 4" in said(play)
    assert len(said(play)) < 100_000


def test_a_name_with_very_many_words_between_two_values_can_be_told(tmp_path: Path) -> None:
    """Stress and sources part a text into words; Python's compiler has no room for thousands."""
    file = tmp_path / "story.yaml"
    stressed = "text: '{day} " + "*so* " * 10_000 + "{day}'"
    file.write_text(STORY.replace("text: Sit down", stressed), encoding="utf-8")
    text = str(Play.begin(load(file), 0).options()[1].text)
    assert text.startswith("1 so so")
    assert text.endswith("so 1")
