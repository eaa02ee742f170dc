"""The server: a play on the screen goes on in the page and back, a form counts once, and nobody but
its own pages is heard."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress
from http.client import HTTPConnection
from pathlib import Path

import pytest
from click.testing import CliRunner

from negotiator.cli import cli
from negotiator.cli.class_starting import bound
from negotiator.cli.serving import listening
from negotiator.engine import Play
from negotiator.narration import on_a_page, saved_plays
from negotiator.saves import Store, resume
from negotiator.story.loading import load
from negotiator.story.model import Story
from tests.conftest import HARBOUR
from tests.web.site import Answer, Site, serving
from tests.web.walking import Read, Sent

FISHERY = HARBOUR.parent / "fishery"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with serving(tmp_path / "saves", HARBOUR, FISHERY) as one:
        yield one


def begun(site: Site, story: str = "harbour") -> str:
    """The address of a play that was begun on the first page."""
    page = Read(site.send("/").text)
    (sent,) = (one for one in page.buttons if one.form.get("story") == story)
    return site.send("/begin", sent.form).to


def read(site: Site, address: str) -> Read:
    answer = site.send(address)
    assert answer.status == 200, answer.text
    return Read(answer.text)


def press(site: Site, address: str, sent: Sent) -> Answer:
    return site.send(f"{address.rpartition('/')[0]}/{sent.action}", sent.form)


def deciding(page: Read) -> list[Sent]:
    return [one for one in page.buttons if one.action == "decide"]


def kept(site: Site, story: Story) -> list[Play]:
    """The plays in the folder, the newest first, as another program reads them."""
    return [
        resume(story, entry.save).play for entry in site.store.entries() if entry.save is not None
    ]


def test_a_play_goes_on_in_the_terminal_and_back(site: Site, harbour: Story) -> None:
    address = begun(site)
    press(site, address, deciding(read(site, address))[0])
    (play,) = kept(site, harbour)
    assert len(play.steps) == 1
    store = Store(site.folder)
    (row,) = store.rows()
    store.entry(row.slot)
    other = next(one.id for one in play.options() if one.open)
    store.keep(row.slot, play.choose(other))
    assert "d2" in read(site, f"/play/{row.slot}/history").ids
    page = read(site, address)
    assert deciding(page)[0].form["at"].partition("-")[0] == "2"


def test_a_story_has_a_page_with_its_own_plays(site: Site, harbour: Story) -> None:
    played = begun(site)
    begun(site, "fishery")
    text = site.send("/story/harbour").text
    page = Read(text)
    assert f'<h1 id="now" tabindex="-1">{harbour.title}</h1>' in text
    assert [one.form["story"] for one in page.buttons if "story" in one.form] == ["harbour"]
    assert text.count(played) == text.count("/play/") == 1
    assert site.send("/begin", page.buttons[0].form).status == 303
    assert site.send("/story/nowhere").status == 404


def test_a_form_that_is_sent_twice_counts_once(site: Site, harbour: Story) -> None:
    page = Read(site.send("/").text)
    first = next(one for one in page.buttons if one.form.get("story") == "harbour")
    answers = [site.send("/begin", first.form).to for _ in range(2)]
    assert len({*answers}) == 1
    choice = deciding(read(site, answers[0]))[0]
    again = [press(site, answers[0], choice) for _ in range(3)]
    assert {one.status for one in again} == {303}
    (play,) = kept(site, harbour)
    assert len(play.steps) == 1
    back = Read(site.send(f"{answers[0].rpartition('/')[0]}/back?to=0").text)
    sent = next(one for one in back.buttons if one.action == "back")
    went = [press(site, answers[0], sent).to for _ in range(2)]
    assert len({*went}) == 1
    assert sorted(len(one.steps) for one in kept(site, harbour)) == [0, 1]


def test_a_decision_from_before_what_another_program_decided_is_not_made(
    site: Site, harbour: Story
) -> None:
    address = begun(site)
    choice = deciding(read(site, address))[0]
    store = Store(site.folder)
    (row,) = store.rows()
    save = store.entry(row.slot).save
    assert save is not None
    play = resume(harbour, save).play
    store.keep(row.slot, play.choose([one.id for one in play.options() if one.open][-1]))
    answer = press(site, address, choice)
    assert (
        on_a_page.not_again()
        in read(site, f"{address.rpartition('/')[0]}/{answer.to.rpartition('/')[2]}").text
    )
    (now,) = kept(site, harbour)
    assert len(now.steps) == 1


def test_a_play_with_a_name_stays_as_it_was(site: Site, harbour: Story) -> None:
    address = begun(site)
    page = read(site, f"{address.rpartition('/')[0]}/save")
    sent = next(one for one in page.buttons if one.action == "save")
    named = Sent("save", {**sent.form, "label": "At the quay"})
    assert "kept" in press(site, address, named).to
    taken = Read(press(site, address, named).text)
    assert saved_plays.name_taken() in taken.text
    opened = next(
        one
        for one in Read(site.send("/").text).buttons
        if "slot" in one.form and one.action == "/open"
    )
    other = site.send("/open", opened.form).to
    assert other not in (address, "/")
    press(site, other, deciding(read(site, other))[0])
    (row,) = (one for one in site.store.rows() if one.summary and one.summary.label)
    assert row.summary is not None
    assert row.summary.decisions == 0
    assert site.send(f"/play/{row.slot}/now").to == "/"


def test_an_ending_is_told_with_what_made_it_and_remembered(site: Site, harbour: Story) -> None:
    address = begun(site)
    while choices := deciding(read(site, address)):
        press(site, address, choices[-1])
    folder = address.rpartition("/")[0]
    page = read(site, f"{folder}/ending")
    assert page.text
    (play,) = kept(site, harbour)
    assert play.ending is not None
    gallery = read(site, f"{folder}/gallery")
    assert play.ending.title in gallery.text
    row = site.store.rows()[0]
    page = Read(site.send("/").text)
    (delete,) = (one for one in page.buttons if one.action == "/delete")
    sure = Read(site.send("/delete", delete.form).text)
    assert site.send("/delete", sure.buttons[0].form).to == "/"
    assert not site.store.path(row.slot).exists()
    anew = begun(site)
    seen = read(site, f"{anew.rpartition('/')[0]}/gallery")
    assert play.ending.title in seen.text
    (forget,) = (one for one in seen.buttons if one.action == "forget")
    sure = Read(press(site, anew, forget).text)
    press(site, anew, next(one for one in sure.buttons if one.action == "forget"))
    assert play.ending.title not in read(site, f"{anew.rpartition('/')[0]}/gallery").text


def test_what_was_read_in_an_earlier_play_can_be_left_out(site: Site) -> None:
    first = begun(site)
    kept = site.send(f"{first.rpartition('/')[0]}/settings", {"only_new": "on"})
    cookie = {"Cookie": kept.headers["set-cookie"].partition(";")[0]}
    assert "checked" in site.send(kept.to, None, cookie).text.partition('"only_new"')[2][:30]

    def passages(address: str, headers: dict[str, str] | None = None) -> list[str]:
        text = site.send(address, None, headers).text
        return re.findall(r'<p class="(?:drama|documented)"[^>]*>(.*?)</p>', text)

    opening = passages(first)
    assert opening
    # What this play told is told as often as its page is asked for.
    assert passages(first, cookie) == opening
    second = begun(site)
    assert passages(second, cookie) == []
    assert on_a_page.tell_all() in Read(site.send(second, None, cookie).text).texts
    assert passages(f"{second}?all=1", cookie) == passages(second) == opening
    # What is new is told, and the next play leaves that out too.
    press(site, second, deciding(read(site, second))[0])
    fresh = passages(second)
    assert passages(second, cookie) == fresh
    assert not set(fresh) <= set(opening)
    third = begun(site)
    press(site, third, deciding(read(site, third))[0])
    # Only the scene itself stands there once more, folded.
    assert set(passages(third, cookie)) <= set(opening)
    assert deciding(Read(site.send(third, None, cookie).text))


def test_settings_stay_in_this_browser(site: Site) -> None:
    address = begun(site)
    answer = site.send(f"{address.rpartition('/')[0]}/settings", {"theme": "light"})
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    shown = site.send(address, headers={"Cookie": cookie.partition(";")[0]}).text
    assert 'data-theme="light"' in shown
    assert Read(shown).scripts == []
    nonsense = site.send(address, headers={"Cookie": 'negotiator="><script>.off'}).text
    assert 'data-theme="system"' in nonsense


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "[::1]:{port}"]
)
def test_a_foreign_host_is_refused(site: Site, host: str) -> None:
    answer = site.send("/", headers={"Host": host.format(port=site.port)})
    assert answer.status in (400, 403)
    assert "begin" not in answer.text


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "", "https://127.0.0.1:{port}", "http://127.0.0.1"]
)
def test_a_form_of_another_page_is_refused(site: Site, origin: str) -> None:
    form = {"story": "harbour", "once": "x"}
    answer = site.send("/begin", form, {"Origin": origin.format(port=site.port)})
    assert answer.status == 403
    assert site.store.rows() == ()


def test_what_is_too_long_or_no_form_is_refused(site: Site) -> None:
    address = begun(site)
    sent = f"{address.rpartition('/')[0]}/decide"
    assert site.send(sent, b"do=" + b"x" * 100_000).status == 413
    assert site.send(sent, b"do=\xff\xfe").status == 400
    assert site.send(sent, b"&".join(b"a%d=1" % n for n in range(999))).status == 400
    assert site.send(sent, b"{}", {"Content-Type": "application/json"}).status == 415
    assert site.send(address).status == 200


@pytest.mark.parametrize(
    "path",
    [
        *("/nowhere", "/play/none/now", "/play/..%2f..%2fetc/now", "/play/%2e%2e/now"),
        *("/page.css/..", "/templates/now.html", "/play/.order/now", "/play/%00/now", "//evil"),
    ],
)
def test_what_is_not_there_is_said_so(site: Site, path: str) -> None:
    answer = site.send(path)
    assert answer.status == 404
    assert str(site.folder) not in answer.text
    assert "Traceback" not in answer.text


def test_every_reply_says_what_a_page_may_do(site: Site) -> None:
    address = begun(site)
    for path in ("/", address, "/nowhere", "/page.css", "/shortcuts.js"):
        answer = site.send(path)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert not re.search(r"(src|href)=\"(https?:)?//", answer.text), path


def test_a_damaged_play_and_one_of_an_unknown_story_are_told(site: Site, harbour: Story) -> None:
    site.folder.mkdir()
    (site.folder / "broken.yaml").write_text("nonsense", encoding="utf-8")
    store = Store(site.folder)
    store.keep("other", Play.begin(load(HARBOUR.parent / "papers"), 1))
    page = Read(site.send("/").text)
    assert "broken.yaml" in page.text
    assert site.send("/play/broken/now").status == 404
    assert site.send("/play/other/now").status == 404


def test_a_play_that_cant_be_kept_is_not_shown_as_decided(site: Site, harbour: Story) -> None:
    address = begun(site)
    choice = deciding(read(site, address))[0]
    moved = site.folder.rename(site.folder.with_name("gone"))
    site.folder.write_text("in the way", encoding="utf-8")
    assert press(site, address, choice).status in (404, 507)
    site.folder.unlink()
    moved.rename(site.folder)
    assert press(site, address, choice).status == 303
    assert [len(one.steps) for one in kept(site, harbour)] == [1]


def test_what_cant_be_deleted_or_forgotten_is_said_to_be_just_that(site: Site) -> None:
    """No decision is spoken of where none was asked for."""
    address = begun(site)
    slot = address.split("/")[-2]
    sure = {"sure": "yes", "slot": slot}
    for file in (site.store.path(slot).with_name(f"{slot}.yaml.bak"), site.folder / ".met.json"):
        file.mkdir()
    for form in ("/delete", f"/play/{slot}/forget"):
        answer = site.send(form, sure)
        assert answer.status == 507
        heading = answer.text.partition("</h1>")[0].rpartition(">")[2]
        assert str(site.folder) in heading
        assert saved_plays.not_kept() not in answer.text
    assert site.send(address).status == 200


def test_the_command_says_that_a_port_is_taken(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        words = ["serve", str(HARBOUR), "--port", port, "--saves", str(tmp_path)]
        done = CliRunner().invoke(cli, words)
    assert done.exit_code == 1
    assert port in done.output


@pytest.mark.parametrize("is_folder", [True, False])
def test_the_command_says_at_once_whether_plays_are_kept(tmp_path: Path, is_folder: bool) -> None:
    folder = tmp_path / "in the way" / "saves"
    if not is_folder:
        folder.parent.touch()
    words = ["-m", "negotiator", "serve", str(HARBOUR), "--port", "0", "--saves", str(folder)]
    with subprocess.Popen([sys.executable, *words], stdout=subprocess.PIPE) as served:
        assert served.stdout is not None
        said = b"".join(served.stdout.readline() for _ in range(2)).decode()
        served.terminate()
    assert ("every play is kept" in said) == is_folder
    assert (str(folder) in said and "--saves DIR" in said) != is_folder


def test_the_command_names_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    done = CliRunner().invoke(cli, ["serve", str(HARBOUR), "--port", "0", "--saves", str(tmp_path)])
    assert done.exit_code == 1
    assert "negotiator-game[web]" in done.output


def test_no_part_of_a_page_waits_until_the_part_before_has_come() -> None:
    for server in (listening(0), bound("127.0.0.1", 0)):
        with server, socket.create_connection(server.getsockname()):
            accepted, _address = server.accept()
            with accepted:
                assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


GET = b"GET / HTTP/1.1\r\nHost: x\r\n"
CHUNKED = b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
WITHOUT_END = {
    "address": (b"GET /", b"a" * 8_192),
    "name of a line": (GET, b"a" * 8_192),
    "line": (GET + b"X: ", b"a" * 8_192),
    "lines": (GET, b"X: a\r\n" * 1_000),
    "line behind a body": (CHUNKED + b"0\r\n", b"X: a\r\n" * 1_000),
    "name of a piece": (CHUNKED + b"1;", b"a" * 8_192),
    "requests": (b"", (GET + b"\r\n") * 300),
}


@pytest.mark.parametrize("what", WITHOUT_END)
def test_a_server_keeps_no_more_of_a_connection_than_a_browser_sends(
    tmp_path: Path, what: str
) -> None:
    begin, more = WITHOUT_END[what]
    with serving(tmp_path, HARBOUR) as site, closing(socket.socket()) as connection:
        connection.settimeout(20)
        connection.connect(("127.0.0.1", site.port))
        with suppress(ConnectionError):
            connection.sendall(begin)
            for _ in range(500):
                connection.sendall(more)
            while connection.recv(65_536):
                pass  # until the server ends the connection
        assert site.send("/").status == 200


TRICKLES = {
    "nothing": (b"", b""),
    "lines": (GET, b"X: a\r\n"),
    "form": (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n", b"a"),
    "pieces of a form": (CHUNKED, b"1\r\na\r\n"),
    "behind an answer": (GET + b"\r\n" + GET, b"X: a\r\n"),
}


@pytest.mark.parametrize("what", TRICKLES)
def test_a_request_that_never_ends_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, what: str
) -> None:
    monkeypatch.setattr("negotiator.web.connections.MOST_SECONDS", 1)
    begin, more = TRICKLES[what]
    with serving(tmp_path, HARBOUR) as site, closing(socket.socket()) as connection:
        connection.settimeout(0.05)
        connection.connect(("127.0.0.1", site.port))
        connection.sendall(begin)
        with suppress(ConnectionError):
            while True:
                connection.sendall(more)
                with suppress(TimeoutError):
                    if not connection.recv(65_536):
                        break
                assert site.send("/").status == 200
    assert caplog.text == ""


def test_connections_that_send_nothing_keep_nobody_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("negotiator.web.connections.open_files", lambda: 32)
    half = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n"
    with serving(tmp_path, HARBOUR) as site, ExitStack() as opened:
        reading = opened.enter_context(closing(HTTPConnection("127.0.0.1", site.port, timeout=30)))
        for number in range(100):
            idle = opened.enter_context(socket.create_connection(("127.0.0.1", site.port)))
            idle.sendall((b"", b"GET /", half)[number % 3])
            if number % 10 == 0:
                assert site.send("/").status == 200
                reading.request("GET", "/")
                assert reading.getresponse().read()
    assert caplog.text == ""
