"""What the system refuses, as a sentence: what it was about, why, and what to do.

Light to import, because the command line may need it before anything else is loaded.
"""

from __future__ import annotations

import errno
import os

from negotiator.cells import cut

_WHAT_TO_DO = {
    errno.ENAMETOOLONG: "Give it a shorter name.",
    errno.EACCES: "Name another place, or ask whose it is to open it to you.",
    errno.EPERM: "Name another place, or ask whose it is to open it to you.",
    errno.EROFS: "Name a place that can be written to.",
    errno.ENOSPC: "Make room there, or name another place.",
    errno.ELOOP: "Links there lead in a circle: let them lead to a file or folder.",
    errno.ENOENT: "Look at how it is written, or make it first.",
    errno.ENOTDIR: "A part of it is a file and no folder: look at how it is written.",
    errno.EISDIR: "It is a folder: name a file.",
    errno.EMFILE: "Close other programs, and try again.",
    errno.EIO: "Its disk or terminal may be gone: name another place.",
}
_OUTPUT = {errno.ENOSPC, errno.EPIPE, errno.EFBIG, errno.EDQUOT}
"""What can only be wrong with something that is written to."""
_LONGEST = 200
"""Cells of a name that are shown."""


def told(error: OSError) -> str:
    """What was refused and what to do, in two sentences.

    What has no name is one of the streams that a command is given.
    """
    if error.filename:
        advice = _WHAT_TO_DO.get(error.errno or 0, "")
        return f"{_shown(error.filename)} can't be used: {why(error)}. {advice}".rstrip()
    if error.errno == errno.ENOENT and is_homeless():
        return "The folder that you are in is gone. Go to another one with cd, and try again."
    if error.errno in _OUTPUT:
        return f"The output can't be written: {why(error)}. Send it to another place."
    return f"The input or the output can't be used: {why(error)}. Look at where they lead."


def why(error: OSError) -> str:
    """The reason in the system's words."""
    return error.strerror or str(error)


def is_homeless() -> bool:
    """Whether the folder that the program was started in is gone."""
    try:
        os.getcwd()  # noqa: PTH109 (a path is of no use here)
    except OSError:
        return True
    return False


def _shown(name: object) -> str:
    """A name for people to read, which may be bytes or of any length."""
    text = os.fsdecode(name) if isinstance(name, (str, bytes, os.PathLike)) else str(name)
    return cut(text, _LONGEST)
