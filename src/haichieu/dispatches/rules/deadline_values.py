"""The value of a deadline (“6 months; day 15/6”, “5 working days after receipt”) as a term of the algebra."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from haichieu.dispatches.rules.recurrence import (
    LAST,
    After,
    EveryDays,
    EveryMonths,
    EveryWeeks,
    Never,
    Once,
    Rule,
)
from haichieu.text.dates import month_end
from haichieu.text.folding import fold
from haichieu.text.patterns import late

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
#: A weekday of a month lies in the week of that number: the first Sunday is there by the seventh.
_NEAR = "|".join(("working day", "week", *_WEEKDAYS))
_NTH = {"second": 2, "third": 3, "fourth": 4}
_HOURS_A_DAY = 8
_LENGTH = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
_PERIOD = late(r"\s*(?:(\d{1,3}) )?(minute|hour|day|week|month|quarter|half-year|year)s?\b(.*)$", re.DOTALL)
_TERM = late(
    r"\s*(\d{1,3}) (working day|working hour|minute|hour|day|week|month|quarter|year)s?\b(?: (before|after)\b ?(.*))?$",
    re.DOTALL,
)
_PERIOD_END = late(r"(?:the )?end of (?:the |each )?(month|quarter|year)")
#: “trước ngày X” leaves X out; “trước 16 giờ ngày X” and “trước hoặc trong ngày X” do not.
_BEFORE = late(r"\btruoc\b(?! khi\b)(?! hoac\b)(?!\W*\d{1,2} ?(?:gio|h|g)\b)")
_SHEETS = (
    r"(?:cong van|van ban|ke hoach|chi thi|huong dan|quyet dinh|giay moi|to trinh|cong dien|nghi quyet|chuong trinh"
    r"|thu keu goi|thong bao(?= .*\bnay\b))"
)
_OTHER_RECEIPT = late(rf"\bnhan(?: duoc)? (?!{_SHEETS}\b|duoc\b)\w")
_RECEIPT = late(r"\bnhan\b")
_ISSUE = late(r"\bngay (?:ky|ban hanh)(?: (?:van ban|ban hanh))?\W*$|\b(?:ky|ban hanh) [^.;]{0,60}\bnay\b")
#: A rule with a longer interval than one needs a first period; without a letter's date this Monday opens it.
_EPOCH = date(2001, 1, 1)


@dataclass(frozen=True, slots=True)
class Bases:
    """The days from which terms run, as far as they are known."""

    issued: date | None = None
    received: date | None = None
    event: date | None = None

    @property
    def anchor(self) -> date:
        """Where periods longer than the calendar's own begin."""
        return self.issued or self.received or _EPOCH


def rule_of(deadline: Mapping[str, str | None], bases: Bases, *, before_excludes: bool = True) -> Rule | None:
    """The term that a deadline as read stands for; None when its value cannot be understood.

    >>> rule_of({"text": "trước ngày 25 hằng tháng", "type": "period", "value": "1 month; day 25"}, Bases())
    EveryMonths(interval=1, month=0, day=24, working=False, anchor=0)
    """
    words, value = fold(deadline.get("text") or ""), (deadline.get("value") or "").strip().lower()
    early = before_excludes and bool(_BEFORE.search(words))
    match deadline.get("type"):
        case "date" | "month":
            return _one_day(words, value, early)
        case "period":
            return _period(words, value, early, bases.anchor)
        case "relative":
            return _relative(words, value, bases)
        case "continuous":
            return Never(continuous=True)
        case _:
            return None


def _one_day(words: str, value: str, early: bool) -> Rule | None:
    parts = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?|(\d{4})-q([1-4])", value)
    if parts is None:
        return None
    if parts[4]:
        return Once(month_end(int(parts[4]), int(parts[5]) * 3))
    year, month = int(parts[1]), int(parts[2] or 12)
    if not (1 <= month <= 12 and year > 0):
        return None
    last = month_end(year, month)
    if parts[3] is None:
        return _in_month(words, last, early)
    day = int(parts[3])
    if not 1 <= day <= last.day:
        return None
    return Once(last.replace(day=day) - timedelta(days=early))


def _in_month(words: str, last: date, early: bool) -> Rule:
    """A month alone means its last day; before a month, the day before its first."""
    if early and re.match(r"truoc (?:thang|nam)", words):
        first = last.replace(month=1, day=1) if words.startswith("truoc nam") else last.replace(day=1)
        return Once(first - timedelta(days=1))
    return Once(last.replace(day=15) if "nua dau" in words else last)


