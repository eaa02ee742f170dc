"""The form of a page in which a play goes on, filled in at random, as a browser would send it."""

from __future__ import annotations

import re
from html import unescape
from random import Random
from typing import NamedTuple

_FORM = re.compile(r'<form method="post" action="(decide|bargain)".*?</form>', re.DOTALL)
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')
_BUTTON = re.compile(r'<button name="do" value="([^"]*)"')
_ASIDE = ("hold", "alone", "theirs", "ours", "weigh", "either")
"""Buttons of a table that decide nothing."""


class Filled(NamedTuple):
    """Where a form is sent, below the address of its play, and its fields."""

    action: str
    fields: dict[str, str]


def filled(page: str, pick: Random) -> Filled | None:
    """The form of a page, which decides; None if nothing is decided there, as after an ending."""
    form = _FORM.search(page)
    if form is None:
        return None
    hidden = {name: unescape(value) for name, value in _HIDDEN.findall(form[0])}
    does = [unescape(one) for one in _BUTTON.findall(form[0]) if one not in _ASIDE]
    return Filled(form[1], {**hidden, "do": pick.choice(does), "sure": "yes"})
