"""Uniform plays by the ten thousand, in NumPy's arrays."""
