"""A table seen from above: numbers worked out by hand on the fishery, and what is said of them."""

from __future__ import annotations

from functools import reduce
from itertools import product
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from negotiator.cli import cli
from negotiator.diagrams.table_drawing import draw, free
from negotiator.diagrams.tradeoff_plot import of_table
from negotiator.diagrams.tradeoff_svg import svg
from negotiator.diagrams.tradeoff_text import lines, text
from negotiator.engine import Play
from negotiator.engine.table_debrief import TableDebrief, agreed, table_debriefs
from negotiator.narration.several_tables import lines as told_in_turn
from negotiator.narration.table_report import lines as told
from negotiator.narration.table_report import report
from negotiator.saves import Store
from negotiator.story.loading import load
from negotiator.story.model import Story
from negotiator.system_errors import unwritable
from tests.conftest import HARBOUR
from tests.fishery import DEAL, FISHERY


@pytest.fixture(scope="module")
def fishery() -> Story:
    return load(FISHERY)


def played(story: Story, *decisions: str) -> Play:
    return reduce(Play.choose, decisions, Play.begin(story, 3))


def table(story: Story, *decisions: str) -> TableDebrief:
    (one,) = table_debriefs(played(story, *decisions))
    return one


def part(one: TableDebrief, title: str) -> str:
    (found,) = [part for part in report(one) if part.title == title]
    return "\n".join(found.lines)


def test_a_table_is_told_once_it_is_left(fishery: Story) -> None:
    assert table_debriefs(played(fishery)) == ()
    assert table_debriefs(played(fishery, *DEAL[:3])) == ()
    # Both from the step that closed it and from the end of the play.
    assert [len(table_debriefs(played(fishery, *DEAL[:n]))) for n in (4, 5)] == [1, 1]


def test_the_deal_and_what_history_agreed_on(fishery: Story) -> None:
    one = table(fishery, *DEAL)
    # Half and half, in spring, two together, free for you.
    assert one.deal is not None
    assert one.bargaining.package(one.deal) == (1, 1, 1, 0)
    # 40*50 + 10*70 + 20*40 + 30*100 of 100; 20*70 + 40*70 + 20*100 + 10*10 of 90.
    assert one.worths(one.deal) == (65, 70)
    assert one.history is not None
    # 40*50 + 10*70 + 20*40 + 30*60 of 100; 20*70 + 40*70 + 20*100 + 10*50 of 90.
    assert one.worths(one.history) == (53, 74)
    # Having asked around lowers their line from 40 to 35.
    assert one.limits == (35, 35)
    assert (one.closing, one.accepted, one.proposals) == ("deal", True, 2)


def test_win_sets_counted_as_on_paper(fishery: Story) -> None:
    terms = (
        (40, 20, ((100, 0), (50, 70), (0, 100))),
        (10, 40, ((100, 0), (70, 70), (20, 100))),
        (20, 20, ((100, 20), (40, 100))),
        (30, 10, ((100, 10), (60, 50), (0, 100))),
    )

    def counted(our_line: int, their_line: int) -> tuple[int, int, int]:
        ours = theirs = both = 0
        for options in product(*(term[2] for term in terms)):
            a = sum(term[0] * option[0] for term, option in zip(terms, options, strict=True))
            b = sum(term[1] * option[1] for term, option in zip(terms, options, strict=True))
            takes, gives = a >= our_line * 100, b >= their_line * 90
            ours, theirs, both = ours + takes, theirs + gives, both + (takes and gives)
        return ours, theirs, both

    one = table(fishery, *DEAL)
    assert counted(35, 40) == (45, 40, 32)
    assert one.at_first == (35, 40, 45, 40, 32)
    assert counted(35, 35) == (45, 43, 34)
    assert (one.found.our_win_set, one.found.their_win_set, one.found.zone) == (45, 43, 34)


def test_how_decisions_at_home_changed_the_win_sets(fishery: Story) -> None:
    asked = table(fishery, *DEAL)
    (shift,) = asked.shifts
    assert (shift.number, shift.place) == (0, "The jetty")
    assert (shift.before, shift.after) == ((35, 40, 45, 40, 32), (35, 35, 45, 43, 34))
    title = "What your decisions before the table changed"
    assert part(asked, title) == (
        "Before your first decision 45 packages were no worse than no deal for Northtown, "
        "40 for Southtown, 32 for both.\n"
        "- Decision 1, The jetty, “Ask first what people could live with”: "
        "Southtown's line moved from 40 to 35. "
        "Packages no worse than no deal: Southtown from 40 to 43, both from 32 to 34."
    )
    straight = table(fishery, "go_over", "leave")
    assert straight.shifts == ()
    assert "None of your decisions before the table" in part(straight, title)


