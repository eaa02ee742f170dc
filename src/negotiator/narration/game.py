"""What the game says of itself on the screen: that a story can't be played, that the window is too
small, in which colours it is."""

from __future__ import annotations

from negotiator.language import _, pgettext


def unplayable(story: str) -> str:
    """A story has faults, which are told below."""
    return _("The story {story} can't be played", story=story)


def no_story() -> str:
    """A story that was there isn't any more."""
    return _("That story isn't here")


def no_story_named(story: str) -> str:
    """The same with its name."""
    return _("There is no story `{story}` among those at hand.", story=story)


def last_playable(count: int) -> str:
    """The story was edited, and can't be played as it is now."""
    return _(
        "As it is saved now, the story can't be played (to mend: {count}). "
        "This is the last one that could.",
        count=count,
    )


def to_mend(count: int) -> str:
    """The title over the faults of a story that was edited."""
    return _("The story can't be played until this is mended ({count})", count=count)


def colours(theme: str) -> str:
    """The colours that are used now."""
    return {
        "dark": _("Colours: dark"),
        "light": _("Colours: light"),
        "contrast": _("Colours: contrast"),
    }[theme]


def too_small(size: tuple[int, int], needed: tuple[int, int]) -> tuple[str, ...]:
    """The window is too small; the sizes in columns and rows."""
    return (
        _("This window is too small: {width}×{height}.", width=size[0], height=size[1]),
        _("The game needs {width}×{height}.", width=needed[0], height=needed[1]),
        _("Make it larger, and the game goes on."),
    )


# Boxes


def with_key(answer: str, key: str) -> str:
    """An answer and the key for it."""
    return pgettext("an answer and its key", "{answer} ({key})", answer=answer, key=key)


def stay() -> str:
    """An answer to whether one wants to go."""
    return _("Stay")


def search() -> str:
    """What stands in the field of the palette while it is empty."""
    return _("Search for commands…")


def no_matches() -> str:
    """What the palette says where nothing is called so."""
    return _("No matches found")


def back() -> str:
    """The way out of what is offered."""
    return pgettext("the way out", "Back")


def offered(number: int, words: str) -> str:
    """Something that is offered in a box."""
    return pgettext("an offer in a box", "{number} {words}", number=number, words=words)


def closed(number: int, words: str, why: str) -> str:
    """Something that is offered and closed."""
    return _("×{number} {words} [{reason}]", number=number, words=words, reason=why)
