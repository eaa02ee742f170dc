"""Negotiator: a negotiation game for the terminal, and a language to write one in."""

from negotiator.distribution import VERSION

__version__ = VERSION
