"""Bargaining in the plain play: terms by number, a package put together, and what is told."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from tests.conftest import HARBOUR
from tests.plain.test_plain import play

FISHERY = str(HARBOUR.parent / "fishery")


def told(tmp_path: Path, said: str) -> str:
    done = play(tmp_path, said, "--seed", "3", story=FISHERY)
    assert done.stderr == ""
    return done.stdout


def test_arriving_at_a_table(tmp_path: Path) -> None:
    assert """\
Agda has put out coffee and the map.

You are at a table: Northtown, you, and Southtown. Agda speaks for Southtown.
What a package is worth to you is a number from 0 to 100. \
You can't propose or accept less than no deal is worth.
Type 1 to hear the options of term 1, 1 2 to put its option 2 into your package, \
show to hear the package, propose to put it to them.

Agda: Has heard your opening; 4 proposals left.
Yours is worth 100 to you.
Theirs is worth 30 to you.
Below 35 no deal is better for you: fishing as before.
At home it would move Your town from 50 to between 63 and 71 (better).
You are apart on 4 of 4 terms:
1. Quota: How much each may catch. You: Two thirds for you. \
They: Half and half (costs you 20).
2. Season: When nobody fishes. You: Never. They: Every second year (costs you 8).
3. Wardens: Who watches. You: Each town its own. They: Two together (costs you 12).
4. Ferry: The ferry. You: Free for you. They: The full fare (costs you 30).

What do you do?
accept: (closed: it is worth 30 to you, and no deal 35) Accept their package.
propose: Propose a package.
hold, either: Put two packages side by side.
ask dearest: Ask what is dearest to them.
ask cheapest: Ask what is cheapest to them.
leave: Drink up and go.
""" in told(tmp_path, "1\n")


def test_a_package_put_together_and_proposed(tmp_path: Path) -> None:
    out = told(tmp_path, "1\n3\n3 2\n1 2\nshow\npropose\n")
    assert (
        "3. Wardens: Who watches.\n1. Each town its own (yours).\n"
        "2. Two together (costs you 12, theirs).\n"
    ) in out
    # 0.4 * 50 + 0.1 * 100 + 0.2 * 40 + 0.3 * 100: the player's own weights and worths.
    assert (
        "How much each may catch: Half and half. Yours is worth 68 to you, 32 less than before."
    ) in out
    # The truth is +5, foretold up to 4 off either way; with two thirds for them it is -3.
    assert "At home it would move Your town from 50 to between 55 and 63 (better)." in out
    assert "At home Your town may go either way." in told(tmp_path / "b", "1\n1 3\n")
    assert "Your package:\n1. How much each may catch: Half and half.\n2." in out
    assert "> Propose How much each may catch: Half and half; Who watches: Two together" in out
    assert '"The pike must spawn," says Agda.' in out
    assert (
        "Agda: Not convinced; 3 proposals left.\n"
        "Yours is worth 68 to you.\n"
        "Theirs is worth 65 to you, 35 more than at first.\n"
        "You have given 96 % of what Agda needs.\n"
        "Below 35 no deal is better for you: fishing as before.\n"
        "Agda moved. Season: In spring (before: Every second year); "
        "Ferry: Free for you (before: The full fare).\n"
    ) in out
    assert "3. Wardens: Who watches. Both: Two together." in out


def test_what_is_refused_says_why(tmp_path: Path) -> None:
    out = told(tmp_path, "1\n9\n3 9\n1 2 3\nsign\naccept\n1 3\n4 3\npropose\nhelp\n")
    assert "There is no term 9; type 1 to 4." in out
    assert "Term 3 has no option 9; type 3 1 to 3 2." in out
    assert "At a table nothing is called `1 2 3`." in out
    assert "At a table nothing is called `sign`." in out
    assert "`accept` is not open now: it is worth 30 to you, and no deal 35." in out
    assert "You can't propose this: it is worth 30 to you, and no deal 35." in out
    assert "You can't propose this: it is worth 30 to you, and no deal 35." in out
    assert "propose(" not in out
    assert out.count("Type 1 to hear the options of term 1") == 2  # on arriving, and in help
    assert "> Propose" not in out


def test_a_deal_its_terms_and_what_it_moves(tmp_path: Path) -> None:
    out = told(tmp_path, "2\n1 2\npropose\nAccept\n1\n")
    assert (
        "You both sign on the map.\n\n"
        "You and Southtown have a deal:\n"
        "1. How much each may catch: Half and half.\n"
        "2. When nobody fishes: Every second year.\n"
        "3. Who watches: Two together.\n"
        "4. The ferry: Free for you.\n"
        "\n"
        "why: What moved one by one, and why.\n"
    ) in out
    assert "because the ferry is free" not in out
    out = told(tmp_path / "b", "2\nwhy\n1 2\npropose\nAccept\nwhy\n")
    assert "There is nothing to add: every change so far was told with its reason." in out
    assert (
        "* Your town falls by 5 to 49 (Waiting; worse), because a year is long (Season).\n"
        "* Your town rises by 3 to 52 (Waiting; better), because the ferry is free (Ferry).\n"
        "* Your town rises by 2 to 54 (Waiting; better), because there is a paper.\n"
    ) in out


def test_the_debrief_says_what_the_moves_earned(tmp_path: Path) -> None:
    said = "1\n3 2\n1 2\npropose\nask dearest\npropose\n2 2\npropose\n1\ndebrief\n"
    assert """\
