"""Addresses of servers as people type them, for every command that takes one: each is looked at
before anything is done with it. Whether somebody answers there isn't known here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import SplitResult, urlsplit

import click

from negotiator.cells import cut
from negotiator.cli.shared_options import Worked
from negotiator.language import _, lend

# click uses some of its own words as soon as an option is declared.
lend()

_LONGEST = 300
"""Characters of an address: a QR code of more can hardly be read from a wall or a slip."""
_SHOWN = 200
"""Cells of an address that are shown at most."""


def parts_of(address: str) -> SplitResult | None:
    """The parts of an address on the web whose host can be looked for; None if it is none."""
    if len(address) > _LONGEST or not address.isprintable() or " " in address:
        return None
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 (raises if it is none)
        (parts.hostname or "").encode("idna")
    except ValueError:
        return None
    return parts if parts.scheme in ("http", "https") and parts.hostname else None


def _checked(_ctx: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    if value and parts_of(value) is None:
        raise click.BadParameter(no_address(value))
    return value


def no_address(address: str) -> str:
    """The message that something isn't an address."""
    return _(
        "that is no address of a server, such as https://class.example.org: {address}",
        address=cut(address, _SHOWN),
    )


def address_option(*names: str, **settings: Any) -> Callable[[Worked], Worked]:
    """An option whose value is an address, or empty."""
    return click.option(*names, metavar="URL", callback=_checked, **settings)
