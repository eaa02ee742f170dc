"""The page as a function: a play and a form make HTML, or a play that went on."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from negotiator.engine import Play, Session, talks
from negotiator.engine.play import replay
from negotiator.narration import on_a_page, turning_points
from negotiator.narration.turning_points import Turned
from negotiator.simulation import turning_points as counting
from negotiator.story.loading import load
from negotiator.story.model import Story
from negotiator.web.exchange import Book, Request, Settings, fields
from negotiator.web.pages import ANYWHERE, FORMS, PAGES, respond
from negotiator.web.rendering import at, document
from tests.catalogues import PSEUDO, TOP, pseudo, unmarked
from tests.lettered import greek_stories
from tests.web.walking import Read, read, walk

HERE = Path(__file__).parents[1]
WEB = TOP / "src" / "negotiator" / "web"
PLAYED = ("fishery", "cable", "harbour", "assembly")
LOOKED_AT = [one for one in PAGES if one not in ("now", "back")]


@pytest.fixture(scope="module", params=["harbour", "fishery", "cable", "assembly", "papers"])
def story(request: pytest.FixtureRequest) -> Story:
    return load(HERE / "stories" / request.param)


def decided(play: Play, *options: str) -> Play:
    for one in options:
        play = play.choose(one)
    return play


def test_a_play_goes_page_by_page_to_an_ending_as_it_would_anywhere(story: Story) -> None:
    ended = 0
    for seed in range(1, 5):
        met = list(walk(story, seed))
        last = met[-1].play
        again = replay(story, seed, last.decisions)
        assert again.stopped is None
        assert again.play.state == last.state
        ended += last.ending is not None
    assert ended


def test_every_link_and_every_form_leads_somewhere(story: Story) -> None:
    seen: set[str] = set()
    for met in walk(story, 3):
        book = Book(met.play, home="/", once="x")
        pages = [met.page] if met.play.ending is None else []
        if met.play.state.scene not in seen or met.play.ending:
            seen.add(met.play.state.scene)
            asked = ("now", *LOOKED_AT, "codex?kind=term", "codex?kind=text", "back?to=0")
            responses = (respond(book, Request.at(one)) for one in asked)
            pages += [read(one) for one in responses if one.page is not None]
        for page in pages:
            assert len(page.ids) == len({*page.ids}), "an id stands twice"
            for link in page.links:
                parts = urlsplit(link)
                if parts.scheme:
                    assert parts.scheme in ("http", "https")
                elif link not in ("/", "../../"):
                    assert parts.path in ("", *PAGES), link
                if not parts.path:
                    assert parts.fragment in page.ids, link
                elif parts.path == "codex" and parts.fragment:
                    assert parts.fragment in read(respond(book, Request.at(link))).ids, link
            for one in page.buttons:
                assert one.action in {**FORMS, **ANYWHERE}, one


def test_a_form_sent_twice_or_from_an_older_page_counts_once(harbour: Story) -> None:
    play = Play.begin(harbour, 1)
    (sent, *_others) = (one for one in read(respond(Book(play), Request("now"))).buttons)
    went_on = respond(Book(play), Request(sent.action, {}, sent.form)).play
    assert went_on is not None
    again = respond(Book(went_on), Request(sent.action, {}, sent.form))
    assert again.play is None
    assert again.page is None
    said = read(respond(Book(went_on), Request.at(again.go_to)))
    assert on_a_page.not_again() in said.text


def test_a_play_of_the_same_length_is_another_point(harbour: Story) -> None:
    first, second = [one.id for one in Play.begin(harbour, 1).options() if one.open][:2]
    points = {at(Book(decided(Play.begin(harbour, 1), one))) for one in (first, second)}
    assert len(points) == 2


def at_a_table() -> tuple[Play, Session]:
    """A play in which a table is open, and the table."""
    fishery = load(HERE / "stories" / "fishery")
    play = next(
        met.play for met in walk(fishery, 1) if "bargain" in {b.action for b in met.page.buttons}
    )
    session = talks(play.story, play.state)
    assert session is not None
    return play, session


def test_a_package_is_put_together_weighed_and_proposed() -> None:
    play, session = at_a_table()
    page = read(respond(Book(play), Request("now")))
    (weigh,) = (one for one in page.buttons if one.form.get("do") == "weigh")
    term = session.table.terms[0]
    other = next(
        option.id
        for place, option in enumerate(term.options)
        if place != session.ours[0] and session.below((place, *session.ours[1:])) is None
    )
    went = respond(Book(play), Request("bargain", {}, {**weigh.form, f"t.{term.id}": other}))
    assert went.play is None
    laid_out = read(respond(Book(play), Request.at(went.go_to)))
    (propose,) = (one for one in laid_out.buttons if one.form.get("do") == "propose")
    assert propose.form[f"t.{term.id}"] == other
    after = respond(Book(play), Request("bargain", {}, propose.form)).play
    assert after is not None
    assert after.decisions[-1].endswith(f".propose({term.id}={other})")


def test_a_term_has_on_a_page_the_name_by_which_remarks_call_it() -> None:
    play, session = at_a_table()
    for page in ("now", "sheet"):
        found = respond(Book(play), Request(page)).page
        assert found is not None
        for term in session.table.terms:
            assert f">{term.called}: {term.label}<" in found.body


@pytest.mark.parametrize("form", [{}, {"do": ""}, {"do": "nobody"}, {"do": "propose(x=y)"}])
def test_a_form_that_no_page_has_decides_nothing(form: dict[str, str]) -> None:
    for name in ("harbour", "fishery"):
        play = [met.play for met in walk(load(HERE / "stories" / name), 1)][2]
        book = Book(play)
        for action in (*FORMS, *ANYWHERE):
            if action in ("undo", "again"):
                continue
            response = respond(book, Request(action, {}, {**form, "at": at(book)}))
            assert response.play is None, (action, form)


def test_what_is_asked_for_and_isnt_there_is_said(harbour: Story) -> None:
    for request in (Request("nowhere"), Request("nowhere", {}, {})):
        response = respond(Book(Play.begin(harbour, 1)), request)
        assert not response.found
        assert on_a_page.not_found() in read(response).text


def test_going_back_keeps_the_play_as_it_was(harbour: Story) -> None:
    play = [met.play for met in walk(harbour, 2)][-1]
    book = Book(play)
    asked = read(respond(book, Request.at("back?to=1")))
    (sent,) = (one for one in asked.buttons if one.action == "back")
    response = respond(book, Request("back", {}, sent.form))
    assert response.apart
    assert response.play is not None
    assert response.play.decisions == play.decisions[:1]


def test_settings_show_on_the_page_and_switch_keys_off(harbour: Story) -> None:
    book = Book(Play.begin(harbour, 1))
    with_keys = read(respond(book, Request("now")))
    assert with_keys.scripts == ["/shortcuts.js"]
    kept = respond(book, Request("settings", {}, {"theme": "dark"})).settings
    assert kept == Settings("dark", shortcuts=False)
    set_so = respond(Book(book.play, settings=kept), Request("now"))
    assert set_so.page is not None
    html = document(set_so.page)
    assert 'data-theme="dark"' in html
    assert "keyshortcuts" not in html
    assert Read(html).scripts == []


def test_the_gallery_has_what_was_seen_and_forgets_it(harbour: Story) -> None:
    play = Play.begin(harbour, 1)
    (one, *others) = harbour.endings.values()
    shown = read(respond(Book(play, endings=lambda: {one.id}), Request("gallery")))
    assert one.title in shown.text
    assert not any(other.title in shown.text for other in others)
    (forget,) = (button for button in shown.buttons if button.action == "forget")
    sure = read(respond(Book(play), Request("forget", {}, forget.form)))
    (forget,) = (button for button in sure.buttons if button.action == "forget")
    assert respond(Book(play), Request("forget", {}, forget.form)).forgets


def test_a_gallery_that_cant_be_read_says_so(harbour: Story) -> None:
    book = Book(Play.begin(harbour, 1), unread=lambda: "Permission denied")
    shown = read(respond(book, Request("gallery")))
    assert "What earlier plays met can't be read: Permission denied." in shown.text
    assert "not found yet" not in shown.text


def test_what_made_an_ending_comes_after_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "PAUSE", 0)
    story = load(HERE / "stories" / "fishery")
    play = [met.play for met in walk(story, 2)][-1]
    page = respond(Book(play), Request("ending")).page
    assert page is not None
    assert page.later is not None
    assert turning_points.being_counted() in page.body
    said: list[str] = []

    def counted() -> Iterator[None]:
        assert page.later is not None
        said.append((yield from page.later))

    assert len(list(counted())) > 1
    assert turning_points.remark(Turned((), None)).split(".")[-2] in Read(said[0]).text


def test_a_form_has_so_many_fields_at_most() -> None:
    with pytest.raises(ValueError, match="fields"):
        fields("&".join(f"f{n}=1" for n in range(1000)))


# Nothing of a story is more than a text

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>&quot;' \" {{ 7*7 }}"


def test_no_text_of_a_story_becomes_markup(tmp_path: Path) -> None:
    told = greek_stories(tmp_path)
    seen = 0
    for name in PLAYED:
        for file in (told / name).glob("*.yaml"):
            text = file.read_text(encoding="utf-8")
            # A quotation or a plain text of some length becomes one that would like to be more.
            text = re.sub(r"([α-ω]{4,})", lambda m: m[1] + "<b onclick=x>&amp;", text, count=60)
            text = re.sub(r"(short: \w+)<b onclick=x>&amp;", r"\1", text)
            file.write_text(text, encoding="utf-8")
        story = load(told / name)
        for met in walk(story, 1, most=12):
            for address in ("now", *LOOKED_AT):
                response = respond(Book(met.play, note=HOSTILE), Request.at(address))
                if response.page is None:
                    continue
                page = read(response)  # which fails for an attribute that scripts
                assert "b" not in page.open
                seen += "<b onclick" in page.text
    assert seen


def test_links_of_sources_are_of_the_web(tmp_path: Path) -> None:
    from negotiator.story.model import Source
    from negotiator.web.rendering import link_to

    assert link_to(Source("S1", "x", url="javascript:alert(1)")) == ""
    assert link_to(Source("S1", "x", url="https://example.org/")) == "https://example.org/"


def test_only_what_makes_html_says_that_something_is() -> None:
    for template in (WEB / "templates").glob("*.html"):
        text = template.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe|autoescape|Markup", text), template.name
    made = {p.name for p in WEB.glob("*.py") if "Markup(" in p.read_text(encoding="utf-8")}
    assert made == {"handing_in.py", "outcome.py", "rendering.py"}


# Words

TAG = re.compile(
    r"\{%.*?%\}|\{\{.*?\}\}|<!doctype html>|<[^>]*>| aria-keyshortcuts=[^<]*", re.DOTALL
)
WORD = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def test_templates_have_no_words_of_their_own() -> None:
    for template in sorted((WEB / "templates").glob("*.html")):
        text = template.read_text(encoding="utf-8")
        attributes = re.findall(r'(?:aria-label|title|alt|placeholder)="([^"]*)"', text)
        left = [TAG.sub(" ", one) for one in (text, *attributes)]
        assert [word for one in left for word in WORD.findall(one)] == [], template.name


def test_no_word_of_a_page_is_unmarked(tmp_path: Path) -> None:
    """In a language of which every sentence stands in brackets, with stories in Greek letters."""
    told = greek_stories(tmp_path / "told")
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "tests.web.test_pages", str(told)],
        cwd=TOP,
        env={
            **os.environ,
            "NEGOTIATOR_LOCALES": str(pseudo(tmp_path / "catalogues")),
            "NEGOTIATOR_LANGUAGE": PSEUDO,
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout) > 10_000
    left = {
        word
        for word in WORD.findall(unmarked(done.stdout))
        if not re.fullmatch("[A-Z0-9]{1,4}", word)  # sources, and pieces of a code
    }
    outcomes = {
        word
        for name in PLAYED
        for one in load(told / name).endings.values()
        for word in (*one.outcome.split(), *one.outcome.upper().split())
    }
    assert left - outcomes <= {"D", "H", "N", *"abcdefgh", "u", "d", "e", "c", "t", "g", "s"}


def say_all(told: Path) -> None:
    """Every text of many pages of these stories."""
    for name in PLAYED:
        met = [one for seed in (1, 2) for one in walk(load(told / name), seed, most=25)]
        for one in met:
            print(one.page.text)
        for play in (met[0].play, met[len(met) // 2].play, met[-1].play):
            for address in (*PAGES, "codex?kind=actor", "codex?kind=text", "nowhere", "back?to=0"):
                response = respond(Book(play), Request.at(address))
                if response.page is not None:
                    print(read(response).text)


if __name__ == "__main__":
    say_all(Path(sys.argv[1]))
