"""A story as a transition system: its moments, what leads where, and what may be merged."""
