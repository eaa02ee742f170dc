"""Tests of the page, of the server, and of both in real browsers."""
