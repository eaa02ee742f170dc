"""A play written down: all of it is there, well-formed, and safe whatever its story holds."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiator.engine import Play
from negotiator.escaping import markdown, markdown_paragraph
from negotiator.narration.written_play import as_html, as_markdown
from negotiator.story.loading import load
from negotiator.story.model import Story
from tests.commands import run
from tests.fishery import DEAL, FISHERY

EVIL = '<script>alert("1")</script>&amp; ]]> --> \u202e `x` *y* [z](q) | #'
STORY = """\
story: {{id: weir, title: {evil}, format: 1, version: 1, start: a}}
sources: {{S1: {{title: {evil}}}}}
scenes:
  a:
    title: {evil}
    text: [{told}, {evil_text}]
    choices: [{{id: go, text: {evil_text}, outcome: {evil_text}, goto: over}}]
endings: {{over: {{title: {evil}, outcome: o, text: {evil_text}}}}}
"""
VOID = {"meta", "br"}


class Page(HTMLParser):
    """A page, of which every element must be closed in turn."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.ids: set[str] = set()
        self.leads_to: set[str] = set()
        self.words = ""
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        for name, value in attrs:
            assert name not in ("src", "onload", "onclick")
            if name == "id":
                self.ids.add(value or "")
            if name == "href":
                assert value is not None
                assert value.startswith("#")
                self.leads_to.add(value.removeprefix("#"))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def deal() -> Play:
    play = Play.begin(load(FISHERY), 1)
    for decision in DEAL:
        play = play.choose(decision)
    return play


def evil(folder: Path) -> Story:
    """A story whose words try to be more than words."""
    quoted = "'" + EVIL.replace("\u202e", "").replace("'", "''") + "'"
    text = quoted.replace("[z](q)", "(q)").replace("]]>", ">")
    file = folder / "weir.yaml"
    told = "'1. <b>told</b>.[^S1]'"
    file.write_text(STORY.format(evil=quoted, evil_text=text, told=told), encoding="utf-8")
    return load(file)


def test_a_page_has_all_of_the_play_and_loads_nothing() -> None:
    play = deal()
    page = Page(as_html(play))
    assert page.leads_to <= page.ids
    assert "You and Southtown have a deal:" in page.words
    for title in ("The boathouse", "A paper"):
        assert title in page.words
        assert f"## {title}" in as_markdown(play)
    assert not page.seen & {"script", "link", "img", "iframe"}


def test_words_stay_words(tmp_path: Path) -> None:
    play = Play.begin(evil(tmp_path), 1).choose("go")
    page = Page(as_html(play))
    assert "script" not in page.seen
    assert '<script>alert("1")</script>&amp; ]]> -->' in page.words
    assert page.ids == page.leads_to == {"source-S1"}
    written = as_markdown(play)
    assert "\n\n1\\. \\<b\\>told\\</b\\>. [^S1]\n\n" in written
    assert "\n[^S1]: \\<script\\>" in written
    assert "\\*y\\*" in written


@given(st.text())
def test_no_sign_of_markdown_stands_in_a_paragraph(text: str) -> None:
    written = markdown_paragraph(markdown(text))
    assert "\n" not in written
    left = written.replace("\\\\", "")
    for sign in "`*_[]<>#|":
        assert left.count(sign) == left.count(f"\\{sign}")
    assert not written.lstrip().startswith(("- ", "+ ", "# ", "> "))


@pytest.mark.parametrize(
    ("ending", "begins"), [("md", "# "), ("html", "<!doctype html>"), ("txt", "== ")]
)
def test_a_file_is_written_by_its_ending(tmp_path: Path, ending: str, begins: str) -> None:
    saves = ("--saves", str(tmp_path / "saves"))
    from negotiator.saves import Store

    Store(tmp_path / "saves").keep("x", deal(), label="mine")
    made = tmp_path / f"play.{ending}"
    done = run("transcript", "mine", "--story", str(FISHERY), "-o", str(made), *saves)
    assert (done.returncode, done.stderr) == (0, "")
    assert made.read_text(encoding="utf-8").startswith(begins)
    shown = run("transcript", "--story", str(FISHERY), "--format", "html", *saves)
    assert shown.stdout.startswith("<!doctype html>")


SHAPED = """\
story: {id: weir, title: The Weir, format: 1, version: 1, start: a}
sources: {S1: {title: A chart}}
people: {mira: {name: Mira, role: Miller}}
scenes:
  a:
    title: A
    text:
      - says: mira
        text: |
          I said *no*, and **I meant
          it**.

          So did they.[^S1]
      - {document: telegram, heading: To <all>, date: 1911-05-01, text: "STOP AT ONCE\\nCOME."}
      - document: map
        alt: A weir between two mills.[^S1]
        text: |
          +--+ <b>
          |  | ```
    choices: [{id: go, text: Go, goto: over}]
endings: {over: {title: O, outcome: o, text: Over.}}
"""


def test_texts_keep_their_shape(tmp_path: Path) -> None:
    file = tmp_path / "weir.yaml"
    file.write_text(SHAPED, encoding="utf-8")
    play = Play.begin(load(file), 1)
    page = as_html(play)
    assert Page(page).ids == {"source-S1"}
    assert "<p>Mira: I said <em>no</em>, and <strong>I meant<br>it</strong>.</p>" in page
    assert '<p>So did they. <a href="#source-S1">[S1]</a></p>' in page
    assert "<figcaption>Telegram, Monday 1 May 1911: To &lt;all&gt;</figcaption>" in page
    assert "+--+ &lt;b&gt;\n|  | ```</pre><p>A weir between two mills." in page
    written = as_markdown(play)
    assert "\n\nMira: I said *no*, and **I meant  \nit**.\n\n" in written
    assert "\n> **Telegram, Monday 1 May 1911: To \\<all\\>**\n>\n> STOP AT ONCE  \n" in written
    assert "  \n> COME.\n" in written
    assert "\n>     +--+ <b>\n>     |  | ```\n>\n> A weir between two mills. [^S1]\n" in written


@pytest.mark.parametrize("line", ["===", "---", "- one", "+ one", "1. one", "::error::x"])
def test_no_line_of_a_paragraph_is_a_heading_a_list_or_a_command(line: str) -> None:
    written = markdown_paragraph(markdown("Words") + "\n" + line)
    assert written.startswith("Words\n")
    assert "\\" in written.split("\n")[1]
