"""A story as a transition system: its moments, what leads where, and which states may be merged."""