What your moves earned:
- Your 1st proposal: you gave up 32, worth 33 to Southtown. Southtown's answer: 35 more for you; \
it gave up 23 for that.
- Your 2nd proposal: you gave nothing. Southtown's answer: nothing for you.
- Your 3rd proposal: you gave up 3, worth 32 to Southtown. Southtown took it.
In all: from your opening you gave up 35, worth 65 to Southtown; from Southtown's opening, \
35 more for you; it gave up 23 for that.
Of what Southtown needs to come down to 40 of 100 for itself you had given all; \
less than that it never takes.
Nothing that you gave went unanswered.
You asked what is dearest to Southtown: “When nobody fishes”. \
You came towards it in your 3rd proposal.
You didn't ask what is cheapest to Southtown: “The ferry”.
""" in told(tmp_path, said)


def test_what_a_table_came_to_stands_at_the_ending(tmp_path: Path) -> None:
    out = told(tmp_path, "2\n1 2\npropose\nAccept\n1\n")
    assert "Outcome: signed." in out


def test_leaving_the_table(tmp_path: Path) -> None:
    assert "Outcome: dropped." in told(tmp_path, "1\nleave\n")


def test_undo_in_the_middle_of_talks_goes_back_one_proposal(tmp_path: Path) -> None:
    out = told(tmp_path, "1\n1 2\npropose\n2 2\npropose\nundo\n")
    after = out[out.rindex("== The boathouse ==") :]
    # Where the talks stood, with what was said last.
    assert '"The pike must spawn," says Agda.' in after
    assert "3 proposals left." in after
    # And the package begins as the last position again, without what was set since.
    assert "3 proposals left." in told(tmp_path / "b", "1\n1 2\npropose\n2 2\nundo 1\n1 2\n")


def test_going_on_in_the_middle_of_talks(tmp_path: Path) -> None:
    told(tmp_path, "1\n2 3\npropose\nsave half way\nquit\n")
    for way in (("--continue",), ("--load", "half way")):
        out = play(tmp_path, "show\naccept\n", *way, story=FISHERY).stdout
        assert "3 proposals left." in out
        assert "2. When nobody fishes: Every second year." in out
        assert "You and Southtown have a deal:" in out


def test_a_decision_as_it_is_written_in_a_save(tmp_path: Path) -> None:
    out = told(tmp_path, "go_over\npropose(season=spring)\n")
    assert "> Propose When nobody fishes: In spring" in out


def test_the_table_from_above_once_it_is_left(tmp_path: Path) -> None:
    drawing = tmp_path / "lake.svg"
    out = told(
        tmp_path,
        f"debrief\n1\n1 2\npropose\naccept\n1\ndebrief\ndebrief {drawing}\ndebrief {drawing}\n",
    )
    assert "You have left no table yet." in out
    assert (
        "The boathouse: a deal worth 60 to you and 83 to Southtown. "
        "No package was better for one of you and no worse for the other.\n"
        "Type debrief to hear more"
    ) in out
    assert "The boathouse: the table seen from above\n\nHow it closed:\nYou accepted" in out
    assert f"Drawn to {drawing}." in out
    assert f"There is a file {drawing} already." in out
    assert drawing.read_text(encoding="utf-8").startswith("<svg")


def test_where_they_moved_is_told_beside_what_they_asked_for_before(tmp_path: Path) -> None:
    out = told(tmp_path, "1\n2 3\npropose\nquit\n")
    assert "Ferry: Free for you (before: The full fare)." in out
    assert "They: Half and half (costs you 20).\n" in out
    assert "2. Season: When nobody fishes. Both: Every second year.\n" in out


def test_two_questions_across_the_table(tmp_path: Path) -> None:
    out = told(tmp_path, "1\nask dearest\nask cheapest\nask dearest\n1\n")
    assert "> Ask what is dearest to them\n" in out
    assert "Nothing on the table, says Agda, matters more than “When nobody fishes”." in out
    assert "Nothing on the table, says Agda, matters less than “The ferry”." in out
    assert "`ask(dearest)` is not open now: you have asked that already." in out
    assert "ask dearest: (closed: you have asked that already) Ask what is dearest to them." in out
    assert "4 proposals left." in out


def test_two_packages_side_by_side(tmp_path: Path) -> None:
    out = told(tmp_path, "1\neither\n2 2\nhold\n2 3\neither\n")
    assert "You have kept no package yet: type hold first." in out
    assert (
        "This one, worth 97 to you, is kept. Now put a second one together. Then type either."
    ) in out
    assert (
        "> Put side by side When nobody fishes: In spring, or When nobody fishes: "
        "Every second year\n\nOf the two, says Agda, the second is nearer.\n"
    ) in out
    assert "2. Season: When nobody fishes. Both: Every second year." in out
    unlike = told(tmp_path / "b", "1\nhold\n1 2\neither\n")
    assert (
        "One package is kept. This can't go beside it: they are worth 100 and 80 to Northtown"
    ) in unlike


def test_a_table_of_one_term_offers_no_two_packages(tmp_path: Path) -> None:
    """Nor what is asked about which of several matters most."""
    story = tmp_path / "one_term"
    story.mkdir()
    (story / "story.yaml").write_text(with_one_term(), encoding="utf-8")
    done = play(tmp_path, "1\nhelp\n", "--seed", "3", story=str(story))
    assert done.stderr == ""
    assert "You are apart on 1 of 1 term:" in done.stdout
    assert "hold" not in done.stdout
    assert "ask dearest" not in done.stdout


def with_one_term() -> str:
    """The lake with a table about the quota alone."""
    story = yaml.load((HARBOUR.parent / "fishery" / "story.yaml").read_bytes(), yaml.BaseLoader)
    table = story["tables"]["boathouse"]
    quota = table["terms"]["quota"]
    del quota["options"]["theirs_more"]  # alone, it could never be accepted
    table["terms"] = {"quota": quota}
    table["history"] = {"quota": table["history"]["quota"]}
    text = str(yaml.safe_dump(story, allow_unicode=True, sort_keys=False))
    return text.replace("terms.season == 'whole_year'", "terms.quota == 'equal'")


def test_a_table_that_moves_nothing_at_home_says_nothing_of_home(tmp_path: Path) -> None:
    assert "At home " in told(tmp_path, "1\n1 2\nshow\n")
    story = tmp_path / "lake.yaml"
    text = (Path(FISHERY) / "story.yaml").read_text(encoding="utf-8")
    before, table = text.split("tables:")
    table = re.sub(r"(?m), effects: \{.*?\}(?=\}$)|^      effects: .*\n", "", table)
    story.write_text(f"{before}tables:{table}", encoding="utf-8")
    done = play(tmp_path, "1\n1 2\nshow\n", "--seed", "3", story=str(story))
    assert "You are apart on 4 of 4 terms" in done.stdout
    assert "At home " not in done.stdout
