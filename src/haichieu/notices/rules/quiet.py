"""Quiet hours: when nobody is written to."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

OFFICE_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True, slots=True)
class Quiet:
    """The hours of a day in which nothing is sent; the digest of the day goes out when they end.

    They may run over midnight. Equal hours mean that no hour is quiet and the digest goes out at that hour.
    """

    start: time = time(20)
    end: time = time(7)

    def holds(self, at: datetime) -> bool:
        """Whether the moment ``at`` (aware) is quiet.

        >>> [Quiet().holds(datetime(2026, 11, 20, hour, tzinfo=OFFICE_ZONE)) for hour in (6, 7, 19, 20)]
        [True, False, False, True]
        """
        clock = at.astimezone(OFFICE_ZONE).time()
        if self.start <= self.end:
            return self.start <= clock < self.end
        return clock >= self.start or clock < self.end

    def morning(self, day: date) -> datetime:
        """When the digest of the day is due."""
        return datetime.combine(day, self.end, OFFICE_ZONE)
