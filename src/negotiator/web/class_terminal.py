"""Taking part in a class at a terminal: joins by a code, tells what the phase asks, and sends what
is typed. All of it goes through `class_client`, by what a seat may know (`/seat.json`), and what is
said is in `narration.class_terminal`.
"""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import parse_qs, urlsplit

from negotiator.bargaining.decisions import PROPOSE
from negotiator.narration import class_pages, class_tables
from negotiator.narration import class_terminal as words
from negotiator.web.class_client import PATIENCE, Answer, ClassClient, GoneError

AT_FIRST = 3.0
"""Seconds in which the class has to answer at first; later it may be gone for longer."""
LOOKS = 1.0
"""Seconds between two looks at whether something changed."""
_ONCE = re.compile(r'name="once" value="([^"]+)"')
_IS_WEIGHED = re.compile(r"(^|&)t\.")

Data = dict[str, Any]


def take_part(
    address: str,
    code: str,
    lines: Iterable[str],
    say: Callable[[str], None],
) -> bool:
    """Take part until the class ends or the input does, and say whether the code let one in. Raises
    GoneError if nothing answers there."""
    return asyncio.run(_AtATerminal(ClassClient(address, AT_FIRST), say).attend(code, lines))


class _AtATerminal:
    """A seat, and what was said of it last."""

    def __init__(self, client: ClassClient, say: Callable[[str], None]) -> None:
        self.client, self.say = client, say
        self.seen: Data = {}
        self.mark = ""
        self.asked: tuple[str, dict[str, str]] | None = None
        """What is sent if a question is answered by yes."""

    async def attend(self, code: str, lines: Iterable[str]) -> bool:
        typed: asyncio.Queue[str | None] = asyncio.Queue()
        try:
            if not await self._let_in(code):
                return False
            self.client.patience = PATIENCE
            _read_beside(lines, typed)
            await self._look()
            with self._told_by_a_class():
                told = (
                    class_pages.you_are(self.seen["pseudonym"]),
                    class_pages.about_resuming(self.seen["resume"]),
                )
            for one in (*told, words.what_to_type()):
                self.say(one)
            while not self.seen["phase"]["ended"]:
                try:
                    line = await asyncio.wait_for(typed.get(), LOOKS)
                except TimeoutError:
                    await self._look()
                    continue
                if line is None or line.strip() == "quit":
                    break
                await self._obey(line.strip())
        finally:
            self.client.close()
        return True

    async def _let_in(self, code: str) -> bool:
        """Take a seat by the class's code, or go on in one by its resume code."""
        for form, field in (("/join", "code"), ("/resume", "resume")):
            once = _ONCE.search((await self.client.get("/")).body)
            if once is None:
                raise GoneError(self.client.netloc)  # a page, but of no class
            answer = await self.client.post(form, {field: code, "once": once[1]})
            if answer.status == 303:
                return True
        return False

    async def _look(self, package: str = "", *, is_asked: bool = False) -> None:
        """See what the seat may see now, and tell it if it has changed, with what there is to know
        of a package that could not be proposed."""
        answer = await self.client.get(f"/seat.json?told=yes&{package}")
        if answer.status != 200:
            raise GoneError(self.client.netloc)
        told: list[str] = []
        with self._told_by_a_class():
            self.seen = answer.data
            mark, _ = self.seen["mark"], self.seen["phase"]["ended"]
            if is_asked or mark != self.mark:
                self.mark = mark
                told = [_as_text(one) for one in words.spoken(self.seen)]
        for one in told:
            self.say(one)

    @contextmanager
    def _told_by_a_class(self) -> Iterator[None]:
        """Raise GoneError if what was told isn't what a class tells: another program answers there
        now, or a class of another version."""
        try:
            yield
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            raise GoneError(self.client.netloc) from None

    async def _obey(self, line: str) -> None:
        asked, self.asked = self.asked, None
        if asked is not None and line == "yes":
            await self._send(*asked)
            return
        if line in ("", "again"):
            await self._look(is_asked=True)
            return
        with self._told_by_a_class():
            sent = self._meant(line)
        if sent is None:
            self.say(words.not_understood())
        elif self.asked is None:
            await self._send(*sent)
        else:
            self.say(words.type_yes())

    def _meant(self, line: str) -> tuple[str, dict[str, str]] | None:
        """What a line asks to send where; None if it can't be done now."""
        word, _, rest = line.partition(" ")
        vote, table, play = self.seen["vote"], self.seen["table"], self.seen["play"]
        if table:
            return self._at_table(table, word, rest)
        if word == "counterpart" and not (vote or play) and self.seen["phase"]["shape"] == "pairs":
            return "/instead", {"how": "engine"}
        if word == "because" and rest.strip():
            due = play["asks_reason"] if play else None
            about = {"play": play["play"], **due} if due else vote
            if not about:
                return None
            named = {"play": str(about["play"]), "number": str(about["number"])}
            return "/reason", {**named, "text": rest.strip()}
        if word == "offer" and play and play["terms"]:
            package = _package(play["terms"], rest)
            sent = {"at": play["at"], "do": PROPOSE, "sure": "yes"}
            return ("/play/bargain", sent | package) if package else None
        here = vote or play
        choice = _numbered(here["choices"], word) if here else ""
        if not choice:
            return None
        if play and play["terms"]:
            return "/play/bargain", {"at": play["at"], "do": choice, "sure": "yes"}
        if vote:
            return ("/vote", {"ballot": vote["ballot"], "choice": choice}) if vote["open"] else None
        return "/play/decide", {"at": play["at"], "do": choice, "sure": "yes"}

    def _at_table(self, table: Data, word: str, rest: str) -> tuple[str, dict[str, str]] | None:
        form = {"play": str(table["play"])}
        if word == "offer" and table["may_offer"]:
            package = _package(table["terms"], rest)
            return ("/offer", form | package | {"seen": str(table["seen"])}) if package else None
        if word == "accept" and table["may_accept"]:
            (theirs,) = (one for one in table["offers"] if not one["mine"])
            sent = "/accept", {**form, "number": str(theirs["number"]), "sure": "yes"}
            if theirs["points"] < table["limit"]:
                self._ask(sent, class_tables.below_limit(f"{theirs['points']:.1f}", table["limit"]))
            return sent
        if word == "leave" and table["may_leave"]:
            sent = "/leave", {**form, "sure": "yes"}
            self._ask(sent, class_tables.sure_to_leave("", table["limit"]).text)
            return sent
        return None

    def _ask(self, sent: tuple[str, dict[str, str]], question: str) -> None:
        self.asked = sent
        self.say(question)

    async def _send(self, path: str, form: dict[str, str]) -> None:
        answer = await self.client.post(path, form)
        self.say_of(answer)
        query = urlsplit(answer.headers.get("location", "")).query
        await self._look(query if _IS_WEIGHED.search(query) else "", is_asked=True)

    def say_of(self, answer: Answer) -> None:
        """Say what came of a form, if there is something to say."""
        query = parse_qs(urlsplit(answer.headers.get("location", "")).query)
        word = query.get("said", [""])[0]
        told = class_pages.said(word) or class_tables.refusal(word)
        if told:
            self.say(told)


