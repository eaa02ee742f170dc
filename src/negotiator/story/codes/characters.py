"""What invisible characters are called.

Which characters these are is listed in `story.invisible` and in `escaping`.
"""

from __future__ import annotations

from negotiator.language import N_, _

_NAMES = {
    "\0": N_("a NUL character"),
    "\a": N_("a bell character"),
    "\b": N_("a backspace"),
    "\v": N_("a vertical tab"),
    "\f": N_("a form feed"),
    "\r": N_("a carriage return"),
    "\x1b": N_("an escape character"),
    "\x7f": N_("a delete character"),
    "\x85": N_("a next-line character"),
    "\x9b": N_("a control sequence introducer"),
    "\ufeff": N_("a byte order mark"),
}


def called(character: str) -> str:
    """What a character is called, with its number: `a bell character (U+0007)`.

    Unicode's own names are English everywhere.
    """
    name = _NAMES.get(character)
    if name is not None:
        return _("{character} (U+{number:04X})", character=_(name), number=ord(character))
    # It is slow to load, and hardly any story has such a character.
    import unicodedata

    name = unicodedata.name(character, "").lower()
    if not name:
        return _("a control character (U+{number:04X})", number=ord(character))
    said = (
        N_("an {name} (U+{number:04X})") if name[0] in "aeio" else N_("a {name} (U+{number:04X})")
    )
    return _(said, name=name, number=ord(character))
