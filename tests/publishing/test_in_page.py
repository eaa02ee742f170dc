"""What stands in for a server within a published page: it plays, keeps every play as a file, and
loses nothing that was kept, whatever becomes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from negotiator.engine import Play, replay
from negotiator.engine.compiler import program
from negotiator.narration.on_a_page import not_found
from negotiator.saves import read_save
from negotiator.story.loading import load
from negotiator.story.model import Story
from tests.conftest import HARBOUR
from tests.publishing.at_the_desk import Files, Tab


@pytest.fixture
def tab(harbour: Story, tmp_path: Path) -> Tab:
    return Tab(harbour, tmp_path / "plays", {}).ask("")


def begun(tab: Tab) -> Tab:
    return tab.send("new")


def decided(tab: Tab, number: int = 0) -> Tab:
    """After the first decision that is open where a play stands."""
    story = tab.desk.story
    play = kept(tab, story)
    choices = [one.id for one in play.options() if one.open]
    return tab.send("decide", do=choices[number % len(choices)])


def kept(tab: Tab, story: Story) -> Play:
    """The play as its file has it."""
    save = read_save(tab.kept[f"{tab.slot}.yaml"].encode(), "a file")
    return replay(story, save.seed, save.decisions).play


def test_the_title_page_says_what_it_is_and_that_nothing_leaves(tab: Tab, harbour: Story) -> None:
    assert harbour.title in tab.text
    assert "Nothing leaves it" in tab.text


def test_every_decision_is_kept_before_it_is_shown(tab: Tab, harbour: Story) -> None:
    begun(tab)
    for count in range(1, 4):
        decided(tab)
        assert len(kept(tab, harbour).decisions) == count


def test_places_are_made_while_the_player_reads(tmp_path: Path) -> None:
    story = load(HARBOUR)
    tab = Tab(story, tmp_path / "plays", {}).ask("")
    begun(tab)
    here = tab.body
    assert len(program(story)) < len(story.places)
    pieces: list[str | None] = [None]
    while pieces[-1] is None:
        before = len(program(story))
        pieces.append(tab.more())
        assert len(program(story)) <= before + 1
    assert pieces[-1] == ""  # nothing of it is shown
    assert set(program(story)) == set(story.places)
    assert tab.ask(tab.address).body.split("name=")[0] == here.split("name=")[0]


def test_a_play_goes_on_after_the_page_was_closed(tab: Tab, harbour: Story, tmp_path: Path) -> None:
    decided(begun(tab))
    again = Tab(harbour, tmp_path / "later", tab.kept).ask("")
    assert f"play/{tab.slot}/now" in again.body
    again.ask(tab.address)
    assert again.body.split("name=")[0] == tab.body.split("name=")[0]
    decided(again)
    assert len(kept(again, harbour).decisions) == 2


def test_what_one_tab_decided_counts_in_the_other(tab: Tab, harbour: Story, tmp_path: Path) -> None:
    begun(tab)
    other = Tab(harbour, tmp_path / "other", tab.kept).ask(tab.address)
    decided(tab)
    decided_too = other.send("decide", do="whatever")
    assert "That was sent from an older page" in decided_too.text
    assert len(kept(other, harbour).decisions) == 1


def test_a_decision_that_could_not_be_kept_was_not_made(tab: Tab, harbour: Story) -> None:
    decided(begun(tab))
    before = dict(tab.kept)
    decided(tab)
    tab.kept.clear()
    tab.kept.update(before)  # as a browser that took nothing back
    tab.ask(tab.address, failed="QuotaExceededError")
    assert "it wasn't done" in tab.text
    assert len(kept(tab, harbour).decisions) == 1
    tab.why = "full"
    tab.send("/unkept")
    assert "nothing is kept" in tab.text
    decided(tab)
    assert len(kept(tab, harbour).decisions) == 2


@pytest.mark.parametrize("content", ["", "\0", "negotiator_save: 2\n", "{", "é"])
def test_a_damaged_file_is_told_and_stays(
    content: str, tab: Tab, harbour: Story, tmp_path: Path
) -> None:
    decided(begun(tab))
    damaged: Files = {"harbour-x.yaml": content}
    again = Tab(harbour, tmp_path / "again", damaged).ask("")
    assert "Damaged" in again.text
    assert again.ask("play/harbour-x/now").text
    assert again.kept["harbour-x.yaml"] == content


def test_a_damaged_file_gives_the_copy_before_it(tab: Tab, harbour: Story, tmp_path: Path) -> None:
    decided(decided(begun(tab)))
    name = f"{tab.slot}.yaml"
    files = {**tab.kept, name: tab.kept[name][:200]}
    again = Tab(harbour, tmp_path / "again", files).ask(tab.address)
    assert "The copy before it is used" in again.text
    assert again.kept[name] == files[name]
    assert len(kept(again, harbour).decisions) == 1


def test_a_play_goes_out_as_a_file_and_comes_back(tab: Tab, harbour: Story, tmp_path: Path) -> None:
    decided(begun(tab))
    sent = tab.go("file").download
    assert sent["text"] == tab.kept[sent["name"]]
    other = Tab(harbour, tmp_path / "other", {}).ask("").send("open", save=sent["text"])
    assert "The play is kept here now" in other.text
    assert kept(other, harbour).decisions == kept(tab, harbour).decisions


@pytest.mark.parametrize("sent", ["", "{", "negotiator_save: 9\ncomplete: true\n", "\0"])
def test_a_file_that_is_no_play_is_told(sent: str, tab: Tab) -> None:
    tab.send("open", save=sent)
    assert 'class="notice"' in tab.body
    assert "Open a play from a file is" not in tab.text
    assert tab.kept == {}


def test_plays_of_another_text_of_the_story_can_be_brought(
    tab: Tab, harbour: Story, tmp_path: Path
) -> None:
    decided(begun(tab))
    name = f"{tab.slot}.yaml"
    others = [["0" * 64, name, tab.kept[name]]]
    again = Tab(harbour, tmp_path / "again", {}, others).ask("")
    assert "another version of this story" in again.text
    again.send(f"bring/{'0' * 12}-{tab.slot}")
    assert kept(again, harbour).decisions == kept(tab, harbour).decisions


def test_a_play_is_deleted_only_when_that_is_confirmed(tab: Tab) -> None:
    begun(tab)
    slot = tab.slot
    tab.ask("").go(f"delete/{slot}")
    assert f"{slot}.yaml" in tab.kept
    tab.send(f"/delete/{slot}")
    assert f"{slot}.yaml" not in tab.kept


def test_settings_and_endings_are_kept_beside_the_plays(
    tab: Tab, harbour: Story, tmp_path: Path
) -> None:
    begun(tab).go("settings")
    tab.send("settings", theme="dark")
    again = Tab(harbour, tmp_path / "again", tab.kept).ask(f"play/{tab.slot}/settings")
    assert 'value="dark" checked' in again.body


def test_addresses_that_lead_nowhere_lead_home(tab: Tab, harbour: Story) -> None:
    for address in ("play/none/now", "play/../now", "play//", "elsewhere", "file/none", "delete"):
        assert harbour.title in tab.ask(address).title or tab.text


def test_a_story_is_the_same_after_the_journey(harbour: Story) -> None:
    import pickle

    there: Story = pickle.loads(pickle.dumps(harbour, protocol=5))
    assert there.fingerprint == load(HARBOUR).fingerprint
    one, two = (Play.begin(story, 3) for story in (harbour, there))
    assert one.state == two.state


def test_half_a_character_in_what_a_browser_kept_damages_one_play(tab: Tab) -> None:
    """Its texts may hold what no file can."""
    begun(tab)
    name = f"{tab.slot}.yaml"
    tab.kept[name] = tab.kept[name].replace("seed", "se\udc81d", 1)
    assert name in tab.ask("").text


def test_an_address_with_hundreds_of_fields_leads_nowhere(tab: Tab) -> None:
    begun(tab)
    tab.ask(f"play/{tab.slot}/now?" + "&".join(f"a{number}=1" for number in range(300)))
    assert not_found() in tab.text


def test_the_name_of_a_file_keeps_its_first_letter(tab: Tab) -> None:
    tab.ask("play/nosuch/now")
    assert "nosuch.yaml is missing." in tab.text


STRANGE = (
    "",
    *("..", ".", "/", "a/b.yaml", "../a.yaml", "others", "con.yaml", "..yaml", ".yaml"),
    *("\0", "a\0.yaml", "\ud800.yaml", "a\nb.yaml", "x" * 300 + ".yaml", "é" * 200 + ".yaml"),
    *(".settings", ".order", ".met.json"),
)
"""What another page, or damage, may have left where a browser keeps files."""


@pytest.mark.parametrize("content", ["", "\0", "\ud800", "9" * 5000, "[1]", '{"a": 1}'])
def test_whatever_a_browser_kept_beside_a_play_the_play_goes_on(
    content: str, tab: Tab, harbour: Story, tmp_path: Path
) -> None:
    begun(tab)
    strange = dict.fromkeys(STRANGE, content)
    others = [[fingerprint, name, content] for name in STRANGE for fingerprint in ("f", "../f", "")]
    there = Tab(harbour, tmp_path / "there", {**strange, **tab.kept}, others)
    assert harbour.title in there.ask("").title
    there.ask(f"play/{tab.slot}/now")
    assert there.slot == tab.slot
    decided(there)
    assert len(kept(there, harbour).decisions) == 1
    for name in STRANGE:
        assert there.ask(f"bring/f-{name}", {}).body
    assert there.kept.keys() >= {*STRANGE}
