"""What can happen: every play of a story at once, with chance as one more thing that may vary.

Stands between the engine, which it runs, and the command line, which tells what was found.
"""
