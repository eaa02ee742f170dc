"""Uniform plays, ten thousand at a time, in NumPy's arrays."""
