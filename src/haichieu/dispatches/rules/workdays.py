"""Working days counted one by one, so that the count can be explained."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from haichieu.text.dates import format_date, month_end

#: What to do with a last day that is no working day.
Roll = Literal["none", "following", "preceding"]
#: A year → its public days off with their names, and the weekend days worked in exchange.
PublicDays = Callable[[int], tuple[Mapping[date, str], frozenset[date]]]

_DAY = timedelta(days=1)
_UNITS = {"working day": "ngày làm việc", "day": "ngày", "month": "tháng"}
#: A sentence with more gaps than this sums up its weekends.
_MOST_GAPS = 3
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
#: No run of free days is longer; it bounds every search for a working day.
_LONGEST_RUN = 366
_NONE: tuple[Mapping[date, str], frozenset[date]] = ({}, frozenset())


@dataclass(frozen=True, slots=True)
class DayCount:
    """A term counted out day by day, so that it can be explained."""

    #: day from which the term runs
    start: date
    #: last day of the term
    on: date
    #: the days that counted, in order; of a term in months the last day of each
    counted: tuple[date, ...]
    #: the days passed over, each with its reason in Vietnamese
    skipped: tuple[tuple[date, str], ...]
    #: whether ``start`` itself could count
    first_counts: bool
    #: what was counted: working day, day, month
    unit: str = "working day"
    #: whether public holidays were known to the calendar
    holidays_known: bool = True
    #: days of weekends that counted because they are worked
    made_up: tuple[date, ...] = ()

    @property
    def working(self) -> bool:
        """Whether only working days counted."""
        return self.unit == "working day"

    @property
    def is_rolled(self) -> bool:
        """Whether the last day was moved because it is not worked."""
        return not self.working and bool(self.skipped)

    @property
    def sentence(self) -> str:
        """How the day was found, in Vietnamese.

        >>> Calendar().add_working_days(date(2024, 10, 4), 2).sentence
        '2 ngày làm việc kể từ 04/10/2024, không tính ngày đầu: trừ 05/10–06/10 (thứ Bảy, Chủ nhật), chưa trừ ngày lễ \
→ 08/10/2024'
        """
        passed = _passed_words(sorted(self.skipped), self.made_up)
        if self.is_rolled:
            passed = f"ngày cuối {_short(self.counted[-1])} là ngày nghỉ, {passed.replace('trừ', 'qua', 1)}"
        less = f": {passed}" if passed else ""
        less += ", chưa trừ ngày lễ" if self.working and not self.holidays_known else ""
        return f"{self._begun}{less} → {format_date(self.on)}"

    @property
    def short_sentence(self) -> str:
        """The same without naming the days passed over, for a term that passes over very many.

        >>> Calendar().add_working_days(date(2024, 10, 4), 2).short_sentence
        '2 ngày làm việc kể từ 04/10/2024, không tính ngày đầu: trừ 2 ngày nghỉ → 08/10/2024'
        """
        less = f": trừ {len(self.skipped)} ngày nghỉ" if self.skipped else ""
        return f"{self._begun}{less} → {format_date(self.on)}"

    @property
    def _begun(self) -> str:
        first = "tính cả ngày đầu" if self.first_counts else "không tính ngày đầu"
        before = " ngược lại" if self.on < self.start else ""
        counted = f"{len(self.counted)} {_UNITS[self.unit]}{before} kể từ {format_date(self.start)}"
        return f"{counted}, {first}"


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are worked: weekends are free, public holidays where ``public`` knows them.

    `haichieu.dispatches.rules.calendar.VIETNAM` knows them; it stands apart because the list of holidays takes long
    to load.

    >>> Calendar().day_off(date(2026, 2, 21)), Calendar().is_working(date(2026, 2, 23))
    ('thứ Bảy', True)
    """

    #: public days of a year; by default none
    public: PublicDays | None = None
    #: days that an office itself has free, with the reason
    own_days_off: Mapping[date, str] = field(default_factory=dict)
    #: days that an office itself works though they are free elsewhere
    own_days_worked: frozenset[date] = frozenset()
    #: on what paper an office's own days rest
    own_sources: Mapping[date, str] = field(default_factory=dict)
    #: weekdays that are free; 0 is Monday
    weekend: frozenset[int] = frozenset({5, 6})

    def day_off(self, day: date) -> str | None:
        """Why a day is free, in Vietnamese; None for a working day.

        >>> Calendar(own_days_off={date(2026, 7, 28): "Ngày thành lập"}).day_off(date(2026, 7, 28))
        'Ngày thành lập'
        """
        if day in self.own_days_worked:
            return None
        free, worked = self.public(day.year) if self.public else _NONE
        reason = self.own_days_off.get(day) or free.get(day)
        if reason or day in worked:
            return reason
        return _WEEKDAYS[day.weekday()] if day.weekday() in self.weekend else None

    def is_working(self, day: date) -> bool:
        """Whether the day is worked.

        >>> Calendar().is_working(date(2024, 5, 4)), Calendar(weekend=frozenset({6})).is_working(date(2024, 5, 4))
        (False, True)
        """
        return self.day_off(day) is None

    def roll(self, day: date, how: Roll) -> date:
        """The day itself if it is worked or ``how`` is “none”, else the nearest working day in that direction.

        A term whose last day is a weekend or a public holiday ends with the next working day
        (Bộ luật Dân sự 2015, điều 148 khoản 5).

        >>> Calendar().roll(date(2024, 8, 31), "following"), Calendar().roll(date(2024, 8, 31), "preceding")
        (datetime.date(2024, 9, 2), datetime.date(2024, 8, 30))
        """
        if how == "none":
            return day
        return next(self._working_from(day, 1 if how == "following" else -1))

    def add_working_days(self, start: date, count: int, *, count_first: bool = False) -> DayCount:
        """Count working days from ``start``, forwards, or backwards where ``count`` is negative.

        The first day is not counted unless ``count_first`` (Bộ luật Dân sự 2015, điều 147 khoản 2).

        >>> Calendar().add_working_days(date(2024, 10, 4), 5).on, Calendar().add_working_days(date(2024, 10, 7), -1).on
        (datetime.date(2024, 10, 11), datetime.date(2024, 10, 4))
        """
        if count == 0:
            return DayCount(start, start, (), (), count_first, holidays_known=self.public is not None)
        step = 1 if count > 0 else -1
        working = self._working_from(start if count_first else start + step * _DAY, step)
        counted = tuple(next(working) for _ in range(abs(count)))
        first = start if count_first else start + step * _DAY
        skipped = tuple(self._days_off(first, counted[-1]))
        made_up = tuple(day for day in counted if day.weekday() in self.weekend)
        known = self.public is not None
        return DayCount(
            start,
            counted[-1],
            counted,
            skipped,
            count_first,
            holidays_known=known,
            made_up=made_up,
        )

    def add_days(
        self, start: date, count: int, *, count_first: bool = False, roll: Roll = "none"
    ) -> DayCount:
        """Count calendar days from ``start``; a last day that is free may be rolled to a working day.

        >>> Calendar().add_days(date(2024, 10, 1), 5, roll="following").sentence
        '5 ngày kể từ 01/10/2024, không tính ngày đầu: ngày cuối 06/10 là ngày nghỉ, qua 06/10 (Chủ nhật) → 07/10/2024'
        """
        step = 1 if count >= 0 else -1
        counted = tuple(start + step * _DAY * (n + (not count_first)) for n in range(abs(count)))
        return self._rolled(start, counted, count_first, "day", roll)

    def add_months(
        self, start: date, count: int, *, count_first: bool = False, roll: Roll = "none"
    ) -> DayCount:
        """Count months from ``start``; each ends with the day of the same number, or with its month's last.

        (Bộ luật Dân sự 2015, điều 148 khoản 4.)

        >>> Calendar().add_months(date(2026, 11, 30), 3).on
        datetime.date(2027, 2, 28)
        """
        step = 1 if count >= 0 else -1
        early = _DAY * step * count_first
        counted = tuple(_month_on(start, step * (n + 1)) - early for n in range(abs(count)))
        return self._rolled(start, counted, count_first, "month", roll)

    def _rolled(
        self, start: date, counted: tuple[date, ...], count_first: bool, unit: str, roll: Roll
    ) -> DayCount:
        last = counted[-1] if counted else start
        on = self.roll(last, roll) if counted else start
        skipped = tuple((day, reason) for day, reason in self._days_off(last, on) if day != on)
        return DayCount(start, on, counted, skipped, count_first, unit, self.public is not None)

    def _working_from(self, day: date, step: int) -> Iterator[date]:
        idle = 0
        while idle < _LONGEST_RUN:
            if self.is_working(day):
                idle = 0
                yield day
            idle += 1
            day += step * _DAY
        raise ValueError("Lịch làm việc không có ngày làm việc nào trong một năm; hãy kiểm tra lại lịch.")

    def _days_off(self, first: date, last: date) -> Iterator[tuple[date, str]]:
        low, high = min(first, last), max(first, last)
        for offset in range((high - low).days + 1):
            reason = self.day_off(low + offset * _DAY)
            if reason:
                yield low + offset * _DAY, reason