def _period(words: str, value: str, early: bool, anchor: date) -> Rule | None:
    found = _PERIOD.match(value)
    if found is None:
        return None
    number, unit, detail = int(found[1] or 1) or 1, found[2], found[3]
    if unit in ("minute", "hour"):
        return EveryDays(1, anchor)
    if unit == "day":
        return EveryDays(number, anchor)
    if unit == "week":
        named = next((i for i, name in enumerate(_WEEKDAYS) if name in detail), None)
        # A week without a day is due by its end, as a month is.
        weekday = 6 if named is None else (named - early) % 7
        return EveryWeeks(number, weekday, anchor)
    length = number * _LENGTH[unit]
    half = re.search(r"\b6 thang (dau|cuoi) nam", words)
    if half and length == 6:
        stated = _stated(detail, 6)
        return _on_day(12, 5 if half[1] == "dau" else 11, stated.day, stated.working, early, anchor)
    stated = _stated(detail, length)
    return _on_day(length, stated.month, stated.day, stated.working, early, anchor)


def _on_day(length: int, month: int, day: int, working: bool, early: bool, anchor: date) -> EveryMonths:
    if early and not working and day != LAST:
        month, day = (month, day - 1) if day > 1 else ((month - 1) % length, LAST)
    return EveryMonths(length, month, day, working, anchor.year if 12 % length else 0)


@dataclass(frozen=True, slots=True)
class _Stated:
    """Which month of a period, counted from its first, and which day of it."""

    month: int
    day: int = LAST
    working: bool = False


def _stated(detail: str, length: int) -> _Stated:
    """The day that a period's value names: “day 25”, “day 15/6”, “10 December”, “day 3 of the following month”.

    >>> _stated("; day 15/6", 6), _stated("", 3)
    (_Stated(month=5, day=15, working=False), _Stated(month=2, day=31, working=False))
    """
    end = 0 if "following" in detail else length - 1
    near = re.search(rf"(first|last|second|third|fourth|(\d+)(?:st|nd|rd|th)?) ({_NEAR})", detail)
    if near and near[1] == "last":
        return _Stated(end, -1, True) if near[3] == "working day" else _Stated(end)
    if near:
        nth = int(near[2] or _NTH.get(near[1], 1))
        return _Stated(0, nth, True) if near[3] == "working day" else _Stated(0, min(7 * nth, 28))
    named = re.search(rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)})\b", detail)
    if named and _real_day(int(named[1])):
        return _Stated(_MONTHS.index(named[2]) % length, int(named[1]))
    found = re.search(r"day (\d{1,2})(?:/(\d{1,2}))?\b", detail)
    if found is None or not _real_day(int(found[1])):
        return _Stated(end)
    return _Stated((int(found[2]) - 1) % length if found[2] else end, int(found[1]))


def _real_day(day: int) -> bool:
    return 1 <= day <= 31


def _relative(words: str, value: str, bases: Bases) -> Rule | None:
    found = _TERM.match(value)
    if found is None:
        return Never(continuous=False) if value else None
    number, unit, side, event = int(found[1]), found[2], found[3], found[4] or ""
    ended = _PERIOD_END.match(event)
    if ended and side == "after" and unit in ("day", "working day"):
        return _after_period(number, unit, _LENGTH[ended[1]])
    count, unit = _in_days(number, unit)
    if side == "before":
        return After(-count, unit, "event", bases.event)
    base = _base(words, event)
    return After(count, unit, base, getattr(bases, base) if base != "event" else bases.event)


def _after_period(number: int, unit: str, length: int) -> Rule:
    """So many days after each month, quarter or year: a day of the first month of the next."""
    if number > 28:
        return Never(continuous=False)
    return EveryMonths(length, 0, number, unit == "working day")


def _in_days(number: int, unit: str) -> tuple[int, str]:
    """Terms shorter than a day end on the day on which they began; whole days of hours are days."""
    match unit:
        case "minute":
            return 0, "day"
        case "hour":
            return number // 24, "day"
        case "working hour":
            return number // _HOURS_A_DAY, "working day"
        case "week":
            return 7 * number, "day"
        case "quarter":
            return 3 * number, "month"
        case "year":
            return 12 * number, "month"
        case _:
            return number, unit


def _base(words: str, event: str) -> str:
    """Receiving this letter, issuing it, or something else, which a person must date."""
    if re.search(r"issu|sign", event) or _ISSUE.search(words):
        return "issued"
    if _OTHER_RECEIPT.search(words):
        return "event"
    return "received" if "receipt" in event or _RECEIPT.search(words) else "event"
