"""Running the command line: anything that goes wrong ends in one message and an exit code."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from negotiator.cli.group import cli
from negotiator.cli.output import say, stop
from negotiator.exit_codes import ExitCode

if TYPE_CHECKING:
    from types import TracebackType


def main() -> None:
    """Run the command line; anything that goes wrong ends in one message and an exit code.

    If the system refuses a file or a stream anywhere, and no command says more about it, the
    message comes from here.
    """
    from negotiator import streams, system_errors

    sys.excepthook = _with_lines
    try:
        streams.take()
        cli()
    except OSError as error:
        streams.let_go()
        with suppress(OSError):
            say(system_errors.told(error), err=True)
        sys.exit(ExitCode.FAILED)
    except (MemoryError, SystemError) as error:
        # When out of memory, Python may lose the exception on its way and say just that.
        if isinstance(error, SystemError) and "exception" not in str(error):
            raise
    else:
        return
    # Only now, without the exception and its frames, is the failed work released and room for this.
    from negotiator.narration.game import no_memory

    stop(ExitCode.FAILED, no_memory())


def _with_lines(kind: type[BaseException], fault: BaseException, at: TracebackType | None) -> None:
    """Show a fault of the program itself; before 3.13 Python leaves out generated lines."""
    import traceback

    traceback.print_exception(kind, fault, at)
