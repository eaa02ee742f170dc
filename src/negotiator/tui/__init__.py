"""The full-screen game: screens hold the play, widgets show it and post messages.

Nothing is imported here, so that starting stays quick.
"""

SMALLEST = (60, 18)
"""The smallest window, in columns and rows."""
LARGEST = (1_000, 500)
"""The largest window that is drawn: every cell of it is laid out."""
