"""How fast things are: `python -m benchmarks`, and against another checkout `benchmarks.paired`."""
