"""Negotiator: a negotiation game for the terminal, and a language to write one in."""

__version__ = "0.1.0"
