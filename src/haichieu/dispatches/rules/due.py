"""The first day on which an obligation falls due, and the sentence that explains the count.

“Trước ngày X” is due by the end of the day before X; “chậm nhất ngày X” and “đến hết ngày X” by the end of X.
An office may read “trước ngày X” as the end of X: that is a setting, and the sentence says which was used.
"""

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from haichieu.text.dates import format_date
from haichieu.text.folding import fold

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class Due:
    """A proposed day; ``on`` is None when a person must set it."""

    #: last day on which the obligation is in time
    on: date | None
    #: how the day was counted, in Vietnamese
    sentence: str


def first_due(
    deadline: Mapping[str, str | None] | None, *, known_on: date, before_excludes: bool = True
) -> Due:
    """The first due day of a deadline as read (keys ``text``, ``type``, ``value``), known since ``known_on``.

    >>> before = {"text": "trước ngày 10/11/2021", "type": "date", "value": "2021-11-10"}
    >>> first_due(before, known_on=date(2021, 8, 20)).on
    datetime.date(2021, 11, 9)
    >>> twice_a_year = {"text": "6 tháng/lần", "type": "period", "value": "6 months"}
    >>> first_due(twice_a_year, known_on=date(2022, 8, 12)).on
    datetime.date(2022, 12, 31)
    """
    if not deadline or not deadline.get("value"):
        return Due(None, "")
    text, value = deadline.get("text") or "", deadline["value"] or ""
    match deadline.get("type"):
        case "date":
            return _on_date(text, value, before_excludes)
        case "month":
            return _in_month(text, value, before_excludes)
        case "period":
            return _periodic(text, value, known_on, before_excludes)
        case "relative":
            return _relative(text, value, known_on)
        case _:
            return Due(None, "")


def _on_date(text: str, value: str, before_excludes: bool) -> Due:
    day = _iso(value)
    if day is None:
        return Due(None, "")
    if before_excludes and fold(text).startswith("truoc"):
        last = day - timedelta(days=1)
        return Due(last, f"“{text}”: tính đến hết ngày {format_date(last)}.")
    return Due(day, f"“{text}”: tính đến hết ngày {format_date(day)}.")


def _in_month(text: str, value: str, before_excludes: bool) -> Due:
    first = _iso(f"{value}-01")
    if first is None:
        return Due(None, "")
    if before_excludes and fold(text).startswith("truoc thang"):
        last = first - timedelta(days=1)
        return Due(last, f"“{text}”: tính đến hết ngày {format_date(last)}.")
    last = _month_end(first.year, first.month)
    return Due(last, f"“{text}”: tính đến ngày cuối tháng, {format_date(last)}.")


def _periodic(text: str, value: str, known_on: date, before_excludes: bool) -> Due:
    early = 1 if before_excludes and re.search(r"truoc (?:ngay )?\d", fold(text)) else 0
    day = _next_in_period(value.lower(), known_on, early)
    if day is None:
        return Due(None, "")
    return Due(day, f"“{text}”: kỳ gần nhất kể từ {format_date(known_on)} là ngày {format_date(day)}.")


def _next_in_period(value: str, known_on: date, early: int) -> date | None:
    weekday = next((i for i, name in enumerate(_WEEKDAYS) if name in value), None)
    if weekday is not None:
        return known_on + timedelta(days=(weekday - known_on.weekday()) % 7)
    unit = next(
        (months for name, months in _MONTHS.items() if value.lstrip("0123456789 ").startswith(name)), None
    )
    if unit is None:
        return (
            known_on + timedelta(days=7 if "week" in value else 0)
            if re.match(r"[\d ]*(day|week)", value)
            else None
        )
    count = re.match(r"\s*(\d+)", value)
    length = unit * (int(count.group(1)) if count else 1)
    return _period_end(known_on, length, _stated(value, length), early)


@dataclass(frozen=True, slots=True)
class _Stated:
    """Which month of a period, counted from its first, and which day of it; None is the month's last day."""

    month: int
    day: int | None


def _stated(value: str, length: int) -> _Stated:
    """The day that a period's value names: “day 25”, “day 15/6”, “10 December”, “day 3 of the following month”.

    >>> _stated("6 months; day 15/6", 6), _stated("quarter", 3)
    (_Stated(month=5, day=15), _Stated(month=2, day=None))
    """
    named = re.search(r"; (?:day )?(\d+) ([a-z]+)$", value)
    if named and named.group(2) in _MONTH_NAMES:
        return _Stated(_MONTH_NAMES.index(named.group(2)) % length, int(named.group(1)))
    found = re.search(r"day (\d+)(?:/(\d+))?", value)
    if found is None:
        return _Stated(length - 1, None)
    if found.group(2):
        return _Stated((int(found.group(2)) - 1) % length, int(found.group(1)))
    return _Stated(0 if "following month" in value else length - 1, int(found.group(1)))


def _period_end(known_on: date, length: int, stated: _Stated, early: int) -> date:
    """The first such day that is not before ``known_on``, ``early`` days earlier where the day itself is excluded."""
    index = known_on.year * 12 + known_on.month - 1
    while True:
        if (index - stated.month) % length == 0:
            last = _month_end(index // 12, index % 12 + 1)
            day = last if stated.day is None else last.replace(day=max(1, min(stated.day, last.day)))
            if day - timedelta(days=early) >= known_on:
                return day - timedelta(days=early)
        index += 1


def _relative(text: str, value: str, known_on: date) -> Due:
    """Only a count from receiving the letter has a known base; any other event is for a person to date."""
    found = re.match(r"\s*(\d+)\s+(working )?(day|week|month)", value.lower())
    if found is None or ("nhan duoc" not in fold(text) and "receipt" not in value.lower()):
        return Due(None, "")
    count, working, unit = int(found.group(1)), bool(found.group(2)), found.group(3)
    if working:
        day = _after_working_days(known_on, count)
        return Due(day, f"“{text}”: {count} ngày làm việc sau {format_date(known_on)}, chưa trừ ngày lễ.")
    days = count * {"day": 1, "week": 7, "month": 30}[unit]
    day = known_on + timedelta(days=days)
    return Due(day, f"“{text}”: {days} ngày sau {format_date(known_on)}.")


def _after_working_days(start: date, count: int) -> date:
    day = start
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _iso(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