def _month_on(start: date, months: int) -> date:
    index = start.year * 12 + start.month - 1 + months
    end = month_end(index // 12, index % 12 + 1)
    return end.replace(day=min(start.day, end.day))


def _passed_words(skipped: list[tuple[date, str]], made_up: tuple[date, ...]) -> str:
    """The days passed over, and the weekend days that counted; empty where there are none of either."""
    runs = _runs(skipped)
    shown = [run for run in runs if not _is_weekend(run)] if len(runs) > _MOST_GAPS else runs
    words = [_run_words(run) for run in shown]
    weekends = [day for run in runs if run not in shown for day, _ in run]
    if weekends:
        span = f"từ {format_date(weekends[0])} đến {format_date(weekends[-1])}"
        words.append(f"{len(weekends)} ngày cuối tuần khác {span}")
    passed = f"trừ {', '.join(words)}" if words else ""
    worked = f"có tính ngày làm bù {', '.join(_short(day) for day in sorted(made_up))}" if made_up else ""
    return ", ".join(filter(None, (passed, worked)))


def _is_weekend(run: list[tuple[date, str]]) -> bool:
    return all(reason in _WEEKDAYS for _, reason in run)


def _short(day: date) -> str:
    return f"{day.day:02d}/{day.month:02d}"


def _runs(days: Iterable[tuple[date, str]]) -> list[list[tuple[date, str]]]:
    """Days that follow each other, grouped."""
    ordered = list(days)
    runs = [ordered[:1]] if ordered else []
    for (before, _), (day, reason) in pairwise(ordered):
        if day - before == _DAY:
            runs[-1].append((day, reason))
        else:
            runs.append([(day, reason)])
    return runs


def _run_words(run: list[tuple[date, str]]) -> str:
    ends = dict.fromkeys(_short(day) for day in (run[0][0], run[-1][0]))
    reasons = dict.fromkeys(reason for _, reason in run)
    return f"{'–'.join(ends)} ({', '.join(reasons)})"
