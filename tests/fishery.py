"""The fishery as tests play it: where the story is, and the decisions that come to a deal."""

from __future__ import annotations

from tests.conftest import HARBOUR

FISHERY = HARBOUR.parent / "fishery"
DEAL = (
    "ask_around",
    "propose(quota=equal)",
    "propose(wardens=shared)",
    "accept",
    "read_it_out",
)
