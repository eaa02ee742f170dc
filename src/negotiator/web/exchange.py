"""What goes into the page and what comes out of it: a `Book` and a `Request`, and a `Response`.

The page is a function, `pages.respond(book, request)`. It runs behind a server and inside a
published file, and whoever calls it does the rest:

1. It finds the play that an address is about and makes a `Book` of it, with what else is known of
   the player: settings, which endings were seen, what there is to say about saving.
2. It hands over the `Request`: the address within the play (`now`, `history`,
   `codex?kind=source#S14`), as `Request.at` reads it, and the fields of the form if one was sent.
   All links and forms of a page lead to such addresses, relative to each other, but for those to
   `Book.home`, which belongs to the caller.
3. It does what the `Response` asks for, in this order: keep `play` (in a place of its own if it
   goes `apart`; also under the name in `label`), keep `settings`, forget endings, and only then
   show `page` or follow `go_to`.

A page may have a part that takes longer: `Page.later`, whose result stands at `LATER` in its body.
A server sends what is before that, counts, and sends the rest; a browser shows the page and
replaces the element. Nothing here knows a server, a file or a clock.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

from negotiator.engine import Play

THEMES = ("system", "dark", "light", "contrast")
LATER = '<div id="later"></div>'
"""Where what comes later stands in the body of a page."""
_MOST_FIELDS = 200


class Request(NamedTuple):
    """A page that is asked for, or a form that was sent (`form` is None if none was)."""

    path: str
    query: Mapping[str, str] = {}
    form: Mapping[str, str] | None = None

    @classmethod
    def at(cls, address: str, form: Mapping[str, str] | None = None) -> Request:
        """The request for an address, which is relative to the play: `codex?kind=term#pact`."""
        try:
            parts = urlsplit(address)
            return cls(parts.path or "now", fields(parts.query), form)
        except ValueError:  # such as `//[`, which anybody can type
            return cls(address, {}, form)


def fields(encoded: str) -> dict[str, str]:
    """The fields of a form or a query as browsers encode them; the last of each name.

    Raises ValueError if there are too many.
    """
    return dict(parse_qsl(encoded, keep_blank_values=True, max_num_fields=_MOST_FIELDS))


class Settings(NamedTuple):
    """What a player has set: colours (`system`: those of the device), whether single keys do
    something, and whether only what is new is told: not what was read in an earlier play."""

    theme: str = "system"
    shortcuts: bool = True
    only_new: bool = False

    @property
    def written(self) -> str:
        """As it is kept, in a word: `dark-off`, `dark-off-new`."""
        new = "-new" if self.only_new else ""
        return f"{self.theme}-{'on' if self.shortcuts else 'off'}{new}"

    @classmethod
    def read(cls, written: str) -> Settings:
        """What was kept; what can't be read is as if it had never been set."""
        theme, *others = written.split("-")
        return cls(theme if theme in THEMES else "system", "off" not in others, "new" in others)


UNSET = Settings()
"""The settings of a player who has set nothing."""


def _nothing() -> frozenset[str]:
    return frozenset()


@dataclass(frozen=True, slots=True)
class Book:
    """A play, and what is known around it.

    `note` is what the player should know now; `home` is the address of the page that lists stories
    and plays, `file` that of the play as a file, if it can be had. `once` is new for each request:
    a form that begins something new contains it, so that sending it twice begins one thing.
    `endings` gives the ids of the endings seen in any play of the story, `texts` the keys of the
    texts that were read (`narration.read_before`), and `labels` the names under which plays of it
    are kept; `unread` says why what was met can't be read, if so. All are asked only when a page
    shows them. `read` has the keys of the texts that
    were read before this play.
    """

    play: Play
    note: str = ""
    settings: Settings = UNSET
    home: str = "../../"
    once: str = ""
    endings: Callable[[], Collection[str]] = field(default=_nothing)
    labels: Callable[[], Collection[str]] = field(default=_nothing)
    texts: Callable[[], Collection[str]] = field(default=_nothing)
    unread: Callable[[], str] = field(default=str)
    file: str = ""
    read: frozenset[str] = frozenset()
    leaves_out: frozenset[str] = frozenset()
    """The pages and forms that there aren't here, by their addresses within a play."""
    stopped: str = ""
    """Why nothing can be decided now; empty if something can."""
    stops_before_place: bool = False
    """Whether the page tells what the last decision brought, and not yet where it led."""


class Page(NamedTuple):
    """A page to show: its title, the inside of its body, and how it is laid out.

    `language` is that of the program's words, `direction` is `ltr` or `rtl`.
    """

    title: str
    body: str
    settings: Settings = UNSET
    language: str = "en"
    direction: str = "ltr"
    live: str = ""
    """The address of the events by which a page goes on by itself; empty if it doesn't."""
    mark: str = ""
    """What was last told there when the page was made."""
    later: Generator[None, None, str] | None = None
    """Pauses after each piece of work, and returns what stands at `LATER`."""


class Response(NamedTuple):
    """What to do, in this order; see the top of this module."""

    page: Page | None = None
    go_to: str = ""
    """The address to show next, as in a link."""
    play: Play | None = None
    apart: bool = False
    """Whether the play goes on in a place of its own, so that the one before stays as it is."""
    label: str = ""
    settings: Settings | None = None
    forgets: bool = False
    """Whether the endings seen and the texts read in plays of this story are to be forgotten."""
    found: bool = True
    """Whether there is such a page."""
