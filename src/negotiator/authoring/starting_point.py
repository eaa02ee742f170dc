"""Where a play begins: at the story's start, or wherever an author wants to look.

`Beginning("cabinet", ("opinion=20", "leaked=true"))` is what `--at` and `--set` say. A play that
begins in the middle of a story is saved like any other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from negotiator.cells import cut
from negotiator.engine import Play, State, start, state_from, values
from negotiator.engine.compiler import rules
from negotiator.engine.layout import Named
from negotiator.engine.restore import arrived, there
from negotiator.language import _
from negotiator.narration.sentences import finished, joined
from negotiator.story.codes import CODES
from negotiator.story.codes.advice import did_you_mean
from negotiator.story.model import Story
from negotiator.story.suggestions import nearest

_SHOWN = 40
"""Cells shown of a name or a value that can't be."""


class BeginningError(ValueError):
    """A place or a value that this story can't begin with; says why, with the nearest name."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """A scene or an ending (empty: the story's start), and settings as `name=value`.

    The player is in the scene as if just arrived: the scene's effects on entering are skipped, so
    that each setting holds, and it has been visited once.
    """

    at: str = ""
    settings: tuple[str, ...] = ()

    def play(self, story: Story, seed: int) -> Play:
        """A play that begins here. Raises BeginningError if this story has no such place."""
        first = start(story, seed)
        if not self.at and not self.settings:
            return Play(story, first)
        named = values(story, first)
        if self.at:
            _check_place(story, self.at)
            named = arrived(story, self.at, seed)
        for setting in self.settings:
            name, value = _setting(story, setting, named)
            named[name] = value
        return Play(story, _state(story, self.at or story.start, named, first))


THE_START = Beginning()
"""Where a story begins."""


def jumped(play: Play, place: str) -> Play:
    """Another play that begins in a scene or an ending with all values as they are in this one, and
    goes on with the same luck.

    As for `Beginning`, what entering it does is left out, except that the visit counts. Raises
    BeginningError if this story has no such place.
    """
    story, state = play.story, play.state
    _check_place(story, place)
    named = there(story, place, values(story, state))
    return Play(story, _state(story, place, named, state))


def _state(story: Story, place: str, named: dict[str, Named], first: State) -> State:
    return state_from(story, place, named, seed=first.seed, draws=first.draws)


def _check_place(story: Story, name: str) -> None:
    if name in story.scenes or name in story.endings:
        return
    if name in story.events:
        raise BeginningError(
            _("`{name}` is an event, and a play begins in a scene or an ending.", name=name)
        )
    known = [*story.scenes, *story.endings]
    raise _unknown(CODES["N301"].said("way", name=cut(name, _SHOWN)), name, known)


def _setting(story: Story, setting: str, named: dict[str, Named]) -> tuple[str, Named]:
    name, sign, text = (part.strip() for part in setting.partition("="))
    if not sign or not name or not text:
        raise BeginningError(
            _("`{setting}` sets nothing: write NAME=VALUE, such as opinion=20.", setting=setting)
        )
    if name not in named:
        raise _unknown(CODES["N306"].said(name=cut(name, _SHOWN)), name, named)
    shown = cut(text, _SHOWN)
    if name in story.worded:
        words = story.worded[name]
        if text not in words:
            raise _unknown(CODES["N314"].said("of_term", term=name, name=shown), text, words)
        return name, text
    if isinstance(named[name], bool):
        if text not in ("true", "false"):
            raise _wrong(name, CODES["N207"].said(value=shown))
        return name, text == "true"
    digits = text.removeprefix("-").removeprefix("+")
    if not digits.isascii() or not digits.isdigit() or len(digits) > 10:
        raise _wrong(name, CODES["N205"].said(number=shown))
    low, high = _range(story, name)
    if not low <= int(text) <= high:
        raise _wrong(name, CODES["N508"].said("outside", number=text, low=low, high=high))
    return name, int(text)


def _range(story: Story, name: str) -> tuple[int, int]:
    domain = rules(story).domains[name]
    return domain.low, 1_000_000 if domain.high is None else domain.high


def _wrong(name: str, fault: str) -> BeginningError:
    """The complaint about a value, in the words in which a story's own faults are told."""
    return BeginningError(finished(_("`{name}`: {fault}", name=name, fault=fault)))


def _unknown(fault: str, name: str, known: Iterable[str]) -> BeginningError:
    """The complaint about a name that stands for nothing, with the name that was probably meant."""
    near = nearest(name, known)
    return BeginningError(joined(finished(fault), did_you_mean(near) if near else ""))
