"""The full-screen game: screens hold the play, widgets show it and post messages.

Nothing is imported here, so that starting stays quick.
"""

SMALLEST = (60, 18)
"""The smallest window, in columns and rows."""
