"""A class that works with a story: its seats, what they decide and say, and what becomes of it."""
