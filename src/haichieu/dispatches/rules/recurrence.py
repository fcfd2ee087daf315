"""When something falls due: once, every so many days, weeks or months, or so long after an event.

These are the terms of the deadline algebra; `haichieu.dispatches.rules.schedule` reads deadlines into them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from haichieu.dispatches.rules.workdays import Calendar, DayCount, Roll
from haichieu.text.dates import month_end

_DAY = timedelta(days=1)
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_SHORTEST = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
#: The day that stands for a month's last.
LAST = 31


@dataclass(frozen=True, slots=True)
class Once:
    """One day."""

    day: date

    def days(self, start: date, calendar: Calendar) -> Iterator[date]:
        """The day, unless it is before ``start``."""
        if self.day >= start:
            yield self.day

    def rrule(self) -> str | None:
        """None: a single day needs no rule."""
        return None


@dataclass(frozen=True, slots=True)
class EveryDays:
    """Every ``interval`` days, counted from ``anchor``."""

    interval: int
    anchor: date

    def days(self, start: date, calendar: Calendar) -> Iterator[date]:
        """The days from ``start`` on.

        >>> next(EveryDays(10, date(2026, 1, 1)).days(date(2026, 1, 12), Calendar()))
        datetime.date(2026, 1, 21)
        """
        first = start + _DAY * ((self.anchor - start).days % self.interval)
        yield from (first + n * self.interval * _DAY for n in count())

    def rrule(self) -> str:
        """The rule in iCalendar."""
        return f"FREQ=DAILY{_interval(self.interval)}"


@dataclass(frozen=True, slots=True)
class EveryWeeks:
    """A weekday of every ``interval``-th week; ``anchor`` lies in a week that counts. Monday is 0."""

    interval: int
    weekday: int
    anchor: date

    def days(self, start: date, calendar: Calendar) -> Iterator[date]:
        """The days from ``start`` on.

        >>> next(EveryWeeks(1, 4, date(2026, 1, 1)).days(date(2026, 1, 12), Calendar()))
        datetime.date(2026, 1, 16)
        """
        due = self.anchor + _DAY * (self.weekday - self.anchor.weekday())
        yield from EveryDays(7 * self.interval, due).days(start, calendar)

    def rrule(self) -> str:
        """The rule in iCalendar; weeks begin on Monday."""
        return f"FREQ=WEEKLY{_interval(self.interval)};BYDAY={_DAYS[self.weekday]}"


@dataclass(frozen=True, slots=True)
class EveryMonths:
    """A day of one month in every period of ``interval`` months."""

    #: months of a period: 1, 3, 6, 12 …
    interval: int
    #: which month of the period, 0 for its first
    month: int
    #: day of that month; a day that the month does not have is its last. Where ``working``, the nth working day,
    #: counted from the end where negative
    day: int = LAST
    working: bool = False
    #: year in which the first period begins; of no account where the periods divide a year
    anchor: int = 0

    def days(self, start: date, calendar: Calendar) -> Iterator[date]:
        """The days from ``start`` on.

        >>> from itertools import islice
        >>> [day.isoformat() for day in islice(EveryMonths(3, 2, 20).days(date(2026, 3, 21), Calendar()), 2)]
        ['2026-06-20', '2026-09-20']
        """
        index = start.year * 12 + start.month - 1
        index += (self.anchor * 12 + self.month - index) % self.interval
        for at in count(index, self.interval):
            day = self._in_month(at // 12, at % 12 + 1, calendar)
            if day >= start:
                yield day

    def _in_month(self, year: int, month: int, calendar: Calendar) -> date:
        last = month_end(year, month)
        if not self.working:
            return last.replace(day=min(self.day, last.day))
        worked = [
            last.replace(day=n + 1) for n in range(last.day) if calendar.is_working(last.replace(day=n + 1))
        ]
        if not worked:
            return last
        at = self.day - 1 if self.day > 0 else len(worked) + self.day
        return worked[max(0, min(at, len(worked) - 1))]

    def months(self) -> tuple[int, ...]:
        """The months of a year, 1 to 12, in which it falls due; empty where they differ from year to year.

        >>> EveryMonths(3, 2).months(), EveryMonths(5, 0).months()
        ((3, 6, 9, 12), ())
        """
        if 12 % self.interval:
            return ()
        return tuple(range(self.month % self.interval + 1, 13, self.interval))

    def rrule(self) -> str | None:
        """The rule in iCalendar; None for working days, which no rule knows.

        >>> EveryMonths(3, 2, 20).rrule(), EveryMonths(1, 0, 30).rrule()
        ('FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=20', 'FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1')
        """
        if self.working:
            return None
        months = self.months()
        if not months:
            return f"FREQ=MONTHLY{_interval(self.interval)};{self._month_day(range(1, 13))}"
        by_month = f";BYMONTH={','.join(map(str, months))}" if self.interval > 1 else ""
        return f"FREQ={'YEARLY' if self.interval == 12 else 'MONTHLY'}{by_month};{self._month_day(months)}"

    def _month_day(self, months: tuple[int, ...] | range) -> str:
        if self.day <= min(_SHORTEST[month - 1] for month in months):
            return f"BYMONTHDAY={self.day}"
        if self.day >= max(_LONGEST[month - 1] for month in months):
            return "BYMONTHDAY=-1"
        return f"BYMONTHDAY={','.join(map(str, range(28, self.day + 1)))};BYSETPOS=-1"


@dataclass(frozen=True, slots=True)
class After:
    """So many days, weeks or months after an event; before it where ``count`` is negative."""

    count: int
    #: day, working day, month
    unit: str
    #: issued, received or event: what the term runs from
    base: str
    #: the day of that event, None while nobody knows it
    since: date | None
    #: whether that day is itself day one
    count_first: bool = False

    def days(self, start: date, calendar: Calendar) -> Iterator[date]:
        """The last day of the term, once the event has a day, unless it is before ``start``.

        >>> next(After(3, "month", "issued", date(2026, 11, 30)).days(date(2026, 1, 1), Calendar()))
        datetime.date(2027, 2, 28)
        """
        last = self.last(calendar)
        if last is not None and last >= start:
            yield last

    def last(self, calendar: Calendar) -> date | None:
        """The last day of the term."""
        found = self.counted(calendar)
        return found.on if found else None

    def counted(self, calendar: Calendar, roll: Roll = "none") -> DayCount | None:
        """The term counted out; None while nobody knows the day from which it runs.

        A last day that is free is rolled as ``roll`` says; a term of working days never ends on one.

        >>> After(5, "day", "issued", date(2024, 8, 26)).counted(Calendar(), "following").on
        datetime.date(2024, 9, 2)
        """
        if self.since is None:
            return None
        if self.unit == "working day":
            return calendar.add_working_days(self.since, self.count, count_first=self.count_first)
        add = calendar.add_days if self.unit == "day" else calendar.add_months
        return add(self.since, self.count, count_first=self.count_first, roll=roll)

    def rrule(self) -> str | None:
        """None: a single day needs no rule."""
        return None


@dataclass(frozen=True, slots=True)
class Never:
    """No day: the duty holds all the time, or the words name none."""

    #: whether the words say that it holds all the time
    continuous: bool

    def days(self, start: date, calendar: Calendar) -> Iterator[date]:
        """No day at all."""
        yield from ()

    def rrule(self) -> str | None:
        """None."""
        return None


Rule = Once | EveryDays | EveryWeeks | EveryMonths | After | Never


def _interval(number: int) -> str:
    return f";INTERVAL={number}" if number > 1 else ""
