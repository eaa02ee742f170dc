"""Taking part in a class at a terminal, which `play --class` begins."""

from __future__ import annotations

import sys

from negotiator import streams
from negotiator.cli.addresses import parts_of
from negotiator.cli.output import say, stop
from negotiator.exit_codes import ExitCode
from negotiator.language import _
from negotiator.narration import class_terminal as words


def join(address: str, code: str | None) -> None:
    """Take part in the class at an address until it ends or the input does. Ends the command if
    nobody answers there, or not to that code."""
    from negotiator.web.class_client import GoneError
    from negotiator.web.class_terminal import take_part

    parts = parts_of(address)
    if parts is not None and parts.scheme == "https":
        stop(
            ExitCode.WRONG,
            _("A class at an address with https:// is joined in a browser, not at a terminal."),
        )
    if parts is None:
        stop(ExitCode.WRONG, _("The address of a class begins with http://, as on its wall."))
    if not code:
        stop(ExitCode.WRONG, _("Name the code of the class after its address."))
    if sys.stdin is None:
        stop(ExitCode.WRONG, _("The input is closed, so nothing can be typed."))
    try:
        is_let_in = take_part(address, code, streams.lines(sys.stdin), say)
    except KeyboardInterrupt:
        return
    except GoneError:
        stop(ExitCode.FAILED, words.unreachable(address))
    if not is_let_in:
        stop(ExitCode.WRONG, words.not_let_in())
