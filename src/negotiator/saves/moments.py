"""The moment at which a play was kept: ISO 8601 with its offset, as it is in the file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def now() -> datetime:
    """The present moment on the machine's clock, in UTC if the machine's time zone is unusable."""
    moment = datetime.now(UTC)
    try:
        return moment.astimezone()
    except (ValueError, OverflowError, OSError):
        return moment


def instant(moment: str) -> int:
    """Microseconds since 1970 in UTC; 0 if the text isn't a moment."""
    try:
        return (_aware(moment) - _EPOCH) // timedelta(microseconds=1)
    except (ValueError, OverflowError):
        return 0


def local_time(moment: str) -> datetime | None:
    """The moment on this machine's clock; None if it can't show that moment."""
    try:
        return _aware(moment).astimezone()
    except (ValueError, OverflowError, OSError):  # Windows has no time zones before 1970
        return None


def _aware(moment: str) -> datetime:
    """The moment with an offset; without one it is taken as UTC, so that it is the same
    everywhere."""
    found = datetime.fromisoformat(moment)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
