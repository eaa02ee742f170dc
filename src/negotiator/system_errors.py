"""What can't be had, as a sentence: what the system or the program refuses, and what to do.

Light to import, because the command line may need it before anything else is loaded. The reason
itself is in the system's words, unless it is the program that refuses, as the system would.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable

from negotiator.cells import cut
from negotiator.language import N_, _
from negotiator.sentence_parts import in_a_row

_NOT_YOURS = N_("Name another place, or ask whose it is to open it to you.")
_WHAT_TO_DO = {
    errno.ENAMETOOLONG: N_("Give it a shorter name."),
    errno.EACCES: _NOT_YOURS,
    errno.EPERM: _NOT_YOURS,
    errno.EROFS: N_("Name a place that can be written to."),
    errno.ENOSPC: N_("Make room there, or name another place."),
    errno.ELOOP: N_("Links there lead in a circle: let them lead to a file or folder."),
    errno.ENOENT: N_("Look at how it is written, or make it first."),
    errno.ENOTDIR: N_("Look at how it is written."),
    errno.EISDIR: N_("It is a folder: name a file."),
    errno.EMFILE: N_("Close other programs, and try again."),
    errno.EIO: N_("Its disk or terminal may be gone: name another place."),
}
_PLAINLY = {
    errno.EEXIST: N_("a file of that name is there"),
    errno.ENOTDIR: N_("a part of that path is a file, where a folder is needed"),
    errno.EADDRINUSE: N_("another program has it"),
    errno.EADDRNOTAVAIL: N_("this machine has no such address"),
}
"""What the system says shortly, and so that only who knows it understands."""
_OUTPUT = {errno.ENOSPC, errno.EPIPE, errno.EFBIG, errno.EDQUOT}
"""Reasons that can only occur when something is written to."""
_LONGEST = 200
"""Cells of a name that are shown at most."""


def told(error: OSError) -> str:
    """What was refused and what to do, in two sentences.

    Something without a name is one of the command's streams.
    """
    if error.filename and _is_lost(error.filename, error):
        return _folder_gone()
    if error.filename:
        refused = _(
            "{name} can't be used: {reason}.", name=_shown(error.filename), reason=why(error)
        )
        advice = _WHAT_TO_DO.get(error.errno or 0)
        return f"{refused} {_(advice)}" if advice else refused
    if isinstance(error, ChildProcessError):
        return _(
            "A process that this command had begun was ended from outside: perhaps there was too "
            "little memory. Close other programs, and try again."
        )
    if error.errno == errno.ENOENT and is_homeless():
        return _folder_gone()
    if error.errno in _OUTPUT:
        return _(
            "The output can't be written: {reason}. Send it to another place.", reason=why(error)
        )
    return _(
        "The input or the output can't be used: {reason}. Look at where they lead.",
        reason=why(error),
    )


def why(error: OSError) -> str:
    """The reason, in the system's words where there are no plainer ones."""
    said = _PLAINLY.get(error.errno or 0)
    return _(said) if said else error.strerror or str(error)


def is_homeless() -> bool:
    """Whether the folder that the program was started in is gone."""
    try:
        os.getcwd()  # noqa: PTH109 (a path is of no use here)
    except OSError:
        return True
    return False


def _folder_gone() -> str:
    return _("The folder that you are in is gone. Go to another one with cd, and try again.")


def _is_lost(path: object, error: OSError) -> bool:
    """Whether something can't be there because the folder that one is in is gone."""
    return error.errno == errno.ENOENT and _is_from_here(path) and is_homeless()


def _is_from_here(path: object) -> bool:
    return isinstance(path, (str, bytes, os.PathLike)) and not os.path.isabs(path)  # noqa: PTH117


def unwritable(path: os.PathLike[str], error: OSError) -> str:
    """Why a file or a folder that someone named could not be written."""
    if isinstance(error, FileExistsError):
        return _("There is a file {name} already. Name another one.", name=error.filename)
    if _is_lost(path, error):
        return _folder_gone()
    return _("{name} can't be written: {reason}.", name=path, reason=why(error))


def unsaved(folder: os.PathLike[str], error: OSError) -> str:
    """What a player should know and do when plays can't be saved in a folder."""
    if _is_lost(folder, error):
        return _folder_gone()
    return _(
        "Plays can't be saved in {folder}: {reason}. "
        "Name another folder with --saves DIR or the variable NEGOTIATOR_SAVES.",
        folder=folder,
        reason=why(error),
    )


def unusable_variable(name: str, value: str, instead: str = "") -> str:
    """That nothing can be drawn with a variable of the environment as it is; `instead` is what it
    could be."""
    wrong = _("The variable {name} can't be `{value}`.", name=name, value=_shown(value))
    if instead:
        to_do = _("Unset it, or let it be {instead}.", instead=instead)
    else:
        to_do = _("Unset it, and try again.")
    return f"{wrong} {to_do}"


def output_closed() -> str:
    """The message for when nobody reads the output any more."""
    return _("The output was closed.")


def no_output() -> OSError:
    """That a command was started without an output."""
    return OSError(errno.EPIPE, _("it is closed"))


def lost_worker() -> OSError:
    """That a process with a part of the work is gone."""
    return ChildProcessError(errno.ECHILD, os.strerror(errno.ECHILD))


def file_lost() -> str:
    """Why a file that is open is written to no more."""
    return _("its file was moved, deleted or replaced")


def no_answer() -> str:
    """Why a server is given up."""
    return _("it doesn't answer")


def no_text() -> OSError:
    """That what comes from the input isn't text."""
    return OSError(errno.EILSEQ, _("it isn't text in the encoding of this terminal"))


def no_home(home: str, named: str) -> OSError:
    """That a path begins with a home folder that doesn't exist."""
    return FileNotFoundError(errno.ENOENT, _("there is no home folder {home}", home=home), named)


def no_name(named: str | os.PathLike[str]) -> OSError:
    """That nothing on this system can have such a name."""
    said = _("it has a character that no name can have here")
    return OSError(errno.EILSEQ, said, os.fspath(named))


def no_document(named: str | os.PathLike[str]) -> OSError:
    """That what has such a name is read as a part of a story, and this isn't."""
    said = _("files with this ending are read as parts of a story")
    return OSError(errno.EINVAL, said, os.fspath(named))


def read_only(named: str | os.PathLike[str]) -> OSError:
    """That a file was made read-only, so that it stays as it is."""
    return OSError(errno.EROFS, _("it is read-only"), os.fspath(named))


def no_story(named: str, known: Iterable[str]) -> str:
    """That a story is neither at hand nor a folder; `known` are those at hand."""
    if _is_from_here(named) and is_homeless():
        return _folder_gone()
    return _(
        "There is no story and no folder `{name}`. Stories at hand: {known}.",
        name=named,
        known=in_a_row(known),
    )


def no_such_story(story_id: str) -> str:
    """That none of the stories searched has this id."""
    return _(
        "There is no story `{name}` here. Play its folder once, and it will be found again: "
        "negotiator play FOLDER.",
        name=story_id,
    )


def _shown(name: object) -> str:
    """A name for people to read; it may be bytes or of any length."""
    text = os.fsdecode(name) if isinstance(name, (str, bytes, os.PathLike)) else str(name)
    return cut(text, _LONGEST)
