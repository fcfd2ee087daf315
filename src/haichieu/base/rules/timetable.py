"""When a timetabled job is due, and how long a failed one waits."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

OFFICE_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
LONGEST_DELAY = timedelta(hours=1)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Every:
    """Due at every whole multiple of ``period``, counted from 1970 so that all workers agree."""

    period: timedelta

    def latest(self, now: datetime) -> datetime:
        """The last tick at or before ``now``.

        >>> Every(timedelta(minutes=10)).latest(datetime(2026, 11, 5, 7, 19, tzinfo=UTC)).minute
        10
        """
        return _EPOCH + (now - _EPOCH) // self.period * self.period


@dataclass(frozen=True, slots=True)
class Daily:
    """Due once a day at a time of the office's clock."""

    at: time
    zone: ZoneInfo = OFFICE_ZONE

    @property
    def period(self) -> timedelta:
        """One day."""
        return timedelta(days=1)

    def latest(self, now: datetime) -> datetime:
        """The last tick at or before ``now``, in UTC.

        >>> Daily(time(6, 30)).latest(datetime(2026, 11, 5, 7, tzinfo=UTC)).isoformat()
        '2026-11-04T23:30:00+00:00'
        """
        local = now.astimezone(self.zone)
        tick = datetime.combine(local.date(), self.at, self.zone)
        if tick > local:
            tick = datetime.combine(local.date() - timedelta(days=1), self.at, self.zone)
        return tick.astimezone(UTC)


Timetable = Every | Daily


def parse_daily(text: str) -> Daily | None:
    """A daily timetable from ``HH:MM``, or None where the text is not a time of day.

    >>> parse_daily("06:30").at
    datetime.time(6, 30)
    >>> parse_daily("24:00") is None
    True
    """
    match = re.fullmatch(r"([01]\d|2[0-3]):([0-5]\d)", text, re.ASCII)
    return Daily(time(int(match[1]), int(match[2]))) if match else None


def delay(attempt: int, first: timedelta) -> timedelta:
    """How long to wait after a failed attempt: doubled each time, an hour at most.

    >>> [delay(n, timedelta(seconds=10)).total_seconds() for n in (1, 2, 3, 20)]
    [10.0, 20.0, 40.0, 3600.0]
    """
    return min(LONGEST_DELAY, first * (1 << min(attempt - 1, 20)))
