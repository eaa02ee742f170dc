"""All commands for a class, which stand in a module for each part of its life."""

from negotiator.cli import class_starting, teaching

__all__ = ["class_starting", "teaching"]
