"""Writing a story as a page: what the page may run, what it brings along, and what is said when it
can't be written."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from negotiator.cli import cli
from negotiator.exit_codes import ExitCode
from negotiator.publishing import parts, runtime
from negotiator.publishing.published_html import hashed
from negotiator.publishing.runtime import Runtime, RuntimeMissingError
from negotiator.publishing.site import OtherFilesError, write_site
from negotiator.story.model import Story
from tests.conftest import HARBOUR


def publish(*words: object) -> Result:
    return CliRunner().invoke(cli, ["publish", *map(str, words)])


def test_the_policy_names_all_that_runs_and_nothing_else(published: Path) -> None:
    text = published.read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    inline = re.findall(
        r"<script(?: nomodule| type=\"module\"| data-says=\"[^\"]*\")?>(.*?)</script>", text, re.S
    )
    styles = re.findall(r"<style>(.*?)</style>", text, re.S)
    assert len(inline) == 3
    assert len(styles) == 1
    assert all(hashed(one) in policy[1] for one in (*inline, *styles))
    assert "unsafe-inline" not in policy[1]
    assert "unsafe-eval" not in policy[1].replace("wasm-unsafe-eval", "")
    assert not re.search(r"<[^>]*\son[a-z]+=", text.split('<script type="application/json"')[0])


def test_a_page_asks_for_nothing_beside_it(published: Path) -> None:
    text = published.read_text(encoding="utf-8").split("<script type", 1)[0]
    assert re.findall(r'(?:src|href)="(?!#)([^"]*)"', text) == ["data:,"]
    assert published.stat().st_size < 10_000_000


def test_a_page_has_the_licence_of_all_that_is_in_it(brought: Runtime, published: Path) -> None:
    text = published.read_text(encoding="utf-8")
    for one in parts.software(brought):
        assert f"{one.name} {one.version} ({one.licence})" in text
        assert one.text


def test_no_terminal_and_no_server_goes_along() -> None:
    names = json.loads(parts.code())
    assert "negotiator/publishing/in_page.py" in names
    left = [name for name in names if re.search(r"/(tui|cli|checking|authoring)/", name)]
    assert left == []
    assert not any("textual" in name or "starlette" in name for name in names)


def test_a_file_that_is_not_the_runtime_is_refused(tmp_path: Path) -> None:
    (tmp_path / runtime.FILE).write_bytes(b"another")
    with pytest.raises(RuntimeMissingError):
        runtime.read(tmp_path / runtime.FILE)
    done = publish(HARBOUR, "--runtime", tmp_path / runtime.FILE)
    assert done.exit_code == ExitCode.FAILED
    assert "as it was published" in done.output


def test_without_npm_it_is_said_how_the_runtime_is_had(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("NEGOTIATOR_CACHE", str(tmp_path))
    done = publish(HARBOUR)
    assert done.exit_code == ExitCode.FAILED
    assert "--runtime FILE" in done.output


def test_a_story_that_does_not_check_is_not_published(tmp_path: Path) -> None:
    (tmp_path / "story.yaml").write_text("story: {id: bad, title: Bad}\n", encoding="utf-8")
    done = publish(tmp_path, "-o", tmp_path / "page.html")
    assert done.exit_code == ExitCode.WRONG
    assert not (tmp_path / "page.html").exists()


def test_a_file_and_a_folder_at_once_are_refused(tmp_path: Path) -> None:
    done = publish(HARBOUR, "-o", tmp_path / "page.html", "--site", tmp_path / "site")
    assert done.exit_code == ExitCode.WRONG


def test_a_site_replaces_only_itself(brought: Runtime, harbour: Story, tmp_path: Path) -> None:
    write_site(harbour, brought, tmp_path, "")
    first = {path.name for path in tmp_path.iterdir()}
    (tmp_path / "story-of-before.bin").write_bytes(b"")
    write_site(harbour, brought, tmp_path, "")
    assert {path.name for path in tmp_path.iterdir()} == first
    (tmp_path / "my essay.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(OtherFilesError):
        write_site(harbour, brought, tmp_path, "")
    assert (tmp_path / "my essay.txt").read_text(encoding="utf-8") == "mine"
