"""What is said of a table while it is open: the same on the screen and in plain lines."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from negotiator.authoring.starting_point import Beginning
from negotiator.engine import Package, Play, Session, talks
from negotiator.narration import table_as_text as plain
from negotiator.narration.table import (
    OF_THE_PACKAGE,
    About,
    cheapest,
    options,
    price,
    remarks,
)
from negotiator.narration.talks import where
from negotiator.story.loading import load
from negotiator.tui.widgets.terms import BESIDE, Spread, drawn
from tests.conftest import GSOMIA, HARBOUR

TABLES = {
    "fishery": (HARBOUR.parent / "fishery", "boathouse"),
    "cable": (HARBOUR.parent / "cable", "customs_house"),
    "seoul": (GSOMIA, "seoul_table"),
    "tokyo": (GSOMIA, "initialling"),
}
BARS = str.maketrans("━─┃×", "    ")
"""What stands beside sentences and says the same."""


@cache
def sat_down(name: str) -> Play:
    folder, table = TABLES[name]
    return Beginning(table).play(load(folder), 7)


def session(play: Play) -> Session | None:
    return talks(play.story, play.state)


def at(name: str) -> Session:
    found = session(sat_down(name))
    assert found is not None
    return found


@st.composite
def spreads(draw: st.DrawFn) -> tuple[Play, Spread]:
    """A table somewhere in its talks, with a package being put together."""
    play = sat_down(draw(st.sampled_from(sorted(TABLES))))
    here = session(play)
    assert here is not None
    packages = st.tuples(*(st.integers(0, len(one.options) - 1) for one in here.table.terms))
    for _ in range(draw(st.integers(0, 6))):
        now = session(play)
        assert now is not None
        wanted = draw(packages)
        decision = draw(
            st.sampled_from(["ask(dearest)", "ask(cheapest)", now.proposal(wanted), "again"])
        )
        if decision == "again":
            decision = now.proposal(now.ours)
        is_open = {one.id: one.open for one in now.options()}
        if not (is_open.get(decision) or (decision[0] == "p" and not now.refused(wanted))):
            continue
        then = play.choose(decision)
        if session(then) is None:
            break
        play = then
    now = session(play)
    assert now is not None
    kept = draw(st.none() | packages)
    marked = draw(st.integers(0, len(now.table.terms) - 1))
    return play, Spread(now, draw(packages), marked, kept)


def one_line(words: str) -> str:
    return " ".join(words.split())


BELOW = (About.MOVED, About.HOME)
"""What stands below the terms where the rest is beside them."""


@given(spreads(), st.integers(56, 160))
@settings(max_examples=60)
def test_the_screen_says_what_plain_lines_say_and_nothing_else(
    found: tuple[Play, Spread], width: int
) -> None:
    _play, spread = found
    here, package, marked, kept = spread
    said = [one.words for one in remarks(here, package, kept)]

    # Plain lines: where the talks stand, what the package comes to, and the marked term.
    stands = remarks(here, here.ours, None)
    assert list(plain.standing(here))[: len(stands) + 1] == [
        f"{where(here)}.",
        *(one.words for one in stands),
    ]
    of_package = [one.words for one in remarks(here, package, kept) if one[0] in OF_THE_PACKAGE]
    assert list(plain.package(here, package, kept))[-len(of_package) :] == of_package
    told = {one.words for one in stands if one.about not in OF_THE_PACKAGE} | set(of_package)
    assert told == set(said)
    term = list(plain.term(here, package, marked + 1, here.table.terms[marked]))[1:]
    assert term == list(options(here, package, marked))

    # The screen: every sentence in full at any width; beside the terms, nothing but these, and
    # without those that need the most room, which stand below.
    lines = [line.plain for line in drawn(spread, width).lines]
    if width < BESIDE:
        text = one_line(" ".join(lines))
        assert all(one_line(words) in text for words in term)
        text = one_line(text.translate(BARS))
        assert all(one_line(words) in text for words in said)
    else:
        columns = [line.rpartition(" │ ") for line in lines]
        below = [one.words for one in remarks(here, package, kept) if one.about in BELOW]
        words = " ".join(line.removeprefix("× ") for _, _, line in columns)
        beside = " ".join(words for words in said if words not in below)
        assert one_line(words.translate(BARS)) == one_line(beside)
        left = one_line(" ".join(line for line, _, _ in columns))
        assert all(one_line(words) in left for words in below)


@given(spreads(), st.integers(40, 200))
@settings(max_examples=60)
def test_no_line_is_wider_than_the_screen(found: tuple[Play, Spread], width: int) -> None:
    _, spread = found
    one = drawn(spread, width)
    least = 52  # below that, options would be shorter than a word
    assert all(line.cell_length <= max(width, least) for line in one.lines)
    assert one.lines[one.marked].plain.startswith("› ")


@pytest.mark.parametrize("name", TABLES)
def test_a_price_stays_whatever_else_is_put_together(name: str) -> None:
    here = at(name)
    for term, one in enumerate(here.table.terms):
        for option in range(len(one.options)):
            assert f"{abs(price(here, term, option))}" in options(here, here.theirs, term)[
                option
            ] or not price(here, term, option)


def said_of(here: Session, about: About, package: Package | None = None) -> str:
    found = remarks(here, package or here.ours, None)
    return next((one.words for one in found if one.about is about), "")


def after(name: str, *decisions: str) -> Session:
    play = sat_down(name)
    for decision in decisions:
        play = play.choose(decision)
    found = session(play)
    assert found is not None
    return found


def test_why_they_come_no_further() -> None:
    assert said_of(at("fishery"), About.GIVEN) == ""
    crumbs = after("fishery", "propose(ferry=half_fare)")
    assert said_of(crumbs, About.GIVEN) == "You have given 12 % of what Agda needs."
    nothing = after("fishery", "propose")
    assert said_of(nothing, About.GIVEN) == (
        "You have given Agda nothing yet that counts. One more like it, and Agda leaves."
    )
    assert said_of(nothing, About.MOVED) == "Agda didn't move."


def test_what_they_came_is_the_difference_of_what_was_shown() -> None:
    first = at("seoul")
    here = after("seoul", *["propose(duration=five_years)", "propose(channel=direct)"])
    came = here.worth(here.theirs) - first.worth(first.theirs)
    assert said_of(here, About.THEIRS).endswith(f"{came} more than at first.")


def test_what_is_sure_at_home_is_told_and_what_is_open_only_named() -> None:
    here = at("seoul")
    assert said_of(here, About.HOME) == (
        "At home it would move Opinion from 31 to between 34 and 44 (better); Assembly from 59 to "
        "between 44 and 54 (better); Beijing from 51 to between 36 and 46 (better). Tokyo and "
        "Cabinet may go either way."
    )


def test_a_gauge_without_a_short_name_is_named_in_full(tmp_path: Path) -> None:
    words = (TABLES["fishery"][0] / "story.yaml").read_text(encoding="utf-8")
    label = "The town's council"
    path = tmp_path / "lake.yaml"
    path.write_text(words.replace("label: Your town\n", f"label: {label}\n"), encoding="utf-8")
    here = session(Beginning("boathouse").play(load(path), 7))
    assert here is not None
    assert label in said_of(here, About.HOME)
    told = " ".join(options(here, here.ours, 1))
    assert label[:10] not in told.replace(label, "")


@given(spreads())
@settings(max_examples=60)
def test_what_is_said_of_worths_fits_the_worths_that_are_shown(found: tuple[Play, Spread]) -> None:
    _play, (here, package, _marked, _kept) = found
    said = next(one.words for one in remarks(here, package, None) if one.about is About.YOURS)
    now, before = here.worth(package), here.worth(here.ours)
    assert said.startswith(f"Yours is worth {now} to you")
    if now != before:
        more = "more" if now > before else "less"
        assert said.endswith(f", {abs(now - before)} {more} than before.")


def test_giving_way_on_what_is_better_for_the_player_is_no_cost() -> None:
    wanted = "propose(secrets=level_3, duration=any_time, channel=through_washington)"
    here = session(sat_down("seoul").choose(wanted))
    assert here is not None
    assert [cost for _, cost in cheapest(here)] == [-2, 4]
    advice = said_of(here, About.ADVICE)
    assert advice.endswith("It costs you least to give way on Channel (you gain 2) or Others (4).")


def test_advice_names_the_two_terms_that_cost_least_where_an_author_wrote_an_adviser() -> None:
    assert said_of(at("fishery"), About.ADVICE) == ""
    here = at("seoul")
    costs = [cost for _, cost in cheapest(here)]
    others = [
        -price(here, number, their)
        for number, their in enumerate(here.theirs)
        if their != here.ours[number]
    ]
    assert costs == sorted(others)[:2]
    advice = said_of(here, About.ADVICE)
    assert advice.startswith('"Begin with what we shall not miss," writes Seo')
    assert advice.endswith("It costs you least to give way on Channel (3) or Duration (7).")


def test_what_was_asked_stays_on_the_table(tmp_path: Path) -> None:
    here = after("fishery", "ask(dearest)", "propose(ferry=half_fare)", "ask(cheapest)")
    assert said_of(here, About.ASKED) == (
        "You asked: dearest to Agda is Season; cheapest is Ferry."
    )


def test_before_the_last_proposal_it_is_said_when_taking_back_may_end_the_talks() -> None:
    line = ["propose", "propose(ferry=half_fare)", "propose(wardens=shared)"]
    assert "may end the talks" not in said_of(after("fishery", *line[:2]), About.GIVEN)
    assert said_of(after("fishery", *line), About.GIVEN) == (
        "You have given 64 % of what Agda needs. "
        "This is your last proposal: to take something back in it may end the talks."
    )
    assert "may end the talks" not in said_of(after("fishery", *line[1:]), About.GIVEN)
