"""What helps an author write: a first story, a schema for editors, the reference, watching.

Nothing here plays a story or judges it.
"""