def test_the_path_of_offers(fishery: Story) -> None:
    one = table(fishery, *DEAL)
    assert [(made.is_ours, one.worths(made.package)) for made in one.offers] == [
        (True, (100, 5)),
        (False, (30, 93)),
        (True, (80, 21)),
        (False, (60, 83)),
        (True, (68, 38)),
        (False, (65, 70)),
    ]
    said = part(one, "How the talks went")
    assert "- 0, your opening: 100 to you and 5 to Southtown\n" in said
    assert "- c, Southtown's answer: 65 to you and 70 to Southtown" in said


def test_what_was_left_and_the_trade(fishery: Story) -> None:
    # Two thirds for them, every second year, each town its own, free for you.
    # 40*0 + 10*20 + 20*100 + 30*100 of 100; 20*100 + 40*100 + 20*20 + 10*10 of 90.
    dear = "propose(quota=theirs_more, season=whole_year, wardens=each_own, ferry=free)"
    one = table(fishery, *DEAL[:3], dear)
    assert one.deal is not None
    assert one.worths(one.deal) == (52, 72)
    # Half and half gives you 20 and costs them 1400 - 2000 of 90; shared wardens the other way.
    assert part(one, "What was left on the table") == (
        "3 packages were better for one of you and no worse for the other. "
        "The best of them would have been worth 60 to you, in place of 52, and 83 to Southtown, in "
        "place of 72.\n"
        "The trade that was not made:\n"
        "- How much each may catch: “Half and half” in place of “Two thirds for them” "
        "(20 more to you, 7 less to Southtown)\n"
        "- Who watches: “Two together” in place of “Each town its own” "
        "(12 less to you, 18 more to Southtown)"
    )


def test_nothing_was_left_on_the_frontier(fishery: Story) -> None:
    one = table(fishery, "go_over", "propose(quota=equal)", "accept")
    assert one.deal is not None
    assert one.deal in one.found.frontier
    assert "Your deal lies on the frontier." in part(one, "What was left on the table")


def test_a_proposal_that_they_accept(fishery: Story) -> None:
    history = "propose(quota=equal, season=spring, wardens=shared, ferry=half_fare)"
    one = table(fishery, "ask_around", "propose(season=spring)", history)
    assert one.deal == one.history == one.offers[-1].package
    assert not one.accepted
    assert part(one, "How it closed").startswith("Southtown accepted your 2nd proposal:\n- How")
    assert "It is also what history agreed on." in part(one, "Other packages to compare with")


def test_leaving_and_their_leaving(fishery: Story) -> None:
    left = table(fishery, "go_over", "leave")
    assert (left.deal, left.left) == (None, None)
    assert part(left, "How it closed") == (
        "You left before you proposed anything. There is no deal.\n"
        "No deal (fishing as before) is worth 35 of 100 to Northtown.\n"
        "No deal (fishing as before) is worth 40 of 100 to Southtown."
    )
    # Two thirds for you, every second year, together, half the fare: 40 + 2 + 8 + 18 = 68;
    # 40*100 + 20*100 + 10*50 = 6500 of 90.
    assert part(left, "What was left on the table").startswith(
        "32 packages were no worse than no deal for both. One of them would have given you "
        "33 more than no deal and Southtown 32 more:\n- How much each may catch: Two thirds for you"
    )
    gone = table(fishery, "go_over", "propose", "propose")
    assert part(gone, "How it closed").startswith(
        "Southtown left after 2 proposals. There is no deal.\n"
        "Its patience was used up by 2 proposals that were worth less to Southtown than no deal, "
        "and brought it little or nothing.\n"
    )
    assert len(gone.offers) == 5


def test_all_of_it_as_lines(fishery: Story) -> None:
    said = list(told(table(fishery, *DEAL)))
    assert said[0] == "The boathouse: the table seen from above"
    assert said[1:3] == ["", "How it closed:"]
    assert "the author's model" in said[-1]
    assert not [line for line in said if "won" in line.split() or "score" in line]


