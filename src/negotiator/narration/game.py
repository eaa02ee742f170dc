"""What the game says about itself on the screen: that a story can't be played, that the window is
too small, which colours it uses."""

from __future__ import annotations

from negotiator.language import _, ngettext, pgettext


def how_many(decisions: int) -> str:
    """A number of decisions."""
    return ngettext("{number} decision", "{number} decisions", decisions)


def unplayable(story: str) -> str:
    """The message that a story has faults, which are listed below."""
    return _("The story {story} can't be played", story=story)


def no_memory() -> str:
    """The message that memory has no room for what was asked for."""
    return _("There is not enough memory for this.")


def no_story() -> str:
    """The message that a story is no longer there."""
    return _("That story isn't here")


def last_playable(count: int) -> str:
    """The message that the edited story can't be played in its current form."""
    return _(
        "As it is saved now, the story can't be played (to mend: {count}). "
        "This is the last one that could.",
        count=count,
    )


def to_mend(count: int) -> str:
    """The title above the faults of a story that was edited."""
    return _("The story can't be played until this is mended ({count})", count=count)


def colours(theme: str) -> str:
    """The colours in use."""
    return {
        "dark": _("Colours: dark"),
        "light": _("Colours: light"),
        "contrast": _("Colours: contrast"),
    }[theme]


def too_small(size: tuple[int, int], needed: tuple[int, int]) -> tuple[str, ...]:
    """The message that the window is too small, with sizes in columns and rows."""
    return (
        _("This window is too small: {width}×{height}.", width=size[0], height=size[1]),
        _("The game needs {width}×{height}.", width=needed[0], height=needed[1]),
        _("Make it larger, and the game goes on."),
    )


def screen_failed(*, goes_on: bool) -> str:
    """The last message of a screen that has failed; whether its play can go on from what is
    saved."""
    if goes_on:
        return _("The screen has failed, as told above. Go on with --continue.")
    return _("The screen has failed, as told above.")


def has_ended() -> str:
    """The play on the table has ended."""
    return _("The play has ended.")


# Boxes


def with_key(answer: str, key: str) -> str:
    """An answer with its key."""
    return pgettext("an answer and its key", "{answer} ({key})", answer=answer, key=key)


def stay() -> str:
    """The answer of someone who doesn't want to go."""
    return _("Stay")


def search() -> str:
    """The placeholder in the field of the palette while it is empty."""
    return _("Search for commands…")


def no_matches() -> str:
    """The palette's message when nothing matches."""
    return _("No matches found")


def back() -> str:
    """The way out of a list of offers."""
    return pgettext("the way out", "Back")


def offered(number: int, words: str) -> str:
    """Something offered in a box."""
    return pgettext("an offer in a box", "{number} {words}", number=number, words=words)


def closed(number: int, words: str, why: str) -> str:
    """Something offered in a box but closed."""
    return _("×{number} {words} [{reason}]", number=number, words=words, reason=why)
