"""The command `negotiator`, or `python -m negotiator`.

It imports nothing before it can be interrupted quietly: half of a start is imports.
"""

import sys

_BY_CTRL_C = 130
"""What shells show for a command that Ctrl+C ended."""


def main() -> None:
    """Run the command line. Ctrl+C ends it without a traceback, in whatever moment."""
    try:
        from negotiator.cli import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(_BY_CTRL_C)


if __name__ == "__main__":
    main()