def test_what_two_tables_have_in_common_is_told_once(fishery: Story) -> None:
    one = table(fishery, *DEAL)
    alone = list(told(one))
    assert told_in_turn([one]) == [alone]
    first, again = told_in_turn([one, one])
    assert first == alone[: alone.index("What these numbers are:") - 1]
    assert again[-1] == alone[-1]
    title = one.table.title
    for heading in ("What could be agreed:", "What was left on the table:"):
        assert again[again.index(heading) + 1] == f"As at {title}."
    for heading in ("How it closed:", "How the talks went:"):
        assert again[again.index(heading) + 1] == alone[alone.index(heading) + 1]
    # Another deal at the same table: the list that differs is whole.
    other = table(fishery, *DEAL[:1], "propose(quota=equal)", "accept")
    *_, after = told_in_turn([one, other])
    at = after.index("What was left on the table:")
    assert after[at + 1] != f"As at {title}."
    assert after[after.index("What could be agreed:") + 1] == f"As at {title}."


def test_the_package_that_a_step_agreed_on(fishery: Story) -> None:
    play = played(fishery, *DEAL)
    assert [agreed(fishery, step) for step in play.steps] == [None, None, None, (1, 1, 1, 0), None]


def test_words_and_drawing_have_the_same_numbers(fishery: Story) -> None:
    one = table(fishery, *DEAL)
    drawing = "\n".join(text(lines(of_table(one), 76, 24)))
    assert "D the deal (65, 70)" in drawing
    assert "N Nash point (80, 67)" in drawing
    assert "is worth 80 to you and 67 to Southtown" in part(one, "Other packages to compare with")
    assert "deal (53, 74)" in svg(of_table(one))


def test_drawings_are_never_written_over_a_file(fishery: Story, tmp_path: Path) -> None:
    one = table(fishery, *DEAL)
    path = tmp_path / "lake.svg"
    assert draw([one, one], path) == (path, tmp_path / "lake-2.svg")
    title = ElementTree.parse(path).getroot().find("{http://www.w3.org/2000/svg}title")
    assert title is not None
    assert title.text == "The Lake: The boathouse"
    with pytest.raises(FileExistsError) as found:
        draw([one], path)
    assert unwritable(path, found.value) == f"There is a file {path} already. Name another one."
    assert free(path) == tmp_path / "lake-3.svg"
    assert free(tmp_path / "other.svg") == tmp_path / "other.svg"
    with pytest.raises(OSError, match="No such") as missing:
        draw([one], tmp_path / "no" / "lake.svg")
    assert "can't be written: No such file" in unwritable(tmp_path, missing.value)


def test_at_the_command_line(fishery: Story, tmp_path: Path) -> None:
    store = Store(tmp_path / "saves")
    store.keep("lake", played(fishery, *DEAL), label="our lake")
    file, drawing = next(store.folder.glob("*.yaml")), tmp_path / "lake.svg"
    where = ["--saves", str(store.folder), "--story", str(FISHERY)]
    # By its name, by its file, and as the newest.
    for named in (["our lake"], [str(file)], []):
        result = CliRunner().invoke(cli, ["debrief", *named, *where])
        assert result.exit_code == 0, result.output
        assert result.output.startswith("What made this ending:\n")
        assert "\n\nThe boathouse: the table seen from above\n\nHow it closed" in result.output
        assert "D the deal (65, 70)" in result.output
    first, again = (
        CliRunner().invoke(cli, ["debrief", *where, "--svg", str(drawing)]) for _ in range(2)
    )
    assert f"Drawn to {drawing}." in first.output
    assert again.exit_code == 1
    assert f"There is a file {drawing} already." in again.output


def test_at_the_command_line_when_there_is_nothing(
    fishery: Story, harbour: Story, tmp_path: Path
) -> None:
    store = Store(tmp_path)
    saves = ["--saves", str(tmp_path)]
    empty = CliRunner().invoke(cli, ["debrief", *saves])
    assert (empty.exit_code, "No play is kept in" in empty.output) == (2, True)
    store.keep("quay", Play.begin(harbour, 3).choose("promise"), label="quay")
    story = ["--story", str(HARBOUR)]
    without = CliRunner().invoke(cli, ["debrief", "quay", *saves, *story])
    assert (without.exit_code, "left no table" in without.output) == (1, True)
    unknown = CliRunner().invoke(cli, ["debrief", "quay", *saves])
    assert (unknown.exit_code, "--story FOLDER" in unknown.output) == (2, True)
    store.keep("lake", played(fishery), label="lake")
    other = CliRunner().invoke(cli, ["debrief", "lake", *saves, *story])
    assert (other.exit_code, "not of `harbour`" in other.output) == (2, True)
    missing = CliRunner().invoke(cli, ["debrief", "nowhere", *saves])
    assert (missing.exit_code, "no play named `nowhere`" in missing.output) == (2, True)
