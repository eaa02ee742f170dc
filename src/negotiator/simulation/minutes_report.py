"""How long plays last, in words, in rows of a table and as plain data: once, for what `check` says
and for what `simulate` does.

`minutes` works it out; this lays nothing out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from negotiator.language import N_, _

if TYPE_CHECKING:
    # What a check without a search says may be cached, and counts no plays.
    from negotiator.simulation.minutes import Lasting, Span

MINUTES = N_("Minutes")
HEADS = (N_("Act"), N_("half take"), N_("nine of ten"))
"""The heads of the minutes by act."""


def in_all(lasts: Lasting) -> str:
    """How long whole plays last."""
    return _(
        "Minutes a play, reading and deciding: half take {median:.0f} or less, nine of ten "
        "{ninetieth:.0f}.",
        median=lasts.whole.median,
        ninetieth=lasts.whole.ninetieth,
    )


def by_the_author(lasts: Lasting) -> str:
    """What the title page says; empty if it says nothing."""
    return _("The story says {minutes}.", minutes=lasts.minutes) if lasts.minutes else ""


def by_act(lasts: Lasting) -> Iterator[tuple[str, Span]]:
    """Each act by its title, and how long it lasts."""
    for one in lasts.acts:
        yield one.act.title if one.act is not None else _("before the first act"), one.span


def data(lasts: Lasting) -> dict[str, Any]:
    """The same as plain data, in minutes."""
    return {
        "plays": lasts.plays,
        "says": lasts.minutes or None,
        "is_far_off": lasts.is_far_off,
        **lasts.whole._asdict(),
        "acts": [
            {"id": one.act and one.act.id, "plays": one.plays, **one.span._asdict()}
            for one in lasts.acts
        ],
    }