def _package(terms: list[Data], written: str) -> dict[str, str]:
    """The fields of a package whose options were written by number, one for each term; none if it
    isn't one."""
    numbers = written.split()
    if len(terms) != len(numbers):
        return {}
    found = {
        f"t.{term['id']}": _numbered(term["options"], number)
        for term, number in zip(terms, numbers, strict=True)
    }
    return found if all(found.values()) else {}


def _numbered(items: list[Data], written: str) -> str:
    """The id of the item with a number, from 1; empty if there is none, or it isn't open."""
    if not (written.isascii() and written.isdecimal() and 0 < int(written[:9]) <= len(items)):
        return ""
    one = items[int(written[:9]) - 1]
    return str(one["id"]) if one.get("open", True) else ""


def _read_beside(lines: Iterable[str], typed: asyncio.Queue[str | None]) -> None:
    """Put lines where they are awaited, as they come, and None after the last. A thread of its own
    reads them, which doesn't keep the command from ending."""
    loop = asyncio.get_running_loop()

    def read() -> None:
        # The class may be over, and its loop closed, before the last line comes.
        with suppress(RuntimeError):
            for line in lines:
                loop.call_soon_threadsafe(typed.put_nowait, line)
            loop.call_soon_threadsafe(typed.put_nowait, None)

    threading.Thread(target=read, daemon=True).start()


def _as_text(told: object) -> str:
    """What a class tells. Raises TypeError if that is no text."""
    if isinstance(told, str):
        return told
    raise TypeError
