"""`python -m negotiator` is the command `negotiator`."""

from negotiator.cli import main

main()
