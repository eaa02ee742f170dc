"""A browser without a screen: it asks a desk for pages, keeps what it is told to, and presses what
a page has."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from negotiator.publishing.in_page import Desk
from negotiator.story.model import Story

Files = dict[str, str]
"""What a browser keeps: the files of a story."""


class Tab:
    """A page of a story in a tab, over the files that a browser keeps."""

    def __init__(self, story: Story, folder: Path, kept: Files, others: Any = ()) -> None:
        self.desk = Desk(story, folder)
        self.kept = kept
        self.others = [list(one) for one in others]
        self.why = ""
        self.address = ""
        self.body = ""
        self.title = ""
        self.download: dict[str, str] = {}

    def more(self) -> str | None:
        """A piece of what takes longer than a page; None while there is more."""
        asked = {"why": self.why, "changed": {}, "isWhole": False, "others": [], "more": True}
        later: str | None = json.loads(self.desk.answer(json.dumps(asked)))["later"]
        return later

    def ask(self, address: str, form: dict[str, str] | None = None, failed: str = "") -> Tab:
        asked = {
            "address": address,
            "form": form,
            "why": self.why,
            "changed": {} if self.why else self.kept,
            "isWhole": not self.why,
            "others": self.others,
            "failed": failed,
        }
        answer = json.loads(self.desk.answer(json.dumps(asked)))
        for name, content in answer["files"].items():
            if content is None:
                self.kept.pop(name, None)
            else:
                self.kept[name] = content
        self.download = answer["download"] or {}
        if answer["page"]:
            self.address, self.body = answer["address"], answer["page"]["body"]
            self.title = answer["page"]["title"]
        return self

    def send(self, address: str, **form: str) -> Tab:
        """Send a form of the page, with what is hidden in it."""
        return self.ask(self.resolved(address), {**self.hidden(address), **form})

    def go(self, address: str) -> Tab:
        """Follow a link of the page."""
        return self.ask(self.resolved(address))

    def resolved(self, address: str) -> str:
        return urljoin(f"http://page/{self.address}", address).removeprefix("http://page/")

    def hidden(self, address: str) -> dict[str, str]:
        form = re.search(rf'<form[^>]*action="{re.escape(address)}".*?</form>', self.body, re.S)
        assert form, self.body
        found = re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', form[0])
        return {name: unescape(value) for name, value in found}

    @property
    def slot(self) -> str:
        return self.address.split("/")[1]

    @property
    def text(self) -> str:
        return unescape(re.sub(r"<[^>]*>", " ", self.body))
