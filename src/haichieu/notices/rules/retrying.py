"""When a message that could not be sent is tried again."""

from datetime import datetime, timedelta

#: Sends that failed before nobody tries again and the administrator is told.
MOST_TRIES = 5
#: Sends begun of which nobody knows the end: one repeat, and no more.
MOST_BEGUN = 2
_FIRST = timedelta(minutes=15)
_LONGEST = timedelta(hours=4)


def next_try(tries: int, at: datetime) -> datetime | None:
    """When to try again after so many failures, the last at ``at``; None when it is not tried again.

    >>> from datetime import UTC
    >>> noon = datetime(2026, 11, 20, 5, tzinfo=UTC)
    >>> [str((next_try(n, noon) or noon) - noon) for n in (1, 2, 3, 4, 5)]
    ['0:15:00', '0:30:00', '1:00:00', '2:00:00', '0:00:00']
    """
    if tries >= MOST_TRIES:
        return None
    return at + min(_LONGEST, _FIRST * (1 << (tries - 1)))
